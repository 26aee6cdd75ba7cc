# All that the bot says in English. Values arrive ready to be shown.
language-name = English
language-choose = <b>Which language shall we speak?</b>
language-set = English from now on

## Roles
role-seller = seller
role-controller = controller
role-mentor = mentor
role-supervisor = supervisor
role-admin = administrator
system = system

## Statuses of a call
status-unclassified = Not classified
status-classified_auto = Classified automatically
status-classified_manual = Classified by hand
status-listening_advice = Listening: advice asked
status-listening_credit = Listening: for credit
status-listening_training = Listening: NOT for credit
status-scored_pending = Scored: not yet approved for credit
status-scored_appealed = Scored: under appeal
status-approved_training = Approved: not for credit (teaching)
status-approved_scored = Approved: scored
status-approved_overturned = Approved: overturned on appeal

## Buttons
button-listen = ▶ Listen
button-details = 📋 Details
button-accept = ✅ Accept
button-accept-yes = ✅ Yes, accept
button-appeal = ⚖️ Appeal
button-appeal-other = Other: wrong type, not my call
button-appeal-send = ⚖️ Send
button-next-call = ▶ Next call
button-go-on = ▶ Go on
button-done = ✅ Done
button-not-done = ❌ Not done
button-na = ➖ N/A
button-rest-done = Rest done ✅
button-overview = Overview
button-recommend = ✍️ Recommendation
button-submit = 📨 Submit score
button-change-type = Change the type
button-fix = ✏️ Correct
button-seller_right = Seller is right
button-controller_right = Controller is right
button-item_unclear = Item unclear
button-not_applicable = N/A
button-confirm = ✅ Confirm
button-annul = Take off credit
button-keep = Keep it
button-whole-call = ▶ Whole call
button-hear-reason = 🎤 Spoken reason
button-concede = Concede: { $points }
button-concede-yes = Yes, concede
button-answer = Answer
button-forward = Next →
button-back = ◀ Back
button-cancel = Cancel
button-change = Change
button-card = The call's card
button-older = Older ▶
button-newest = ◀ Newest
button-filter-status = Status ▾
button-reset = Reset
button-credit-calls = Call by call
button-go-notice = Open the score
button-go-appeal = ⚖️ Appeal
button-go-next = ▶ Go on scoring
button-go-recall = ✏️ Correct the score
button-go-case = ⚖️ Decide
button-go-appealed = The appeal

## A call
call-title = Call №{ $number }
call-order = order { $number }
call-hidden-number = hidden number
flow-in = incoming
flow-out = outgoing
span-days = { $days } d { $hours } h
span-hours = { $hours } h { $minutes } min
span-minutes = { $minutes } min
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

## Menu and help
menu-title = Hello, { $name }!
menu-appeals = ⚖️ Appeals
menu-calls = 📞 Calls
menu-credit = 📊 Credit
menu-draw = 🎲 The day's draw
menu-language = 🌐 Русский / English
menu-appeals-wait =
    { $count ->
        [0] No appeals are waiting.
       *[other] Waiting for you: appeals { $count } (oldest { $span }).
    }
command-menu = Menu
command-calls = Calls and their statuses
command-credit = My credit of the month
command-draw = How the day's calls were drawn
command-language = Language
command-help = What one can do here
command-next = The next call to score
command-queue = The scoring queue
command-appeals = Appeals that wait for a decision
help-seller = You hear of the score of every checked call at once. If you agree, do nothing. If not, tap Appeal below the score before its deadline.
help-controller = /next brings a call to score: its recording as a voice message, its items as buttons. After ❌ just type the comment, with the moment if you like: "2:15 interrupts the client".
help-mentor = A call's number opens its card if the call is your mentee's.
help-supervisor = /appeals gathers the appeals of your direction: one tap an item, one sentence at the end.
help-admin = You see all calls and all draws.
help-number = Just send a call's number to open its card.
stranger = This bot is for staff only. Ask your administrator for an invitation link.
typed-unknown = I did not understand. A call's number opens its card, /menu shows what there is.

## The list of calls
calls-title = Calls · { $status }
calls-all = all
calls-choose-status = Which status to show?
calls-none = No calls yet. They appear as soon as telephony sends them.
calls-none-filtered = No calls have this status. Reset shows them all.

## The draw
draw-title = Draw of { $date }
draw-none = There was no draw on that day.
draw-coming = Calls will be drawn on { $at }, at random and evenly.
draw-nothing = None of your calls were drawn on that day.
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

## The queue and scoring
queue-title = The scoring queue
queue-waiting =
    { $count ->
        [one] { $count } call is waiting
       *[other] { $count } calls are waiting
    }
queue-oldest = The oldest has waited { $span }
queue-today = Checked today: { $count }
queue-held = You hold №{ $number }
queue-empty = New ones come with the draw at the end of the day.
button-give-back = ↩️ Give back
give-back-ask = Why can this call not be scored? Another call of the same seller takes its place.
give-back-inaudible = Nothing can be heard
give-back-wrong_number = A wrong number
give-back-private = A private call
given-back = The call was given back
scoring-seller = Seller: { $name }
scoring-choose-type = <b>Which type of call?</b>
scoring-change-type = <b>Another type?</b> The marks then start anew.
scoring-section = <i>{ $name }</i>
scoring-item =
    <b>{ $number }. { $text }</b> (weight { $weight }{ $critical ->
        [section] , critical to the section
        [call] , critical to the call
       *[none] {""}
    })
scoring-hint = Hint: { $text }
scoring-failed = { $number } ❌ noted. A comment? Just type it, with the moment if you like: "2:15 interrupts the client"
scoring-failed-comment = { $number } ❌ “{ $comment }”
scoring-comment-owed = ✍️ A critical item: type what is wrong, then we go on.
scoring-overview = overview
scoring-open =
    { $count ->
        [one] { $count } item is left.
       *[other] { $count } items are left.
    }
scoring-critical = Critical misses: { $count }
scoring-recommend-ask = What would you recommend to the seller? Type it in one message.
scoring-submitted = Score taken. It goes to the seller: { $time }. Until then you can correct it.
recommendation = Recommendation: { $text }

## The score as the seller sees it
notice-title = Call №{ $number } checked: { $score }
notice-controller = Controller: { $name } · source: { $source }
source-drawn = random draw
source-sent = sent by a supervisor
notice-perfect = Nothing to remark. Keep it up!
notice-failed =
    ✗ { $text } (weight { $weight }{ $critical ->
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

## Appeals
appeal-title = Appeal of call №{ $number }
appeal-left = { $span } left
appeal-which = Which items do you disagree with?
appeal-nothing-failed = Every item was done. Only the call as a whole can be appealed.
appeal-chosen =
    { $count ->
        [one] { $count } item chosen
       *[other] { $count } items chosen
    }
appeal-other = What is wrong with the call as a whole?
appeal-kind-items = Items
appeal-kind-wrong_type = The wrong type of call
appeal-kind-not_my_call = This is not my call
appeal-why = <b>Why?</b> Say it in one message, typed or spoken.
appeal-check = Please check: { $subject }
appeal-reason = Reason: { $text }
appeal-spoken = spoken
quoted = “{ $text }”
appeal-sent = Sent to your supervisor. The answer will come here.
appealed-title = { $name } appeals №{ $number }
appealed-reason = Seller: { $text }
appealed-begun = A supervisor is deciding already.
concede-ask = Concede all named items? You: { $points }, and the seller gets the full sum.
conceded = Conceded
answer-ask = Answer in one message. The supervisor will see it when deciding.
appeals-title = Appeals: { $count }
appeals-none = Nothing waits for a decision. New ones will come here by themselves.
appeals-line = { $number } · { $seller } · waiting { $span }
case-title = Appeal №{ $number }
case-place = { $at } of { $of }
case-waits = waiting { $span }
case-seller = Seller { $name }: { $reason }
case-answer = The controller's answer: “{ $text }”
case-item =
    Item: <b>{ $text }</b> (weight { $weight }{ $critical ->
        [section] , critical to the section
        [call] , critical to the call
       *[none] {""}
    }) ❌
case-controller = Controller { $name }:
case-no-comment = no comment
case-type = Scored as “{ $type }” by { $name }
case-why = <b>Why?</b> One sentence: choose or type it.
case-decided = { $text }: <b>{ $decision }</b>
case-annulled = <b>Take off credit</b>
case-kept = <b>Keep in credit</b>
case-reason = Reason for the decision: “{ $text }”
case-outcome = <b>Result: { $before } → { $after }.</b> { $moves }.
case-outcome-same = <b>Result: no change, { $after }.</b> { $moves }.
case-outcome-annulled = <b>Result: not for credit.</b> { $moves }.
case-no-points = No points move
case-confirmed = Decided. Both will be told.
decision-seller_right = seller is right
decision-item_unclear = item unclear
decision-not_applicable = not applicable
decision-controller_right = controller is right
reason-in-recording = It is in the recording
reason-not-in-recording = It is not in the recording
reason-not-fully = Not said in full
decided-title = Appeal of call №{ $number } decided
decided-score = { $before } → { $after }
appeal-state-open = Under decision
appeal-state-upheld = Appeal upheld
appeal-state-rejected = Appeal rejected
appeal-state-annulled = Taken off credit
appeal-state-conceded = Conceded by the controller
waiting-new = Appeal of call { $number }
waiting-reminder = Appeal { $number } has waited { $span }
waiting-escalated = Appeal { $number } has waited { $span }: any supervisor may decide
waiting-answered = The controller answered the appeal of { $number }
unreachable = { $name } does not get the bot's messages: the score of call { $number } was not delivered. The time to appeal is running, please tell them in person.

## Credit
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

## Refusals
refusal-not_found = Call not found
refusal-not_allowed = This is not open to you
refusal-wrong_status = This call has another status by now
refusal-too_late = The time to appeal is over
refusal-too_early = The time has not come yet
refusal-reason_missing = Type it as text, in one message
refusal-too_long = Too long: up to 500 characters in a comment, up to 1000 elsewhere
refusal-limit_reached = The limit is reached: wait for the earlier ones to be decided
refusal-nothing_chosen = Choose an item first
refusal-not_failed = Only failed items can be appealed
refusal-incomplete = Some items are not marked: those with a dot
refusal-comment_missing = A critical ❌ has no comment: open the item and type it
refusal-nothing_counts = Every item is N/A: there is nothing to score
refusal-undecided = Some items are not decided yet
refusal-nothing_overturned = No item was decided for the seller
refusal-already_begun = A supervisor has begun to decide
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
refusal-account_taken = This Telegram account belongs to another colleague already.
