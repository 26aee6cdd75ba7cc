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
card-other-talk = Ещё в разговоре: { $name }
card-other-talk-length = Ещё в разговоре: { $name }, { $length }
card-other-extension = добавочный { $extension }
card-review = Оценка: <b>{ $score }</b> · { $type } · { $name }
card-path = Путь звонка
card-path-before = До этого шагов: { $count }
card-step = { $at } · { $status } · { $who }
recording-failed = Запись сейчас не отправляется. Попробуйте кнопкой «Слушать» через минуту.
recording-none = У этого звонка нет записи.
recording-missing = Файл записи не найден. Сообщите администратору номер звонка.
recording-outside = Запись лежит там, откуда её нельзя брать. Сообщите администратору номер звонка.
recording-damaged = Запись повреждена: её не удаётся прослушать целиком. Если звонок у вас на оценке, верните его: «Ничего не слышно».
recording-stub = Вместо записи пустой файл. Если звонок у вас на оценке, верните его: «Ничего не слышно».
recording-silent = В записи никто не говорит. Если звонок у вас на оценке, верните его: «Ничего не слышно».
recording-unread = Запись в формате, который не читается. Сообщите администратору номер звонка. Если звонок у вас на оценке, верните его: «Ничего не слышно».
recording-purged = Запись удалена: срок её хранения прошёл. Оценка остаётся.
recording-unreachable = Запись сейчас не достать: телефония не отвечает. Попробуйте кнопкой «Слушать» через минуту.
recording-too_big = Запись слишком велика. Сообщите администратору номер звонка.
recording-no_ffmpeg = Запись нечем открыть. Сообщите администратору номер звонка.
recording-no_room = Запись сейчас некуда сохранить: на сервере мало места. Сообщите администратору.
recording-not_kept = Запись сейчас не удаётся сохранить на сервере. Сообщите администратору.
recording-wait = ⏳ Готовлю запись звонка №{ $number }. Она придёт сюда.
recording-part = Часть { $at } из { $of }
recording-clip = <b>Звонок №{ $number }</b> · ▶ { $at } (отрывок { $from }–{ $to })
recording-seller = продавец { $name }
recording-length-short = ⚠️ Запись короче разговора: { $length } из { $talk }. Часть разговора в неё не попала.
recording-length-long = ⚠️ Запись длиннее звонка: { $length }, а звонок { $call }. В ней может быть и чужой разговор.
recording-length-waiting = Запись длиннее разговора: { $length }, а разговор { $talk }. На ней и ожидание.
card-talk = Говорят: продавец { $seller } %, клиент { $client } %
card-silence = 🔇 Тишина: { $stretches }
card-silence-stretch = { $length } с { $from }
card-fault-missing = ⚠️ Файл записи не найден
card-fault-damaged = ⚠️ Запись повреждена
card-fault-stub = ⚠️ Вместо записи пустой файл
card-fault-silent = ⚠️ В записи никто не говорит
card-fault-unread = ⚠️ Запись в формате, который не читается
card-fault-purged = Запись удалена: срок хранения прошёл
# Что телефония сообщила о звонке, когда его уже взяли в работу
late-title = Телефония позже сообщила о звонках другое: { $count }
late-line = { $number }: { $said }
late-how = Эти звонки уже взяли в работу, поэтому в них самих ничего не изменилось.
late-talk = разговор { $length } вместо { $was }
late-length = весь звонок { $length } вместо { $was }
late-start = начало { $at } вместо { $was }
late-in = звонок входящий
late-out = звонок исходящий
late-extension = добавочный { $extension }
late-number = номер { $number }
late-recording = другая запись
late-part = это тот же звонок, что { $number }
late-part-unseen = это тот же звонок, что и ещё один
card-late = Телефония позже сообщила: { $said }
