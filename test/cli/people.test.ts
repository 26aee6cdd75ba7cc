import { describe, expect, it } from 'vitest';
import { yearsMax } from '../../src/domain/absence-dates.ts';
import { commandLine, people } from './command-line.ts';

async function company() {
  const cli = commandLine();
  await cli.run('import', 'people', cli.file('people.yaml', people));
  return cli;
}

describe('people', () => {
  it('are listed, narrowed by a word, and shown one by one', async () => {
    const cli = await company();
    const { data } = await cli.json('people', 'list');
    expect(data.people).toMatchObject([
      { externalId: 's1', name: 'Иван', roles: ['seller'], directionName: 'Опт', active: true },
      { externalId: 'c1', name: 'Ольга' },
      { externalId: 'h1', name: 'Пётр' },
    ]);
    const { out } = await cli.run('people', 'list', 'петр');
    expect(out).toMatch(
      /^external id +name +roles +direction\nh1 +Пётр +supervisor +no Telegram\n$/,
    );
    expect((await cli.run('people', 'list', 'никто')).out).toBe('Nobody was found.\n');
    expect((await cli.json('people', 'show', 's1')).data).toMatchObject({
      externalId: 's1',
      direction: 'Опт',
      extensions: [{ source: 'pbx', extension: '101' }],
      holds: { leased: null, teaching: [], drafts: 0 },
    });
    expect((await cli.run('people', 'show', 's1')).out).toContain('direction');
  });

  it('are invited anew, locked out and let in again', async () => {
    const cli = await company();
    const first = await cli.json('people', 'invite', 's1');
    expect(first).toMatchObject({
      exit: 0,
      data: { inviteUrl: expect.stringContaining('/start ') },
    });
    const second = await cli.json('people', 'invite', 's1');
    expect(second.data.inviteUrl).not.toBe(first.data.inviteUrl);
    expect(await cli.json('people', 'deactivate', 's1')).toEqual({
      exit: 0,
      data: { externalId: 's1', active: false },
    });
    expect(await cli.run('people', 'invite', 's1')).toMatchObject({
      exit: 1,
      out: expect.stringContaining('activate them first'),
    });
    expect((await cli.run('people', 'list')).out).toMatch(/s1 .*inactive/);
    expect((await cli.json('people', 'activate', 's1')).data.active).toBe(true);
  });

  it('that nobody knows, and acts that there are not, say so', async () => {
    const cli = await company();
    expect((await cli.run('people', 'show', 'x')).exit).toBe(1);
    expect((await cli.run('people', 'show')).exit).toBe(2);
    expect((await cli.run('people', 'fire', 's1')).exit).toBe(2);
    expect((await cli.run('people', 'toString', 's1')).exit).toBe(2);
    const admin = '- {externalId: a1, name: Юлия, roles: [{role: admin}]}\n';
    await cli.run('import', 'people', cli.file('admin.yaml', admin));
    expect(await cli.run('people', 'deactivate', 'a1')).toMatchObject({
      exit: 1,
      out: expect.stringContaining('is the only active administrator'),
    });
  });
});

describe('absences', () => {
  it('are added, listed and removed', async () => {
    const cli = await company();
    const added = await cli.json('absences', 'add', 's1', 'holiday', '01.12-14.12');
    expect(added).toMatchObject({
      exit: 0,
      data: { kind: 'holiday', from: '2026-12-01', to: '2026-12-14', movedDeadlines: 0 },
    });
    const id = String(added.data.id);
    expect((await cli.json('absences', 'list')).data).toMatchObject({
      absences: [{ externalId: 's1', name: 'Иван', from: '2026-12-01' }],
    });
    expect((await cli.json('absences', 'list', 'c1')).data).toEqual({ absences: [] });
    expect((await cli.run('absences', 'list')).out).toContain('s1');
    const again = await cli.run('absences', 'add', 's1', 'holiday', '2026-12-01..2026-12-14');
    expect(again).toMatchObject({ exit: 1, out: expect.stringContaining('already') });
    expect((await cli.json('absences', 'remove', id)).exit).toBe(0);
    expect((await cli.run('absences', 'remove', id)).exit).toBe(1);
    expect((await cli.run('absences', 'list')).out).toBe('Nobody is away, now or soon.\n');
  });

  it('of nobody, of no kind or without dates are refused', async () => {
    const cli = await company();
    expect((await cli.run('absences', 'add', 'x', 'other', '01.12')).exit).toBe(1);
    expect((await cli.run('absences', 'add', 's1', 'fishing', '01.12')).exit).toBe(2);
    expect((await cli.run('absences', 'add', 's1', 'other', 'когда-нибудь')).exit).toBe(2);
    const long = await cli.run('absences', 'add', 's1', 'other', '2026-12-01..2030-12-01');
    const limit = expect.stringContaining(`${yearsMax} years are the most`);
    expect(long).toMatchObject({ exit: 1, out: limit });
    expect((await cli.run('absences', 'remove', 'first')).exit).toBe(2);
    expect((await cli.run('absences', 'add', 's1')).exit).toBe(2);
  });
});
