# The score as the seller sees it
notice-title = Call №{ $number } checked: { $score }
notice-controller = Controller: { $name } · source: { $source }
source-drawn = random draw
source-sent = sent by { $name }: “{ $reason }”
notice-perfect = No violations. Keep it up!
notice-failed =
    ❌ { $text } (weight { $weight }{ $critical ->
        [section] , critical to the section
        [call] , critical to the call
       *[none] {""}
    })
notice-deadline = If you agree, there is nothing to do. You can appeal until { $at }.
notice-no-deadline = If you agree, there is nothing to do.
settled-how =
    { $verb ->
        [accept] you accepted on { $at }
        [approve] approved automatically on { $at }
        [appeal] sent to your supervisor on { $at }
        [uphold] appeal upheld on { $at }
        [reject] appeal rejected on { $at }
        [annul] taken off credit on { $at }
        [concede] conceded by the controller on { $at }
       *[other] { $at }
    }
settled-month = in the credit of { $month }
points-signed = points { $points }
accept-ask = Accept { $score }? You cannot appeal afterwards.
accepted = Approved, in the credit of { $month }
reminder = The score of call { $number } will be approved in { $span }, on { $at }. If you disagree, appeal in time.
points-of = points { $points } ({ $parts })
notice-zeroed = An item critical to the call was not done: the whole score is zeroed.
section-zeroed = zeroed by a critical item
move-review = review
move-violation = violations
move-appeal = appeal
move-appeal_unclear = unclear item
move-concession = concession
move-concession_fund = addition
move-wrong_type = wrong type
move-missed = violation missed
move-unfounded = violation unfounded
move-nothing_left = nothing left
move-write_off = write-off
move-reversal = reversal
