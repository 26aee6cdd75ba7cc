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
card-other-talk = Also in the talk: { $name }
card-other-talk-length = Also in the talk: { $name }, { $length }
card-other-extension = extension { $extension }
card-review = Score: <b>{ $score }</b> · { $type } · { $name }
card-path = The call's path
card-path-before = Steps before: { $count }
card-step = { $at } · { $status } · { $who }
recording-failed = The recording cannot be sent right now. Try the Listen button in a minute.
recording-none = This call has no recording.
recording-missing = The recording's file was not found. Tell an administrator the call's number.
recording-outside = The recording lies where it may not be taken from. Tell an administrator the call's number.
recording-damaged = The recording is damaged: it cannot be heard to its end. If the call is yours to score, give it back: “Nothing can be heard”.
recording-stub = There is an empty file instead of a recording. If the call is yours to score, give it back: “Nothing can be heard”.
recording-silent = Nobody speaks on the recording. If the call is yours to score, give it back: “Nothing can be heard”.
recording-unread = The recording is in a format that is not read. Tell an administrator the call's number. If the call is yours to score, give it back: “Nothing can be heard”.
recording-purged = The recording is deleted: it was kept as long as it may be. The score stays.
recording-unreachable = The recording cannot be reached right now: the telephone system does not answer. Try the Listen button in a minute.
recording-too_big = The recording is too large. Tell an administrator the call's number.
recording-no_ffmpeg = There is nothing to open the recording with. Tell an administrator the call's number.
recording-no_room = There is no room to keep the recording just now. Tell an administrator.
recording-not_kept = The recording cannot be kept on the server just now. Tell an administrator.
recording-wait = ⏳ Getting the recording of call №{ $number } ready. It will come here.
recording-part = Part { $at } of { $of }
recording-clip = <b>Call №{ $number }</b> · ▶ { $at } (clip { $from }–{ $to })
recording-seller = seller { $name }
recording-length-short = ⚠️ The recording is shorter than the talk: { $length } of { $talk }. A part of the talk is not on it.
recording-length-long = ⚠️ The recording is longer than the call: { $length }, and the call { $call }. Another conversation may be on it.
recording-length-waiting = The recording is longer than the talk: { $length }, and the talk { $talk }. The waiting is on it too.
card-talk = Talking: seller { $seller } %, client { $client } %
card-silence = 🔇 Silence: { $stretches }
card-silence-stretch = { $length } from { $from }
card-fault-missing = ⚠️ The recording's file was not found
card-fault-damaged = ⚠️ The recording is damaged
card-fault-stub = ⚠️ An empty file instead of a recording
card-fault-silent = ⚠️ Nobody speaks on the recording
card-fault-unread = ⚠️ The recording is in a format that is not read
card-fault-purged = The recording is deleted: it was kept as long as it may be
# What the telephone system said of a call once it had been taken up
late-title = Calls of which the telephone system later said something else: { $count }
late-line = { $number }: { $said }
late-how = They had already been taken up, so nothing in them has changed.
late-talk = talk { $length } instead of { $was }
late-length = the whole call { $length } instead of { $was }
late-start = began { $at } instead of { $was }
late-in = an incoming call
late-out = an outgoing call
late-extension = extension { $extension }
late-number = number { $number }
late-recording = another recording
late-part = the same call as { $number }
late-part-unseen = the same call as another one
card-late = The telephone system later said: { $said }
