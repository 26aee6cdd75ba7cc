# Reminders, and what came back by itself
lease-expired = Your time for call { $number } ran out, and it waits in the queue again. Your marks are kept.
advice-returned = Your request about call { $number } came back without an answer: { $reason }.
call-returned = Call { $number } went back: { $reason }.
draw-short = Too few calls to draw on { $date }
draw-empty = Nothing could be drawn on { $date }: there were no suitable calls
draw-short-line = { $name }: { $drawn } drawn
give-back-withdrawn = The seller took the request back
give-back-unstarted = Nobody began to score it
give-back-idle = Nothing happened for long
give-back-deactivated = Its reviewer no longer works on it
# Returned calls, and calls that nobody can score
returned-title = Call { $number } was given back
returned-by = Given back { $at } by { $name }: “{ $reason }”
returned-score-or-confirm = There is no other controller for it. Score it yourself, or confirm the reason: another call then takes its place.
returned-confirm = There is no other controller for it. Confirm the reason: another call then takes its place.
returned-for-controllers = It waits for another controller. Where the reason is plain, you can confirm it.
returned-held = Somebody is listening to it.
returned-settled = Settled: { $status }.
returned-confirmed = The reason is confirmed
button-return-confirm = ↩️ Confirm the reason
button-return-score = Score it
button-go-returned = ↩️ Given back
card-returned = { $reason }: somebody else decides
card-return-confirmed = { $reason }: confirmed
tied-lease = { $number } is scored by { $name }, { $tie }: there is nobody else
tie-sender = who sent it for credit
tie-mentor = a mentor of the seller
tie-mutual = whose calls the seller scores
queue-stuck =
    { $count ->
        [one] Nobody can score { $count } call of the queue
       *[other] Nobody can score { $count } calls of the queue
    }
queue-stuck-how = There is no controller for them but the seller. One more is needed: the administrator adds them.
# What happened while no message arrived
missed-title = While messages did not reach you
missed-taught = teaching review, NOT for credit: { $name }
missed-answered = answer to your question: { $name }
draw-short-once = While this lasts you will not be told again: /draw
