import { inspect } from 'node:util';
import fc from 'fast-check';
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { tableKinds } from '../../src/domain/upload.ts';
import { kindsIn, openFile, rowsOf } from '../../src/intake/read-file.ts';
import { rowsMax } from '../../src/intake/rows.ts';
import { sampleTable } from '../../src/intake/sample.ts';

const zone = 'Europe/Moscow';
const open = (name: string, content: string | Uint8Array) =>
  openFile({ name, bytes: typeof content === 'string' ? Buffer.from(content) : content });

describe('what a file is', () => {
  it.each([
    ['a picture', 'cat.csv', [0x89, 0x50, 0x4e, 0x47], 'image'],
    ['a photograph', 'cat.jpg', [0xff, 0xd8, 0xff, 0xe0], 'image'],
    ['a PDF', 'price.xlsx', [...Buffer.from('%PDF-1.7')], 'pdf'],
    ['an old Excel file', 'old.xlsx', [0xd0, 0xcf, 0x11, 0xe0, 0xa1], 'xls'],
    ['a recording', 'call.csv', [...Buffer.from('OggS\0\x02')], 'sound'],
    ['another archive', 'a.csv', [...Buffer.from('7z\xbc\xaf\x27\x1c', 'latin1')], 'archive'],
    ['a renamed zip', 'a.xlsx', [...zipSync({ 'readme.txt': Buffer.from('x') })], 'archive'],
    [
      'a document of Word',
      'a.xlsx',
      [...zipSync({ 'word/document.xml': Buffer.from('x') })],
      'archive',
    ],
    ['a program', 'a.csv', [0x7f, 0x45, 0x4c, 0x46, 0, 0, 1], 'binary'],
  ])('%s is told by its bytes, not by its name', async (_, name, bytes, is) => {
    const opened = await open(name, Uint8Array.from(bytes));
    expect(opened).toMatchObject({ problem: { code: 'wrong_kind', values: { is } } });
  });

  it.each([
    ['Код;Название;Телефоны\nc;A;1', ['clients']],
    ['Код;Имя;Роль\np;A;продавец', ['people']],
    ['externalId,number,clientExternalId,inWork,openedAt\n', ['orders']],
    ['source,externalId,direction,sellerExtension,startedAt,recording.path\n', ['calls']],
    ['- {externalId: a, name: A, roles: []}', ['people']],
    ['ФИО\tКод\tотдел \tРоли\n', ['people']],
    ['a,b\n1,2', []],
    ['externalId,name,colour\n1,2,3', []],
  ])('its columns tell what it brings: %j', async (text, kinds) => {
    expect(kindsIn(await open('file', text))).toEqual(kinds);
  });

  it('names the columns missing and those found, all at once', async () => {
    const result = rowsOf(
      await open('o.csv', 'Код;Номер;Клиент;Скидка\n1;2;3;4\n'),
      'orders',
      zone,
    );
    expect(result).toMatchObject({
      problem: {
        code: 'columns',
        line: 1,
        values: {
          missing: 'inWork,openedAt',
          strange: 'Скидка',
          found: 'Код, Номер, Клиент, Скидка',
        },
      },
    });
  });

  it.each([
    ['says how its cells are separated', 'sep=;\r\nКод;Название\r\nc;"А, Б"\r\n', 2],
    ['has a title above its header', 'Клиенты на 23.11.2026\n\nКод;Название\nc;"А, Б"\n', 3],
    ['has a title that is filled up', 'Клиенты;;\nКод;Название;Телефоны\nc;"А, Б";\n', 2],
  ])('a table that %s is read', async (_, text, headAt) => {
    const opened = await open('c.csv', text);
    expect(kindsIn(opened)).toEqual(['clients']);
    const result = rowsOf(opened, 'clients', zone);
    expect(result).toMatchObject({
      rows: [{ line: headAt + 1, raw: { externalId: 'c', name: 'А, Б' } }],
    });
  });

  it('says how many rows stand above the header', async () => {
    const opened = await open('c.csv', 'Клиенты;\nзаписаны 23.11.2026;\nКод;Название\nc;A\n');
    expect(rowsOf(opened, 'clients', zone)).toMatchObject({
      remarks: [{ code: 'above_header', values: { count: 2 } }],
    });
  });

  it.each([
    [
      'calls',
      '"1","100","7916","x","PJSIP/100-0001","PJSIP/t-02","2026-11-23 14:05:00","70"\n',
      'telephony',
      'looks like a telephone system',
    ],
    [
      'calls',
      'Call Time,Caller ID,Destination,Status,Ringing,Talking,Cost\n',
      'telephony',
      'of 7 columns',
    ],
    [
      'clients',
      'c1;Север;79161234567\nc2;Юг;79161234568\n',
      'values',
      'begins with values ("c1", "Север"',
    ],
    [
      'orders',
      'Артикул;Цена;Остаток;Склад;Цвет\n',
      'names',
      'looks like a table of something else',
    ],
  ] as const)('%s that are none are refused in one sentence: %j', async (kind, text, is, said) => {
    const result = rowsOf(await open('x.csv', text), kind, zone);
    expect(result).toMatchObject({
      problem: {
        code: 'strange_table',
        line: 1,
        values: { is },
        detail: expect.stringContaining(said),
      },
    });
    const detail = result.ok ? '' : result.problem.detail;
    // It says what is read, and is no wall of cells.
    expect(detail).toMatch(/a table is read with the columns (?:source|externalId), /);
    expect(detail.length).toBeLessThan(400);
    expect(detail).not.toContain('\n');
  });

  it('cells that a spreadsheet rounded off are refused by their row and column', async () => {
    const csv = 'Код;Название;Телефоны\nc;1E+5;7,91612E+10\nd;B;79161234567\n1,2E+10;C;\n';
    expect(rowsOf(await open('c.csv', csv), 'clients', zone)).toMatchObject({
      rows: [
        { line: 2, field: 'phones', problem: expect.stringContaining('7,91612E+10') },
        { line: 3, raw: { phones: ['79161234567'] } },
        { line: 4, field: 'externalId', problem: expect.stringContaining('1,2E+10') },
      ],
    });
  });

  it.each([
    ['the only source there is', ['mango'], 'mango'],
    ['none, and so says how it is written', [], 'pbx:107'],
    ['which of several nobody knows', ['mango', 'pbx'], 'mango:107 or pbx:107'],
  ])('an extension without a source is of %s', async (_, sources, said) => {
    const csv = 'Код;Имя;Роль;Отдел;Добавочный\ns;Анна;продавец;Опт;107\n';
    const result = rowsOf(await open('p.csv', csv), 'people', zone, sources);
    const [row] = result.ok ? result.rows : [];
    if (sources.length === 1) {
      expect(row).toMatchObject({ raw: { extensions: [{ source: said, extension: '107' }] } });
    } else {
      const problem = `"107" says no source; write ${said}`;
      expect(row).toEqual({ line: 2, field: 'extensions', problem });
    }
  });

  it('takes 200,000 rows and no more', async () => {
    const table = (count: number) => `Код;Название\n${'c;A\n'.repeat(count)}`;
    expect((await open('c.csv', table(rowsMax))).ok).toBe(true);
    const more = await open('c.csv', table(rowsMax + 1));
    expect(more).toMatchObject({ problem: { code: 'too_many_rows' } });
  });

  it.each(['=1+1', '=HYPERLINK("http://x","Север")'])('a name is no formula: %s', async (name) => {
    const csv = `Код;Название;Телефоны\n${['c1', `"${name.replaceAll('"', '""')}"`, '1'].join(';')}\n`;
    const result = rowsOf(await open('c.csv', csv), 'clients', zone);
    expect(result).toMatchObject({
      rows: [{ line: 2, field: 'name', problem: expect.stringContaining('formula') }],
    });
  });

  it.each(['=1', '+7', '-5', '@x'])('elsewhere %s is text', async (text) => {
    const result = rowsOf(await open('c.csv', `Код;Название\n${text};A\n`), 'clients', zone);
    expect(result).toMatchObject({ rows: [{ raw: { externalId: text } }] });
  });

  it.each([
    ['23.11.2026 14:05', '2026-11-23T11:05:00.000Z'],
    ['3.1.2026', '2026-01-02T21:00:00.000Z'],
    ['2026-11-23 14:05:06', '2026-11-23T11:05:06.000Z'],
    ['2026-11-23T14:05:00+03:00', '2026-11-23T14:05:00+03:00'],
    ['2026/2/10 22:41', '2026-02-10T19:41:00.000Z'],
    ['02/10/2026 22:41', '02/10/2026 22:41'],
    ['31.02.2026 10:00', '31.02.2026 10:00'],
    ['yesterday', 'yesterday'],
  ])('the time %s is %s', async (cell, openedAt) => {
    const csv = `Код;Номер;Код клиента;В работе;Открыт\no;1;c;да;${cell}\n`;
    const result = rowsOf(await open('o.csv', csv), 'orders', zone);
    expect(result).toMatchObject({ rows: [{ raw: { openedAt } }] });
  });

  it.each(
    tableKinds.flatMap((kind) =>
      (['ru', 'en'] as const).map((language) => [kind, language] as const),
    ),
  )('the sample of %s in %s is what it says it is', async (kind, language) => {
    const csv = sampleTable(kind, language)
      .map((row) => row.map((cell) => `"${cell}"`).join(';'))
      .join('\n');
    const opened = await open('sample.csv', csv);
    expect(kindsIn(opened)).toEqual([kind]);
    const result = rowsOf(opened, kind, zone);
    expect(result.ok && result.rows.every((row) => 'raw' in row)).toBe(true);
  });
});

describe('lists within lists without end', () => {
  // Left to the parser, some of these end the whole process.
  it.each([
    ['brackets', '['.repeat(100_000)],
    ['objects', '{"a":'.repeat(100_000)],
    ['brackets with anchors', '[&a '.repeat(100_000)],
    ['dashes', '- '.repeat(100_000)],
    ['questions', '- ? '.repeat(100_000)],
    ['ever deeper lines', Array.from({ length: 3000 }, (_, n) => `${' '.repeat(n)}a:`).join('\n')],
  ])('of %s are refused', async (_, text) => {
    expect(await open('a.yaml', text)).toMatchObject({ problem: { code: 'not_yaml' } });
  });

  it('are not what texts with brackets, dashes and deep margins are', async () => {
    const item = `- externalId: a\n  name: "[[[[ ----"\n  # ${'-'.repeat(500)}\n  phones: [ "1" ]\n`;
    const opened = await open('a.yaml', item.repeat(500));
    expect(opened.ok && 'items' in opened && opened.items.rows.length).toBe(500);
  });
});

describe('a file that was made to do harm', () => {
  const laughs = ['a: &a ["ha", "ha"]'].concat(
    [...'bcdefghijk'].map(
      (name, at) => `${name}: &${name} [${`*${'abcdefghijk'[at]}, `.repeat(10)}]`,
    ),
  );

  it.each([
    ['aliases that multiply', `- externalId: x\n  ${laughs.join('\n  ')}\n  roles: *k\n`],
    ['an alias of itself', '- &a\n  externalId: x\n  roles: *a\n'],
    ['an alias of nothing', '- externalId: *nobody\n  name: A\n'],
    ['keys merged without end', `- &a {externalId: x}\n- {${'<<: *a, '.repeat(300)}name: A}\n`],
    ['a program', '- !!js/function "function () { return process.exit(1) }"\n'],
    ['an object of Python', '- !!python/object/apply:os.system ["true"]\n'],
    ['what all objects have', '- {"__proto__": {"polluted": 1}, "externalId": "x", "name": "A"}\n'],
    ['two documents of different kinds', '- externalId: x\n---\njust words\n'],
  ])('brings %s, and no row of it is more than it says', async (_, text) => {
    const opened = await open('a.yaml', text);
    const result = rowsOf(opened, 'people', zone);
    if (!result.ok) expect(result.problem.code).toBe('not_yaml');
    // What is read is small, and has not changed what all objects have.
    expect(inspect(result, { depth: 9 }).length).toBeLessThan(5000);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it('has names of columns without end, of which a message shows the beginnings', async () => {
    const name = 'я'.repeat(100_000);
    const header = `Код;${Array.from({ length: 3 }, (_, at) => name + at).join(';')}`;
    const result = rowsOf(await open('c.csv', `${header}\nc;A\n`), 'clients', zone);
    expect(result).toMatchObject({ problem: { code: 'columns' } });
    expect(JSON.stringify(result).length).toBeLessThan(2000);
  });
});

describe('whatever a file holds', () => {
  const names = fc.constantFrom('a.csv', 'a.xlsx', 'a.yaml', 'a.json', 'a');
  const starts = fc.constantFrom(
    '',
    'PK\x03\x04',
    'Код;Название\n',
    '[{',
    '- a: &a [*a]\n',
    'sep=;\n',
    'CDR\n\ncalldate;src;dst;channel;dstchannel;duration;billsec;disposition\n',
    '\ufeff',
    '\xff\xfe',
  );

  it('there is an answer', async () => {
    await fc.assert(
      fc.asyncProperty(
        names,
        starts,
        fc.uint8Array({ maxLength: 600 }),
        async (name, start, rest) => {
          const opened = await open(name, Buffer.concat([Buffer.from(start), rest]));
          for (const kind of tableKinds) {
            const result = rowsOf(opened, kind, zone);
            if (result.ok) expect(result.rows.length).toBeLessThanOrEqual(rowsMax);
            else expect(result.problem.detail).not.toBe('');
          }
        },
      ),
      { numRuns: 400 },
    );
  });

  it('and whatever text', async () => {
    await fc.assert(
      fc.asyncProperty(names, fc.string({ unit: 'binary' }), async (name, text) => {
        const opened = await open(name, text);
        for (const kind of tableKinds) rowsOf(opened, kind, zone);
      }),
      { numRuns: 400 },
    );
  });
});
