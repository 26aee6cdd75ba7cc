# The queue and scoring
queue-title = The scoring queue
queue-waiting =
    { $count ->
        [0] The queue is empty
        [one] { $count } call is waiting
       *[other] { $count } calls are waiting
    }
queue-oldest = The oldest has waited { $span }
queue-today = Checked today: { $count }
queue-held = You hold №{ $number }
queue-for-others = These calls are for other controllers: somebody else scores your own, and those you sent or gave back.
queue-empty = New ones come with the draw{ $at ->
        [none] .
       *[other] { " " }of { $at }.
    }
button-give-back = ↩️ Give back
give-back-ask-second = Why can this call not be scored? First somebody else listens to it, and scores it or confirms the reason.
give-back-ask-replaced = Why can this call not be scored? Another call of the same seller takes its place.
give-back-ask-leaves = Why can this call not be scored? It leaves the queue.
give-back-inaudible = Nothing can be heard
give-back-wrong_number = A wrong number
give-back-private = A private call
given-back = The call was given back
scoring-seller = Seller: { $name }
scoring-returned = Given back by { $name }: “{ $reason }”. Score it or confirm the reason.
button-confirm-return = ↩️ Confirm: { $reason }
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
scoring-unexplained =
    An item earns points with { $letters ->
        [one] { $letters } letter
       *[other] { $letters } letters
    } of explanation or a moment in the talk.
scoring-unexplained-items = Without an explanation (no points): { $items }
scoring-comment-owed = ✍️ A critical item: type what is wrong, then we go on.
scoring-overview = overview
scoring-open =
    { $count ->
        [one] { $count } item is left.
       *[other] { $count } items are left.
    }
scoring-critical = Critical violations: { $count }
scoring-recommend-ask = What would you recommend to the seller? Type it in one message.
scoring-which-sheet = Which sheet are these words for? Open it and type them again.
scoring-submitted = Score taken. It goes to the seller: { $time }. Until then you can correct it.
recommendation = Recommendation: { $text }
# The sheet was sent again: what its old place says
scoring-moved-below = The sheet of call №{ $number } is now below ⬇️
scoring-moved-above = The sheet of call №{ $number } is now above ⬆️
scoring-left = The score has gone to the seller.
item-paused = paused
item-paused-why = the item is paused and does not count
scoring-item-paused = ⏸ This item is paused, since it was overturned too often. There is nothing to mark: it counts for nobody.
notice-paused = ⏸ "{ $text }" does not count: the item is paused, since it was overturned too often.
