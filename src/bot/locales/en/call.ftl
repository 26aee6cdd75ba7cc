# A call
call-title = Call №{ $number }
call-order = order { $number }
call-hidden-number = hidden number
flow-in = incoming
flow-out = outgoing
span-days = { $days } d { $hours } h
span-hours = { $hours } h { $minutes } min
span-minutes =
    { $minutes ->
        [0] less than a minute
       *[other] { $minutes } min
    }
card-seller = Seller: { $name } · { $direction }
card-review = Score: <b>{ $score }</b> · { $type } · { $name }
card-path = The call's path
card-path-before = Steps before: { $count }
card-step = { $at } · { $status } · { $who }
recording-failed = The recording cannot be sent right now. Try the Listen button in a minute.
recording-none = This call has no recording.
recording-missing = The recording's file was not found. Tell an administrator the call's number.
recording-outside = The recording lies where it may not be taken from. Tell an administrator the call's number.
recording-unsupported = The recording is in a format that Telegram does not play. Tell an administrator the call's number.
