# Отказы
refusal-not_found = Звонок не найден
refusal-not_allowed = Это вам недоступно
refusal-wrong_status = Этот звонок уже в другом статусе
refusal-too_late = Срок обжалования истёк
refusal-too_early = Срок ещё не наступил
refusal-reason_missing = Напишите текстом, одним сообщением
refusal-too_long =
    Слишком длинно: до { NUMBER($comment, useGrouping: "min2") } знаков у комментария, до { NUMBER($most, useGrouping: "min2") } у остального
refusal-limit_appeals = Открытых обжалований может быть не больше { $appeals }: дождитесь решения по прежним
refusal-limit_asks = Запросов на этой неделе больше нет: новые будут в понедельник
refusal-limit_sends = В этом месяце этого продавца больше отправлять нельзя
refusal-limit_takes =
    За неделю можно взять не больше { $takes ->
        [one] { $takes } звонка
       *[other] { $takes } звонков
    } одного продавца. Дальше: с понедельника, через контролёров или рядом с оценкой, когда звонок уже у них
refusal-no_seller = Неизвестно, чей это звонок: сначала нужен продавец
refusal-nothing_chosen = Сначала выберите пункт
refusal-not_failed = Обжаловать можно только невыполненные пункты
refusal-incomplete = Отмечены не все пункты: остались с точкой
refusal-comment_missing = У критичного ❌ нет комментария: откройте пункт и напишите
refusal-nothing_counts = Все пункты «не применимо»: оценить нечего
refusal-undecided = Решены ещё не все пункты
refusal-nothing_overturned = Ни один пункт не решён в пользу продавца
refusal-already_begun = Руководитель уже начал
refusal-already_answered = Вы уже ответили
refusal-already_held = У вас на оценке другой звонок: сначала закончите его
refusal-notice_left = Оценка уже ушла продавцу
refusal-not_eligible = Этот звонок не подходит для выборки
refusal-not_one_match = Клиент определяется неоднозначно
refusal-no_recording = У этого звонка нет записи
refusal-queue_empty = Очередь пуста
refusal-lease_lost = Время вышло, и звонок взял другой контролёр
refusal-stale = Экран устарел, вот как сейчас
refusal-unknown_button = Эта кнопка больше не работает. /menu покажет, что можно.
refusal-invite_unknown = Эта ссылка-приглашение не подходит. Попросите у администратора новую.
refusal-invite_used = Эта ссылка-приглашение уже использована. Попросите у администратора новую.
refusal-invite_expired = Срок этой ссылки-приглашения истёк. Попросите у администратора новую.
refusal-invite_wait =
    Слишком много ссылок, которые не подходят. Попробуйте снова через { $minutes ->
        [one] { $minutes } минуту
        [few] { $minutes } минуты
       *[other] { $minutes } минут
    } или попросите у администратора новую ссылку.
refusal-account_taken = Этот аккаунт Telegram уже привязан к другому сотруднику.
refusal-nothing_said = Сначала скажите что-нибудь: отметьте пункт, напишите или ответьте голосом
refusal-person_not_found = Сотрудник не найден
refusal-last_type = Это последний тип звонка: без него нечем оценивать. Сначала опубликуйте или верните другой
refusal-best_inaudible = Записи этого звонка нет: послушать образец было бы нельзя.
refusal-best_declined = Продавец не разрешил этот образец. Передумает — разрешит сам в /learn.
refusal-example_gone = Этого образца больше нет: его отозвали или запись уже не хранится.
refusal-no_such_moment = В этом звонке нет такого момента.
refusal-month_not_begun = Этот месяц ещё не начался
refusal-month_not_over = Этот месяц ещё не закончился
refusal-month_closed = Этот месяц уже закрыт
refusal-month_open = Этот месяц и так открыт
refusal-month_empty = В этом месяце нет ни зачёта, ни баллов: закрывать нечего
refusal-month_before_open = Сначала закройте более ранний месяц
refusal-month_after_closed = Сначала откройте более поздний месяц
refusal-is_reversal = Это и есть возврат: его не возвращают
refusal-already_reversed = Эти баллы уже возвращены
refusal-no_debt = Долга за закрытые месяцы у этого сотрудника нет
refusal-sheet_moved = Этот лист уже не действует: оценка продолжается в другом сообщении
refusal-score_open = Вы уже видели эту оценку: вслепую больше не получится
refusal-item_paused = Пункт приостановлен: сейчас он не считается ни у кого
refusal-not_overturned_often = Этот пункт снимают обжалованием не чаще, чем позволяют правила
refusal-score_waits = У этого звонка ещё ждёт вторая оценка: калибровать можно после неё
refusal-nobody_blind = Вслепую этот звонок никто не оценит: все контролёры его уже видели
refusal-nobody_chosen = Выберите хотя бы одного контролёра
refusal-taps_over = Время нажатий вышло
refusal-calibration_over = Срок этой калибровки вышел: ответы уже открыты
