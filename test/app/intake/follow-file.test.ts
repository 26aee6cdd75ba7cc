import { appendFileSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { followFile } from '../../../src/app/intake/follow-file.ts';
import { registerPeople } from '../../../src/app/people/register-people.ts';
import { telephonyMark } from '../../../src/db/telephony.ts';
import { testCompany } from '../../support/company.ts';

const epoch = 1795431900;

function line(
  id: number,
  more: { extension?: string; talkS?: number; linked?: number } = {},
): string {
  const { extension = '501', talkS = 60, linked = id } = more;
  const cells = [
    ...[
      '',
      '79161234567',
      extension,
      'in',
      '"" <79161234567>',
      'SIP/trunk-01',
      `SIP/${extension}-02`,
    ],
    ...['Dial', '', '2026-11-23 14:05:00', '', '2026-11-23 14:06:10'],
  ].map((text) => `"${text.replaceAll('"', '""')}"`);
  const answered = talkS > 0 ? 'ANSWERED' : 'NO ANSWER';
  return `${cells.join(',')},70,${talkS},"${answered}","DOC","${epoch + id}.${id}","","","${epoch}.${linked}",1\n`;
}

function followed() {
  const folder = mkdtempSync(join(tmpdir(), 'razbor-follow-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'Master.csv');
  const company = testCompany();
  company.clock.at('2026-11-23T14:07:00+03:00');
  const { app } = company;
  const bringIn = (externalId: string, extension: string) =>
    registerPeople(app, [
      {
        externalId,
        name: externalId,
        roles: [{ role: 'seller' }],
        direction: 'Опт',
        extensions: [{ source: 'asterisk', extension }],
      },
    ]);
  bringIn('follow', '501');
  const refused: number[] = [];
  const begin = () => {
    const follower = followFile(app, {
      name: 'asterisk',
      file,
      settings: { source: 'asterisk', zone: null, extensions: '', recordingPath: null },
      onRefused: (result) => refused.push(result.line),
    });
    onTestFinished(() => follower.stop());
    return follower;
  };
  const calls = () =>
    app.db.orm.$client
      .prepare<[], { id: string; talk: number }>(
        "SELECT external_id id, talk_s talk FROM calls WHERE source = 'asterisk' ORDER BY external_id",
      )
      .all()
      .map(({ id, talk }) => `${id.split('.')[1]}:${talk}`);
  /** Reads on, lets what came be over, and reads on again. */
  const settled = async (follower: ReturnType<typeof begin>) => {
    const problem = await follower.step();
    company.clock.advance('PT31S');
    return (await follower.step()) ?? problem;
  };
  return { file, folder, begin, calls, settled, refused, bringIn, app };
}

test('a file is followed as it grows, and a half-written line waits for its rest', async () => {
  const { file, begin, calls, settled, refused } = followed();
  const follower = begin();
  expect(await follower.step()).toContain('is not there');
  writeFileSync(file, line(1));
  expect(await settled(follower)).toBeNull();
  expect(calls()).toEqual(['1:60']);
  const next = line(2);
  appendFileSync(file, next.slice(0, 90));
  await settled(follower);
  expect(calls()).toEqual(['1:60']);
  appendFileSync(file, next.slice(90) + line(3));
  await settled(follower);
  expect(calls()).toEqual(['1:60', '2:60', '3:60']);
  appendFileSync(file, 'nonsense,1\n');
  await settled(follower);
  expect(refused).toHaveLength(1);
});

test('a call whose legs are still being written is taken in once it is over', async () => {
  const { file, begin, calls, settled } = followed();
  const follower = begin();
  writeFileSync(file, line(1, { talkS: 0, linked: 9 }));
  await follower.step();
  appendFileSync(file, line(2, { talkS: 45, linked: 9 }));
  expect(calls()).toEqual([]);
  await settled(follower);
  expect(calls()).toEqual(['9:45']);
});

test('after a restart it goes on at the same place, also in the middle of a call', async () => {
  const { file, begin, calls, settled } = followed();
  const first = begin();
  writeFileSync(file, line(1));
  await settled(first);
  appendFileSync(file, line(2, { talkS: 0, linked: 9 }));
  await first.step();
  await first.stop();
  appendFileSync(file, line(3, { talkS: 50, linked: 9 }));
  await settled(begin());
  expect(calls()).toEqual(['1:60', '9:50']);
});

test.each(['while it runs', 'while it is down'])(
  'a file rotated away %s is read to its end',
  async (when) => {
    const { file, folder, begin, calls, settled } = followed();
    const first = begin();
    writeFileSync(file, line(1));
    await settled(first);
    appendFileSync(file, line(2));
    if (when === 'while it is down') await first.stop();
    renameSync(file, join(folder, 'Master.csv.1'));
    writeFileSync(file, line(3));
    const follower = when === 'while it is down' ? begin() : first;
    await settled(follower);
    await settled(follower);
    expect(calls()).toEqual(['1:60', '2:60', '3:60']);
  },
);

test('a file emptied in its place is begun anew', async () => {
  const { file, begin, calls, settled } = followed();
  const follower = begin();
  writeFileSync(file, line(1) + line(2));
  await settled(follower);
  writeFileSync(file, line(3));
  await settled(follower);
  expect(calls()).toEqual(['1:60', '2:60', '3:60']);
});

test('whose extension nobody has is counted by name, and known from when somebody has it', async () => {
  const { file, begin, calls, settled, bringIn, app } = followed();
  const follower = begin();
  writeFileSync(file, line(1, { extension: '777' }));
  await settled(follower);
  expect(calls()).toEqual([]);
  expect(telephonyMark(app.db, 'asterisk')).toMatchObject({
    skipped: 1,
    skippedNames: expect.arrayContaining(['777']),
  });
  bringIn('new', '777');
  appendFileSync(file, line(2, { extension: '777' }));
  await settled(follower);
  expect(calls()).toEqual(['2:60']);
});
