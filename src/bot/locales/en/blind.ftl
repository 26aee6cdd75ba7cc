# Self-check: a seller scores their own call without having seen its score
menu-self-first = 🪞 Self-check
self-title = Self-check
self-on = on
self-off = off
self-about =
    While it is on, a new score comes closed: without its percentage and items. You can first "Score myself" on the same checklist, and then see where you and the controller differ. Or "Open the score" at once.

    Nobody but you sees it, and it changes nothing. The time to appeal runs as ever.
button-self-on = 🪞 Turn on
button-self-off = Turn off
self-closed = №{ $number } is scored · the score is closed
self-closed-how = Score the call yourself before you see the score, and compare. Nobody but you sees it, and it changes nothing. The time to appeal is running.
button-self = 🪞 Score myself
button-self-go-on = 🪞 Go on with the self-check
button-self-seen = 🪞 Self-check
button-open-score = 📋 Open the score
button-later = Later
blind-title-self = №{ $number } · self-check
blind-sum = So far
button-blind-send = ✅ Done, compare
self-compared = №{ $number } · self-check and score
self-scores = You: <b>{ $own }</b> · controller: <b>{ $given }</b>
self-same = Items alike: { $same } of { $of }
self-item = you { $own } · controller { $given }
self-all-same = You and the controller agree on everything.
self-counts-nothing = Nobody but you sees it, and it changes nothing.
