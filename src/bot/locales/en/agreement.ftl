# The second score: do the controllers agree
button-agreement = Do controllers agree
agreement-title = Do controllers agree
agreement-about =
    { $count ->
        [one] { $count } call since { $since } was
       *[other] { $count } calls since { $since } were
    } scored twice: the second controller did not know it and did not see the first score.
agreement-none = No second scores yet. This share of scores another controller makes again, blind: { $share }.
agreement-type = Same call type chosen: { $same } of { $calls }
agreement-higher = The second score is higher by { $points } on average
agreement-lower = The second score is lower by { $points } on average
agreement-line = { $percent } of { $items } alike · AC1 <b>{ $ac1 }</b>
agreement-interval = from { $low } to { $high }
agreement-more = kappa { $kappa } · alpha { $alpha }
agreement-how = AC1 says how much better than chance they agree: 1 is always, 0 is as if a coin were tossed. Kappa and alpha say too little where nearly everything is done.
agreement-by-type = By call type
agreement-by-section = By section
agreement-by-item = By item
agreement-by-pair = By pair
agreement-by-week = By week
agreement-item-appeals = appealed { $decided }, overturned { $overturned }
agreement-differences =
    { $count ->
        [0] No difference waits for your word.
        [one] { $count } difference waits for your word.
       *[other] { $count } differences wait for your word.
    }
button-differences = Differences: { $count }
difference-title = #{ $number } · difference
difference-about = Two controllers judged this item differently. Listen and say how it was. Who said what is not shown.
difference-none = No more differences. Thank you.
difference-judged = Noted
difference-left =
    { $count ->
        [one] { $count } more waits.
       *[other] { $count } more wait.
    }
button-difference-skip = Skip
waiting-differences =
    { $count ->
        [one] Two controllers differ on { $count } item: how was it?
       *[other] Two controllers differ on { $count } items: how was it?
    }
violation-missed = { $number } · you did not mark “{ $item }”. The second score and a supervisor found the violation: { $points } taken off.
violation-unfounded = { $number } · you marked “{ $item }”. Neither the second score nor a supervisor found the violation: { $points } taken off. That is what such marks earn where there is no second score.
picture-agreement = Do controllers agree
picture-agreement-about = The share of items judged twice that were judged alike, by week
picture-agreement-percent = alike, %
picture-agreement-interval = where AC1 is, 95 %
picture-agreement-ac1 = AC1 × 100
strictness-title = Who is stricter
strictness-about = By scores since { $since }. Strictness compares controllers on the same sellers and on calibrations: whoever got weak ones is not strict for that. It changes no score.
strictness-none = There are too few scores yet.
strictness-line = { $name }: { $mean } on average, { $scores } scores
strictness-stricter = stricter than the others by { $points } ({ $low } to { $high })
strictness-milder = more lenient than the others by { $points } ({ $low } to { $high })
strictness-alike = not to be told from the others ({ $low } to { $high })
strictness-own = own score less the other, { $calls } calls: { $mean } ({ $low } to { $high })
button-strictness = Who is stricter
button-scorers = Who scored
scorers-title = Who scored your calls
scorers-about = Since { $since }. Calls are handed out so that nobody meets you more often than their share. In brackets: how many that share would be.
scorers-none = Nobody yet.
scorers-line = { $name }: { $calls } ({ $expected })
