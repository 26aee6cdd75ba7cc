# Help: what stands in quotation marks are the words of buttons
menu-help = ❓ Help
help-title-seller = Seller
help-title-controller = Controller
help-title-mentor = Mentor
help-title-supervisor = Supervisor
help-title-admin = Administrator
help-scope-all = all directions
help-scope-directions = your directions
help-seller =
    Each score of a checked call comes here. Below it: "Listen", "Details", "Accept", "Appeal". If you agree, do nothing: it stands by itself after { $delay }. "Self-check" in /menu: score the call yourself first, then compare.
    A hard call: open it in /calls and tap "Ask for advice" ({ $asks ->
        [one] { $asks } time
       *[other] up to { $asks } times
    } a week). The client was not recognised: "Link".
help-controller =
    "Next call" brings a recording as a voice message. Pick the call's type and tap "Done", "Not done", "N/A"; "Rest done ✅" closes all that is left. After ❌ just type what was wrong, with its moment if you like: 2:15 interrupts the client.
    "Submit score": for { $hold } you can still "Correct" it. It cannot be scored: "Give back", and somebody else listens to a drawn call first. If your score is appealed, choose "Concede" or "Answer". /calibration: score a call blind with the others and compare.
help-mentor =
    Send the number of a mentee's call or pick it in /calls: "Listen", "Take", or "Review for teaching" where it is taken or scored already. Its seller sees your review; it never counts. You can take { $takes ->
        [one] { $takes } call
       *[other] up to { $takes } calls
    } of a seller a week.
    A call you took and left alone for { $idle ->
        [one] { $idle } day
       *[other] { $idle } days
    } goes back by itself.
help-supervisor =
    /appeals gathers the appeals: for each item "Seller is right", "Controller is right", "Item unclear" or "N/A", then one sentence and "Confirm".
    /advice shows who asks for advice: "Review", listen, answer with items, in words or by voice.
    A call that nobody has taken yet you can "Take" for teaching ({ $takes ->
        [one] { $takes } call
       *[other] up to { $takes } calls
    } of a seller a week), or "Send for credit" to the controllers (with a reason, { $sends ->
        [one] { $sends } call
       *[other] up to { $sends } calls
    } of a seller a month). One that is taken or scored already: "Review for teaching"; its credit stays as it is. "Calibration" on the card of an approved call: the controllers score it blind, and it shows where they differ.
help-admin = You see all calls and all draws. What is missing before the first score stands in /menu.
help-at-mentees = which mentee to help, and with which call to begin.
help-at-learn = hear your violations, and how colleagues do the same.
help-at-best = examples by item: mark them on a call’s card, remove them.
help-at-team = the team, a line a person: who needs help.
help-at-people = bring in and invite a person, roles, directions, mentors, extensions, absences, locking out.
help-at-checklists = upload a checklist, see what changes, publish it.
help-at-policy = the rules, their values and who changed them.
help-at-import = people, clients, orders and calls from a file: looked through first, then taken in.
help-at-period = close a month and take its sheets for payroll.
help-number = A call's number sent here opens its card.
button-help-score = Score
button-help-appeal = Appeal
button-help-advice = Advice
button-help-credit = Credit
button-help-draw = Draw
help-score =
    A controller listens to the call, picks its type and answers the items of that type's checklist.

    The percentage: the weight of the items done, of the weight of all but those that do not apply. ❌ on an item critical to its section leaves the section nothing; on one critical to the call, the whole call.

    For { $hold } after submitting, the controller can "Correct" the score. Then its seller is told{ $quiet ->
        [none] .
       *[other] ; in the quiet hours ({ $quiet }) notices wait until the morning.
    }{ $listen ->
        [none] {""}
       *[other] {" "}A score submitted before { $listen } of the talk time has passed earns the controller no points.
    }
help-appeal =
    You can appeal for { $delay } from the minute the score came{ $working ->
        [yes] {""} (working days only)
       *[no] {""}
    }. Holidays and sick leave stop the clock.

    "Appeal", mark the items (or "Other: wrong type, not my call"), type or say why, "Send". No more than { $appeals } may be open at once.

    The controller may "Concede" or "Answer". A supervisor decides each item and explains it in one sentence; whoever scored the call, or sent it for credit, does not decide. An appeal never adds anything against the seller.

    "Seller is right": the item passes, +{ $appealPoints } to the seller at the controller's expense. "Item unclear": it passes, the company gives those points. "N/A": the item does not count, +{ $appealPoints } to the seller at the controller's expense. Where no item is left that counts, the score comes off credit, +{ $appealPoints } to the seller at the controller's expense. "Controller is right": all stays.

    Undecided for { $remind }, the supervisors are reminded; after { $escalate } any supervisor may decide.
help-advice =
    On a call of yours that nobody has taken yet, tap "Ask for advice" and put a question if you like: { $asks ->
        [one] { $asks } time
       *[other] up to { $asks } times
    } in a calendar week.

    The supervisors of the direction are told. One of them listens and answers: with items, in words or by voice. Until somebody has begun you can "Take the request back"; it still counts for the week.

    Such a review teaches and never counts: neither for credit nor for points.
help-advice-also-drawn = The call itself may still be drawn: a controller then scores it apart.
help-credit =
    A month's credit is made of approved scores: you accepted, { $delay } passed without an appeal, or the appeal was decided. A call belongs to the month in which it was drawn or sent, whenever it is approved; once that month is closed, to the earliest open one.

    A controller's points: { $reviewPoints } for a review, { $violationPoints } for every standing violation that is explained: by { $letters ->
            [one] { $letters } letter
           *[other] { $letters } letters
        } or a moment in the talk. A seller's points: { $appealPoints } for each item overturned by an appeal. If the controller concedes, { $concedePoints } an item go from them to the seller.

    Where the score most likely lies is worked out from the drawn calls: the more calls, the narrower. Calls that a supervisor sent count too, but are shown apart.

    A month of points below zero takes nothing away: the rest simply goes on to the next one, and only an administrator can write it off. A closed month 🔒 no longer changes.

    Reviews for teaching never count. /credit shows the month and opens each figure down to its calls.
help-draw =
    The system draws calls for credit { $when }, at random and evenly over the sellers. Calls with a recording and a conversation that nobody has taken yet take part; sellers on holiday or sick leave do not.
help-draw-perSeller = At present: up to { $count } of each seller, talk of { $seconds } s or more.
help-draw-total = At present: { $count } in all, talk of { $seconds } s or more.
help-draw-percent = At present: { $share } of those that qualify, talk of { $seconds } s or more.
help-draw-next =
    The next draw: { $at }.

    It can be checked: the fingerprint of its secret number is known before the day begins, the number itself is opened afterwards. /draw shows what was drawn.
