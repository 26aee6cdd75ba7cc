# Refusals
refusal-not_found = Call not found
refusal-not_allowed = This is not open to you
refusal-wrong_status = This call has another status by now
refusal-too_late = The time to appeal is over
refusal-too_early = The time has not come yet
refusal-reason_missing = Type it as text, in one message
refusal-too_long =
    Too long: up to { NUMBER($comment, useGrouping: "min2") } characters in a comment, up to { NUMBER($most, useGrouping: "min2") } elsewhere
refusal-limit_appeals = No more than { $appeals } appeals may be open: wait for those to be decided
refusal-limit_asks = No requests are left this week: new ones come on Monday
refusal-limit_sends = No more calls of this seller can be sent this month
refusal-limit_takes =
    No more than { $takes ->
        [one] { $takes } call
       *[other] { $takes } calls
    } of one seller can be taken a week. From here: on Monday, through the controllers, or beside the score once a call is with them
refusal-no_seller = Nobody knows whose call this is: it needs a seller first
refusal-nothing_chosen = Choose an item first
refusal-not_failed = Only failed items can be appealed
refusal-incomplete = Some items are not marked: those with a dot
refusal-comment_missing = A critical ❌ has no comment: open the item and type it
refusal-nothing_counts = Every item is N/A: there is nothing to score
refusal-undecided = Some items are not decided yet
refusal-nothing_overturned = No item was decided for the seller
refusal-already_begun = A supervisor has begun already
refusal-already_answered = You have answered already
refusal-already_held = You hold another call: finish it first
refusal-notice_left = The score has already gone to the seller
refusal-not_eligible = This call cannot be drawn
refusal-not_one_match = The client is ambiguous
refusal-no_recording = This call has no recording
refusal-queue_empty = The queue is empty
refusal-lease_lost = Time ran out and another controller took the call
refusal-stale = That screen was out of date, here is how it stands
refusal-unknown_button = This button no longer works. /menu shows what there is.
refusal-invite_unknown = This invitation link is not valid. Ask your administrator for a new one.
refusal-invite_used = This invitation link was used already. Ask your administrator for a new one.
refusal-invite_expired = This invitation link has expired. Ask your administrator for a new one.
refusal-invite_wait =
    Too many links that are not valid. Try again in { $minutes ->
        [one] { $minutes } minute
       *[other] { $minutes } minutes
    }, or ask your administrator for a new link.
refusal-account_taken = This Telegram account belongs to another colleague already.
refusal-nothing_said = Say something first: mark an item, write, or answer by voice
refusal-person_not_found = No such person
refusal-last_type = This is the last call type: without it nothing can be scored. Publish or bring back another first
refusal-best_inaudible = This call has no recording: nobody could hear the example.
refusal-best_declined = The seller did not allow this example. If they change their mind, they can allow it in /learn.
refusal-example_gone = This example is gone: it was taken back, or the recording is not kept any more.
refusal-no_such_moment = There is no such moment in this call.
refusal-month_not_begun = This month has not begun yet
refusal-month_not_over = This month is not over yet
refusal-month_closed = This month is closed already
refusal-month_open = This month is open as it is
refusal-month_empty = Nothing counts in this month and no points moved: there is nothing to close
refusal-month_before_open = Close the earlier month first
refusal-month_after_closed = Reopen the later month first
refusal-is_reversal = This is a reversal itself: it cannot be reversed
refusal-already_reversed = These points were taken back already
refusal-no_debt = This person owes nothing from closed months
refusal-sheet_moved = This sheet is not in use any more: scoring goes on in another message
refusal-score_open = You have seen this score already: it cannot be done blind any more
refusal-item_paused = The item is paused: at present it counts for nobody
refusal-not_overturned_often = This item is overturned no more often than the rules allow
refusal-score_waits = A second score of this call is still to come: calibrate on it after that
refusal-nobody_blind = Nobody could score this call blind: every controller has seen it
refusal-nobody_chosen = Choose one controller at least
refusal-taps_over = The time for taps is over
refusal-calibration_over = The time of this calibration is over: the answers are open
