# Advice and teaching reviews
ask-title = Advice on call №{ $number }
ask-how =
    <b>What would you like to ask your supervisor?</b> Write it in one message, or send the call without a question.
    The call will be for teaching and not for credit. { $left ->
        [one] You have { $left } request left this week.
       *[other] You have { $left } requests left this week.
    }
ask-sent = Sent to your supervisor. The answer will come here.
ask-sent-toast = Sent
withdraw-ask = Take the request back? The call may be drawn again, and this week’s request does not come back.
withdrawn = The request was taken back.
advice-title =
    { $count ->
        [0] Advice
       *[other] Asking for advice: { $count }
    }
advice-none = Nobody is waiting for advice. New requests come here by themselves.
advice-line = { $number } · { $seller } · waiting { $span }
advice-asked = { $name } asks for advice: call { $number }
advice-question = Question: { $text }
advice-state-open = Waiting for { $span }.
advice-state-mine = You are on it.
advice-state-begun = Another supervisor is on it.
advice-state-answered = Answered.
advice-state-withdrawn = The seller took the request back.
advice-state-given_back = The call was given back without an answer.
teaching-title = Review of call №{ $number } · NOT for credit
teaching-choose = <b>Write your answer, or say it.</b> Or pick a type and mark items, one is enough.
teaching-said = You can send it now, or mark items first.
teaching-voice = 🎤 Spoken answer
teaching-sent = The review is on its way to the seller
teaching-by-advice = Answered by the supervisor: { $name }
teaching-by-training = Reviewed by { $name }
teaching-by-side = Reviewed by { $name }. The score for credit is not affected.
teaching-question = Your question: { $text }
teaching-read-at = Read { $at }
teaching-read-toast = Thanks, noted
teaching-was-read = { $name } has read your review of call { $number }.
taken = The call is yours: not for credit
take-title = Take call №{ $number }?
take-ask =
    You review it for teaching: it will not be drawn and never counts. You can take { $left ->
        [one] { $left } more call
       *[other] { $left } more calls
    } of this seller this week; one that you give back counts too.
begun = You are on it
side-dropped = The review was dropped
give-back-ask-teaching = Why can this call not be reviewed?
card-teaching = Review ({ $kind }): <b>{ $score }</b> · { $name }{ $read }
card-teaching-read = , read
teaching-kind-advice = advice
teaching-kind-training = training
teaching-kind-side = beside the score
button-go-ask = 🙋 Ask for advice
button-go-withdraw = Take the request back
button-go-take = Take
button-take-yes = Yes, take it
button-go-begin = 🎧 Review
button-go-side = Review for teaching
button-go-resume = ▶ Go on reviewing
button-go-give-back = ↩️ Give back
button-go-send = Send for credit
button-go-link = 🔗 Link
button-ask-plain = Send without a question
button-withdraw = Take it back
button-withdraw-yes = Yes, take it back
button-begin = 🎧 Review
button-resume = ▶ Go on reviewing
button-drop-side = ✖️ Drop the review
button-send-teaching = 📨 Send review
button-hear-teaching = 🎤 Spoken answer
button-read = ✅ Read
button-teaching = 📋 Review by { $name }
command-advice = Who asks for advice
menu-advice = 🙋 Advice
