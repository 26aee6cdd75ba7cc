# Оценка у продавца
notice-title = Звонок №{ $number } проверен: { $score }
notice-controller = Контролёр: { $name } · источник: { $source }
source-drawn = случайная выборка
source-sent = отправил руководитель { $name }: «{ $reason }»
notice-perfect = Нарушений нет. Так держать!
notice-failed =
    ❌ { $text } (вес { $weight }{ $critical ->
        [section] , критичный для раздела
        [call] , критичный для звонка
       *[none] {""}
    })
notice-deadline = Если согласны, ничего делать не нужно. Обжаловать можно до { $at }.
notice-no-deadline = Если согласны, ничего делать не нужно.
settled-how =
    { $verb ->
        [accept] вы согласились { $at }
        [approve] утверждено автоматически { $at }
        [appeal] отправлено руководителю { $at }
        [uphold] обжалование удовлетворено { $at }
        [reject] обжалование отклонено { $at }
        [annul] снято с зачёта { $at }
        [concede] контролёр признал { $at }
       *[other] { $at }
    }
settled-month = в зачёте за { $month }
points-signed = баллы { $points }
accept-ask = Согласиться с { $score }? Обжаловать потом будет нельзя.
accepted = Утверждено, в зачёте за { $month }
reminder = Оценка звонка { $number } утвердится через { $span }, { $at }. Если не согласны, успейте обжаловать.
points-of = баллы { $points } ({ $parts })
notice-zeroed = Критичный пункт звонка не выполнен: вся оценка обнулена.
section-zeroed = обнулён критичным пунктом
move-review = проверка
move-violation = нарушения
move-appeal = обжалование
move-appeal_unclear = неясный пункт
move-concession = признание
move-concession_fund = доплата
move-wrong_type = не тот тип
move-missed = пропущено нарушение
move-unfounded = нарушение не подтвердилось
move-nothing_left = ничего не осталось
move-write_off = списание
move-reversal = возврат
