# Самооценка: продавец оценивает свой звонок сам, не видя оценки
menu-self-first = 🪞 Самооценка
self-title = Самооценка
self-on = включена
self-off = выключена
self-about =
    Когда она включена, новая оценка приходит закрытой: без процента и пунктов. Можно сначала «Оценить себя» по тому же чек-листу, а потом увидеть, в чём вы и контролёр разошлись. Или сразу «Открыть оценку».

    Видите это только вы, ни на что это не влияет. Срок обжалования идёт как обычно.
button-self-on = 🪞 Включить
button-self-off = Выключить
self-closed = №{ $number } проверен · оценка закрыта
self-closed-how = Оцените себя сами, не видя оценки, и сравните. Это видите только вы, и ни на что это не влияет. Срок обжалования идёт.
button-self = 🪞 Оценить себя
button-self-go-on = 🪞 Продолжить самооценку
button-self-seen = 🪞 Самооценка
button-open-score = 📋 Открыть оценку
button-later = Отложить
blind-title-self = №{ $number } · самооценка
blind-sum = Пока выходит
button-blind-send = ✅ Готово, сравнить
self-compared = №{ $number } · самооценка и оценка
self-scores = Вы: <b>{ $own }</b> · контролёр: <b>{ $given }</b>
self-same = Сошлось пунктов: { $same } из { $of }
self-item = вы { $own } · контролёр { $given }
self-all-same = Вы и контролёр сошлись во всём.
self-counts-nothing = Это видите только вы, и ни на что это не влияет.

# Калибровка: контролёры вслепую оценивают один звонок
menu-calibration = 🎯 Калибровка
command-calibration = Калибровка и эталоны
button-calibrate = 🎯 Калибровка
button-calibrations = 🎯 Все калибровки
calibration-new = №{ $number } · новая калибровка
calibration-new-how = Эти контролёры оценят звонок вслепую: ни оценки, ни чужих ответов они не видят. На зачёт и баллы это не влияет. Кто оценит и за сколько рабочих дней?
calibration-days =
    { $days ->
        [one] { $days } день
        [few] { $days } дня
       *[many] { $days } дней
    }
button-calibration-start = ▶ Начать
calibration-title = №{ $number } · калибровка
calibration-answered = Ответили: { $answered } из { $asked }
calibration-until = Срок: { $at }
calibration-hidden = Ответы откроются всем сразу: когда ответит последний или выйдет срок.
calibration-raters = Оценили: { $names }
calibration-first = в зачёт
calibration-second = вторая оценка
calibration-figures = Совпало { $percent } · AC1 <b>{ $ac1 }</b> · альфа { $alpha }
calibration-open-item = → договориться: поровну
calibration-agreed = → договорились: { $verdict }
calibration-agree-ask = <b>Как правильно?</b>
calibration-alike = В остальном сошлись: пунктов { $alike }.
calibration-all-alike = Сошлись во всём: пунктов { $alike }.
calibration-undecided =
    { $count ->
        [one] Остался { $count } пункт, где голоса поровну: нажмите его номер и решите.
        [few] Осталось { $count } пункта, где голоса поровну: нажмите номер и решите.
       *[many] Осталось { $count } пунктов, где голоса поровну: нажмите номер и решите.
    }
calibration-closed = Закрыта. Этот звонок теперь эталон: с ним сверяются новые контролёры.
button-calibration-close = ✅ Закрыть: это эталон
calibration-nearness = Вы и решение: { $near }
nearness = совпало { $same } из { $of }
nearness-same = итог тот же
nearness-higher = итог выше на { $points }
nearness-lower = итог ниже на { $points }
calibrations-title = Калибровка
calibrations-how = Новую начинает кнопка «Калибровка» в карточке звонка, оценка которого утверждена.
calibrations-none = Пока ничего нет.
calibration-waits = №{ $number }: ждёт вашей оценки до { $at }
calibration-line-waits = №{ $number }: ждём ответов: { $waiting }, до { $at }
calibration-line-ready = №{ $number }: все ответы здесь, решите и закройте
calibration-line-closed = №{ $number }: эталон
calibration-line-purged = №{ $number }: записи больше нет, из эталонов выбыл
button-calibration-answer = 🎯 Оценить №{ $number } до { $at }
button-calibration-view = 🎯 Ответы по №{ $number }
button-calibration-score = 🎯 Оценить вслепую
calibration-asked = Оцените этот звонок до { $at }: вслепую, как обычный. Потом увидите, что сказали другие. На зачёт и баллы это не влияет.
calibration-ready = Ответы открыты: разошлись в { $differ } из { $items }.
calibration-ready-lead = Решите, как правильно, и закройте: звонок станет эталоном.
blind-title-calibration = №{ $number } · калибровка
blind-title-benchmark = №{ $number } · эталон
benchmarks-title = Эталоны
benchmarks-how = Звонки, по которым контролёры уже договорились. Оцените вслепую и сразу увидите, насколько вы близки. Видите вы и руководители.
benchmarks-left =
    { $count ->
        [one] Остался { $count }.
       *[many] Осталось { $count }.
    }
benchmarks-purged = Выбыло, потому что записей больше нет: { $count }
benchmarks-offered =
    { $count ->
        [one] Вы теперь контролёр. Начните с { $count } звонка, по которому уже договорились: оцените вслепую и увидите, насколько вы близки.
       *[many] Вы теперь контролёр. Начните с { $count } звонков, по которым уже договорились: оцените вслепую и увидите, насколько вы близки.
    }
button-benchmark = 🎯 Оценить эталон
button-benchmarks-on = 🎯 Дальше
benchmark-done = №{ $number } · эталон
benchmark-item = вы { $own } · решение { $agreed }
controllers-benchmarks = эталоны: { $calls }, совпало { $alike }
controllers-benchmarks-apart = эталоны: { $calls }, совпало { $alike }, итог расходится в среднем на { $points }
waiting-calibrations =
    { $count ->
        [one] Ждёт калибровка: { $count }
       *[many] Ждут калибровки: { $count }
    }
waiting-calibrations-close =
    { $count ->
        [one] Ответы открыты, закройте калибровку: { $count }
       *[many] Ответы открыты, закройте калибровки: { $count }
    }
button-calibrations-waiting = 🎯 Калибровка: { $count }
