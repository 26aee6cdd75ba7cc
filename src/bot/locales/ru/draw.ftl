# Выборка
draw-title = Выборка за { $date }
draw-none = За этот день выборки не было.
draw-coming = Звонки будут выбраны { $at }, случайно и поровну.
draw-nothing = Из ваших звонков в этот день не выбран ни один.
draw-own =
    Ваших звонков { $eligible }, { $drawn ->
        [one] выбран { $drawn }
        [few] выбраны { $drawn }
       *[many] выбрано { $drawn }
    }: { $numbers }
draw-share =
    { $name }: звонков { $eligible }, { $drawn ->
        [one] выбран { $drawn }
        [few] выбраны { $drawn }
       *[many] выбрано { $drawn }
    }: { $numbers }
and-more = и ещё { $count }
draw-replaced = { $from } вернули, вместо него { $to }
