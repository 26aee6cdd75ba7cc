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
