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

# Calibration: controllers score one call blind
menu-calibration = 🎯 Calibration
command-calibration = Calibration and benchmarks
button-calibrate = 🎯 Calibration
button-calibrations = 🎯 All calibrations
calibration-new = №{ $number } · new calibration
calibration-new-how = These controllers score the call blind: they see neither its score nor each other's answers. It changes no credit and no points. Who is to score it, in how many working days?
calibration-days =
    { $days ->
        [one] { $days } day
       *[other] { $days } days
    }
button-calibration-start = ▶ Start
calibration-title = №{ $number } · calibration
calibration-answered = Answered: { $answered } of { $asked }
calibration-until = Until: { $at }
calibration-hidden = The answers open to everybody at once: with the last one, or when the time is over.
calibration-raters = Scored by: { $names }
calibration-first = for credit
calibration-second = second score
calibration-figures = Alike { $percent } · AC1 <b>{ $ac1 }</b> · alpha { $alpha }
calibration-open-item = → to be agreed: a tie
calibration-agreed = → agreed: { $verdict }
calibration-agree-ask = <b>What is right?</b>
calibration-alike = Alike in the others: { $alike } items.
calibration-all-alike = Alike in everything: { $alike } items.
calibration-undecided =
    { $count ->
        [one] { $count } item is left with a tie: tap its number and decide.
       *[other] { $count } items are left with a tie: tap a number and decide.
    }
calibration-closed = Closed. This call is a benchmark now: new controllers compare themselves with it.
button-calibration-close = ✅ Close: a benchmark
calibration-nearness = You and what was agreed: { $near }
nearness = alike { $same } of { $of }
nearness-same = the same score
nearness-higher = score higher by { $points }
nearness-lower = score lower by { $points }
calibrations-title = Calibration
calibrations-how = A new one begins by "Calibration" on the card of a call whose score is approved.
calibrations-none = Nothing here yet.
calibration-waits = №{ $number }: waits for your score until { $at }
calibration-line-waits = №{ $number }: waiting for { $waiting }, until { $at }
calibration-line-ready = №{ $number }: all answers are here, decide and close
calibration-line-closed = №{ $number }: benchmark
calibration-line-purged = №{ $number }: the recording is gone, no benchmark any more
button-calibration-answer = 🎯 Score №{ $number } by { $at }
button-calibration-view = 🎯 Answers on №{ $number }
button-calibration-score = 🎯 Score blind
calibration-asked = Score this call until { $at }: blind, as any other. Then you see what the others said. It changes no credit and no points.
calibration-ready = The answers are open: { $differ } of { $items } items differ.
calibration-ready-lead = Decide what is right and close it: the call becomes a benchmark.
blind-title-calibration = №{ $number } · calibration
blind-title-benchmark = №{ $number } · benchmark
benchmarks-title = Benchmarks
benchmarks-how = Calls that controllers have agreed on. Score them blind and see at once how near you are. You see it, and the supervisors.
benchmarks-left =
    { $count ->
        [one] { $count } is left.
       *[other] { $count } are left.
    }
benchmarks-purged = Gone, since their recordings are: { $count }
benchmarks-offered =
    { $count ->
        [one] You are a controller now. Begin with { $count } call that was agreed on: score it blind and see how near you are.
       *[other] You are a controller now. Begin with { $count } calls that were agreed on: score them blind and see how near you are.
    }
button-benchmark = 🎯 Score a benchmark
button-benchmarks-on = 🎯 Go on
benchmark-done = №{ $number } · benchmark
benchmark-item = you { $own } · agreed { $agreed }
controllers-benchmarks = benchmarks: { $calls }, alike { $alike }
controllers-benchmarks-apart = benchmarks: { $calls }, alike { $alike }, score apart by { $points } on average
waiting-calibrations =
    { $count ->
        [one] { $count } calibration waits
       *[other] { $count } calibrations wait
    }
waiting-calibrations-close =
    { $count ->
        [one] The answers are open, close the calibration: { $count }
       *[other] The answers are open, close the calibrations: { $count }
    }
button-calibrations-waiting = 🎯 Calibration: { $count }
