# Menu
menu-title = Hello, { $name }!
menu-appeals = ⚖️ Appeals
menu-calls = 📞 Calls
menu-credit = 📊 Credit
menu-draw = 🎲 The day's draw
menu-language = 🌐 Русский / English
command-menu = Menu
command-calls = Calls and their statuses
command-credit = My credit of the month
command-draw = How the day's calls were drawn
command-language = Language
command-help = What one can do here
command-next = The next call to score
command-queue = The scoring queue
command-appeals = Appeals that wait for a decision
stranger = This bot is for staff only. Ask your administrator for an invitation link.
typed-unknown = I did not understand. A call's number opens its card, /menu shows what there is.
