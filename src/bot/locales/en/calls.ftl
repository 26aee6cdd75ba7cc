# The list of calls and its filters
calls-title = Calls · { $filter } · { $count }
calls-title-filters = Filters · { $filter }
calls-all = all
calls-choose-status = Which status to show?
calls-none = No calls yet. They appear as soon as telephony sends them.
calls-none-controller = The calls that you have scored will be here. To take the first: /next
calls-none-mentor = The calls of your mentees will be here. An administrator assigns them.
calls-none-filtered = Nothing fits this filter. Reset shows all calls.
calls-cut-short =
    { NUMBER($calls, useGrouping: "min2") } calls in a row were looked through. The button goes on from there.
calls-act-ask = ask for advice
button-newest-on = Earlier ▶
button-oldest-on = Later ▶
button-inline = 🔎 Search
inline-client = All calls of this client
inline-nothing = Nothing found. Open the list
inline-short = Type at least { $letters ->
    [one] { $letters } letter
   *[other] { $letters } letters
} or a number
button-filter-status = Status ▾
button-filter-more = More filters ▾
button-reset = Reset
button-any-status = Any status
kind-preliminary = Not heard yet
kind-listening = Being heard
kind-scored = Scored
kind-final = Approved
period-today = today
period-yesterday = yesterday
period-week = this week
period-month = this month
period-last_month = last month
filter-any = any
filter-oldest = oldest first
filter-controller = controller { $name }
filter-sort-newest = ⇅ Newest first
filter-sort-oldest = ⇅ Oldest first
filter-period-is = Period: { $value }
filter-seller-is = Seller: { $value }
filter-direction-is = Direction: { $value }
filter-type-is = Type: { $value }
filter-controller-is = Controller: { $value }
filter-client-is = Client or order: { $value }
filter-seller-which = Whose calls to show?
filter-direction-which = Which direction?
filter-type-which = Which type of call? It is known of scored ones.
filter-controller-which = Which controller scored it or holds it?
filter-client-which = Calls of which client or order?
filter-period-which = Which period?
filter-period-typed = Or type the days: 1-15 Nov, or just 3 Nov.
filter-period-strange = These are no days. For example: 1-15 Nov
