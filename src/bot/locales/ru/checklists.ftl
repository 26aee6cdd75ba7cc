# Чек-листы
menu-checklists = ✅ Чек-листы
command-checklists = Чек-листы по типам звонков
button-checklist-upload = ⬆️ Загрузить
button-checklist-yaml = ⬇️ Скачать YAML
button-checklist-history = 🕘 История версий
button-checklist-off = Снять с выбора
button-checklist-off-yes = Да, снять
button-checklist-on = Вернуть
button-publish = ✅ Опубликовать
button-to-checklists = ◀ Чек-листы
checklists-title = Чек-листы
checklists-none = Пока нет ни одного, и звонки оценить нечем. Начните с «Загрузить»: там есть пример.
checklist-type =
    <b>{ $name }</b> · { $code }{ $active ->
        [no] {" "}· снят с выбора
       *[yes] {""}
    }
checklist-facts = версия { $version } с { $since } · { $items ->
        [one] { $items } пункт
        [few] { $items } пункта
       *[many] { $items } пунктов
    } · оценок в зачёт: { $scored }
checklist-unclear = ⚠️ неясных пунктов по решениям обжалований: { $count }
checklist-head-shares = «Пункт неясен» за { $years ->
        [1] год
        [one] { $years } год
        [few] { $years } года
       *[many] { $years } лет
    }
checklist-head-share = { $name }: { $unclear } из { $decided } решений ({ $share })
checklist-published = { $at }, { $name } · сумма весов { $weight }
checklist-by-file = командная строка
checklist-inactive = Контролёры его сейчас не видят. Начатые оценки продолжаются.
checklist-item = { $number }. { $text } (вес { $weight }{ $critical ->
        [section] , критичный для раздела
        [call] , критичный для звонка
       *[none] {""}
    }{ $na ->
        [yes] , бывает неприменим
       *[no] {""}
    })
checklist-item-unclear = ⚠️ { $count ->
        [one] { $count } раз признан неясным
        [few] { $count } раза признан неясным
       *[many] { $count } раз признан неясным
    }: переформулируйте или дополните подсказку
checklist-off-ask = Снять «{ $name }» с выбора? Контролёры больше не смогут выбрать этот тип; уже начатые оценки продолжатся. Вернуть можно в любой момент.
checklist-is-off = Снят с выбора
checklist-is-on = Снова в выборе
checklist-history = { $name } · история версий
checklist-version = <b>{ $version }</b> · { $at } · { $name } · { $changes ->
        [first] первая
        [one] { $changes } изменение
        [few] { $changes } изменения
       *[many] { $changes } изменений
    }
checklist-step = { $name } · версия { $version }
checklist-first = Первая версия.

# Загрузка чек-листа
checklist-upload-title = Загрузка чек-листа
checklist-upload-how = Пришлите файл .yaml или вставьте текст сообщением: один документ на тип звонка, до { $items } пунктов. Сначала покажу, что изменится. Код пункта не меняйте от версии к версии, тогда видна его история. Проще всего скачать нынешний чек-лист, поправить и прислать обратно.
checklist-too-big = Файл больше { $megabytes } МБ. Чек-листы столько не занимают: проверьте, тот ли это файл.
checklist-pasted = из сообщения
checklist-problems = Ничего не изменено. Что не так:
checklist-problems-cure = Поправьте и пришлите ещё раз.
checklist-problem-document = чек-лист { $document }
checklist-problem-line = стр. { $line }
checklist-problem-section = раздел { $number }
checklist-problem-item = пункт { $number }
checklist-cause-code = нужны знаки a–z, 0–9 и «-», не больше { $value }
checklist-cause-flag = нужно true или false
checklist-cause-items = пунктов { $value }, а можно не больше { $most }
checklist-cause-item-twice = код пункта «{ $value }» повторяется
checklist-cause-section-twice = код раздела «{ $value }» повторяется
checklist-cause-type-twice = тип «{ $value }» в файле уже есть
checklist-cause-yaml = это не YAML: { $value }
checklist-cause-much = для чек-листов здесь слишком много строк и значений: разделите файл
checklist-cause-none = в файле нет чек-листа
checklist-becomes = { $state ->
        [new] новый тип звонка
        [changed] версия { $version } вместо { $before }
       *[same] без изменений: версия { $before } такая же
    }
checklist-sums = разделов { $sections }, пунктов { $items }, сумма весов { $weight }
checklist-not-yet = Пока ничего не опубликовано.
checklist-nothing-new = Публиковать нечего.
checklist-done = Опубликовано
checklist-done-line = { $name }: версия { $version }
checklist-done-note = Новые оценки ставятся по ней. Начатые и готовые остаются на своей версии.
checklist-discarded = Отменено, ничего не опубликовано.
checklist-meanwhile = Чек-лист тем временем опубликовал кто-то другой. Показываю отличия от новой версии.
checklist-critical-none = обычный
checklist-critical-section = критичный для раздела
checklist-critical-call = критичный для звонка
checklist-change-name = ✏️ название: «{ $from }» → «{ $to }»
checklist-change-section_added = ➕ раздел «{ $name }»
checklist-change-section_removed = ➖ раздел «{ $name }»
checklist-change-section_name = ✏️ раздел: «{ $from }» → «{ $to }»
checklist-change-sections_order = ↕️ другой порядок разделов
checklist-change-item_added = ➕ «{ $text }» ({ $section }, вес { $weight })
checklist-change-item_removed = ➖ «{ $text }» ({ $section }, вес { $weight })
checklist-change-item_text = ✏️ «{ $from }» → «{ $to }»
checklist-change-item_guidance = ✏️ «{ $text }», подсказка: { $to }
checklist-change-item_weight = ⚖️ «{ $text }»: вес { $from } → { $to }
checklist-change-item_critical = ❗ «{ $text }»: { $from } → { $to }
checklist-change-item_na = ✏️ «{ $text }»: «Не применимо» { $to ->
        [yes] теперь можно
       *[no] больше нельзя
    }
checklist-change-item_moved = ↕️ «{ $text }» теперь в разделе «{ $section }»
checklist-change-items_order = ↕️ другой порядок пунктов: «{ $section }»
checklist-example-name = Входящий: заказ
checklist-example-section = Приветствие
checklist-example-item = Назвал себя и компанию
checklist-example-guidance = Нужны обе вещи
checklist-example-critical = Не грубил
checklist-paused =
    ⏸ { $count ->
        [one] { $count } пункт приостановлен
        [few] { $count } пункта приостановлены
       *[many] { $count } пунктов приостановлены
    }

# Пункты, которые часто снимают обжалованием
checklist-item-overturned = 🚩 снят обжалованием { $overturned } из { $decided } ({ $share }): чаще, чем позволяют правила
checklist-item-often-before = снят обжалованием { $overturned } из { $decided } ({ $share })
checklist-item-paused = ⏸ приостановлен { $since }, { $name }
checklist-pause-how = ⏸ Приостановленный пункт не считается ни у кого, пока его текст и подсказка прежние. Оценки, которые уже отправлены, остаются как были.
checklist-pause-ends = ▶ пауза закончится: «{ $text }»
checklist-pause-stays = ⏸ останется на паузе: «{ $text }»
button-item-pause = ⏸ Приостановить
button-item-pause-of = ⏸ Приостановить { $item }
button-item-resume = ▶ Вернуть { $item }
button-to-checklist = Чек-лист
item-is-paused = Пункт приостановлен
item-is-resumed = Пункт снова считается
item-overturned-title = 🚩 { $name }: спорный пункт
item-overturned =
    «{ $text }»
    Снят обжалованием { $overturned } из { $decided } ({ $share }), а по правилам можно не чаще { $allowed }.
item-overturned-how = Лучше сформулировать его иначе. А до тех пор его можно приостановить: он не будет считаться ни у кого, пока не изменится текст.
