# The draw
draw-title = Draw of { $date }
draw-none = There was no draw on that day.
draw-coming = Calls will be drawn on { $at }, at random and evenly.
draw-nothing = None of your calls were drawn on that day.
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
draw-replaced = { $from } was given back, { $to } stands in for it
