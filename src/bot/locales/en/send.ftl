# Sending a call to the controllers
send-title = Call №{ $number } for credit
send-why =
    <b>Why?</b> Pick a reason or write it in one message: the seller will see it, and you. { $left ->
        [one] { $left } more call of this seller can be sent this month.
       *[other] { $left } more calls of this seller can be sent this month.
    }
reason-complaint = Client’s complaint
reason-lost = Deal lost
reason-important = Important client
reason-example = Model call
send-done = The call is with the controllers
