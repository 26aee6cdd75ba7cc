# Меню
menu-title = Здравствуйте, { $name }!
menu-appeals = ⚖️ Обжалования
menu-calls = 📞 Звонки
menu-credit = 📊 Зачёт
menu-draw = 🎲 Выборка дня
menu-language = 🌐 Русский / English
command-menu = Меню
command-calls = Звонки и их статусы
command-credit = Мой зачёт за месяц
command-draw = Как выбраны звонки дня
command-language = Язык
command-help = Что здесь можно
command-next = Следующий звонок на оценку
command-queue = Очередь на оценку
command-appeals = Обжалования ждут решения
stranger = Этот бот только для сотрудников. Попросите у администратора ссылку-приглашение.
typed-unknown = Не понял. Номер звонка откроет его карточку, /menu покажет, что можно.
