# Сотрудники
menu-people = 👤 Люди
command-people = Люди: роли, приглашения, отсутствия
button-people = ◀ К списку
button-people-find = 🔎 Найти
button-people-all = Показать всех
button-people-history = 🕘 История
button-people-older = Раньше ▶
button-people-newer = ◀ К новым
button-person-new = ➕ Добавить
people-title = Люди
people-found-by = поиск «{ $search }»
people-legend = 💼 продавец · 🎧 контролёр · 🎓 наставник · 👔 руководитель · 🔑 администратор
    💤 отсутствует · 📵 Telegram не привязан · ⛔ вход закрыт
people-none = Никого не нашлось. Поищите иначе или добавьте человека.
people-find-title = Поиск
people-find-how = Напишите имя, направление или код: хватит начала слова.
people-problem = ⚠️ { $problem }
people-by-system = система
people-on-self = у себя

# Новый сотрудник
new-title = Новый сотрудник
new-title-of = Новый сотрудник: { $name }
new-name-how = Напишите имя и фамилию одним сообщением.
new-name-long = Слишком длинно: имя до { $most } знаков.
new-roles-how = Кто это? Ролей может быть несколько.
new-direction-how = В каком направлении продаёт? Выберите или напишите новое.
new-direction-first = В каком направлении продаёт? Напишите название: оно будет первым.
new-scope-how = Чем руководит? Ещё направления можно добавить потом.
new-added = Готово, приглашение ниже

# Из контактов
button-person-contacts = 👥 Из контактов
contacts-title = Новые сотрудники из контактов
contacts-roles-how = Кем они будут? Эти роли получат все, кого вы выберете.
contacts-how = Выберите до { $most } человек кнопкой под строкой ввода. Бот будет ждать их, ссылки рассылать не нужно.
button-contacts-pick = 👥 Выбрать контакты
button-contacts-none = 🚫 Никого не выбирать
contacts-none = Никто не выбран.
contacts-unknown = Ваш Telegram не умеет выбирать контакты. Добавьте человека по имени: у него будет ссылка-приглашение.
contacts-done = Готово
contact-known = ✔ { $name }: уже в компании
contact-bound = ✅ { $name }: Telegram привязан
contact-waited = ⏳ { $name }: ждём, пока откроет бота
contacts-then =
    Кого ждём, пусть в ближайшие { $days ->
        [one] { $days } день
        [few] { $days } дня
       *[many] { $days } дней
    } откроют { $link } и нажмут «Старт»: бот узнает их сам. Имена и роли меняются на странице сотрудника.
contact-hello = { $name } добавляет вас в «Разбор». Нажмите /start.

# Страница сотрудника
person-inactive = ⛔ Вход закрыт, звонки и оценки сохранены.
person-direction = Направление: { $direction }
person-heads = Руководит: { $scopes }
person-mentors = Наставники: { $names }
person-mentees = Подопечные: { $names }
person-since = { $name } (с { $at })
person-extensions = Добавочные: { $extensions }
person-holds = Сейчас: { $what }
person-scores = оценивает { $numbers }
person-teaches = разбирает { $numbers }
person-drafts =
    { $count ->
        [one] { $count } черновик
        [few] { $count } черновика
       *[many] { $count } черновиков
    }
person-telegram-bound = Telegram: привязан
person-telegram-none = 📵 Telegram не привязан: нужно приглашение.
person-telegram-invited = 📵 Telegram не привязан, приглашение действует до { $at }.
person-code = Код: { $code }
person-saved = Сохранено
person-own = 🔑 Ваши роли, направление, наставников, номера и отсутствия меняет другой администратор: { $name }.
person-own-alone = 🔑 Другого администратора нет: об изменениях ролей, направления, наставников, номеров и отсутствий у себя узнают ваши руководители.
person-on-self = 🔑 { $at } { $name } меняет у себя: { $what }
button-person-name = ✏️ Имя
button-person-roles = 🎭 Роли
button-person-direction = 🧭 Направление
button-person-scopes = 👔 Руководит
button-person-mentors = 🎓 Наставники
button-person-extensions = ☎️ Добавочные
button-person-absences = 💤 Отсутствия
button-person-language = 🌐 → { $language }
button-person-invite = 🔗 Пригласить
button-person-unbind = Отвязать Telegram
button-person-unbind-yes = Да, отвязать
button-person-history = 🕘 История
button-person-off = ⛔ Отключить
button-person-off-yes = Да, отключить
button-person-on = ✅ Включить снова
person-name-title = Имя: { $name }
person-name-how = Напишите новое имя одним сообщением.
person-roles-title = Роли: { $name }
person-roles-how = Возможности ролей складываются.
person-roles-last = Хотя бы одна роль нужна. Чтобы закрыть вход, отключите человека.
person-direction-title = Направление: { $name }
person-direction-how = Выберите направление или напишите новое. Прежние звонки остаются в прежнем.
person-direction-needed = У продавца должно быть направление. Выберите или напишите новое.
button-direction-none = Без направления
scope-all = все направления
person-scopes-title = Руководит: { $name }
person-scopes-how = Видит и решает только звонки отмеченных направлений.
person-scopes-last = Хотя бы одно направление нужно. Чтобы человек не руководил, снимите роль.
person-mentors-title = Наставники: { $name }
person-mentors-how = Отметьте, кто учит. Наставник видит звонки подопечного, пока отмечен, начиная с дня 📅.
mentor-since = с { $at }
mentor-day-title = { $mentor }: наставник, { $name }
mentor-day-how = С какого дня? Напишите, например, 01.12. До этого дня звонки подопечного не видны.
mentor-day-unread =
    Не разобрать «{ $text }»: нужен один день, не дальше { $years ->
        [one] { $years } года
       *[other] { $years } лет
    }, например 01.12
button-mentor-today = С сегодняшнего дня
person-mentors-none = Наставников пока нет: дайте кому-нибудь роль наставника.
person-mentors-own = Себя наставником вы не назначаете: это сделает { $name }.
person-extensions-title = Добавочные номера: { $name }
person-extensions-how = Напишите источник и номер, например pbx 101; если источник один, хватит номера. Тап по номеру убирает его. По ним звонки находят своего продавца.
person-extension-unread = Не разобрать «{ $text }»: нужны источник и номер, например pbx 101
person-invited = Приглашение ниже, прежние больше не действуют
person-invite =
    { $name }, это ваше приглашение в «Разбор». Откройте ссылку и нажмите «Старт»:
    { $link }
    Ссылка личная, действует { $days ->
        [one] { $days } день
        [few] { $days } дня
       *[many] { $days } дней
    } и срабатывает один раз.
person-unbind-title = Отвязать Telegram: { $name }?
person-unbind-what = Бот сразу перестанет узнавать этот аккаунт. Чтобы войти снова, понадобится новое приглашение.
person-off-title = Отключить: { $name }?
person-off-out = Вход закроется сразу, приглашения перестанут действовать.
person-off-leased = Звонок №{ $number } на оценке вернётся в очередь.
person-off-teaching =
    { $count ->
        [one] { $count } звонок на разборе вернётся.
        [few] { $count } звонка на разборе вернутся.
       *[many] { $count } звонков на разборе вернутся.
    }
person-off-kept = Звонки, оценки и баллы сохранятся, включить можно в любой момент.

# Отсутствия
absence-holiday = отпуск
absence-sick_leave = больничный
absence-other = отсутствие
button-absence-holiday = 🏖 Отпуск
button-absence-sick_leave = 🤒 Больничный
button-absence-other = Другое
button-absence-end = Уже на работе ({ $span })
button-absence-remove = 🗑 { $span }
button-absence-today = Только сегодня
button-absence-week = До конца недели ({ $span })
absences-title = Отсутствия: { $name }
absences-how = В эти дни звонки не попадают в выборку, а срок обжалования стоит. Добавить:
absence-dates-title = { $name }: { $kind }
absence-dates-how = С какого по какое? Напишите, например, 01.12-14.12, или один день: 01.12.
absence-unread = Не разобрать «{ $text }»: нужны даты, например 01.12-14.12
absence-moved =
    { $count ->
        [one] Срок обжалования сдвинут у { $count } звонка.
       *[other] Срок обжалования сдвинут у { $count } звонков.
    }
deadlines-moved = Отсутствие учтено: срок обжалования изменился
deadlines-by-clock = Часы сервиса показывали не то время: срок обжалования идёт заново
deadlines-moved-line = Звонок { $number }: до { $at }

# Сам себе администратор
on-self-changed = { $name } меняет у себя
on-self-closed = { $name } закрывает { $month }: среди выплат есть своя.
on-self-why = Кроме самого администратора, сделать это некому, поэтому вам сообщается.

# История
people-history-title = История изменений
people-history-none = Изменений пока нет.
person-history-title = История: { $name }
change-added = новый сотрудник
change-named = имя взято из Telegram
change-bound = Telegram привязан
change-unbound = Telegram отвязан
change-invited = новое приглашение
change-absence_added = добавлено: { $absence }
change-absence_changed = изменено: { $absence }
change-absence_removed = удалено: { $absence }
fact-name = имя
fact-direction = направление
fact-language = язык
fact-telegramId = Telegram
fact-active = вход
fact-roles = роли
fact-scopes = руководит
fact-extensions = добавочные
fact-mentors = наставники
fact-bound = привязан
fact-active-yes = открыт
fact-active-no = закрыт
import-cause-own-mentor = сам себе наставником быть нельзя
import-cause-last-admin = это единственный администратор: сначала дайте роль другому
import-cause-other-admin = своё меняет другой администратор

# Отказы
refusal-not_yourself = С самим собой это сделать нельзя: попросите другого администратора
refusal-other_admin = Это сделает другой администратор: { $name }
refusal-already_bound = Telegram уже привязан. Сменился аккаунт? Сначала отвяжите прежний.
refusal-person_inactive = Этот сотрудник отключён: сначала включите его
refusal-dates_wrong =
    Даты не подходят: конец не раньше начала, и не дольше { $years ->
        [one] { $years } года
       *[other] { $years } лет
    }
refusal-absence_known = Такое отсутствие уже записано
refusal-absence_not_found = Этого отсутствия уже нет
