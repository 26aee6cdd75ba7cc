# The draw
draw-title = Draw of { $date }
draw-none = There was no draw on that day.
draw-unread = The day “{ $text }” cannot be read. Type for example /draw 17 Nov
draw-proof = How to check it
draw-proof-hash = Fingerprint of the key, fixed on { $at }: { $hash }
draw-proof-pool = Fingerprint of the calls, fixed on { $at }: { $hash }
draw-proof-secret = The key is shown after the draw.
draw-proof-seed = Key: { $seed }
draw-proof-record = Fingerprint of the record, which the next draw’s carries: { $hash }
draw-proof-how = The SHA-256 of the key is the fingerprint: nobody changed the key since. A call’s ticket is the HMAC-SHA-256 of the call’s source and external id, by a key made of this one and the fingerprint of the calls; of each seller the lowest tickets were drawn. An administrator checks all of it at once: { $command }
draw-waits-people = The list of calls is closed. Calls will be drawn once the sellers have tapped, at { $at } at the latest.
draw-waits-beacon = The list of calls is closed. Calls will be drawn once the public beacon has answered, at { $at } at the latest.
draw-entropy-none = Nothing else went into the key: whoever read the database could know the draw beforehand.
draw-entropy-missing = Nobody’s chance came within the hour: drawn by the secret key alone.
draw-entropy-beacon = Chance that nobody knew: round { $round } of the beacon drand, { $at }: { $randomness }
draw-entropy-people =
    Chance that nobody knew: { $count ->
        [one] the tap of { $count } seller
       *[other] the taps of { $count } sellers
    } after the list was closed.
draw-entropy-own = Yours: { $picture } { $at }
draw-taps = The draw of { $date } waits for your tap
draw-taps-why = The list of calls is closed. Tap any picture by { $at }: who taps what, and when, decides which calls are drawn. Nobody sees the taps of others before the end.
draw-tapped = Taken: { $picture } at { $at }. The calls will be drawn when the time is over; /draw shows what came of it.
draw-taps-over = The time for taps is over. /draw shows what came of it.
draw-coming = Calls will be drawn on { $at }, at random and evenly.
draw-nothing-own = None of your calls were drawn.
draw-nothing = No calls were drawn.
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
draw-left-own = Yours that took no part ({ $reason }): { $numbers }
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
draw-left-recording-other-length = recording of another length
draw-left-recording-unread = recording's format not read
draw-times-daily = every day at { $time }
draw-times-days = { $days } at { $time }
draw-times-other = on the company's schedule
button-copy-hash = 📄 SHA-256
button-copy-seed = 📄 Key
