# Зачёт
credit-of = { $name }
month-unread = Не разобрать месяц «{ $text }». Напишите, например: октябрь или 2026-10
credit-none = Зачёт за { $month }: пока ничего нет.
credit-no-calls = Зачёт за { $month }: утверждённых звонков пока нет.
credit-seller =
    Зачёт за { $month }: <b>{ $mean }</b> по { $count ->
        [one] { $count } звонку
       *[other] { $count } звонкам
    }
credit-range = Скорее всего, от { $from } до { $to } %
credit-sources = Случайная выборка: { $drawn }. Отправил руководитель: { $sent }, в среднем { $mean }
credit-appeals = Обжалования: выиграно { $won }, проиграно { $lost }
credit-undecided =
    Ещё { $count ->
        [one] { $count } звонок не утверждён: войдёт
        [few] { $count } звонка не утверждены: войдут
       *[many] { $count } звонков не утверждены: войдут
    } в зачёт позже
credit-costliest = Дороже всего: «{ $item }» ({ $type }), −{ $cost } п. п.
credit-points = Баллы: <b>{ $points }</b>
credit-bonus = к выплате <b>{ $amount }</b>
credit-written-off = списан долг: { $points }
credit-carried = { $points } перейдёт на следующий месяц
credit-controller = Проверки за { $month }: <b>{ $reviews }</b>, нарушений найдено: { $violations }
credit-overturned = Снято обжалованием: { $overturned } ({ $share })
credit-closed = 🔒 Месяц закрыт { $at }
motivation-coefficient = Коэффициент <b>{ $value }</b>
motivation-sum = Бонус за оценки: <b>{ $value }</b>

motivation-next = до { $value } не хватает { $wanting } п. п.
motivation-calls =
    Шкала применится, когда наберётся ещё { $count ->
        [one] { $count } случайный звонок
        [few] { $count } случайных звонка
       *[many] { $count } случайных звонков
    } в зачёте

# Из чего зачёт
credit-by-items = По пунктам · { $month }
credit-type = <b>{ $name }</b> · { $mean } · { $count }
credit-failed = Не выполнено
credit-item = ❌ { $text }: { $failed } из { $calls }, −{ $cost } п. п.
part-all = Все звонки в зачёте
part-drawn = Случайная выборка
part-sent = Отправил руководитель
part-reviews = Проверенные звонки
part-section = Раздел «{ $name }» ({ $type })
part-item = Не выполнено: «{ $text }» ({ $type })
part-none = Таких звонков нет.
part-unseen =
    { $count ->
        [one] Ещё { $count } звонок здесь не показан
        [few] Ещё { $count } звонка здесь не показаны
       *[other] Ещё { $count } звонков здесь не показаны
    }
part-mean =
    <b>{ $mean }</b>: среднее { $count ->
        [one] { $count } звонка
       *[other] { $count } звонков
    }
part-call-sent = отправил руководитель
part-call-overturned = после обжалования

# Расчёт
slip-title = Расчёт: { $name }, { $month }
slip-calls = Звонков в зачёте: { $count } (случайная выборка { $drawn }, отправил руководитель { $sent })
slip-mean = Сумма оценок { $sum } : { $count } = <b>{ $mean }</b>
slip-points = Баллы за месяц: <b>{ $points }</b>
slip-points-brought = Баллы за месяц: <b>{ $points }</b>, с прошлого месяца { $brought }
slip-paid = К выплате баллов: <b>{ $points }</b>
slip-paid-money = К выплате: { $points } × { $price } = <b>{ $amount }</b>
slip-open = Месяц ещё открыт: цифры могут измениться.
slip-closed = 🔒 Закрыт { $at }, версия { $version }, контрольная сумма { $hash }

# Картинки
picture-wait = ⏳ Рисую: { $title }
picture-failed = Картинку нарисовать не получилось, но всё то же самое есть словами.
picture-months = { $name }: зачёт по месяцам
picture-months-about = Средняя оценка звонков, %
picture-mean = оценка
picture-interval = скорее всего, здесь
picture-median = медиана команды
picture-sections = { $name }: разделы
picture-sections-about = Средняя оценка раздела, { $month }
picture-items = { $name }: что не выполнено
picture-items-about = Доля звонков, где пункт не выполнен, { $month }
picture-item = { $text } ({ $failed } из { $calls })
picture-heat = Команда по разделам
picture-heat-about = { $type }. Средняя оценка раздела, %, { $month }
picture-team = Команда
picture-funnel = Чьи оценки обжалуют
picture-funnel-about = { $from } – { $to }. Выше воронки: слишком строго. Ниже: возможно, мягко. Внутри: дело случая
picture-reviews = проверено звонков
picture-overturned = Снято обжалованием, %
picture-limit = { $n } из { $of }
picture-all = в среднем
picture-none = Рисовать пока нечего: в этом месяце ещё ничего не утверждено.

# Баллы звонка
points-title = Баллы: звонок № { $number }
points-none = Ваших баллов этот звонок не касался.
points-fund = фонд компании
points-line = <b>{ $points }</b>: { $from } → { $to }
cause-review = За проверку
cause-violation = За найденное нарушение
cause-appeal = Обжалование удовлетворено
cause-appeal_unclear = Пункт признан неясным
cause-concession = Контролёр согласился
cause-concession_fund = Контролёр согласился, доплата
cause-wrong_type = Выбран не тот тип звонка
cause-missed = Пропущенное нарушение
cause-unfounded = Нарушение не подтвердилось
cause-nothing_left = После обжалования ничего не считается
cause-write_off = Списан долг
cause-reversal = Возврат
reverse-ask =
    Вернуть баллы ({ $points }) по звонку { $number }? Напишите причину: её увидят оба.
points-returned = Вам вернулись баллы по звонку { $number }: <b>+{ $points }</b>
points-taken-back = Баллы по звонку { $number } вернулись обратно: <b>−{ $points }</b>
motivation-none = По шкале пока ничего
motivation-first-coefficient = До первой ступени шкалы (коэффициент { $value }) не хватает { $wanting } п. п.
motivation-first-sum = До первой ступени шкалы ({ $value }) не хватает { $wanting } п. п.
