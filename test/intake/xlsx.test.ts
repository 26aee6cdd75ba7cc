import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import type { Kind } from '../../src/domain/upload.ts';
import { openFile, rowsOf } from '../../src/intake/read-file.ts';
import { bomb, textCell, workbook, workbookOf } from './workbook.ts';

const read = async (kind: Kind, bytes: Uint8Array) =>
  rowsOf(await openFile({ name: 'table.xlsx', bytes }), kind, 'Europe/Moscow');

const head = (...names: string[]) =>
  `<row r="1">${names.map((name, at) => textCell(`${'ABCDEFG'[at]}1`, name)).join('')}</row>`;

describe('a workbook', () => {
  it('is read as it looks: long numbers whole, dates in the zone of the company, yes and no', async () => {
    const bytes = await workbook([
      [
        { value: 'Код' },
        { value: 'Номер' },
        { value: 'Код клиента' },
        { value: 'Телефон' },
        { value: 'В работе' },
        { value: 'Открыт' },
      ],
      [
        { value: 'o1' },
        { type: Number, value: 5521 },
        { type: Number, value: 12 },
        { type: Number, value: 79_161_234_567 },
        { type: Boolean, value: true },
        { type: Date, value: new Date('2026-11-23T14:05:00Z'), format: 'dd.mm.yyyy hh:mm' },
      ],
    ]);
    expect(await read('orders', bytes)).toEqual({
      ok: true,
      remarks: [{ code: 'sheet', values: { sheet: 'Sheet1' } }],
      rows: [
        {
          line: 2,
          raw: {
            externalId: 'o1',
            number: '5521',
            clientExternalId: '12',
            phones: ['79161234567'],
            inWork: true,
            openedAt: '2026-11-23T11:05:00.000Z',
          },
        },
      ],
    });
  });

  it('keeps the numbers of its lines where rows are empty', async () => {
    const rows = `${head('Код', 'Название')}<row r="4">${textCell('A4', 'c1')}${textCell('B4', 'A')}</row>`;
    const result = await read('clients', workbookOf({ Sheet: rows }));
    expect(result).toMatchObject({ rows: [{ line: 4, raw: { externalId: 'c1', name: 'A' } }] });
  });

  it('is read from its first sheet only, and says that there are more', async () => {
    const one = `${head('Код', 'Название')}<row r="2">${textCell('A2', 'c1')}${textCell('B2', 'A')}</row>`;
    const result = await read('clients', workbookOf({ Клиенты: one, Черновик: one, Ещё: one }));
    expect(result).toMatchObject({
      remarks: [{ code: 'more_sheets', values: { sheet: 'Клиенты', count: 2 } }],
    });
    expect(result.ok && result.rows.length).toBe(1);
  });

  it('is read from its first sheet that can be seen', async () => {
    const one = (name: string) =>
      `${head('Код', 'Название')}<row r="2">${textCell('A2', 'c1')}${textCell('B2', name)}</row>`;
    const hidden = workbookOf(
      { Списки: one('нет'), Служебный: one('нет'), Клиенты: one('Север') },
      { Списки: 'hidden', Служебный: 'veryHidden' },
    );
    expect(await read('clients', hidden)).toMatchObject({
      rows: [{ raw: { name: 'Север' } }],
      remarks: [{ code: 'more_sheets', values: { sheet: 'Клиенты', count: 2 } }],
    });
    const all = workbookOf({ Один: one('Юг') }, { Один: 'hidden' });
    expect(await read('clients', all)).toMatchObject({ rows: [{ raw: { name: 'Юг' } }] });
  });

  it('has a title above its header, and lengths that a sheet keeps as times of a day', async () => {
    const bytes = await workbook([
      [{ value: 'Звонки за ноябрь' }],
      ['Источник', 'Код', 'Тип', 'Добавочный', 'Начало', 'Длительность', 'Разговор'].map(
        (value) => ({ value }),
      ),
      [
        ...[{ value: 'pbx' }, { value: 'k1' }, { value: 'входящий' }, { value: '101' }],
        { type: Date, value: new Date('2026-11-23T14:05:00Z'), format: 'dd.mm.yyyy hh:mm' },
        { type: Date, value: new Date('1899-12-30T00:01:10Z'), format: 'h:mm:ss' },
        { type: Number, value: 60.7 },
      ],
    ]);
    expect(await read('calls', bytes)).toMatchObject({
      rows: [
        {
          line: 3,
          raw: { startedAt: '2026-11-23T11:05:00.000Z', durationS: 70, talkS: 60 },
        },
      ],
      remarks: [{ code: 'sheet' }, { code: 'above_header', values: { count: 1 } }],
    });
  });

  it("holds a telephone system's own export, title, formula and all", async () => {
    const names = [
      ...['calldate', 'clid', 'src', 'dst', 'dcontext', 'channel', 'dstchannel', 'lastapp'],
      ...['lastdata', 'duration', 'billsec', 'disposition', 'uniqueid', 'recordingfile'],
    ];
    const call = (id: string) => [
      ...[{ value: '2026-11-23 14:05:00' }, { value: '"Клиент" <79161234567>' }],
      ...[{ type: Number, value: 79161234567 }, { value: '101' }, { value: 'from-trunk' }],
      ...[{ value: 'PJSIP/trunk-0a' }, { value: 'PJSIP/101-0b' }, { value: 'Dial' }],
      ...[{ value: 'PJSIP/101,20' }, { type: Number, value: 70 }, { type: Number, value: 60 }],
      ...[{ value: 'ANSWERED' }, { value: id }, { value: 'in-101.wav' }],
    ];
    const bytes = await workbook([
      [{ value: 'CDR Reports' }],
      names.map((value) => ({ value })),
      call('1795431900.42'),
      call('1795431960.43').with(12, { type: 'Formula', value: '=1+1' } as never),
    ] as never);
    const rules = { source: 'pbx', zone: 'Europe/Moscow', isExtension: (n: string) => n === '101' };
    const opened = await openFile({ name: 'cdr.xlsx', bytes });
    expect(rowsOf(opened, 'calls', rules.zone, [], () => rules)).toMatchObject({
      rows: [
        {
          line: 3,
          raw: {
            externalId: '1795431900.42',
            externalNumber: '79161234567',
            talkS: 60,
            recording: { path: '2026/11/23/in-101.wav' },
          },
        },
        { line: 4, field: 'row' },
      ],
      remarks: [{ code: 'sheet' }],
    });
  });

  it('has a row with a formula refused by its cell, whatever the formula came to', async () => {
    const rows =
      head('Код', 'Название') +
      `<row r="2">${textCell('A2', 'c1')}<c r="B2" t="str"><f>HYPERLINK("http://x")</f><v>Север</v></c></row>` +
      `<row r="3">${textCell('A3', 'c2')}${textCell('B3', 'Юг')}</row>`;
    expect(await read('clients', workbookOf({ Sheet: rows }))).toMatchObject({
      ok: true,
      rows: [
        { line: 2, problem: 'the cell B2 holds a formula; put its value there' },
        { line: 3, raw: { name: 'Юг' } },
      ],
    });
  });

  it('with a formula in its header is not read', async () => {
    const rows = `<row r="1"><c r="A1" t="str"><f>A2</f><v>Код</v></c>${textCell('B1', 'Название')}</row>`;
    const result = await read('clients', workbookOf({ Sheet: rows }));
    expect(result).toMatchObject({ problem: { code: 'header_formula', values: { cell: 'A1' } } });
  });

  it.each([
    ['a row far below', `<row r="900000000">${textCell('A900000000', 'x')}</row>`, 'too_many_rows'],
    ['a cell far to the right', `<row r="2">${textCell('XFD2', 'x')}</row>`, 'damaged'],
    ['XML that is none', '<row r="2"><c r="A2"><v>1</c></row', 'damaged'],
  ])('with %s is refused at once', async (_, rows, code) => {
    const bytes = workbookOf({ Sheet: head('Код', 'Название') + rows });
    expect(await read('clients', bytes)).toMatchObject({ problem: { code } });
  });

  it('that blows up when unpacked is refused before it fills the memory', async () => {
    const bytes = bomb('xl/worksheets/sheet1.xml', 210);
    expect(bytes.length).toBeLessThan(1024 * 1024);
    expect(await read('clients', bytes)).toMatchObject({ problem: { code: 'unpacked_too_big' } });
  });

  it('that was cut short is damaged', async () => {
    const whole = workbookOf({ Sheet: head('Код', 'Название') });
    const result = await read('clients', whole.subarray(0, whole.length / 2));
    expect(result.ok ? 'read' : result.problem.code).toMatch(/damaged|wrong_kind/);
  });
});

describe('a workbook that was made to do harm', () => {
  const columns = head('Код', 'Название');
  const client = (line: number, name: string) =>
    `<row r="${line}">${textCell(`A${line}`, 'c')}${textCell(`B${line}`, name)}</row>`;

  it.each([
    ['attributes without end', `<row r="2"><c ${'a'.repeat(300_000)}></c></row>`],
    ['tags without end', '<c '.repeat(100_000)],
    ['rows without end', '<row '.repeat(60_000)],
    ['a quote without end', `<row r="2"><c a="${'x '.repeat(150_000)}`],
    ['names without end', `<${'x'.repeat(300_000)}:c r="A2"/>`],
    ['signs without end', `<row r="2"><c a="${'>'.repeat(300_000)}" r="A2"/></row>`],
    ['spaces without end', `<row r="2"><c r${' '.repeat(300_000)}></c></row>`],
  ])('of %s takes no longer than any other of its size', async (_, rows) => {
    // Where each of so many signs is gone through from each, this is still running tomorrow.
    const result = await read('clients', workbookOf({ Sheet: columns + rows }));
    expect(result.ok).toBe(false);
  });

  it.each([
    ['a row', '<row a=">" r="900000000"><c r="A9"/></row>', 'too_many_rows'],
    ['a cell', '<row r="2"><c a=">" r="XFD2"/></row>', 'damaged'],
    ['a cell in other quotes', "<row r='2'><c a='>' r='XFD2'/></row>", 'damaged'],
    ['a row in a broken tag', '<row a="<" r="900000000"/>', 'damaged'],
    ['a cell in a broken tag', '<row r="2"><c <c r="XFD2"/></row>', 'damaged'],
  ])('has %s far out that hides behind a sign, and is refused for it', async (_, rows, code) => {
    const result = await read('clients', workbookOf({ Sheet: columns + rows }));
    expect(result).toMatchObject({ problem: { code } });
  });

  it('has its entities left alone: none is opened, and none multiplies', async () => {
    const laughs = Array.from(
      { length: 12 },
      (_, at) => `<!ENTITY l${at + 1} "${`&l${at};`.repeat(10)}">`,
    ).join('');
    const declared = `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "ha">${laughs}<!ENTITY f SYSTEM "file:///etc/passwd">]>`;
    const sheet = client(2, '&l12;') + client(3, '&f;') + client(4, '&lt;b&gt;');
    const files = unzipSync(workbookOf({ Sheet: columns + sheet }));
    const path = 'xl/worksheets/sheet1.xml';
    files[path] = strToU8(declared + strFromU8(files[path] ?? new Uint8Array()));
    const result = await read('clients', zipSync(files));
    const text = JSON.stringify(result);
    expect(text.length).toBeLessThan(2000);
    expect(text).not.toMatch(/root:|haha/);
  });

  it('says one long text for many cells, and fills nothing with it', async () => {
    const cells = Array.from(
      { length: 20_000 },
      (_, at) =>
        `<row r="${at + 2}"><c r="A${at + 2}" t="s"><v>0</v></c><c r="B${at + 2}" t="s"><v>0</v></c></row>`,
    ).join('');
    const files = unzipSync(workbookOf({ Sheet: columns + cells }));
    files['xl/sharedStrings.xml'] = strToU8(`<sst><si><t>${'я'.repeat(500_000)}</t></si></sst>`);
    const result = await read('clients', zipSync(files));
    expect(result.ok && result.rows.length).toBe(20_000);
  });

  it('is an archive of as many parts as there is room for', async () => {
    const parts = Array.from({ length: 60_000 }, (_, at) => [`xl/${at}.xml`, new Uint8Array()]);
    const bytes = zipSync(
      {
        ...unzipSync(workbookOf({ Sheet: columns + client(2, 'Юг') })),
        ...Object.fromEntries(parts),
      },
      { level: 0 },
    );
    expect(await read('clients', bytes)).toMatchObject({ rows: [{ raw: { name: 'Юг' } }] });
  });

  it.each([
    ['a path out of the archive', { '../../xl/workbook.xml': strToU8('<workbook/>') }],
    [
      'an archive in an archive',
      { 'xl/workbook.xml': zipSync({ 'xl/workbook.xml': strToU8('x') }) },
    ],
    [
      'the name of what all objects have',
      {
        'xl/__proto__.xml': strToU8('<x/>'),
        'xl/workbook.xml': strToU8(
          '<workbook><sheet name="constructor" r:id="__proto__"/></workbook>',
        ),
      },
    ],
  ])('that holds %s is refused', async (_, parts) => {
    const result = await read('clients', zipSync(parts as Record<string, Uint8Array>));
    expect(result).toMatchObject({
      ok: false,
      problem: { code: expect.stringMatching(/wrong_kind|damaged/) },
    });
  });
});
