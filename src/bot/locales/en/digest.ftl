# The week's digest
digest-title = The week { $from } – { $to }
digest-seller =
    { $count ->
        [one] { $count } call
       *[other] { $count } calls
    } approved, <b>{ $mean }</b> on average
digest-seller-change =
    { $count ->
        [one] { $count } call
       *[other] { $count } calls
    } approved, <b>{ $mean }</b> on average ({ $before } the week before)
digest-costliest = What cost most: “{ $item }”, −{ $cost } pp
digest-clip = Hear how it sounds: ▶ { $at }
digest-welldone =
    Well done: “{ $item }” in { $count ->
        [one] { $count } call
       *[other] all { $count } calls
    }
digest-mended = Mended: “{ $item }”, not missed once this week
digest-team-row = { $name }: <b>{ $mean }</b> · { $calls }{ $change }
digest-appeals = Open appeals: { $count }
digest-controller = Your scores approved: { $reviews }, of which { $stood } stood. Violations: { $violations }
digest-chain = Fingerprint of the last draw (while you keep it nobody changes past ones unseen): { $hash }
digest-switch = The week's digest
digest-is-on = It comes ({ $when }): what went well in the week, and what cost most.
digest-is-off = It does not come. It can be switched on again.
digest-off-done = No more digests. To have them back: /digest
button-digest-off = No more of these
button-digest-on = Send it
command-digest = The week's digest: on or off
