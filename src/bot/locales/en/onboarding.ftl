# The first words
welcome-title = Welcome, { $name }! This is Razbor.
welcome-draw = The next draw is at { $at }: at random, and evenly over the sellers.
welcome-seller = Here you see how your calls were scored and what to do differently.
welcome-seller-next = Each score comes here by itself. If you agree, do nothing. If not, appeal below it.
welcome-controller = Here you listen to calls and score them on a checklist.
welcome-controller-next = A call comes as a voice message, its items as buttons. Its seller sees a score after { $hold }; until then you can correct it.
welcome-mentor = Here you listen to the calls of your mentees and go over them.
welcome-mentor-next = "Mentees" says where to begin; a call's number opens any of theirs. "Take" begins a review.
welcome-teaching = A review for teaching never counts; its seller gets it as a message.
welcome-supervisor = Here you decide appeals and help sellers with advice.
welcome-supervisor-next = Appeals and requests for advice come here by themselves. One tap an item, one sentence at the end.
welcome-admin = You are an administrator: people, checklists and rules are in your hands.
welcome-admin-next = What is still missing before the first draw stands at the top of the menu. It ticks itself off.

# What is left to set up
setup-title = Before the first score
setup-people = People
setup-people-missing = missing: { $roles }
setup-checklists = Checklists
setup-checklists-missing = no call can be scored without them
setup-calls = Calls
setup-calls-missing = none has come yet: connect the CRM, or bring them in as a file
setup-recordings = Recordings and sellers of the calls
setup-recordings-missing = no call has both its recording and its seller yet: see that recordings come, and whose extension it is
setup-later = Needs attention
setup-telegram = Telegram for everybody
setup-telegram-missing = have not pressed Start by their link: { $names }
setup-telephony = Telephony
setup-telephony-ahead = calls ahead of this server’s clock: { $list }
setup-telephony-missing = does not answer: { $list }
setup-recordings-not-set = calls name files of recordings, but RECORDINGS_DIR is not set
setup-recordings-unreadable = the folder { $dir } cannot be read: make it, let the bot read it, or correct RECORDINGS_DIR
setup-recordings-gone = of the last recordings ({ $of }), { $gone } are not in their place, such as { $path }
setup-recordings-nobodys = there are calls without a seller: nobody was given these extensions: { $extensions }
setup-ffmpeg = ffmpeg for the recordings
setup-ffmpeg-missing = { $program } does not run, and no recording can be heard: install ffmpeg on the server, or name its path in FFMPEG
setup-draw = The first draw
setup-draw-missing = the next one is at { $at }
setup-draw-never = the time in the rules never comes: mend drawCron

# What waits
waiting-scores =
    { $count ->
        [one] { $count } score waits for your answer.
       *[other] { $count } scores wait for your answer.
    }
waiting-scores-until = Nearest deadline: { $at }.
waiting-appeals =
    { $count ->
        [one] { $count } appeal waits for a decision ({ $span }).
       *[other] { $count } appeals wait for a decision (oldest { $span }).
    }
waiting-no-appeals = No appeals are waiting.
waiting-advice =
    { $count ->
        [one] { $count } call waits for advice ({ $span }).
       *[other] { $count } calls wait for advice (oldest { $span }).
    }
waiting-undelivered = Not delivered: { $numbers }. The time to appeal is running, please tell them in person.
waiting-teaching =
    { $count ->
        [one] { $count } review is begun and not sent.
       *[other] { $count } reviews are begun and not sent.
    }
button-score-of = Score of №{ $number }
button-score-until = Score of №{ $number } · until { $at }
button-appeals = ⚖️ Appeals: { $count }
button-advice-waiting = 🙋 Asked for advice: { $count }
button-teaching-of = ✏️ Review of №{ $number }
button-menu = ◀ Menu

# Durations of rules
duration-years =
    { $count ->
        [one] { $count } year
       *[other] { $count } years
    }
duration-months =
    { $count ->
        [one] { $count } month
       *[other] { $count } months
    }
duration-weeks =
    { $count ->
        [one] { $count } week
       *[other] { $count } weeks
    }
duration-days =
    { $count ->
        [one] { $count } day
       *[other] { $count } days
    }
duration-hours =
    { $count ->
        [one] { $count } hour
       *[other] { $count } hours
    }
duration-minutes =
    { $count ->
        [one] { $count } minute
       *[other] { $count } minutes
    }
duration-seconds =
    { $count ->
        [one] { $count } second
       *[other] { $count } seconds
    }
