# Appeals
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
concede-ask = Concede all named items? The seller gets { $pays }. The call brings you: { $moves }.
conceded = Conceded
answer-ask = Answer in one message. The supervisor will see it when deciding.
appeals-title = Appeals: { $count }
appeals-none = Nothing waits for a decision. New ones will come here by themselves.
appeals-line = { $number } · { $seller } · waiting { $span }
case-title = Appeal №{ $number }
case-place = { $at } of { $of }
case-waits = waiting { $span }
case-seller = Seller { $name }: { $reason }
case-answer = The controller's answer: { $text }
case-item =
    Item: <b>{ $text }</b> (weight { $weight }{ $critical ->
        [section] , critical to the section
        [call] , critical to the call
       *[none] {""}
    }) ❌
case-tally = This item before: decided { $decided }, for the seller { $overturned }.
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
case-outcome-nothing-left = <b>Result: not for credit.</b> No item is left that counts. { $moves }.
case-fund = company fund
case-no-points = No points move
case-confirmed = Decided. Both will be told.
case-compared = Written down. This appeal had been decided before: your decision changes nothing, it is only compared with the first one.
case-proposed = Your decision is written down. It counts once another supervisor has decided this appeal independently: their decision is the one that counts. You will be told here how it ended.
second-head = Appeal { $number }: a supervisor has decided, and a second one now decides independently. The second decision counts. There is nothing for you to do; the answer comes here.
precedents-title = How it was decided before
precedents-item = “{ $text }”: { $decided ->
        [0] not decided yet
       *[other] decided { $decided }, for the seller { $overturned }
    }
precedents-similar = Similar:
precedents-line = • { $date } — { $decision }
precedents-line-other = • { $date } “{ $item }” — { $decision }
precedents-how = Past decisions settle nothing: each call is heard anew.
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
unreachable =
    { $count ->
        [1] { $name } does not get the bot's messages: the score of call { $numbers } was not delivered.
       *[other] { $name } does not get the bot's messages: the scores of calls { $numbers } were not delivered.
    } The time to appeal is running, please tell them in person.
appealed-decided = A supervisor has decided. The answer is a message of its own.
