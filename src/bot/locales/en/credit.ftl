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
