# Команда и подопечные
team-title = Команда · { $month }
team-none = В ваших направлениях пока нет продавцов. Их добавляет администратор.
mentees-title = Подопечные · { $month }
mentees-none = Подопечных пока нет. Их назначает администратор.
team-few = мало данных
team-calls =
    { $count ->
        [0] в зачёте пока нет звонков
        [one] в зачёте { $count } звонок
        [few] в зачёте { $count } звонка
       *[many] в зачёте { $count } звонков
    }
team-weakest = слабее всего «{ $section }»
team-appeals = обжалований { $count }
team-kept-out = вне зачёта { $share } звонков
team-absent = 💤 сегодня не работает
team-untold = 📵 Без Telegram, уведомления не доходят: { $names }
team-suggested = Стоит послушать
member-type = { $name }: { $score }, звонков { $calls }
member-kept-out = Вне зачёта с начала месяца: советы { $asked }, разборы { $taken }
member-unreachable = 📵 Telegram не привязан: уведомления не доходят.
member-latest = Последние звонки: { $numbers }
controllers-title = Контролёры · { $month }
controllers-none = Контролёров пока нет. Их добавляет администратор.
controllers-line = { $name }: проверено { $scored } · возвращено: { $back } · время вышло: { $expired }
teachers-title = Кто разбирал звонки
teachers-line = { $name }: вне зачёта советы { $advice }, разборы { $training } · рядом с оценкой { $side }
button-controllers = Контролёры и разборы
button-take-call = Взять себе №{ $number }
command-team = Команда: кому нужна помощь
command-mentees = Подопечные и что послушать
menu-team = 👥 Команда
menu-mentees = 🎓 Подопечные
team-alike =
    ≈ { $better } и { $worse }: разница пока может быть случайной. Чтобы различить, нужно ещё примерно { $count ->
        [one] { $count } звонок
        [few] { $count } звонка
       *[many] { $count } звонков
    } каждому.
team-alike-never = ≈ { $better } и { $worse }: разница так мала, что её не покажут и сотни звонков.
funnel-few = Сказать пока нечего: нужны хотя бы два контролера с десятью проверками и пять удачных обжалований. Сейчас: { $controllers } и { $overturned }.
