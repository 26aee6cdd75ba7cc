# Совет и разбор для обучения
ask-title = Совет по звонку №{ $number }
ask-how =
    <b>Что спросить у руководителя?</b> Напишите одним сообщением или отправьте без вопроса.
    Звонок пойдёт в обучение, не в зачёт. { $left ->
        [one] На этой неделе остался { $left } запрос.
        [few] На этой неделе осталось { $left } запроса.
       *[many] На этой неделе осталось { $left } запросов.
    }
ask-sent = Отправлено руководителю. Ответ придёт сюда.
ask-sent-toast = Отправлено
withdraw-ask = Забрать запрос обратно? Звонок снова сможет попасть в выборку, а запрос этой недели не вернётся.
withdrawn = Запрос забрали обратно.
advice-title =
    { $count ->
        [0] Советы
       *[other] Просят совета: { $count }
    }
advice-none = Сейчас никто не ждёт совета. Новые запросы придут сюда сами.
advice-line = { $number } · { $seller } · ждёт { $span }
advice-asked = { $name } просит совета: звонок { $number }
advice-question = Вопрос: { $text }
advice-state-open = Ждёт { $span }.
advice-state-mine = Вы уже разбираете.
advice-state-begun = Уже разбирает другой руководитель.
advice-state-answered = Ответ дан.
advice-state-withdrawn = Продавец забрал запрос обратно.
advice-state-given_back = Звонок возвращён без ответа.
teaching-title = Разбор звонка №{ $number } · НЕ в зачёт
teaching-choose = <b>Напишите ответ или скажите голосом.</b> Или выберите тип и отметьте пункты, хоть один.
teaching-said = Можно отправлять или сначала отметить пункты.
teaching-voice = 🎤 Ответ голосом
teaching-sent = Разбор отправлен продавцу
teaching-by-advice = Ответил руководитель: { $name }
teaching-by-training = Разобрал: { $name }
teaching-by-side = Разобрал: { $name }. На оценку в зачёт это не влияет.
teaching-question = Ваш вопрос: { $text }
teaching-read-at = Прочитано { $at }
teaching-read-toast = Спасибо, отметили
teaching-was-read = Ваш разбор звонка { $number } прочитан: { $name }.
taken = Звонок ваш: не в зачёт
take-title = Взять себе звонок №{ $number }?
take-ask =
    Вы разберёте его для обучения: в выборку и в зачёт он не попадёт. На этой неделе можно взять ещё { $left ->
        [one] { $left } звонок
        [few] { $left } звонка
       *[other] { $left } звонков
    } этого продавца; возвращённый тоже считается.
begun = Разбираете вы
side-dropped = Разбор отменён
give-back-ask-teaching = Почему этот звонок нельзя разобрать?
card-teaching = Разбор ({ $kind }): <b>{ $score }</b> · { $name }{ $read }
card-teaching-read = , прочитан
teaching-kind-advice = совет
teaching-kind-training = обучение
teaching-kind-side = рядом с оценкой
button-go-ask = 🙋 Нужен совет
button-go-withdraw = Забрать запрос
button-go-take = Взять себе
button-take-yes = Да, взять
button-go-begin = 🎧 Разобрать
button-go-side = Разобрать для обучения
button-go-resume = ▶ К разбору
button-go-give-back = ↩️ Вернуть
button-go-send = В зачёт
button-go-link = 🔗 Привязать
button-ask-plain = Отправить без вопроса
button-withdraw = Забрать обратно
button-withdraw-yes = Да, забрать
button-begin = 🎧 Разобрать
button-resume = ▶ К разбору
button-drop-side = ✖️ Отменить разбор
button-send-teaching = 📨 Отправить разбор
button-hear-teaching = 🎤 Ответ голосом
button-read = ✅ Прочитано
button-teaching = 📋 Разбор: { $name }
command-advice = Кто просит совета
menu-advice = 🙋 Советы
