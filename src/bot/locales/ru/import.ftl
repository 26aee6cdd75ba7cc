# Загрузка файлов
menu-import = 📥 Загрузка
command-import = Загрузить людей, клиентов, заказы, звонки
command-period = Закрыть месяц, таблицы
button-import = 📥 К загрузке
button-sample = ⬇️ Образец CSV
button-refused = ⬇️ Все отказы
button-again = 🔄 Проверить ещё раз
button-accept-rows = ✅ Принять { $count }
document-not-yours = Файлы здесь принимают только от администратора.
document-too-big = Файл больше { $megabytes } МБ, столько Telegram боту не отдаст. Разделите его на части.
document-failed = Не получилось забрать файл у Telegram. Пришлите его ещё раз.
document-unknown = Не понял, что это за файл. /import покажет, что можно прислать.

import-title = Загрузка из файла
import-how = Пришлите файл прямо сюда: таблицу .xlsx или CSV (UTF-8 или Windows-1251) либо YAML. До { $megabytes } МБ и { NUMBER($rows, useGrouping: "min2") } строк. Сначала я его только проверю и покажу, что изменится; без вашего «Принять» ничего не запишу.
import-choose = Что загружаем?
import-noun-people = 👤 Люди
import-noun-clients = 🏢 Клиенты
import-noun-orders = 🧾 Заказы
import-noun-calls = 📞 Звонки
import-send = Пришлите файл с такой таблицей. Первая строка называет столбцы, порядок любой. В .xlsx читается первый видимый лист.
import-columns = Столбцы: { $columns }. Можно и по-английски, как в API.
import-note-people = Роли: продавец, контролёр, наставник, руководитель, администратор; руководителю можно назвать направления. Наставники стоят раньше своих продавцов. Добавочный пишется с источником: pbx:101; если источник один, хватит номера. Обязательны код, имя и роль.
import-note-clients = Несколько телефонов через «;». Обязательны код и название.
import-note-orders = Время как 23.11.2026 14:05. Клиенты загружаются раньше своих заказов. Обязательны код, номер, код клиента, «В работе» и «Открыт».
import-note-calls = Время как 23.11.2026 14:05, длительность в секундах, запись: путь или ссылка. Обязательны источник, код, направление, начало и продавец (добавочный или код).

import-waits = { $count ->
    [one] Ждёт очереди: перед ним { $count } файл
    [few] Ждёт очереди: перед ним { $count } файла
   *[many] Ждёт очереди: перед ним { $count } файлов
}
import-reading = Читаю файл…
import-progress-check = Проверяю: { $percent } % ({ $done } из { $total })
import-progress-take = Загружаю: { $percent } % ({ $done } из { $total })
import-which = По столбцам не видно, что в этом файле. Что это?
import-rows = Строк в файле: { $count }
import-would-created = новых { $count }
import-would-updated = изменится { $count }
import-would-unchanged = без изменений { $count }
import-would-refused = отказов { $count }
import-did-created = добавлено { $count }
import-did-updated = изменено { $count }
import-did-unchanged = без изменений { $count }
import-did-refused = отказов { $count }
import-nothing-yet = Пока ничего не записано.
import-nothing-to-do = Записывать нечего.
import-remark-sheet = Прочитан лист «{ $sheet }».
import-remark-more_sheets = Прочитан первый видимый лист («{ $sheet }»), остальные листы ({ $count }) не читались.
import-remark-above_header = Строк над названиями столбцов: { $count }, они пропущены.
import-refused = Не подходят:
import-line = стр. { $line }: { $text }
import-line-of = стр. { $line } ({ $id }): { $text }
import-done = ✅ Загружено
import-cancelled = Отменено, ничего не записано.
import-stopped = Остановлено на строке { $done } из { $total }. Что успело записаться, осталось; тот же файл можно загрузить снова, повторов не будет.
import-failed = Этот файл прочитать не удалось.
import-invitations =
    { $count ->
        [one] Приглашение { $count } человеку. Ссылка личная и срабатывает один раз.
       *[other] Приглашения { $count } людям. Каждая ссылка личная и срабатывает один раз.
    }
import-column-line = Строка
import-column-id = Код
import-column-cause = Причина
import-column-name = Имя
import-column-link = Приглашение

# Файл целиком
import-at-line = (строка { $line })
import-or = или
import-kind-xls = Это старый файл Excel (.xls) или файл с паролем. Сохраните его как .xlsx без пароля или как CSV и пришлите снова.
import-kind-image = Это картинка, таблицу с неё не прочитать. Пришлите саму таблицу: .xlsx или CSV.
import-kind-pdf = Это PDF, таблицу из него не прочитать. Пришлите саму таблицу: .xlsx или CSV.
import-kind-sound = Это звук. Записи загружаются со звонками, путём или ссылкой; сюда пришлите таблицу: .xlsx или CSV.
import-kind-archive = Это архив или документ другого рода. Достаньте из него таблицу и пришлите её как .xlsx или CSV.
import-kind-binary = Это не таблица. Пришлите .xlsx, CSV, YAML или JSON.
import-problem-too_big = Файл больше { $megabytes } МБ. Разделите его на части.
import-problem-too_many_rows = Строк больше { $most }. Разделите файл на части.
import-problem-unpacked_too_big = Таблица внутри слишком велика. Разделите её на части или пришлите как CSV.
import-problem-damaged = Файл повреждён или ячейки стоят далеко за краем таблицы. Откройте его в Excel, уберите лишнее, сохраните заново и пришлите.
import-problem-too_heavy = Файл слишком тяжёл: чтение заняло слишком много времени или памяти. Разделите его или пришлите как CSV.
import-problem-fault = Не получилось прочитать файл, и это наша ошибка: она записана. Попробуйте прислать его как CSV.
import-problem-empty = В файле нет строк.
import-problem-header_only = В файле только заголовок, строк под ним нет.
import-problem-strange_table = { $is ->
    [telephony] Похоже на таблицу телефонии, столбцов: { $count } ({ $first }…), но такого вида мы не читаем.
    [values] Первая строка ({ $first }…) не похожа на названия столбцов: в ней значения.
   *[names] Похоже на другую таблицу: столбцов { $count } ({ $first }…), наших среди них почти нет.
} Читается таблица со столбцами: { $needed }{ $calls ->
    [yes] { "," } а также файлы Asterisk (cdr_csv и образец cdr_custom), FreePBX (cdr), FreeSWITCH (cdr_csv) и таблицы звонков Grandstream UCM, Yeastar, 3CX, Cisco CUCM, MikoPBX.
   *[no] { "." }
}
import-problem-twice = Столбец «{ $name }» назван дважды. Оставьте один.
import-problem-header_formula = В заголовке формула ({ $cell }). Напишите там название столбца.
import-problem-not_csv = Таблица не читается: кавычка открыта и не закрыта или стоит не на месте.
import-problem-not_yaml = YAML не читается: { $cause }.
import-problem-master_csv = В этом файле звонки телефонии. Отправьте его как звонки.
import-problem-checklist_table = Это таблица, а чек-листы читаются из YAML.
import-columns-missing = Не хватает столбцов: { $columns }.
import-columns-strange = Незнакомые столбцы: { $columns }.
import-columns-meant = Может быть, это: { $columns }?
import-columns-found = В файле есть: { $columns }.

# Причина отказа, после названия столбца
import-cause-required = не указано
import-cause-empty = пусто
import-cause-text = должен быть текст
import-cause-number = должно быть целое число
import-cause-flag = напишите «да» или «нет»
import-cause-list = должен быть список
import-cause-object = должен быть объект с полями
import-cause-one-of = может быть только: { $value }
import-cause-long = длиннее { $value } знаков
import-cause-many = больше { $value } значений
import-cause-least = нужно не меньше { $value }
import-cause-most = нужно не больше { $value }
import-cause-address = не похоже на ссылку https://…
import-cause-recording = нужен путь к файлу или ссылка
import-cause-instant = не похоже на время, например 23.11.2026 14:05
import-cause-strange = такого поля нет
import-cause-seller = нужен продавец: добавочный или код
import-cause-talk = дольше всего звонка ({ $value } с)
import-cause-phone = «{ $value }» не похоже на телефон, нужен с кодом: +7 916 123-45-67
import-cause-unknown = «{ $value }» здесь не знают: загрузите сначала его
import-cause-mentor = такого наставника нет: загрузите сначала его
import-cause-direction = у продавца должно быть направление
import-cause-scope = направления называют только руководителю
import-cause-source = без источника не понять, чей это номер; напишите { $value }
import-cause-rounded = таблица округлила номер до { $value }; сделайте столбец текстовым и выгрузите заново
import-cause-extension = этот добавочный уже у другого сотрудника
import-cause-telegram = этот Telegram уже у другого сотрудника
import-cause-differs = в базе уже другое значение; повторный звонок только дополняет пустое
import-cause-formula-in = в ячейке { $value } формула, поставьте вместо неё значение
import-cause-formula = формула вместо значения
import-cause-cells = ячеек { $value }, больше, чем столбцов
import-cause-other = { $value }
import-cause-seconds = это не число секунд
import-cause-wall-time = это не время вида 2026-11-23 14:05:00
import-cause-columns = в строке { $value } столбцов, в этом формате столько не бывает
import-cause-quote = кавычка не закрыта
import-cause-nobody = ни у кого из сотрудников нет добавочного из этого звонка
import-cause-yaml-comment = «#» после пробела начинает комментарий, и слова за ним пропали; возьмите всё в кавычки: { $value } (комментарий пишут отдельной строкой)
import-cause-yaml-mark = первое слово YAML принял за свою метку, и оно пропало; возьмите всё в кавычки: { $value }
import-cause-yaml-sign = с такого знака в YAML начинается другое; возьмите всё в кавычки: { $value }
import-cause-yaml-colon = двоеточие внутри начинает новое поле; возьмите всё в кавычки: { $value }
import-cause-yaml-read = YAML прочитал это не как текст; возьмите в кавычки: { $value }
import-cause-yaml-tab = отступ сделан табуляцией, нужны пробелы
import-cause-yaml-documents = здесь начинается следующий чек-лист; поставьте перед ним строку ---
import-cause-yaml-twice = поле «{ $value }» здесь повторяется, оставьте одно
