# Bringing files in
menu-import = 📥 Import
command-import = Bring in people, clients, orders, calls
command-period = Close a month, sheets
button-import = 📥 Back to import
button-sample = ⬇️ Sample CSV
button-refused = ⬇️ All refusals
button-again = 🔄 Check again
button-accept-rows = ✅ Accept { $count }
document-not-yours = Files are taken here from administrators only.
document-too-big = The file is larger than { $megabytes } MB, more than Telegram hands to a bot. Split it.
document-failed = The file could not be fetched from Telegram. Send it once more.
document-unknown = I don't know what this file is. /import shows what can be sent.

import-title = Import from a file
import-how = Send the file right here: a table as .xlsx or CSV (UTF-8 or Windows-1251), or YAML. Up to { $megabytes } MB and { NUMBER($rows, useGrouping: "min2") } rows. First I only check it and show what would change; nothing is written until you accept.
import-choose = What shall we bring in?
import-noun-people = 👤 People
import-noun-clients = 🏢 Clients
import-noun-orders = 🧾 Orders
import-noun-calls = 📞 Calls
import-send = Send a file with a table like this. The first row names the columns, in any order. Of an .xlsx the first visible sheet is read.
import-columns = Columns: { $columns }. They are named as in the API.
import-note-people = Roles: seller, controller, mentor, supervisor, admin; a supervisor can be given directions. Mentors come before their sellers. An extension is written with its source: pbx:101; where there is one source, the number will do. Required: externalId, name and roles.
import-note-clients = Several phones are separated by ";". Required: externalId and name.
import-note-orders = Times like 23.11.2026 14:05. Bring in clients before their orders. Required: externalId, number, clientExternalId, inWork and openedAt.
import-note-calls = Times like 23.11.2026 14:05, durations in seconds, recording: a path or an address. Required: source, externalId, direction, startedAt and the seller (by extension or external id).

import-waits = { $count ->
    [one] Waits: { $count } file is before it
   *[other] Waits: { $count } files are before it
}
import-reading = Reading the file…
import-progress-check = Checking: { $percent } % ({ $done } of { $total })
import-progress-take = Importing: { $percent } % ({ $done } of { $total })
import-which = The columns do not tell what is in this file. What is it?
import-rows = Rows in the file: { $count }
import-would-created = { $count } new
import-would-updated = { $count } to change
import-would-unchanged = { $count } unchanged
import-would-refused = { $count } refused
import-did-created = { $count } added
import-did-updated = { $count } changed
import-did-unchanged = { $count } unchanged
import-did-refused = { $count } refused
import-nothing-yet = Nothing has been written yet.
import-nothing-to-do = There is nothing to write.
import-remark-sheet = The sheet "{ $sheet }" was read.
import-remark-more_sheets = The first visible sheet ("{ $sheet }") was read, { $count } more were not.
import-remark-above_header = Rows above the names of the columns: { $count }, left out.
import-refused = Refused:
import-line = line { $line }: { $text }
import-line-of = line { $line } ({ $id }): { $text }
import-done = ✅ Imported
import-cancelled = Cancelled, nothing was written.
import-stopped = Stopped at row { $done } of { $total }. What had been written by then stays; the same file can be sent again, nothing will be doubled.
import-failed = This file could not be read.
import-invitations =
    { $count ->
        [one] An invitation for { $count } person. The link is personal and works once.
       *[other] Invitations for { $count } people. Each link is personal and works once.
    }
import-column-line = Line
import-column-id = Id
import-column-cause = Cause
import-column-name = Name
import-column-link = Invitation

# A file as a whole
import-at-line = (line { $line })
import-or = or
import-kind-xls = This is an old Excel file (.xls) or one with a password. Save it as .xlsx without a password, or as CSV, and send it again.
import-kind-image = This is a picture, no table can be read from it. Send the table itself: .xlsx or CSV.
import-kind-pdf = This is a PDF, no table can be read from it. Send the table itself: .xlsx or CSV.
import-kind-sound = This is a sound. Recordings come with their calls, as a path or an address; send a table here: .xlsx or CSV.
import-kind-archive = This is an archive or another kind of document. Take the table out and send it as .xlsx or CSV.
import-kind-binary = This is no table. Send .xlsx, CSV, YAML or JSON.
import-problem-too_big = The file is larger than { $megabytes } MB. Split it.
import-problem-too_many_rows = There are more than { $most } rows. Split the file.
import-problem-unpacked_too_big = The table inside is too large. Split it, or send CSV.
import-problem-damaged = The file is damaged, or has cells far outside the table. Open it in Excel, remove what is too much, save it anew and send it.
import-problem-too_heavy = The file is too heavy: reading it took too much time or memory. Split it, or send CSV.
import-problem-fault = The file could not be read, and that is our mistake: it has been noted. Try to send it as CSV.
import-problem-empty = There are no rows in the file.
import-problem-header_only = There is only a header in the file, no rows below it.
import-problem-strange_table = { $is ->
    [telephony] This looks like a table of a telephone system ({ $count } columns: { $first }…), but not of a form that is read.
    [values] The first row ({ $first }…) does not look like names of columns: it holds values.
   *[names] This looks like another table: { $count } columns ({ $first }…), hardly any of ours.
} A table is read with the columns: { $needed }{ $calls ->
    [yes] { "," } and the files of Asterisk (cdr_csv and the sample of cdr_custom), FreePBX (cdr) and FreeSWITCH (cdr_csv), and tables of calls by Grandstream UCM, Yeastar, 3CX, Cisco CUCM, MikoPBX.
   *[no] { "." }
}
import-problem-twice = The column "{ $name }" is named twice. Keep one.
import-problem-header_formula = There is a formula in the header ({ $cell }). Write the name of the column there.
import-problem-not_csv = The table cannot be read: a quotation mark is never closed, or stands in the wrong place.
import-problem-not_yaml = The YAML cannot be read: { $cause }.
import-problem-master_csv = This file holds the calls of a telephone system. Send it as calls.
import-problem-checklist_table = This is a table; checklists are read from YAML.
import-columns-missing = Missing columns: { $columns }.
import-columns-strange = Unknown columns: { $columns }.
import-columns-meant = Perhaps meant: { $columns }?
import-columns-found = Found in the file: { $columns }.

# Why a row is refused, after the name of the column
import-cause-required = is missing
import-cause-empty = is empty
import-cause-text = must be text
import-cause-number = must be a whole number
import-cause-flag = must be yes or no
import-cause-list = must be a list
import-cause-object = must be an object with fields
import-cause-one-of = can only be: { $value }
import-cause-long = is longer than { $value } characters
import-cause-many = has more than { $value } entries
import-cause-least = must be at least { $value }
import-cause-most = must be at most { $value }
import-cause-address = does not look like an address https://…
import-cause-recording = a path to a file or an address is needed
import-cause-instant = does not look like a time, such as 23.11.2026 14:05
import-cause-strange = there is no such field
import-cause-seller = a seller is needed: an extension or an external id
import-cause-talk = is longer than the whole call ({ $value } s)
import-cause-phone = "{ $value }" does not look like a phone number; give it with its code, such as +7 916 123-45-67
import-cause-unknown = "{ $value }" is not known here: bring it in first
import-cause-mentor = this mentor is not known: bring the mentor in first
import-cause-direction = a seller needs a direction
import-cause-scope = only a supervisor is given directions
import-cause-source = without its source nobody knows whose number it is; write { $value }
import-cause-rounded = a spreadsheet rounded the number off to { $value }; make the column text and export it anew
import-cause-extension = this extension is somebody else's
import-cause-telegram = this Telegram account is somebody else's
import-cause-differs = differs from what is known; a repeated call only fills what was empty
import-cause-formula-in = there is a formula in the cell { $value }; put its value there
import-cause-formula = a formula in place of a value
import-cause-cells = { $value } cells, more than there are columns
import-cause-other = { $value }
import-cause-seconds = is no number of seconds
import-cause-wall-time = is no time such as 2026-11-23 14:05:00
import-cause-columns = the row has { $value } columns, which this format never has
import-cause-quote = a quote does not close
import-cause-nobody = nobody here has an extension that had a part in this call
import-cause-yaml-comment = a "#" after a space begins a comment, and the words behind it were lost; put the whole in quotes: { $value } (a comment stands on a line of its own)
import-cause-yaml-mark = YAML took the first word for a mark of its own, and it was lost; put the whole in quotes: { $value }
import-cause-yaml-sign = this sign begins something else in YAML; put the whole in quotes: { $value }
import-cause-yaml-colon = a colon within begins another field; put the whole in quotes: { $value }
import-cause-yaml-read = YAML did not read this as text; put it in quotes: { $value }
import-cause-yaml-tab = a tab indents this line; use spaces
import-cause-yaml-documents = another checklist begins here; put a line of --- before it
import-cause-yaml-twice = the field "{ $value }" is repeated here; keep one
