# Всё, что бот говорит по-русски. Значения приходят уже готовыми к показу.
language-name = Русский
language-choose = <b>На каком языке говорить?</b>
language-set = Теперь по-русски

## Роли
role-seller = продавец
role-controller = контролёр
role-mentor = наставник
role-supervisor = руководитель
role-admin = администратор
system = система

## Статусы звонка
status-unclassified = Не классифицирован
status-classified_auto = Классифицирован автоматом
status-classified_manual = Классифицирован вручную
status-listening_advice = На прослушке: оператором
status-listening_credit = На прослушке: в зачет
status-listening_training = На прослушке: НЕ в зачет
status-scored_pending = Оценен: в зачет не утверждено
status-scored_appealed = Оценен: на обжаловании
status-approved_training = Утверждено: не в зачет (обучение)
status-approved_scored = Утверждено: оценен
status-approved_overturned = Утверждено: обжалован

## Кнопки
button-listen = ▶ Слушать
button-details = 📋 Подробнее
button-accept = ✅ Согласен
button-accept-yes = ✅ Да, согласен
button-appeal = ⚖️ Обжаловать
button-appeal-other = Другое: не тот тип, не мой звонок
button-appeal-send = ⚖️ Отправить
button-next-call = ▶ Следующий звонок
button-go-on = ▶ Продолжить
button-done = ✅ Выполнено
button-not-done = ❌ Не выполнено
button-na = ➖ Не применимо
button-rest-done = Остальное ✅
button-overview = Обзор
button-recommend = ✍️ Рекомендация
button-submit = 📨 Отправить оценку
button-change-type = Сменить тип
button-fix = ✏️ Исправить
button-seller_right = Прав продавец
button-controller_right = Прав контролёр
button-item_unclear = Пункт неясен
button-not_applicable = Не применимо
button-confirm = ✅ Утвердить
button-annul = Снять с зачёта
button-keep = Оставить
button-whole-call = ▶ Весь звонок
button-hear-reason = 🎤 Причина голосом
button-concede = Признать: { $points }
button-concede-yes = Да, признать
button-answer = Ответить
button-forward = Дальше →
button-back = ◀ Назад
button-cancel = Отмена
button-change = Изменить
button-card = Карточка звонка
button-older = Раньше ▶
button-newest = ◀ К новым
button-filter-status = Статус ▾
button-reset = Сбросить
button-credit-calls = По звонкам
button-go-notice = Открыть оценку
button-go-appeal = ⚖️ Обжаловать
button-go-next = ▶ К оценке
button-go-recall = ✏️ Исправить оценку
button-go-case = ⚖️ Решить
button-go-appealed = Обжалование

## Звонок
call-title = Звонок №{ $number }
call-order = заказ { $number }
call-hidden-number = номер скрыт
flow-in = входящий
flow-out = исходящий
span-days = { $days } д { $hours } ч
span-hours = { $hours } ч { $minutes } мин
span-minutes = { $minutes } мин
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

## Меню и справка
menu-title = Здравствуйте, { $name }!
menu-appeals = ⚖️ Обжалования
menu-calls = 📞 Звонки
menu-credit = 📊 Зачёт
menu-draw = 🎲 Выборка дня
menu-language = 🌐 Русский / English
menu-appeals-wait =
    { $count ->
        [0] Обжалований нет.
       *[other] Ждут вас: обжалования { $count } (старейшее { $span }).
    }
command-menu = Меню
command-calls = Звонки и их статусы
command-credit = Мой зачёт за месяц
command-draw = Как выбраны звонки дня
command-language = Язык
command-help = Что здесь можно
command-next = Следующий звонок на оценку
command-queue = Очередь на оценку
command-appeals = Обжалования ждут решения
help-seller = Вы узнаёте оценку каждого проверенного звонка сразу. Согласны: ничего делать не нужно. Не согласны: «Обжаловать» под оценкой, пока не истёк срок.
help-controller = /next выдаёт звонок на оценку: запись придёт голосовым, пункты отмечаются кнопками. После ❌ просто напишите комментарий, можно с моментом: «2:15 перебил клиента».
help-mentor = Номер звонка откроет карточку, если это звонок вашего подопечного.
help-supervisor = /appeals собирает обжалования вашего направления: по каждому пункту одно нажатие, в конце одна фраза.
help-admin = Вам видны все звонки и выборки.
help-number = Просто пришлите номер звонка, и откроется его карточка.
stranger = Этот бот только для сотрудников. Попросите у администратора ссылку-приглашение.
typed-unknown = Не понял. Номер звонка откроет его карточку, /menu покажет, что можно.

## Список звонков
calls-title = Звонки · { $status }
calls-all = все
calls-choose-status = Какой статус показать?
calls-none = Звонков пока нет. Они появятся, как только придут из телефонии.
calls-none-filtered = С таким статусом звонков нет. «Сбросить» покажет все.

## Выборка
draw-title = Выборка за { $date }
draw-none = За этот день выборки не было.
draw-coming = Звонки будут выбраны { $at }, случайно и поровну.
draw-nothing = Из ваших звонков в этот день не выбран ни один.
draw-own =
    Ваших звонков { $eligible }, { $drawn ->
        [one] выбран { $drawn }
        [few] выбраны { $drawn }
       *[many] выбрано { $drawn }
    }: { $numbers }
draw-share =
    { $name }: звонков { $eligible }, { $drawn ->
        [one] выбран { $drawn }
        [few] выбраны { $drawn }
       *[many] выбрано { $drawn }
    }: { $numbers }
and-more = и ещё { $count }

## Очередь и оценка
queue-title = Очередь на оценку
queue-waiting =
    { $count ->
        [one] В очереди { $count } звонок
        [few] В очереди { $count } звонка
       *[many] В очереди { $count } звонков
    }
queue-oldest = Старейший ждёт { $span }
queue-today = Сегодня проверено: { $count }
queue-held = У вас на оценке №{ $number }
queue-empty = Новые появятся после выборки в конце дня.
button-give-back = ↩️ Вернуть
give-back-ask = Почему этот звонок нельзя оценить? Вместо него выберется другой звонок того же продавца.
give-back-inaudible = Ничего не слышно
give-back-wrong_number = Ошиблись номером
give-back-private = Личный разговор
given-back = Звонок возвращён
scoring-seller = Продавец: { $name }
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
scoring-comment-owed = ✍️ Критичный пункт: напишите, что не так, и пойдём дальше.
scoring-overview = обзор
scoring-open =
    { $count ->
        [one] Остался { $count } пункт.
        [few] Осталось { $count } пункта.
       *[many] Осталось { $count } пунктов.
    }
scoring-critical = Критичных промахов: { $count }
scoring-recommend-ask = Что посоветовать продавцу? Напишите одним сообщением.
scoring-submitted = Оценка принята. Уйдёт продавцу: { $time }. До тех пор её можно исправить.
recommendation = Рекомендация: { $text }

## Оценка у продавца
notice-title = Звонок №{ $number } проверен: { $score }
notice-controller = Контролёр: { $name } · источник: { $source }
source-drawn = случайная выборка
source-sent = отправил руководитель
notice-perfect = Замечаний нет. Так держать!
notice-failed =
    ✗ { $text } (вес { $weight }{ $critical ->
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

## Обжалование
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
concede-ask = Признать все названные пункты? У вас { $points }, продавец получит полную сумму.
conceded = Признано
answer-ask = Ответьте одним сообщением. Руководитель увидит ответ, когда будет решать.
appeals-title = Обжалования: { $count }
appeals-none = Ничего не ждёт решения. Новые придут сюда сами.
appeals-line = { $number } · { $seller } · ждёт { $span }
case-title = Обжалование №{ $number }
case-place = { $at } из { $of }
case-waits = ждёт { $span }
case-seller = Продавец { $name }: { $reason }
case-answer = Ответ контролёра: «{ $text }»
case-item =
    Пункт: <b>{ $text }</b> (вес { $weight }{ $critical ->
        [section] , критичный для раздела
        [call] , критичный для звонка
       *[none] {""}
    }) ❌
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
case-no-points = Баллы не меняются
case-confirmed = Решено. Обоим придёт ответ.
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
unreachable = { $name } не получает сообщений бота: оценка звонка { $number } не доставлена. Срок обжалования уже идёт, передайте лично.

## Зачёт
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

## Отказы
refusal-not_found = Звонок не найден
refusal-not_allowed = Это вам недоступно
refusal-wrong_status = Этот звонок уже в другом статусе
refusal-too_late = Срок обжалования истёк
refusal-too_early = Срок ещё не наступил
refusal-reason_missing = Напишите текстом, одним сообщением
refusal-too_long = Слишком длинно: до 500 знаков у комментария, до 1000 у остального
refusal-limit_reached = Лимит исчерпан: дождитесь решения по прежним
refusal-nothing_chosen = Сначала выберите пункт
refusal-not_failed = Обжаловать можно только невыполненные пункты
refusal-incomplete = Отмечены не все пункты: остались с точкой
refusal-comment_missing = У критичного ❌ нет комментария: откройте пункт и напишите
refusal-nothing_counts = Все пункты «не применимо»: оценить нечего
refusal-undecided = Решены ещё не все пункты
refusal-nothing_overturned = Ни один пункт не решён в пользу продавца
refusal-already_begun = Руководитель уже начал решать
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
refusal-account_taken = Этот аккаунт Telegram уже привязан к другому сотруднику.
