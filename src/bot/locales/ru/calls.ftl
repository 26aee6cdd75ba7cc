# Список звонков и его фильтры
calls-title = Звонки · { $filter } · { $count }
calls-title-filters = Фильтры · { $filter }
calls-all = все
calls-choose-status = Какой статус показать?
calls-none = Звонков пока нет. Они появятся, как только придут из телефонии.
calls-none-controller = Здесь будут звонки, которые вы оценили. Взять первый: /next
calls-none-mentor = Здесь будут звонки ваших подопечных. Их назначает администратор.
calls-none-filtered = Под этот фильтр ничего не попало. «Сбросить» покажет все звонки.
calls-cut-short =
    Просмотрено { NUMBER($calls, useGrouping: "min2") } звонков подряд. Кнопка дальше продолжит с этого места.
calls-act-ask = нужен совет
button-newest-on = Раньше ▶
button-oldest-on = Позже ▶
button-inline = 🔎 Найти
inline-client = Все звонки клиента
inline-nothing = Ничего не нашлось. Открыть список
inline-short = Наберите хотя бы { $letters ->
    [one] { $letters } букву
    [few] { $letters } буквы
   *[other] { $letters } букв
} или номер
button-filter-status = Статус ▾
button-filter-more = Ещё фильтры ▾
button-reset = Сбросить
button-any-status = Любой статус
kind-preliminary = До прослушки
kind-listening = На прослушке
kind-scored = Оценены
kind-final = Утверждены
period-today = сегодня
period-yesterday = вчера
period-week = эта неделя
period-month = этот месяц
period-last_month = прошлый месяц
filter-any = не важно
filter-oldest = сначала старые
filter-controller = контролёр { $name }
filter-sort-newest = ⇅ Сначала новые
filter-sort-oldest = ⇅ Сначала старые
filter-period-is = Период: { $value }
filter-seller-is = Продавец: { $value }
filter-direction-is = Направление: { $value }
filter-type-is = Тип: { $value }
filter-controller-is = Контролёр: { $value }
filter-client-is = Клиент или заказ: { $value }
filter-seller-which = Чьи звонки показать?
filter-direction-which = Какое направление?
filter-type-which = Какой тип звонка? Он известен у оценённых.
filter-controller-which = Кто из контролёров оценил или держит звонок?
filter-client-which = Звонки какого клиента или заказа?
filter-period-which = За какой период?
filter-period-typed = Или напишите дни: 01.11-15.11 или просто 03.11.
filter-period-strange = Таких дней не получилось. Пример: 01.11-15.11
