# Linking a call to a client and an order, and searching
link-title = Whose is call №{ $number }?
link-none-yet = Not linked yet.
link-now = Linked. You may choose another.
link-several-clients = Several clients have this number. Choose, or type a name, a phone or an order number.
link-several-orders = The client has several orders in work. Choose, or type a name, a phone or an order number.
link-type = Type a name, a phone number or an order number.
link-type-other = Not that one? Type something else: a name, a phone number or an order number.
link-which-order = { $client }: which order?
link-alone = { $client }, no order
link-in-work-only = Only orders in work
link-done = Linked: { $to }
found-order = No. { $number } · { $client }
found-order-closed = No. { $number } · { $client } · closed
found-nothing = “{ $text }”: nothing found. Try the beginning of a name, a whole phone number, or the beginning of an order number.
found-some = “{ $text }”: { $count } found
found-many = “{ $text }”: many found, the first { $count } are shown. Type more of it.
