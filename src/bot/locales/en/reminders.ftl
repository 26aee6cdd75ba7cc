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
