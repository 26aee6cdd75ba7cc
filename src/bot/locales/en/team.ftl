# The team and the mentees
team-title = Team · { $month }
team-none = There are no sellers in your directions yet. The administrator adds them.
mentees-title = Mentees · { $month }
mentees-none = You have no mentees yet. The administrator appoints them.
team-few = too few calls
team-calls =
    { $count ->
        [0] no calls count yet
        [one] { $count } call counts
       *[other] { $count } calls count
    }
team-weakest = weakest: “{ $section }”
team-appeals = appeals { $count }
team-kept-out = { $share } of calls kept out of credit
team-absent = 💤 not at work today
team-untold = 📵 No Telegram, notices do not reach: { $names }
team-suggested = Worth a listen
member-type = { $name }: { $score }, { $calls } calls
member-kept-out = Kept out of credit this month: asked for advice { $asked }, taken for teaching { $taken }
member-lost =
    Appeals of { $months ->
        [one] { $months } month
       *[other] { $months } months
    }: lost { $text }
member-unreachable = 📵 No Telegram is bound: notices do not reach them.
member-latest = Latest calls: { $numbers }
controllers-title = Controllers · { $month }
controllers-none = There are no controllers yet. The administrator adds them.
controllers-line = { $name }: scored { $scored } · given back: { $back } · ran out of time: { $expired }
controllers-returned = drawn calls given back: { $returned }, later scored by others: { $scoredAfter }
controllers-listened = listens: median { $median } of the talk · less than half: { $belowHalf } of { $scores }
teachers-title = Who taught
teachers-line = { $name }: out of credit advice { $advice }, teaching { $training } · beside the score { $side }
button-controllers = Controllers and teaching
button-take-call = Take №{ $number }
command-team = The team: who needs help
command-mentees = Mentees, and what to listen to
menu-team = 👥 Team
menu-mentees = 🎓 Mentees
team-alike =
    ≈ { $better } and { $worse }: the difference may be chance. About { $count ->
        [one] { $count } more call
       *[other] { $count } more calls
    } each would tell.
team-alike-never =
    ≈ { $better } and { $worse }: the difference is so small that { NUMBER($calls, useGrouping: "min2") } calls each would not show it.
funnel-few =
    Nothing to say yet: it takes { $controllersFewest ->
        [one] { $controllersFewest } controller
       *[other] { $controllersFewest } controllers
    } with { $reviewsFewest ->
        [one] { $reviewsFewest } review
       *[other] { $reviewsFewest } reviews
    } each and { $overturnedFewest ->
        [one] { $overturnedFewest } upheld appeal
       *[other] { $overturnedFewest } upheld appeals
    }. So far: { $controllers } and { $overturned }.

# Decisions and teaching: people's shares against chance
button-decisions = Decisions and teaching
decisions-title = Decisions and teaching · { $month }
decisions-none = Nothing yet.
button-second-decisions = Do supervisors agree
second-decisions-title = Do supervisors agree
second-decisions-about =
    { $count ->
        [one] { $count } appeal since { $since } was decided
       *[other] { $count } appeals since { $since } were decided
    } twice: the second supervisor did not know of the first decision.
second-decisions-none = There are no second decisions yet. That share of appeals another supervisor decides again, blind: { $share }.
second-decisions-fell = fell: { $fell } of { $of }
second-decisions-proposed = waited for a second: { $proposals }
second-decisions-how = A difference by itself moves nobody’s points. Where too many fall, a supervisor’s decisions wait for a second one.
second-decisions-few =
    Nothing to say yet: it takes { $supervisors ->
        [one] { $supervisors } supervisor
       *[other] { $supervisors } supervisors
    } with { $items ->
        [one] { $items } item
       *[other] { $items } items
    } decided twice each, and at least one decision that fell.
button-picture-deciders = 🖼 Whose decisions fall
picture-deciders = Whose decisions fall
picture-deciders-about = Since { $since }. Above the funnel: more than chance. Within: chance
picture-deciders-items = items decided twice
picture-deciders-fell = Second decision differs, %
decisions-upheld =
    Decided for the seller, over { $months ->
        [one] { $months } month
       *[other] { $months } months
    }
decisions-annulled = Annulled scores · { $month }
decisions-annulled-line = { $name }: { $annulled } of { $decisions } decisions: { $numbers }
decisions-mentors = Mentors: taken before the draw of the mentees’ calls, since this month began
decisions-line = { $name }: { $text }
standing-part = { $count } of { $of }
standing-others = the others { $share }
standing-chance = by chance in { $chance } of cases
standing-rare = by chance in less than { $chance } of cases
standing-many = ⚠️ unusually many
standing-few = ⚠️ unusually few
