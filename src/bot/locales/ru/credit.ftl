# Зачёт
credit-title = Зачёт: { $month } { $year }
credit-none = В этом месяце в зачёте пока ничего нет.
credit-seller =
    <b>{ $mean }</b> по { $count ->
        [one] { $count } звонку
       *[other] { $count } звонкам
    }
credit-sources = случайная выборка { $drawn }, отправлено руководителем { $sent }
credit-appeals = Обжалования: выиграно { $won }, проиграно { $lost }
credit-points = Баллы: <b>{ $points }</b>
credit-controller = Проверено: { $reviews }, нарушений найдено: { $violations }
credit-overturned = Оспорено успешно: { $overturned } ({ $share })

# Баллы звонка
points-title = Баллы: звонок № { $number }
points-none = Ваших баллов этот звонок не касался.
points-fund = фонд компании
points-line = <b>{ $points }</b>: { $from } → { $to }
cause-review = За проверку
cause-violation = За найденное нарушение
cause-appeal = Обжалование удовлетворено
cause-appeal_unclear = Пункт признан неясным
cause-concession = Контролер согласился
cause-concession_fund = Контролер согласился, доплата
cause-wrong_type = Выбран не тот тип звонка
cause-reversal = Возврат
reverse-ask =
    Вернуть баллы ({ $points }) по звонку { $number }? Напишите причину: её увидят оба.
points-returned = Вам вернулись баллы по звонку { $number }: <b>+{ $points }</b>
points-taken-back = Баллы по звонку { $number } вернулись обратно: <b>−{ $points }</b>
