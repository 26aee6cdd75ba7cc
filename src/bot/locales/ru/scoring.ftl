# Очередь и оценка
queue-title = Очередь на оценку
queue-waiting =
    { $count ->
        [0] Очередь пуста
        [one] В очереди { $count } звонок
        [few] В очереди { $count } звонка
       *[many] В очереди { $count } звонков
    }
queue-oldest = Старейший ждёт { $span }
queue-today = Сегодня проверено: { $count }
queue-held = У вас на оценке №{ $number }
queue-for-others = Эти звонки для других контролёров: свой, вами отправленный или возвращённый оценит кто-то ещё.
queue-empty = Новые появятся после выборки{ $at ->
        [none] .
       *[other] { " " }{ $at }.
    }
button-give-back = ↩️ Вернуть
give-back-ask-second = Почему этот звонок нельзя оценить? Сначала его послушает ещё один человек: оценит или подтвердит причину.
give-back-ask-replaced = Почему этот звонок нельзя оценить? Вместо него выберется другой звонок того же продавца.
give-back-ask-leaves = Почему этот звонок нельзя оценить? Он выйдет из очереди.
give-back-inaudible = Ничего не слышно
give-back-wrong_number = Ошиблись номером
give-back-private = Личный разговор
given-back = Звонок возвращён
scoring-seller = Продавец: { $name }
scoring-returned = Вернули: { $name }, «{ $reason }». Оцените или подтвердите причину.
button-confirm-return = ↩️ Подтвердить: { $reason }
scoring-choose-type = <b>Тип звонка?</b>
scoring-change-type = <b>Другой тип?</b> Отметки тогда начнутся заново.
scoring-section = <i>{ $name }</i>
scoring-item =
    <b>{ $number }. { $text }</b> (вес { $weight }{ $critical ->
        [section] , критичный для раздела
        [call] , критичный для звонка
       *[none] {""}
    })
scoring-hint = Подсказка: { $text }
scoring-failed = { $number } ❌ записано. Комментарий? Просто напишите, можно с моментом: «2:15 перебил клиента»
scoring-failed-comment = { $number } ❌ «{ $comment }»
scoring-unexplained =
    Баллы за пункт даёт пояснение от { $letters ->
        [one] { $letters } буквы
       *[other] { $letters } букв
    } или момент в разговоре.
scoring-unexplained-items = Без пояснения (баллов не дадут): { $items }
scoring-comment-owed = ✍️ Критичный пункт: напишите, что не так, и пойдём дальше.
scoring-overview = обзор
scoring-open =
    { $count ->
        [one] Остался { $count } пункт.
        [few] Осталось { $count } пункта.
       *[many] Осталось { $count } пунктов.
    }
scoring-critical = Критичных нарушений: { $count }
scoring-recommend-ask = Что посоветовать продавцу? Напишите одним сообщением.
scoring-which-sheet = Слова — к какому листу? Откройте его и напишите ещё раз.
scoring-submitted = Оценка принята. Уйдёт продавцу: { $time }. До тех пор её можно исправить.
recommendation = Рекомендация: { $text }
# Лист прислан ещё раз: что осталось на прежнем месте
scoring-moved-below = Лист звонка №{ $number } теперь ниже ⬇️
scoring-moved-above = Лист звонка №{ $number } теперь выше ⬆️
scoring-left = Оценка ушла продавцу.
item-paused = приостановлен
item-paused-why = пункт приостановлен и не считается
scoring-item-paused = ⏸ Пункт приостановлен: его слишком часто снимали обжалованием. Отмечать его не нужно, он не считается ни у кого.
notice-paused = ⏸ «{ $text }» не считается: пункт приостановлен, его слишком часто снимали обжалованием.
