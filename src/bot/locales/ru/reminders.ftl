# Напоминания и то, что вернулось само
lease-expired = Время на звонок { $number } вышло, он снова в очереди. Ваши отметки сохранены.
advice-returned = Ваш запрос о звонке { $number } вернулся без ответа: { $reason }.
call-returned = Звонок { $number } вернулся: { $reason }.
draw-short = Не набралось звонков в выборке за { $date }
draw-empty = За { $date } не из чего было выбирать: подходящих звонков не было
draw-short-line = { $name }: выбрано { $drawn }
give-back-withdrawn = Продавец забрал запрос
give-back-unstarted = Никто не начал оценивать
give-back-idle = Долго без движения
give-back-deactivated = Проверяющий больше не работает с ним
# Возвращённые звонки и звонки, которые некому оценить
returned-title = Звонок { $number } вернули
returned-by = Вернули { $at }: { $name }, «{ $reason }»
returned-score-or-confirm = Другого контролёра для него нет. Оцените звонок сами или подтвердите причину: тогда вместо него выберется другой.
returned-confirm = Другого контролёра для него нет. Подтвердите причину: тогда вместо него выберется другой.
returned-for-controllers = Он ждёт другого контролёра. Если причина ясна и так, её можно подтвердить.
returned-held = Его уже слушают.
returned-settled = Решено: { $status }.
returned-confirmed = Причина подтверждена
button-return-confirm = ↩️ Подтвердить причину
button-return-score = Оценить
button-go-returned = ↩️ Возврат
card-returned = { $reason }: решит ещё один человек
card-return-confirmed = { $reason }: подтверждено
tied-lease = { $number } оценивает { $name }, { $tie }: больше некому
tie-sender = кто его и отправил в зачёт
tie-mentor = наставник продавца
tie-mutual = чьи звонки оценивает сам продавец
queue-stuck =
    { $count ->
        [one] { $count } звонок в очереди некому оценить
        [few] { $count } звонка в очереди некому оценить
       *[many] { $count } звонков в очереди некому оценить
    }
queue-stuck-how = Кроме самого продавца, контролёров для них нет. Нужен ещё один: его добавит администратор.
# Что было, пока сообщения не доходили
missed-title = Пока сообщения до вас не доходили
missed-taught = разбор, НЕ в зачёт: { $name }
missed-answered = ответ на ваш вопрос: { $name }
draw-short-once = Пока это длится, больше об этом не напишу: /draw
