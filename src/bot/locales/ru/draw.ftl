# Выборка
draw-title = Выборка за { $date }
draw-none = За этот день выборки не было.
draw-unread = Не разобрать день «{ $text }». Напишите, например, /draw 17.11
draw-proof = Как проверить
draw-proof-hash = Отпечаток ключа, известен с { $at }: { $hash }
draw-proof-pool = Отпечаток звонков, известен с { $at }: { $hash }
draw-proof-secret = Ключ откроется после выборки.
draw-proof-seed = Ключ: { $seed }
draw-proof-record = Отпечаток записи, он войдёт в следующую: { $hash }
draw-proof-how = SHA-256 ключа — это отпечаток: ключ не меняли после того, как он назван. Билет звонка — HMAC-SHA-256 от источника и внешнего кода звонка, его ключ получен из этого и отпечатка звонков; у каждого продавца выбраны меньшие билеты. Всё сразу проверит администратор: { $command }
draw-waits-people = Список звонков закрыт. Звонки будут выбраны, когда продавцы нажмут свои картинки, не позже { $at }.
draw-waits-beacon = Список звонков закрыт. Звонки будут выбраны, когда ответит публичный маяк, не позже { $at }.
draw-entropy-none = Больше в ключе ничего нет: кто читал базу, мог знать выборку заранее.
draw-entropy-missing = Случайность со стороны за час не пришла: выбрано только по тайному ключу.
draw-entropy-beacon = Случайность, которой никто не знал: раунд { $round } маяка drand, { $at }: { $randomness }
draw-entropy-people =
    Случайность, которой никто не знал: { $count ->
        [one] нажатие { $count } продавца
       *[other] нажатия { $count } продавцов
    } после закрытия списка.
draw-entropy-own = Ваше: { $picture } { $at }
draw-taps = Выборка за { $date } ждёт вашего нажатия
draw-taps-why = Список звонков закрыт. Нажмите любую картинку до { $at }: кто, что и когда нажал, решит, какие звонки выберутся. До конца никто не видит чужих нажатий.
draw-tapped = Принято: { $picture } в { $at }. Звонки будут выбраны, когда выйдет время; что вышло, покажет /draw.
draw-taps-over = Время нажатий вышло. Что вышло, покажет /draw.
draw-coming = Звонки будут выбраны { $at }, случайно и поровну.
draw-nothing-own = Из ваших звонков не выбран ни один.
draw-nothing = Ни один звонок не выбран.
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
draw-replaced = вместо { $from } выбран { $to }
draw-not-replaced = вместо { $from } выбрать было нечего
draw-left-out = Не могли быть выбраны: { $reasons }
draw-left-own = Не участвовали ваши ({ $reason }): { $numbers }
draw-left-too-short = короткие
draw-left-already-taken = уже взяты
draw-left-no-seller = без продавца
draw-left-no-talk-time = без времени разговора
draw-left-no-recording = без записи
draw-left-absent = продавец отсутствовал
draw-left-recording-missing = запись не найдена
draw-left-recording-damaged = запись повреждена
draw-left-recording-stub = запись пустая
draw-left-recording-silent = запись немая
draw-left-recording-purged = запись удалена
draw-left-recording-other-length = запись не той длины
draw-left-recording-unread = формат записи не читается
draw-times-daily = каждый день в { $time }
draw-times-days = { $days } в { $time }
draw-times-other = по расписанию компании
button-copy-hash = 📄 SHA-256
button-copy-seed = 📄 Ключ
