# Вторая оценка: сходятся ли контролёры
button-agreement = Сходятся ли контролёры
agreement-title = Сходятся ли контролёры
agreement-about =
    { $count ->
        [one] { $count } звонок с { $since } оценён
        [few] { $count } звонка с { $since } оценены
       *[many] { $count } звонков с { $since } оценены
    } дважды: второй контролёр не знал об этом и не видел первой оценки.
agreement-none = Вторых оценок пока нет. Такую долю оценок другой контролёр ставит ещё раз, вслепую: { $share }.
agreement-type = Тип звонка выбран одинаково: { $same } из { $calls }
agreement-higher = Вторая оценка в среднем выше на { $points }
agreement-lower = Вторая оценка в среднем ниже на { $points }
agreement-line = совпало { $percent } из { $items } · AC1 <b>{ $ac1 }</b>
agreement-interval = от { $low } до { $high }
agreement-more = каппа { $kappa } · альфа { $alpha }
agreement-how = AC1 показывает, насколько согласие больше случайного: 1 — сходятся всегда, 0 — как если бы бросали монету. Каппа и альфа занижают, когда почти всё выполнено.
agreement-by-type = По типам
agreement-by-section = По разделам
agreement-by-item = По пунктам
agreement-by-pair = По парам
agreement-by-week = По неделям
agreement-item-appeals = обжаловали { $decided }, отменили { $overturned }
agreement-differences =
    { $count ->
        [0] Расхождений, которые ждут вашего слова, нет.
        [one] Ждёт вашего слова { $count } расхождение.
        [few] Ждут вашего слова { $count } расхождения.
       *[many] Ждут вашего слова { $count } расхождений.
    }
button-differences = Расхождения: { $count }
difference-title = №{ $number } · расхождение
difference-about = Два контролёра оценили этот пункт по-разному. Послушайте и скажите, как было. Кто что поставил, не показано.
difference-none = Расхождений больше нет. Спасибо.
difference-judged = Записано
difference-left =
    { $count ->
        [one] Ждёт ещё { $count }.
       *[many] Ждут ещё { $count }.
    }
button-difference-skip = Пропустить
waiting-differences =
    { $count ->
        [one] Два контролёра разошлись в { $count } пункте: как было?
       *[many] Два контролёра разошлись в { $count } пунктах: как было?
    }
violation-missed = { $number } · вы не отметили «{ $item }». Нарушение нашли вторая оценка и руководитель: снято { $points }.
violation-unfounded = { $number } · вы отметили «{ $item }». Ни вторая оценка, ни руководитель нарушения не нашли: снято { $points }. Столько такие отметки приносят там, где второй оценки нет.
picture-agreement = Сходятся ли контролёры
picture-agreement-about = Доля пунктов, оценённых дважды одинаково, по неделям
picture-agreement-percent = совпало, %
picture-agreement-interval = где AC1 с вероятностью 95 %
picture-agreement-ac1 = AC1 × 100
strictness-title = Кто строже
strictness-about = По оценкам с { $since }. Строгость сравнивает контролёров на одних и тех же продавцах и на калибровках: кому достались слабые, тот не строже. Сами оценки она не меняет.
strictness-none = Оценок пока слишком мало.
strictness-line = { $name }: в среднем { $mean }, оценок { $scores }
strictness-stricter = строже других на { $points } (от { $low } до { $high })
strictness-milder = мягче других на { $points } (от { $low } до { $high })
strictness-alike = не отличить от других (от { $low } до { $high })
strictness-own = его оценка минус вторая, звонков { $calls }: { $mean } (от { $low } до { $high })
button-strictness = Кто строже
button-scorers = Кто оценивал
scorers-title = Кто оценивал ваши звонки
scorers-about = С { $since }. Звонки раздаются так, чтобы никто не попадался вам чаще своей доли. В скобках — сколько вышло бы по доле.
scorers-none = Пока никто.
scorers-line = { $name }: { $calls } ({ $expected })
