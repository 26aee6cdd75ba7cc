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
      remarks: [],
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
