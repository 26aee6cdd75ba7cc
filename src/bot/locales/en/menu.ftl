# Menu and help
menu-title = Hello, { $name }!
menu-appeals = ⚖️ Appeals
menu-calls = 📞 Calls
menu-credit = 📊 Credit
menu-draw = 🎲 The day's draw
menu-language = 🌐 Русский / English
menu-appeals-wait =
    { $count ->
        [0] No appeals are waiting.
       *[other] Waiting for you: appeals { $count } (oldest { $span }).
    }
command-menu = Menu
command-calls = Calls and their statuses
command-credit = My credit of the month
command-draw = How the day's calls were drawn
command-language = Language
command-help = What one can do here
command-next = The next call to score
command-queue = The scoring queue
command-appeals = Appeals that wait for a decision
help-seller = You hear of the score of every checked call at once. If you agree, do nothing. If not, tap Appeal below the score before its deadline.
help-controller = /next brings a call to score: its recording as a voice message, its items as buttons. After ❌ just type the comment, with the moment if you like: "2:15 interrupts the client".
help-mentor = A call's number opens its card if the call is your mentee's.
help-supervisor = /appeals gathers the appeals of your direction: one tap an item, one sentence at the end.
help-admin = You see all calls and all draws.
help-number = Just send a call's number to open its card.
stranger = This bot is for staff only. Ask your administrator for an invitation link.
typed-unknown = I did not understand. A call's number opens its card, /menu shows what there is.
