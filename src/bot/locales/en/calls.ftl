# The list of calls
calls-title = Calls · { $status }
calls-all = all
calls-choose-status = Which status to show?
calls-none = No calls yet. They appear as soon as telephony sends them.
calls-none-filtered = No calls have this status. Reset shows them all.
