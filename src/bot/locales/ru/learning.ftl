# Учёба: свои нарушения и образцы коллег
menu-learn = 🎓 Научиться
menu-best = ⭐ Образцы
command-learn = Послушать свои нарушения и образцы
command-best = Образцы по пунктам
learn-title = Научиться на звонках
learn-about = Ваши нарушения за последние месяцы и как то же самое делают коллеги. Только для вас: ни на что не влияет.
learn-none = В утверждённых оценках последних месяцев нарушений нет. Появятся — послушать их можно будет здесь.
learn-missed =
    { $count ->
        [one] { $count } нарушение
        [few] { $count } нарушения
       *[many] { $count } нарушений
    }
learn-examples =
    { $count ->
        [one] { $count } образец
        [few] { $count } образца
       *[many] { $count } образцов
    }
learn-heard = ✅ услышано { $at }
learn-own = Ваши звонки
learn-own-line = { $number } · { $at }
learn-own-purged = Эти записи уже не хранятся.
learn-best = Образцы коллег
learn-best-line = { $name } · { $moment }
learn-best-none = Пока нет. Образец отмечает руководитель, а слышат его, когда разрешит сам коллега.
learn-noted = Отмечено для вас
button-heard = ✅ Услышано, сделаю
button-own-examples = ⭐ Мои образцы: { $count }
best-title = Образцы: { $count }
best-about = Коллеги слышат образец, только когда разрешил его продавец.
best-none = Пока нет. Откройте звонок с утверждённой оценкой в /calls и нажмите «⭐ В образцы»: дальше выберите пункт и момент.
best-state-asked = ждёт согласия
best-state-released = слышат коллеги
best-state-declined = не разрешён
best-purged = запись уже не хранится
button-mark-best = ⭐ В образцы
button-unmark = ✖️ Убрать { $number }
best-pick-title = { $number } · образец
best-pick = Какой пункт здесь выполнен так, что стоит послушать другим? ⭐ — уже отмечен.
best-pick-none = В этой оценке нет выполненных пунктов.
best-moment = { $number }: на какой секунде? Напишите момент, например 0:41.
best-marked = Отмечено. Продавца спросили о согласии
best-unmarked = Убрано
best-asked = { $number } · ваш звонок как образец
best-own-asked = Руководитель отметил этот момент как образец. Если разрешите, продавцы, которые ошиблись в том же пункте, смогут послушать этот отрывок и увидят, чей он. Согласие можно отозвать в /learn.
best-own-released = Коллеги могут послушать этот отрывок. Отозвать можно здесь или в /learn.
best-own-declined = Коллеги этот отрывок не слышат. Передумаете — разрешите здесь или в /learn.
best-own-title = Мои образцы
best-own-about = Эти моменты ваших звонков руководитель отметил как образец. Слышать их коллегам или нет, решаете вы.
best-own-none = Ваших звонков среди образцов нет.
best-released = Коллеги могут послушать
best-withdrawn = Коллеги больше не слышат
button-release = ✅ Разрешить
button-release-no = Не разрешать
button-release-off = ✖️ Отозвать
button-own-on = ✅ Разрешить { $number }
button-own-off = ✖️ Отозвать { $number }
