# Напоминания и то, что вернулось само
lease-expired = Время на звонок { $number } вышло, он снова в очереди. Ваши отметки сохранены.
advice-returned = Ваш запрос о звонке { $number } вернулся без ответа: { $reason }.
call-returned = Звонок { $number } вернулся: { $reason }.
draw-short = Не набралось звонков в выборке за { $date }
draw-empty = За { $date } не из чего было выбирать: подходящих звонков не было
draw-short-line = { $name }: выбрано { $drawn }
give-back-withdrawn = Продавец забрал запрос
give-back-unstarted = Никто не начал оценивать
give-back-idle = Долго без движения
give-back-deactivated = Проверяющий больше не работает с ним
