import { describe, expect, it } from 'vitest';
import { textCell, workbook, workbookOf } from '../intake/workbook.ts';
import { type Message, type Person, textOf, until } from './chat.ts';
import { company } from './company.ts';

const open = company();
const admin = () => open.person('Юлия');

/** А to я as Windows-1251 has them; the rest is ASCII. */
const windows1251 = (text: string) =>
  Uint8Array.from(text, (sign) => {
    const code = sign.codePointAt(0) ?? 0;
    return code < 128 ? code : code - 0x410 + 0xc0;
  });

/** The documents that the bot has sent to somebody, as texts, the newest last. */
async function documents(person: Person): Promise<{ name: string; text: string }[]> {
  const found = (await person.sees()).flatMap(({ document }) => (document ? [document] : []));
  return Promise.all(
    found.map(async ({ file_id, file_name }) => {
      const response = await fetch(`${open.demo.telegramUrl}/sandbox/files/${file_id}`);
      return { name: file_name ?? '', text: await response.text() };
    }),
  );
}

async function newDocument(person: Person, act: () => Promise<unknown>) {
  const before = (await documents(person)).length;
  await act();
  return until('a document comes', async () => (await documents(person))[before]);
}

/** Looks at the company's own data, as nothing may have changed them. */
const rows = () => open.rows();
const clientsKnown = () => open.counts('clients');

describe('an admin', () => {
  it('is shown what can be brought in, with a sample that can be sent back as it is', async () => {
    await admin().say('/import');
    expect(await admin().last()).toMatch(/Загрузка из файла/);
    expect(await admin().buttons()).toEqual([
      '👤 Люди',
      '🏢 Клиенты',
      '🧾 Заказы',
      '📞 Звонки',
      '◀ Меню',
    ]);
    await admin().press('Клиенты');
    expect(await admin().last()).toMatch(/Столбцы: Код, Название, Телефоны/);
    const sample = await newDocument(admin(), () => admin().press('Образец'));
    expect(sample.name).toBe('clients.csv');
    await admin().sendFile('sample.csv', sample.text);
    await admin().reads(/Клиенты · sample\.csv[\s\S]*новых 2/);
    await admin().press('Отмена', /sample\.csv/);
    expect(await admin().reads(/sample\.csv/)).toMatch(/Отменено, ничего не записано/);
  });

  it('whose bot may not write at that moment leaves no file that waits for ever, and brings it again', async () => {
    const files = open.counts('upload_files');
    await open.fault({ method: 'sendMessage', chatId: admin().telegramId, error: 403 });
    const file = ['unshown.csv', 'Код;Название\nunshown;Тень\n'] as const;
    await admin().sendFile(...file);
    expect(open.counts('uploads WHERE finished_at IS NULL')).toBe(0);
    expect(open.counts('upload_files')).toBe(files);
    expect(open.errors.splice(0)).toHaveLength(1);
    await admin().sendFile(...file);
    await admin().reads(/unshown\.csv[\s\S]*новых 1/);
    await admin().press('Отмена', /unshown\.csv/);
  });

  it.each([
    ['UTF-8', (text: string) => Buffer.from(`\ufeff${text}`)],
    ['Windows-1251', windows1251],
  ])(
    'brings clients in from CSV in %s, and nothing before saying yes',
    async (encoding, encode) => {
      const name = `${encoding}.csv`;
      const csv = [
        'Код;Название;Телефоны',
        `${encoding}-1;ООО "Ромашка";8 (916) 555-01-01`,
        `${encoding}-2;Лютик;12`,
        `${encoding}-3;=1+1;`,
        '',
      ].join('\r\n');
      const before = [rows(), clientsKnown()];
      await admin().sendFile(name, encode(csv));
      const report = await admin().reads(new RegExp(`Клиенты · ${name}[\\s\\S]*Строк в файле`));
      expect(report).toMatch(/Строк в файле: 3\nновых 1 · отказов 2\nПока ничего не записано/);
      expect(report).toContain(
        `стр. 3 (${encoding}-2): Телефоны: «12» не похоже на телефон, нужен с кодом`,
      );
      expect(report).toContain('стр. 4: Название: формула вместо значения');
      expect([rows(), clientsKnown()]).toEqual(before);

      const refusals = await newDocument(admin(), () => admin().press('Все отказы', /Ромашка|csv/));
      expect(refusals.text.split('\r\n').map((line) => line.split(';').slice(0, 2))).toEqual([
        ['Строка', 'Код'],
        ['3', `${encoding}-2`],
        ['4', ''],
        [''],
      ]);
      await admin().press('Принять 1', new RegExp(name));
      await admin().reads(new RegExp(`${name}\\n✅ Загружено\\nдобавлено 1 · отказов 2`));
      expect(clientsKnown()).toBe(Number(before[1]) + 1);
      // Sent once more it brings nothing new.
      await admin().sendFile(`again-${name}`, encode(csv));
      await admin().reads(
        new RegExp(`again-${name}[\\s\\S]*без изменений 1 · отказов 2\\nЗаписывать нечего`),
      );
    },
  );

  it("brings in the calls of Asterisk's Master.csv as they stand, and names what is left out", async () => {
    const line = (id: number, extension: string, duration = '100') =>
      `"","79161234567","${extension}","in","","SIP/trunk-01","SIP/${extension}-02","Dial","","2026-11-23 14:05:00","","",${duration},90,"ANSWERED","DOC","${1795431900 + id}.${id}",""\n`;
    await open.put('people', {
      externalId: 'asterisk-seller',
      name: 'Пётр Астров',
      roles: [{ role: 'seller' }],
      direction: 'Опт',
      extensions: [{ source: 'asterisk', extension: '701' }],
    });
    const before = open.counts('calls');
    await admin().sendFile('Master.csv', line(1, '701') + line(2, '999') + line(3, '701', 'x'));
    const report = await admin().reads(/Звонки · Master\.csv[\s\S]*Строк в файле: 3/);
    expect(report).toContain('новых 1 · отказов 2');
    expect(report).toContain(
      'стр. 2: Добавочный: ни у кого из сотрудников нет добавочного из этого звонка',
    );
    expect(report).toContain('это не число секунд');
    expect(open.counts('calls')).toBe(before);
    await admin().press('Принять 1', /Master\.csv/);
    await admin().reads(/Master\.csv\n✅ Загружено\nдобавлено 1 · отказов 2/);
    expect(open.counts('calls')).toBe(before + 1);
  });

  it('brings people in from a workbook, and gets their invitations', async () => {
    const bytes = await workbook([
      ['Код', 'Имя', 'Роль', 'Направление', 'Внутренний номер'].map((value) => ({ value })),
      ['new-head', 'Глеб Орлов', 'руководитель:Опт', '', ''].map((value) => ({ value })),
      ['new-seller', 'Лев Новый', 'продавец', 'Опт', 'pbx:909'].map((value) => ({ value })),
    ]);
    await admin().sendFile('люди.xlsx', bytes);
    await admin().reads(/Люди · люди\.xlsx\nСтрок в файле: 2\nновых 2/);
    const invitations = await newDocument(admin(), () => admin().press('Принять 2', /люди\.xlsx/));
    expect(invitations.name).toBe('invitations.csv');
    const [, head = '', seller = ''] = invitations.text.split('\r\n');
    expect(head).toMatch(/^new-head;Глеб Орлов;https:\/\/t\.me\//);
    const leo = await open.newcomer('Лев');
    await leo.start(seller.split('start=')[1] ?? '');
    expect(await leo.reads(/Лев Новый/)).toMatch(/Здравствуйте|Добро пожаловать/);
  });

  it('is told by cell where a workbook holds a formula, whatever it comes to', async () => {
    const sheet =
      `<row r="1">${textCell('A1', 'Код')}${textCell('B1', 'Название')}</row>` +
      `<row r="2">${textCell('A2', 'f1')}<c r="B2" t="str"><f>A2</f><v>Север</v></c></row>`;
    await admin().sendFile('formulas.xlsx', workbookOf({ Клиенты: sheet, Старое: sheet }));
    const report = await admin().reads(/formulas\.xlsx[\s\S]*Строк в файле/);
    expect(report).toContain('стр. 2: в ячейке B2 формула, поставьте вместо неё значение');
    expect(report).toContain('Прочитан первый видимый лист («Клиенты»), остальные листы (1)');
    expect(report).toContain('Записывать нечего');
    expect(await admin().buttons(/formulas\.xlsx/)).not.toContain('Принять');
  });

  it.each([
    ['cat.png', [0x89, 0x50, 0x4e, 0x47], /Это картинка/],
    ['price.pdf', [...Buffer.from('%PDF-1.7')], /Это PDF/],
    ['old.xls', [0xd0, 0xcf, 0x11, 0xe0, 0xa1], /старый файл Excel/],
    ['a.csv', [1, 0, 2], /Это не таблица/],
  ])('who sends %s is told what it is and what to send', async (name, bytes, said) => {
    await admin().sendFile(name, Uint8Array.from(bytes));
    expect(await admin().last()).toMatch(said);
    expect(await admin().last()).toMatch(/CSV/);
  });

  it.each([
    [
      'a workbook that is a renamed archive',
      'zip.xlsx',
      'PK\x03\x04 not really',
      /архив|повреждён/,
    ],
    ['an empty table', 'empty.csv', '\n\n', /нет строк/],
    ['a header alone', 'head.csv', 'Код;Название\n', /только заголовок/],
    ['a quote never closed', 'quote.csv', 'Код;Название\n1;"A\n', /кавычка/],
  ])('is told what is wrong with %s', async (_, name, content, said) => {
    await admin().sendFile(name, content);
    await admin().reads(new RegExp(`${name.replace('.', '\\.')}[\\s\\S]*(?:${said.source})`));
  });

  it('is asked what a file is whose columns do not tell, then which columns it lacks', async () => {
    await admin().sendFile('чужое.csv', 'Код;Номер;Скидка\n1;2;3\n');
    await admin().reads(/чужое\.csv\nПо столбцам не видно/);
    await admin().press('Заказы', /чужое\.csv/);
    const report = await admin().reads(/Заказы · чужое\.csv\nНе хватает/);
    expect(report).toContain('Не хватает столбцов: Код клиента, В работе, Открыт.');
    expect(report).toContain('Незнакомые столбцы: Скидка.');
    expect(report).toContain('В файле есть: Код, Номер, Скидка.');
  });

  it('is told in one sentence what a table is that is none of ours, and what is read', async () => {
    const cells = Array.from({ length: 20 }, (_, at) => `ячейка ${at}`).join(',');
    await admin().sendFile('atc.csv', `Call Time,Caller ID,Destination,Talking,${cells}\n1,2,3\n`);
    await admin().reads(/atc\.csv\nПо столбцам не видно/);
    await admin().press('Звонки', /atc\.csv/);
    const report = await admin().reads(/atc\.csv\nПохоже на таблицу телефонии/);
    expect(report.split('\n')[1]).toBe(
      'Похоже на таблицу телефонии, столбцов: 24 («Call Time», «Caller ID», «Destination»…), но такого вида мы не читаем. Читается таблица со столбцами: Источник, Код, Направление, Добавочный или Код продавца, Начало, а также файлы Asterisk (cdr_csv и образец cdr_custom), FreePBX (cdr), FreeSWITCH (cdr_csv) и таблицы звонков Grandstream UCM, Yeastar, 3CX, Cisco CUCM, MikoPBX.',
    );
    expect(report).not.toContain('ячейка');
    await admin().sendFile('sklad.csv', 'Артикул;Цена;Остаток;Склад;Цвет\n1;2;3;4;5\n');
    await admin().reads(/sklad\.csv\nПо столбцам не видно/);
    await admin().press('Клиенты', /sklad\.csv/);
    expect(await admin().reads(/sklad\.csv\nПохоже/)).toMatch(
      /Похоже на другую таблицу: столбцов 5 \(«Артикул», «Цена», «Остаток»…\).*\. Читается таблица со столбцами: Код, Название\.\n?/,
    );
  });

  it('is told of an extension without a source how it is written', async () => {
    const table = 'Код;Имя;Роль;Направление;Добавочный\nbare;Яна Без;продавец;Опт;107\n';
    await admin().sendFile('bare.csv', table);
    expect(await admin().reads(/bare\.csv[\s\S]*отказов 1/)).toMatch(
      /стр\. 2: Добавочный: без источника не понять, чей это номер; напишите \S+:107 или \S+:107/,
    );
    await admin().press('Отмена', /bare\.csv/);
  });

  it('may stop an import, is told how far it came, and a restart goes on with one under way', async () => {
    const table = (prefix: string) =>
      `Код;Название;Телефоны\n${Array.from({ length: 4000 }, (_, n) => `${prefix}${n};Клиент ${n};+7917${String(n).padStart(7, '0')}`).join('\n')}\n`;
    await admin().sendFile('stop.csv', table('s'));
    await admin().reads(/stop\.csv[\s\S]*новых 4000/);
    const before = clientsKnown();
    await admin().press('Принять', /stop\.csv/);
    await admin().press('Отмена', /stop\.csv/);
    const stopped = await admin().reads(/stop\.csv\nОстановлено|stop\.csv\nОтменено/);
    const taken = Number(/добавлено ([\d ]+)/.exec(stopped)?.[1]?.replaceAll(' ', '') ?? 0);
    await until('the slice is over', () => (clientsKnown() === before + taken ? true : undefined));
    expect(taken).toBeLessThan(4000);

    await admin().sendFile('go-on.csv', table('g'));
    await admin().reads(/go-on\.csv[\s\S]*новых 4000/);
    const between = clientsKnown();
    await admin().press('Принять', /go-on\.csv/);
    await until('something is taken in', () => (clientsKnown() > between ? true : undefined));
    await open.restart();
    await admin().reads(/go-on\.csv\n✅ Загружено\nдобавлено 4000/);
    expect(clientsKnown()).toBe(between + 4000);
    // The message that was being drawn, and a new one, since nobody may have looked at the old.
    await until('both messages say that it is done', async () => {
      const done = (message: Message) => /go-on\.csv\n✅ Загружено/.test(textOf(message));
      return (await admin().sees()).filter(done).length === 2 ? true : undefined;
    });
  });

  it('finds a file that Telegram does not hand over refused in words', async () => {
    await open.fault({ method: 'getFile', error: 400, times: 1 });
    await admin().sendFile('lost.csv', 'Код;Название\n1;A\n');
    expect(await admin().last()).toMatch(/Не получилось забрать файл|больше 20 МБ/);
  });
});

describe('somebody else', () => {
  it('is refused in words, with a file, the command and every forged tap', async () => {
    await admin().sendFile('mine.csv', 'Код;Название\nforged;A\n');
    await admin().reads(/mine\.csv[\s\S]*новых 1/);
    const { data } = await admin().find('Принять', /mine\.csv/);
    const before = [rows(), clientsKnown()];
    for (const name of ['Анна', 'Ольга', 'Сергей', 'Виктор']) {
      const person = open.person(name);
      await person.sendFile('people.csv', 'Код;Имя;Роль\nx;X;администратор\n');
      expect(await person.last()).toMatch(/только от администратора/);
      await person.say('/import');
      expect(await person.last()).toMatch(/Это вам недоступно/);
      const id = data.split(':')[1];
      for (const verb of ['import-yes', 'import-no', 'import-again', 'import-refused']) {
        expect(await person.forge(`${verb}:${id}`)).toMatch(/Это вам недоступно/);
      }
      expect(await person.forge('import-kind:people')).toMatch(/Это вам недоступно/);
      expect(await person.forge('import-as:1:people')).toMatch(/Это вам недоступно/);
    }
    expect(await admin().forge('import-yes:999999')).toMatch(/недоступно/);
    expect([rows(), clientsKnown()]).toEqual(before);
  });

  it('reads it in English where English is their language', async () => {
    await admin().say('/language');
    await admin().press('English');
    await admin().sendFile('english.csv', 'externalId,name,phones\ne1,North,+79165550909\ne2,,\n');
    const report = await admin().reads(/Clients · english\.csv[\s\S]*Rows in the file/);
    expect(report).toMatch(/1 new · 1 refused\nNothing has been written yet/);
    expect(report).toContain('line 3 (e2): name: is missing');
    await admin().say('/language');
    await admin().press('Русский');
  });
});
