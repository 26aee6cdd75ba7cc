# Сводка недели
digest-title = Неделя { $from } – { $to }
digest-seller =
    Утверждено { $count ->
        [one] { $count } звонок
        [few] { $count } звонка
       *[many] { $count } звонков
    }, в среднем <b>{ $mean }</b>
digest-seller-change =
    Утверждено { $count ->
        [one] { $count } звонок
        [few] { $count } звонка
       *[many] { $count } звонков
    }, в среднем <b>{ $mean }</b> (неделей раньше { $before })
digest-costliest = Дороже всего обошлось: «{ $item }», −{ $cost } п. п.
digest-clip = Послушайте, как это звучит: ▶ { $at }
digest-welldone =
    Получается: «{ $item }», выполнено { $count ->
        [one] в { $count } звонке
       *[other] во всех { $count } звонках
    }
digest-mended = Исправлено: «{ $item }», на этой неделе ни одного нарушения
digest-team-row = { $name }: <b>{ $mean }</b> · { $calls }{ $change }
digest-appeals = Открытых обжалований: { $count }
digest-controller = Утверждено ваших оценок: { $reviews }, устояло { $stood }. Нарушений: { $violations }
digest-chain = Отпечаток последней выборки (пока вы его храните, прошлые не изменить незаметно): { $hash }
digest-switch = Сводка недели
digest-is-on = Приходит ({ $when }): что получилось за неделю, что обошлось дороже всего.
digest-is-off = Не приходит. Её можно включить снова.
digest-off-done = Сводка больше не придёт. Вернуть её: /digest
button-digest-off = Не присылать
button-digest-on = Присылать
command-digest = Сводка недели: включить, выключить
