# Команда и подопечные
team-title = Команда · { $month }
team-none = В ваших направлениях пока нет продавцов. Их добавляет администратор.
mentees-title = Подопечные · { $month }
mentees-none = Подопечных пока нет. Их назначает администратор.
team-few = мало данных
team-calls =
    { $count ->
        [one] { $count } звонок
        [few] { $count } звонка
       *[many] { $count } звонков
    }
team-weakest = слабее всего «{ $section }»
team-appeals = обжалований { $count }
team-kept-out = вне зачёта { $share }
team-suggested = Стоит послушать
member-type = { $name }: { $score }, звонков { $calls }
member-kept-out = Вне зачёта за месяц: просил совета { $asked }, взято на разбор { $taken }
member-unreachable = 📵 Telegram не привязан: уведомления до него не доходят.
member-latest = Последние звонки: { $numbers }
controllers-title = Контролёры · { $month }
controllers-line = { $name }: проверено { $scored } · вернул: { $back } · время вышло { $expired }
button-controllers = Контролёры
button-take-call = Взять себе №{ $number }
command-team = Команда: кому нужна помощь
command-mentees = Подопечные и что послушать
menu-team = 👥 Команда
menu-mentees = 🎓 Подопечные
