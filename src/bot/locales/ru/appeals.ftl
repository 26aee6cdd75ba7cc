# Обжалование
appeal-title = Обжалование звонка №{ $number }
appeal-left = осталось { $span }
appeal-which = С какими пунктами вы не согласны?
appeal-nothing-failed = Все пункты выполнены. Обжаловать можно только звонок целиком.
appeal-chosen =
    { $count ->
        [one] Выбран { $count } пункт
        [few] Выбрано { $count } пункта
       *[many] Выбрано { $count } пунктов
    }
appeal-other = Что не так со звонком целиком?
appeal-kind-items = Пункты
appeal-kind-wrong_type = Не тот тип звонка
appeal-kind-not_my_call = Это не мой звонок
appeal-why = <b>Почему?</b> Напишите одним сообщением (или голосом).
appeal-check = Проверьте: { $subject }
appeal-reason = Причина: { $text }
appeal-spoken = голосом
quoted = «{ $text }»
appeal-sent = Отправлено руководителю. Ответ придёт сюда.
appealed-title = { $name } обжалует №{ $number }
appealed-reason = Продавец: { $text }
appealed-begun = Руководитель уже решает.
concede-ask = Признать все названные пункты? Продавец получит { $pays }. У вас за звонок: { $moves }.
conceded = Признано
answer-ask = Ответьте одним сообщением. Руководитель увидит ответ, когда будет решать.
appeals-title = Обжалования: { $count }
appeals-none = Ничего не ждёт решения. Новые придут сюда сами.
appeals-line = { $number } · { $seller } · ждёт { $span }
case-title = Обжалование №{ $number }
case-place = { $at } из { $of }
case-waits = ждёт { $span }
case-seller = Продавец { $name }: { $reason }
case-answer = Ответ контролёра: { $text }
case-item =
    Пункт: <b>{ $text }</b> (вес { $weight }{ $critical ->
        [section] , критичный для раздела
        [call] , критичный для звонка
       *[none] {""}
    }) ❌
case-tally = Раньше по этому пункту: решено { $decided }, в пользу продавца { $overturned }.
case-controller = Контролёр { $name }:
case-no-comment = без комментария
case-type = Оценён как «{ $type }», контролёр { $name }
case-why = <b>Почему?</b> Одной фразой: выберите или напишите.
case-decided = { $text }: <b>{ $decision }</b>
case-annulled = <b>Снять с зачёта</b>
case-kept = <b>Оставить в зачёте</b>
case-reason = Причина решения: «{ $text }»
case-outcome = <b>Итог: { $before } → { $after }.</b> { $moves }.
case-outcome-same = <b>Итог: без изменений, { $after }.</b> { $moves }.
case-outcome-annulled = <b>Итог: не в зачёт.</b> { $moves }.
case-outcome-nothing-left = <b>Итог: не в зачёт.</b> Не осталось пункта, который считается. { $moves }.
case-fund = фонд компании
case-no-points = Баллы не меняются
case-confirmed = Решено. Обоим придёт ответ.
case-compared = Записано. Это обжалование уже было решено: ваше решение ничего не меняет, его только сравнят с первым.
case-proposed = Ваше решение записано. Оно вступит в силу, когда это обжалование независимо решит ещё один руководитель: считается его решение. Чем кончилось, придёт сюда.
second-head = Обжалование { $number }: руководитель решил, теперь независимо решает второй. Считается решение второго. Делать ничего не нужно, ответ придёт сюда.
precedents-title = Как решали раньше
precedents-item = «{ $text }»: { $decided ->
        [0] ещё не решали
       *[other] решено { $decided }, в пользу продавца { $overturned }
    }
precedents-similar = Похожее:
precedents-line = • { $date } — { $decision }
precedents-line-other = • { $date } «{ $item }» — { $decision }
precedents-how = Прошлые решения ничего не предрешают: каждый звонок слушают заново.
decision-seller_right = прав продавец
decision-item_unclear = пункт неясен
decision-not_applicable = не применимо
decision-controller_right = прав контролёр
reason-in-recording = Есть в записи
reason-not-in-recording = Нет в записи
reason-not-fully = Сказано не полностью
decided-title = Обжалование звонка №{ $number } решено
decided-score = { $before } → { $after }
appeal-state-open = На рассмотрении
appeal-state-upheld = Обжалование удовлетворено
appeal-state-rejected = Обжалование отклонено
appeal-state-annulled = Снято с зачёта
appeal-state-conceded = Контролёр признал
waiting-new = Обжалование звонка { $number }
waiting-reminder = Обжалование { $number } ждёт уже { $span }
waiting-escalated = Обжалование { $number } ждёт { $span }: решить может любой руководитель
waiting-answered = Контролёр ответил на обжалование { $number }
unreachable =
    { $count ->
        [1] { $name } не получает сообщений бота: оценка звонка { $numbers } не доставлена.
       *[other] { $name } не получает сообщений бота: не доставлены оценки звонков { $numbers }.
    } Срок обжалования уже идёт, передайте лично.
appealed-decided = Руководитель решил. Ответ — отдельным сообщением.
