import { truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { textCell, workbook, workbookOf } from '../intake/workbook.ts';
import { commandLine } from './command-line.ts';

function withFile(name: string, bytes: Uint8Array) {
  const cli = commandLine();
  const path = join(cli.folder, name);
  writeFileSync(path, bytes);
  return { cli, path };
}

const clientsOf = (cli: ReturnType<typeof commandLine>) =>
  cli
    .database()
    .orm.$client.prepare<[], string>('SELECT external_id FROM clients ORDER BY 1')
    .pluck()
    .all();

it('a workbook is imported, and a dry run of it says the same and changes nothing', async () => {
  const bytes = await workbook([
    [{ value: 'Код' }, { value: 'Название' }, { value: 'Телефоны' }],
    [{ value: 'c1' }, { value: 'Север' }, { type: Number, value: 79_161_234_567 }],
    [{ value: 'c2' }, { value: 'Юг' }, { value: '12' }],
  ]);
  const { cli, path } = withFile('clients.xlsx', bytes);
  const tried = await cli.json('import', 'clients', path, '--dry-run');
  expect(tried).toMatchObject({ exit: 1, data: { created: 1, refused: 1, dryRun: true } });
  expect(clientsOf(cli)).toEqual([]);
  const { exit, out } = await cli.run('import', 'clients', path);
  expect(exit).toBe(1);
  expect(out).toContain('clients: 1 created, 0 updated, 0 unchanged, 1 refused');
  expect(out).toContain('line 3 (c2): phones.0 "12" is no phone number');
  expect(clientsOf(cli)).toEqual(['c1']);
});

it('Windows-1251 is read as what it says', async () => {
  const text = Uint8Array.from([...Buffer.from('externalId,name\nc1,'), 0xde, 0xe3]);
  const { cli, path } = withFile('clients.csv', text);
  expect((await cli.run('import', 'clients', path)).exit).toBe(0);
  const names = cli
    .database()
    .orm.$client.prepare<[], string>('SELECT name FROM clients')
    .pluck()
    .all();
  expect(names).toEqual(['Юг']);
});

it('a formula refuses its row, and further sheets are spoken of', async () => {
  const sheet =
    `<row r="1">${textCell('A1', 'externalId')}${textCell('B1', 'name')}</row>` +
    `<row r="2">${textCell('A2', 'c1')}<c r="B2"><f>1+1</f><v>2</v></c></row>`;
  const { cli, path } = withFile('c.xlsx', workbookOf({ One: sheet, Two: sheet }));
  const { exit, out } = await cli.run('import', 'clients', path);
  expect(exit).toBe(1);
  expect(out).toContain('line 2: the cell B2 holds a formula; put its value there');
  expect(out).toContain('The first sheet that is not hidden, "One", was read; 1 more were not.');
  expect(clientsOf(cli)).toEqual([]);
});

it('a file of another kind is named, with what to do', async () => {
  const { cli, path } = withFile('people.xlsx', Buffer.from('%PDF-1.7'));
  const { exit, out } = await cli.run('import', 'people', path);
  expect(exit).toBe(1);
  expect(out).toContain('is a PDF; send the table itself, as .xlsx or CSV');
});

it('a file that is too large is refused before it is read', async () => {
  const { cli, path } = withFile('clients.csv', Buffer.from('externalId,name\n'));
  // A hole in the file: so long, and nothing written.
  truncateSync(path, 30 * 1024 ** 3);
  const { exit, err } = await cli.run('import', 'clients', path);
  expect([exit, err]).toEqual([2, expect.stringContaining('it is larger than 20 MB; split it')]);
});

it('signs that cannot be seen go from the names of a file, and are named in its ids', async () => {
  const text = [
    'externalId,name,phones',
    'c1,\u200bСе\u00adвер\ufeff,\u202a+7 916 123-45-67\u202c',
    'c\u200b2,Юг,',
    'c3,Вос\u202eток,',
  ].join('\n');
  const { cli, path } = withFile('clients.csv', Buffer.from(`\ufeff${text}\n`));
  const { exit, out } = await cli.run('import', 'clients', path);
  expect(exit).toBe(1);
  expect(out).toMatch(/line 3 .*externalId holds U\+200B/);
  expect(out).toMatch(/line 4 .*name holds U\+202E/);
  const { $client: client } = cli.database().orm;
  expect(client.prepare('SELECT name FROM clients').pluck().all()).toEqual(['Север']);
  expect(client.prepare('SELECT phone FROM client_phones').pluck().all()).toEqual(['+79161234567']);
});
