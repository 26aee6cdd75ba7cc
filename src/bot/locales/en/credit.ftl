# Credit
credit-title = Credit: { $month } { $year }
credit-none = Nothing counts in this month yet.
credit-seller =
    <b>{ $mean }</b> over { $count ->
        [one] { $count } call
       *[other] { $count } calls
    }
credit-sources = drawn { $drawn }, sent by a supervisor { $sent }
credit-appeals = Appeals: won { $won }, lost { $lost }
credit-points = Points: <b>{ $points }</b>
credit-controller = Checked: { $reviews }, violations found: { $violations }
credit-overturned = Overturned: { $overturned } ({ $share })

# Points of a call
points-title = Points: call no. { $number }
points-none = No points of yours were moved by this call.
points-fund = company fund
points-line = <b>{ $points }</b>: { $from } → { $to }
cause-review = For the review
cause-violation = For a violation found
cause-appeal = Appeal upheld
cause-appeal_unclear = Item found unclear
cause-concession = The controller agreed
cause-concession_fund = The controller agreed, the rest
cause-wrong_type = The wrong call type
cause-reversal = Reversal
reverse-ask =
    Take back the points ({ $points }) of call { $number }? Write why: both will read it.
points-returned = Points of call { $number } came back to you: <b>+{ $points }</b>
points-taken-back = Points of call { $number } went back: <b>−{ $points }</b>
