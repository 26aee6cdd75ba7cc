# The draw
draw-title = Draw of { $date }
draw-none = There was no draw on that day.
draw-coming = Calls will be drawn on { $at }, at random and evenly.
draw-nothing = None of your calls were drawn.
draw-own =
    You had { $eligible ->
        [one] { $eligible } call
       *[other] { $eligible } calls
    }, { $drawn ->
        [one] { $drawn } was drawn
       *[other] { $drawn } were drawn
    }: { $numbers }
draw-share =
    { $name }: { $eligible ->
        [one] { $eligible } call
       *[other] { $eligible } calls
    }, { $drawn ->
        [one] { $drawn } was drawn
       *[other] { $drawn } were drawn
    }: { $numbers }
and-more = and { $count } more
draw-replaced = { $to } was drawn in place of { $from }
draw-not-replaced = nothing was left to draw in place of { $from }
draw-left-out = Could not be drawn: { $reasons }
draw-left-too-short = short
draw-left-already-taken = taken already
draw-left-no-seller = without a seller
draw-left-no-talk-time = without a talk time
draw-left-no-recording = without a recording
draw-left-absent = seller absent
draw-left-recording-missing = recording not found
draw-left-recording-damaged = recording damaged
draw-left-recording-stub = recording empty
draw-left-recording-silent = recording silent
draw-left-recording-purged = recording deleted
draw-times-daily = every day at { $time }
draw-times-days = { $days } at { $time }
draw-times-other = on the company's schedule
