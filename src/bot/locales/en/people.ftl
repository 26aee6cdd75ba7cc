# People
menu-people = 👤 People
command-people = People: roles, invitations, absences
button-people = ◀ To the list
button-people-find = 🔎 Find
button-people-all = Show everybody
button-people-history = 🕘 History
button-people-older = Earlier ▶
button-people-newer = ◀ To the newest
button-person-new = ➕ Add
people-title = People
people-found-by = search "{ $search }"
people-legend = 💼 seller · 🎧 controller · 🎓 mentor · 👔 supervisor · 🔑 administrator
    💤 absent · 📵 no Telegram · ⛔ inactive
people-none = Nobody was found. Search for something else, or add a person.
people-find-title = Search
people-find-how = Type a name, a direction or a code: the beginning of a word will do.
people-problem = ⚠️ { $problem }
people-by-system = system
people-on-self = to themselves

# Somebody new
new-title = A new person
new-title-of = A new person: { $name }
new-name-how = Type the first and last name in one message.
new-name-long = Too long: a name has up to { $most } characters.
new-roles-how = Who is it? There can be several roles.
new-direction-how = In which direction do they sell? Choose one, or type a new one.
new-direction-first = In which direction do they sell? Type its name: it will be the first.
new-scope-how = What do they supervise? More directions can be added later.
new-added = Done, the invitation is below

# From the contacts
button-person-contacts = 👥 From contacts
contacts-title = New people from your contacts
contacts-roles-how = What will they be? Everybody you pick gets these roles.
contacts-how = Pick up to { $most } people by the button below the text box. The bot waits for them: no links to pass around.
button-contacts-pick = 👥 Pick contacts
button-contacts-none = 🚫 Pick nobody
contacts-none = Nobody is picked.
contacts-unknown = Your Telegram cannot pick contacts. Add the person by name: they get an invitation link.
contacts-done = Done
contact-known = ✔ { $name }: already in the company
contact-bound = ✅ { $name }: Telegram account connected
contact-waited = ⏳ { $name }: expected to open the bot
contacts-then =
    Those we wait for open { $link } within { $days ->
        [one] { $days } day
       *[other] { $days } days
    } and press Start: the bot knows them by itself. Names and roles are changed on the person’s page.
contact-hello = { $name } takes you into Razbor. Press /start.

# A person's page
person-inactive = ⛔ Inactive: cannot come in; calls and scores are kept.
person-direction = Direction: { $direction }
person-heads = Supervises: { $scopes }
person-mentors = Mentors: { $names }
person-mentees = Mentees: { $names }
person-since = { $name } (since { $at })
person-extensions = Extensions: { $extensions }
person-holds = In hand: { $what }
person-scores = scores { $numbers }
person-teaches = reviews { $numbers }
person-drafts =
    { $count ->
        [one] { $count } draft
       *[other] { $count } drafts
    }
person-telegram-bound = Telegram: connected
person-telegram-none = 📵 No Telegram account: an invitation is needed.
person-telegram-invited = 📵 No Telegram account; the invitation is good until { $at }.
person-code = Code: { $code }
person-saved = Saved
person-own = 🔑 Your roles, direction, mentors, extensions and absences are changed by another administrator: { $name }.
person-own-alone = 🔑 There is no other administrator: your supervisors hear of what you change of your own roles, direction, mentors, extensions and absences.
person-on-self = 🔑 { $at } { $name } changes this of their own: { $what }
button-person-name = ✏️ Name
button-person-roles = 🎭 Roles
button-person-direction = 🧭 Direction
button-person-scopes = 👔 Supervises
button-person-mentors = 🎓 Mentors
button-person-extensions = ☎️ Extensions
button-person-absences = 💤 Absences
button-person-language = 🌐 → { $language }
button-person-invite = 🔗 Invite
button-person-unbind = Disconnect Telegram
button-person-unbind-yes = Yes, disconnect
button-person-history = 🕘 Changes
button-person-off = ⛔ Deactivate
button-person-off-yes = Yes, deactivate
button-person-on = ✅ Activate again
person-name-title = Name: { $name }
person-name-how = Type the new name in one message.
person-roles-title = Roles: { $name }
person-roles-how = What the roles permit adds up.
person-roles-last = At least one role is needed. To lock somebody out, deactivate them.
person-direction-title = Direction: { $name }
person-direction-how = Choose a direction, or type a new one. Earlier calls stay in the earlier one.
person-direction-needed = A seller belongs to a direction. Choose one, or type a new one.
button-direction-none = No direction
scope-all = all directions
person-scopes-title = Supervises: { $name }
person-scopes-how = Sees and decides only calls of the ticked directions.
person-scopes-last = At least one direction is needed. If they supervise nothing, take the role away.
person-mentors-title = Mentors: { $name }
person-mentors-how = Tick who teaches. A mentor sees the mentee's calls while ticked, from the day 📅 on.
mentor-since = since { $at }
mentor-day-title = { $mentor }: mentor of { $name }
mentor-day-how = From which day on? Type for example 1 Dec. Before it the mentee's calls are not seen.
mentor-day-unread =
    "{ $text }" cannot be read: it takes one day, { $years ->
        [one] { $years } year
       *[other] { $years } years
    } off at most, such as 1 Dec
button-mentor-today = From today
person-mentors-none = There are no mentors yet: give somebody the mentor's role.
person-mentors-own = You do not name yourself as a mentor: { $name } does that.
person-extensions-title = Extensions: { $name }
person-extensions-how = Type the source and the number, such as pbx 101; where there is one source, the number will do. A tap on one removes it. Calls find their seller by them.
person-extension-unread = "{ $text }" cannot be read: it takes a source and a number, such as pbx 101
person-invited = The invitation is below; earlier ones no longer work
person-invite =
    { $name }, this is your invitation to Razbor. Open the link and press Start:
    { $link }
    The link is personal, good for { $days ->
        [one] { $days } day
       *[other] { $days } days
    } and works once.
person-unbind-title = Disconnect Telegram: { $name }?
person-unbind-what = The bot stops knowing this account at once. Coming back takes a new invitation.
person-off-title = Deactivate: { $name }?
person-off-out = They are locked out at once, and invitations no longer work.
person-off-leased = Call №{ $number }, which they are scoring, goes back to the queue.
person-off-teaching =
    { $count ->
        [one] { $count } call under review goes back.
       *[other] { $count } calls under review go back.
    }
person-off-kept = Calls, scores and points are kept, and they can be activated again at any time.

# Absences
absence-holiday = holiday
absence-sick_leave = sick leave
absence-other = absence
button-absence-holiday = 🏖 Holiday
button-absence-sick_leave = 🤒 Sick leave
button-absence-other = Other
button-absence-end = Back at work ({ $span })
button-absence-remove = 🗑 { $span }
button-absence-today = Today only
button-absence-week = To the end of the week ({ $span })
absences-title = Absences: { $name }
absences-how = On these days their calls are not drawn, and the time to appeal stands still. Add:
absence-dates-title = { $name }: { $kind }
absence-dates-how = From when until when? Type for example 1-14 Dec, or one day: 1 Dec.
absence-unread = "{ $text }" cannot be read: it takes dates, such as 1-14 Dec
absence-moved =
    { $count ->
        [one] The time to appeal was moved for { $count } call.
       *[other] The time to appeal was moved for { $count } calls.
    }
deadlines-moved = Your absence counts: the time to appeal has changed
deadlines-by-clock = The service’s clock had been wrong: the time to appeal runs anew
deadlines-moved-line = Call { $number }: until { $at }

# One's own administrator
on-self-changed = { $name } changes this of their own
on-self-closed = { $name } closes { $month }, in which they are paid themselves.
on-self-why = Nobody else could do it, so you are told.

# History
people-history-title = History of changes
people-history-none = Nothing was changed yet.
person-history-title = History: { $name }
change-added = a new person
change-named = the name was taken from Telegram
change-bound = Telegram connected
change-unbound = Telegram disconnected
change-invited = a new invitation
change-absence_added = added: { $absence }
change-absence_changed = changed: { $absence }
change-absence_removed = removed: { $absence }
fact-name = name
fact-direction = direction
fact-language = language
fact-telegramId = Telegram
fact-active = access
fact-roles = roles
fact-scopes = supervises
fact-extensions = extensions
fact-mentors = mentors
fact-bound = connected
fact-active-yes = open
fact-active-no = closed
import-cause-own-mentor = nobody is their own mentor
import-cause-last-admin = the only administrator: give somebody else the role first
import-cause-other-admin = what is your own, another administrator changes

# Refusals
refusal-not_yourself = You cannot do this to yourself: ask another administrator
refusal-other_admin = Another administrator does this: { $name }
refusal-already_bound = A Telegram account is connected. Has it changed? Disconnect the old one first.
refusal-person_inactive = This person is inactive: activate them first
refusal-dates_wrong =
    These dates do not do: the end not before the beginning, and { $years ->
        [one] { $years } year
       *[other] { $years } years
    } at most
refusal-absence_known = This absence is recorded already
refusal-absence_not_found = This absence is gone already
