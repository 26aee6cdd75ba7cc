# Checklists
menu-checklists = ✅ Checklists
command-checklists = The checklist of each call type
button-checklist-upload = ⬆️ Upload
button-checklist-yaml = ⬇️ Download YAML
button-checklist-history = 🕘 Versions
button-checklist-off = Take away
button-checklist-off-yes = Yes, take it away
button-checklist-on = Bring back
button-publish = ✅ Publish
button-to-checklists = ◀ Checklists
checklists-title = Checklists
checklists-none = None yet, so no call can be scored. Begin with "Upload": there is an example.
checklist-type =
    <b>{ $name }</b> · { $code }{ $active ->
        [no] {" "}· taken away
       *[yes] {""}
    }
checklist-facts = version { $version } since { $since } · { $items ->
        [one] { $items } item
       *[other] { $items } items
    } · scores for credit: { $scored }
checklist-unclear = ⚠️ items that appeals found unclear: { $count }
checklist-head-shares = "Item unclear" in { $years ->
        [1] a year
       *[other] { $years } years
    }
checklist-head-share = { $name }: { $unclear } of { $decided } decisions ({ $share })
checklist-published = { $at }, { $name } · weights sum to { $weight }
checklist-by-file = command line
checklist-inactive = Controllers do not see it now. Scores already begun go on.
checklist-item = { $number }. { $text } (weight { $weight }{ $critical ->
        [section] , critical to its section
        [call] , critical to the call
       *[none] {""}
    }{ $na ->
        [yes] , may be N/A
       *[no] {""}
    })
checklist-item-unclear = ⚠️ { $count ->
        [one] found unclear { $count } time
       *[other] found unclear { $count } times
    }: word it anew or say more in its guidance
checklist-off-ask = Take "{ $name }" away? Controllers can then no longer pick this type; scores already begun go on. You can bring it back at any time.
checklist-is-off = Taken away
checklist-is-on = It can be picked again
checklist-history = { $name } · versions
checklist-version = <b>{ $version }</b> · { $at } · { $name } · { $changes ->
        [first] the first
        [one] { $changes } change
       *[other] { $changes } changes
    }
checklist-step = { $name } · version { $version }
checklist-first = The first version.

# Uploading a checklist
checklist-upload-title = Upload a checklist
checklist-upload-how = Send a .yaml file or paste its text as a message: one document a call type, up to { $items } items. First I show what would change. Keep an item's code from version to version, so that it can be followed. The easiest way: download the present checklist, edit it, send it back.
checklist-too-big = The file is larger than { $megabytes } MB. No checklist is: see whether it is the right file.
checklist-pasted = pasted
checklist-problems = Nothing was changed. What is wrong:
checklist-problems-cure = Correct it and send it again.
checklist-problem-document = checklist { $document }
checklist-problem-line = line { $line }
checklist-problem-section = section { $number }
checklist-problem-item = item { $number }
checklist-cause-code = use a–z, 0–9 and "-", at most { $value }
checklist-cause-flag = must be true or false
checklist-cause-items = has { $value } items; at most { $most } are allowed
checklist-cause-item-twice = the item code "{ $value }" is used twice
checklist-cause-section-twice = the section code "{ $value }" is used twice
checklist-cause-type-twice = the type "{ $value }" is in the file already
checklist-cause-yaml = this is no YAML: { $value }
checklist-cause-much = there are too many lines and values in it for checklists: split it
checklist-cause-none = there is no checklist in the file
checklist-becomes = { $state ->
        [new] a new call type
        [changed] version { $version } in place of { $before }
       *[same] no change: version { $before } is the same
    }
checklist-sums = sections { $sections }, items { $items }, weights sum to { $weight }
checklist-not-yet = Nothing is published yet.
checklist-nothing-new = There is nothing to publish.
checklist-done = Published
checklist-done-line = { $name }: version { $version }
checklist-done-note = New scores are made on it. Those begun or done stay on their version.
checklist-discarded = Cancelled, nothing was published.
checklist-meanwhile = Somebody else published this checklist meanwhile. Here is how it differs from the new version.
checklist-critical-none = not critical
checklist-critical-section = critical to its section
checklist-critical-call = critical to the call
checklist-change-name = ✏️ name: "{ $from }" → "{ $to }"
checklist-change-section_added = ➕ section "{ $name }"
checklist-change-section_removed = ➖ section "{ $name }"
checklist-change-section_name = ✏️ section: "{ $from }" → "{ $to }"
checklist-change-sections_order = ↕️ sections in another order
checklist-change-item_added = ➕ "{ $text }" ({ $section }, weight { $weight })
checklist-change-item_removed = ➖ "{ $text }" ({ $section }, weight { $weight })
checklist-change-item_text = ✏️ "{ $from }" → "{ $to }"
checklist-change-item_guidance = ✏️ "{ $text }", guidance: { $to }
checklist-change-item_weight = ⚖️ "{ $text }": weight { $from } → { $to }
checklist-change-item_critical = ❗ "{ $text }": { $from } → { $to }
checklist-change-item_na = ✏️ "{ $text }": N/A { $to ->
        [yes] is now allowed
       *[no] is no longer allowed
    }
checklist-change-item_moved = ↕️ "{ $text }" is now in "{ $section }"
checklist-change-items_order = ↕️ items in another order: "{ $section }"
checklist-example-name = Incoming: order
checklist-example-section = Greeting
checklist-example-item = Gave their name and the company's
checklist-example-guidance = Both are needed
checklist-example-critical = Was not rude
checklist-paused =
    ⏸ { $count ->
        [one] { $count } item is paused
       *[other] { $count } items are paused
    }

# Items that are often overturned
checklist-item-overturned = 🚩 overturned { $overturned } of { $decided } times ({ $share }): more often than the rules allow
checklist-item-often-before = overturned { $overturned } of { $decided } times ({ $share })
checklist-item-paused = ⏸ paused { $since }, { $name }
checklist-pause-how = ⏸ A paused item counts for nobody while its text and hint stay as they are. Scores that were sent before stay as they were.
checklist-pause-ends = ▶ no longer paused: "{ $text }"
checklist-pause-stays = ⏸ stays paused: "{ $text }"
button-item-pause = ⏸ Pause
button-item-pause-of = ⏸ Pause { $item }
button-item-resume = ▶ Resume { $item }
button-to-checklist = Checklist
item-is-paused = The item is paused
item-is-resumed = The item counts again
item-overturned-title = 🚩 { $name }: an item often overturned
item-overturned =
    "{ $text }"
    Overturned { $overturned } of { $decided } times ({ $share }); the rules allow { $allowed }.
item-overturned-how = Better to word it otherwise. Until then you can pause it: it will count for nobody until its text changes.
