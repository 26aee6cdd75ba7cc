# Learning: one's own violations and colleagues' examples
menu-learn = 🎓 Learn
menu-best = ⭐ Examples
command-learn = Hear my violations and examples
command-best = Examples by item
learn-title = Learn from calls
learn-about = Your violations of the last months, and how colleagues do the same. For you alone: it counts for nothing.
learn-none = The approved scores of the last months have no violations. Once there are some, you can hear them here.
learn-missed =
    { $count ->
        [one] { $count } violation
       *[other] { $count } violations
    }
learn-examples =
    { $count ->
        [one] { $count } example
       *[other] { $count } examples
    }
learn-heard = ✅ heard { $at }
learn-own = Your calls
learn-own-line = { $number } · { $at }
learn-own-purged = These recordings are not kept any more.
learn-best = Colleagues’ examples
learn-best-line = { $name } · { $moment }
learn-best-none = None yet. A supervisor marks an example, and it is heard once the colleague allows it.
learn-noted = Noted for you
button-heard = ✅ Heard it, will do it
button-own-examples = ⭐ My examples: { $count }
best-title = Examples: { $count }
best-about = Colleagues hear an example only once its seller has allowed it.
best-none = None yet. Open a call whose score is approved in /calls and press “⭐ As an example”: then choose the item and the moment.
best-state-asked = consent is awaited
best-state-released = colleagues hear it
best-state-declined = not allowed
best-purged = the recording is not kept any more
button-mark-best = ⭐ As an example
button-unmark = ✖️ Remove { $number }
best-pick-title = { $number } · example
best-pick = Which item is done here so that others should hear it? ⭐: marked already.
best-pick-none = No item of this score was done.
best-moment = { $number }: at which second? Type the moment, such as 0:41.
best-marked = Marked. The seller is asked for consent
best-unmarked = Removed
best-asked = { $number } · your call as an example
best-own-asked = A supervisor has marked this moment as an example. If you allow it, sellers who missed the same item can hear this clip and see whose it is. You can take it back in /learn.
best-own-released = Colleagues can hear this clip. You can take that back here or in /learn.
best-own-declined = Colleagues do not hear this clip. If you change your mind, allow it here or in /learn.
best-own-title = My examples
best-own-about = A supervisor has marked these moments of your calls as examples. Whether colleagues hear them is up to you.
best-own-none = None of your calls is an example.
best-released = Colleagues can hear it
best-withdrawn = Colleagues hear it no more
button-release = ✅ Allow
button-release-no = Do not allow
button-release-off = ✖️ Take back
button-own-on = ✅ Allow { $number }
button-own-off = ✖️ Take back { $number }
