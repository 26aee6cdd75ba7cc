# All that the bot says in English. Values arrive ready to be shown.
language-name = English
language-choose = <b>Which language shall we speak?</b>
language-set = English from now on

# Roles
role-seller = seller
role-controller = controller
role-mentor = mentor
role-supervisor = supervisor
role-admin = administrator
system = system

# Statuses of a call
status-unclassified = Not classified
status-classified_auto = Classified automatically
status-classified_manual = Classified by hand
status-listening_advice = Listening: advice asked
status-listening_credit = Listening: for credit
status-listening_training = Listening: NOT for credit
status-scored_pending = Scored: not yet approved for credit
status-scored_appealed = Scored: under appeal
status-approved_training = Approved: not for credit (teaching)
status-approved_scored = Approved: scored
status-approved_overturned = Approved: overturned on appeal
