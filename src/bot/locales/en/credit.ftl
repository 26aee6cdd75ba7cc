# Credit
credit-of = { $name }
month-unread = The month “{ $text }” cannot be read. Type for example: October or 2026-10
credit-none = Credit of { $month }: nothing yet.
credit-no-calls = Credit of { $month }: no approved calls yet.
credit-seller =
    Credit of { $month }: <b>{ $mean }</b> over { $count ->
        [one] { $count } call
       *[other] { $count } calls
    }
credit-range = Most likely between { $from } and { $to } %
credit-sources = Drawn by chance: { $drawn }. Sent by a supervisor: { $sent }, { $mean } on average
credit-appeals = Appeals: { $won } won, { $lost } lost
credit-undecided =
    { $count ->
        [one] { $count } more call is not approved yet: it counts
       *[other] { $count } more calls are not approved yet: they count
    } later
credit-costliest = Costs most: “{ $item }” ({ $type }), −{ $cost } pp
credit-points = Points: <b>{ $points }</b>
credit-bonus = pays <b>{ $amount }</b>
credit-written-off = debt written off: { $points }
credit-carried = { $points } goes to the next month
credit-controller = Reviews of { $month }: <b>{ $reviews }</b>, violations found: { $violations }
credit-overturned = Overturned: { $overturned } ({ $share })
credit-closed = 🔒 The month was closed on { $at }
motivation-coefficient = Coefficient <b>{ $value }</b>
motivation-sum = Bonus for the scores: <b>{ $value }</b>

motivation-next = { $wanting } pp short of { $value }
motivation-calls =
    The scale applies after { $count ->
        [one] { $count } more drawn call
       *[other] { $count } more drawn calls
    } in credit

# What a credit is made of
credit-by-items = By item · { $month }
credit-type = <b>{ $name }</b> · { $mean } · { $count }
credit-failed = Not done
credit-item = ❌ { $text }: { $failed } of { $calls }, −{ $cost } pp
part-all = All calls in credit
part-drawn = Drawn by chance
part-sent = Sent by a supervisor
part-reviews = Reviewed calls
part-section = Section “{ $name }” ({ $type })
part-item = Not done: “{ $text }” ({ $type })
part-none = There are no such calls.
part-unseen =
    { $count ->
        [one] { $count } more call is not shown here
       *[other] { $count } more calls are not shown here
    }
part-mean =
    <b>{ $mean }</b>: the mean of { $count ->
        [one] { $count } call
       *[other] { $count } calls
    }
part-call-sent = sent by a supervisor
part-call-overturned = after an appeal

# The pay slip
slip-title = Statement: { $name }, { $month }
slip-calls = Calls in credit: { $count } (drawn by chance { $drawn }, sent by a supervisor { $sent })
slip-mean = Sum of scores { $sum } : { $count } = <b>{ $mean }</b>
slip-points = Points of the month: <b>{ $points }</b>
slip-points-brought = Points of the month: <b>{ $points }</b>, from the month before { $brought }
slip-paid = Points paid: <b>{ $points }</b>
slip-paid-money = Paid: { $points } × { $price } = <b>{ $amount }</b>
slip-open = The month is still open: figures may change.
slip-closed = 🔒 Closed on { $at }, version { $version }, checksum { $hash }

# Pictures
picture-wait = ⏳ Drawing: { $title }
picture-failed = The picture could not be drawn, but everything in it is here in words.
picture-months = { $name }: credit by month
picture-months-about = Mean score of the calls, %
picture-mean = score
picture-interval = most likely here
picture-median = team median
picture-sections = { $name }: sections
picture-sections-about = Mean score of a section, { $month }
picture-items = { $name }: what was not done
picture-items-about = Share of calls in which the item failed, { $month }
picture-item = { $text } ({ $failed } of { $calls })
picture-heat = The team by section
picture-heat-about = { $type }. Mean score of a section, %, { $month }
picture-team = Team
picture-funnel = Whose scores are overturned
picture-funnel-about = { $from } – { $to }. Above the funnel: too strict. Below: perhaps lenient. Inside: luck
picture-reviews = calls reviewed
picture-overturned = Overturned, %
picture-limit = { $n } of { $of }
picture-all = on average
picture-none = Nothing to draw yet: nothing was approved this month.

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
cause-missed = Missed violation
cause-unfounded = Unfounded violation
cause-nothing_left = Nothing counts after the appeal
cause-write_off = Debt written off
cause-reversal = Reversal
reverse-ask =
    Take back the points ({ $points }) of call { $number }? Write why: both will read it.
points-returned = Points of call { $number } came back to you: <b>+{ $points }</b>
points-taken-back = Points of call { $number } went back: <b>−{ $points }</b>
motivation-none = Nothing by the scale so far
motivation-first-coefficient = { $wanting } percentage points are missing to the scale’s first step (coefficient { $value })
motivation-first-sum = { $wanting } percentage points are missing to the scale’s first step ({ $value })
