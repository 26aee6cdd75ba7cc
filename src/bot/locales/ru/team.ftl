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
member-lost =
    Обжалования за { $months ->
        [one] { $months } месяц
        [few] { $months } месяца
       *[many] { $months } месяцев
    }: проиграно { $text }
member-unreachable = 📵 Telegram не привязан: уведомления не доходят.
member-latest = Последние звонки: { $numbers }
controllers-title = Контролёры · { $month }
controllers-none = Контролёров пока нет. Их добавляет администратор.
controllers-line = { $name }: проверено { $scored } · возвращено: { $back } · время вышло: { $expired }
controllers-returned = из выборки возвращено: { $returned }, другие потом оценили: { $scoredAfter }
controllers-listened = слушает: медиана { $median } длины разговора · меньше половины: { $belowHalf } из { $scores }
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
team-alike-never =
    ≈ { $better } и { $worse }: разница так мала, что её не покажут и { NUMBER($calls, useGrouping: "min2") } звонков каждому.
funnel-few =
    Сказать пока нечего: нужно от { $controllersFewest ->
        [one] { $controllersFewest } контролёра
       *[other] { $controllersFewest } контролёров
    }, у каждого от { $reviewsFewest ->
        [one] { $reviewsFewest } проверки
       *[other] { $reviewsFewest } проверок
    }, и от { $overturnedFewest ->
        [one] { $overturnedFewest } удачного обжалования
       *[other] { $overturnedFewest } удачных обжалований
    }. Сейчас: { $controllers } и { $overturned }.

# Решения и разборы: доли людей против случайности
button-decisions = Решения и разборы
decisions-title = Решения и разборы · { $month }
decisions-none = Пока ничего.
button-second-decisions = Сходятся ли руководители
second-decisions-title = Сходятся ли руководители
second-decisions-about =
    { $count ->
        [one] { $count } обжалование с { $since } решено
        [few] { $count } обжалования с { $since } решены
       *[many] { $count } обжалований с { $since } решены
    } дважды: второй руководитель не знал о первом решении.
second-decisions-none = Вторых решений пока нет. Такую долю обжалований другой руководитель решает ещё раз, вслепую: { $share }.
second-decisions-fell = не подтвердилось: { $fell } из { $of }
second-decisions-proposed = ждало второго: { $proposals }
second-decisions-how = Само по себе расхождение ничьих баллов не меняет. Если не подтверждается слишком много, решения руководителя ждут второго.
second-decisions-few =
    Сказать пока нечего: нужно от { $supervisors ->
        [one] { $supervisors } руководителя
       *[other] { $supervisors } руководителей
    }, у каждого от { $items ->
        [one] { $items } пункта, решённого
       *[other] { $items } пунктов, решённых
    } дважды, и чтобы хоть одно решение не подтвердилось.
button-picture-deciders = 🖼 Чьи решения не подтверждаются
picture-deciders = Чьи решения не подтверждаются
picture-deciders-about = С { $since }. Выше воронки: больше случайного. Внутри: дело случая
picture-deciders-items = пунктов решено дважды
picture-deciders-fell = Второе решение другое, %
decisions-upheld = Решено в пользу продавца, за { $months ->
        [one] { $months } месяц
        [few] { $months } месяца
       *[many] { $months } месяцев
    }
decisions-annulled = Снято с зачёта · { $month }
decisions-annulled-line = { $name }: { $annulled } из { $decisions } решений: { $numbers }
decisions-mentors = Наставники: взято до выборки из звонков подопечных, с начала этого месяца
decisions-line = { $name }: { $text }
standing-part = { $count } из { $of }
standing-others = у остальных { $share }
standing-chance = случайно так бывает в { $chance } случаев
standing-rare = случайно так бывает реже чем в { $chance } случаев
standing-many = ⚠️ необычно много
standing-few = ⚠️ необычно мало
