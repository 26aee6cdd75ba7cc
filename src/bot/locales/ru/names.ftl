# Всё, что бот говорит по-русски. Значения приходят уже готовыми к показу.
language-name = Русский
language-choose = <b>На каком языке говорить?</b>
language-set = Теперь по-русски

# Роли
role-seller = продавец
role-controller = контролёр
role-mentor = наставник
role-supervisor = руководитель
role-admin = администратор
system = система

# Статусы звонка
status-unclassified = Не классифицирован
status-classified_auto = Классифицирован автоматом
status-classified_manual = Классифицирован вручную
status-listening_advice = На прослушке: оператором
status-listening_credit = На прослушке: в зачет
status-listening_training = На прослушке: НЕ в зачет
status-scored_pending = Оценен: в зачет не утверждено
status-scored_appealed = Оценен: на обжаловании
status-approved_training = Утверждено: не в зачет (обучение)
status-approved_scored = Утверждено: оценен
status-approved_overturned = Утверждено: обжалован
