# Первые слова
welcome-title = Добро пожаловать, { $name }! Это «Разбор».
welcome-draw = Ближайшая выборка { $at }: случайно и поровну между продавцами.
welcome-seller = Здесь видно, как оценили ваши звонки и что стоит делать иначе.
welcome-seller-next = Оценка придёт сюда сама. Согласны: ничего делать не нужно. Не согласны: обжалуйте кнопкой под ней.
welcome-controller = Здесь вы слушаете звонки и оцениваете их по чек-листу.
welcome-controller-next = Звонок придёт голосовым, пункты отмечаются кнопками. Отправленную оценку продавец увидит через { $hold }, до этого её можно исправить.
welcome-mentor = Здесь вы слушаете звонки своих подопечных и разбираете их.
welcome-mentor-next = «Подопечные» подскажут, с чего начать; номер звонка откроет любой. «Взять себе» начнёт разбор.
welcome-teaching = Разбор для обучения в зачёт не идёт; продавец получит его сообщением.
welcome-supervisor = Здесь вы решаете обжалования и помогаете продавцам советом.
welcome-supervisor-next = Обжалования и просьбы о совете придут сюда сами. По каждому пункту одно нажатие, в конце одна фраза.
welcome-admin = Вы администратор: люди, чек-листы и правила у вас в руках.
welcome-admin-next = Чего ещё не хватает до первой выборки, стоит в начале меню. Отметки ставятся сами.

# Что осталось настроить
setup-title = До первой оценки
setup-people = Люди
setup-people-missing = не хватает: { $roles }
setup-checklists = Чек-листы
setup-checklists-missing = без них звонок не оценить
setup-calls = Звонки
setup-calls-missing = ещё не приходили: подключите CRM или загрузите файлом
setup-recordings = Записи и продавцы звонков
setup-recordings-missing = ни у одного звонка пока нет и записи, и продавца сразу: проверьте, приходит ли запись и чей это добавочный номер
setup-later = Требует внимания
setup-telegram = Telegram у каждого
setup-telegram-missing = не нажали «Старт» по своей ссылке: { $names }
setup-telephony = Телефония
setup-telephony-ahead = звонки впереди часов сервера: { $list }
setup-telephony-missing = не отвечает: { $list }
setup-recordings-not-set = звонки называют файлы записей, но RECORDINGS_DIR не задан
setup-recordings-unreadable = папка { $dir } не читается: создайте её, откройте боту или поправьте RECORDINGS_DIR
setup-recordings-gone = из последних записей ({ $of }) нет на месте { $gone }, например { $path }
setup-recordings-nobodys = есть звонки, у которых нет продавца: эти добавочные никому не даны: { $extensions }
setup-ffmpeg = ffmpeg для записей
setup-ffmpeg-missing = { $program } не запускается, и записи не прослушать: установите ffmpeg на сервер или укажите путь к нему в FFMPEG
setup-draw = Первая выборка
setup-draw-missing = ближайшая { $at }
setup-draw-never = время выборки в правилах не наступит: поправьте drawCron

# Что ждёт
waiting-scores =
    { $count ->
        [one] Ждёт вашего ответа { $count } оценка.
        [few] Ждут вашего ответа { $count } оценки.
       *[many] Ждут вашего ответа { $count } оценок.
    }
waiting-scores-until = Ближайший срок: { $at }.
waiting-appeals =
    { $count ->
        [one] Ждёт решения { $count } обжалование ({ $span }).
        [few] Ждут решения { $count } обжалования (старейшее { $span }).
       *[many] Ждут решения { $count } обжалований (старейшее { $span }).
    }
waiting-no-appeals = Обжалований нет.
waiting-advice =
    { $count ->
        [one] Ждёт совета { $count } звонок ({ $span }).
        [few] Ждут совета { $count } звонка (старейший { $span }).
       *[many] Ждут совета { $count } звонков (старейший { $span }).
    }
waiting-undelivered = Не доставлено: { $numbers }. Срок обжалования идёт, передайте лично.
waiting-teaching =
    { $count ->
        [one] Начат и не отправлен { $count } разбор.
        [few] Начаты и не отправлены { $count } разбора.
       *[many] Начато и не отправлено { $count } разборов.
    }
button-score-of = Оценка №{ $number }
button-score-until = Оценка №{ $number } · до { $at }
button-appeals = ⚖️ Обжалования: { $count }
button-advice-waiting = 🙋 Просят совета: { $count }
button-teaching-of = ✏️ Разбор №{ $number }
button-menu = ◀ Меню

# Сроки правил
duration-years =
    { $count ->
        [one] { $count } год
        [few] { $count } года
       *[many] { $count } лет
    }
duration-months =
    { $count ->
        [one] { $count } месяц
        [few] { $count } месяца
       *[many] { $count } месяцев
    }
duration-weeks =
    { $count ->
        [one] { $count } неделю
        [few] { $count } недели
       *[many] { $count } недель
    }
duration-days =
    { $count ->
        [one] { $count } день
        [few] { $count } дня
       *[many] { $count } дней
    }
duration-hours =
    { $count ->
        [one] { $count } час
        [few] { $count } часа
       *[many] { $count } часов
    }
duration-minutes =
    { $count ->
        [one] { $count } минуту
        [few] { $count } минуты
       *[many] { $count } минут
    }
duration-seconds =
    { $count ->
        [one] { $count } секунду
        [few] { $count } секунды
       *[many] { $count } секунд
    }
