# Звонок
call-title = Звонок №{ $number }
call-order = заказ { $number }
call-hidden-number = номер скрыт
flow-in = входящий
flow-out = исходящий
span-days = { $days } д { $hours } ч
span-hours = { $hours } ч { $minutes } мин
span-minutes =
    { $minutes ->
        [0] меньше минуты
       *[other] { $minutes } мин
    }
card-seller = Продавец: { $name } · { $direction }
card-review = Оценка: <b>{ $score }</b> · { $type } · { $name }
card-path = Путь звонка
card-path-before = До этого шагов: { $count }
card-step = { $at } · { $status } · { $who }
recording-failed = Запись сейчас не отправляется. Попробуйте кнопкой «Слушать» через минуту.
recording-none = У этого звонка нет записи.
recording-missing = Файл записи не найден. Сообщите администратору номер звонка.
recording-outside = Запись лежит там, откуда её нельзя брать. Сообщите администратору номер звонка.
recording-unsupported = Запись в формате, который Telegram не проигрывает. Сообщите администратору номер звонка.
