import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { examineDatabase } from '../../src/app/company/doctor.ts';
import { newCompany } from './new-company.ts';

const folder = mkdtempSync(join(tmpdir(), 'razbor-setup-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const recordingsDir = join(folder, 'recordings');
const ffmpeg = join(folder, 'ffmpeg');
const open = newCompany({ recordingsDir, ffmpeg });

const checks = ['people', 'telegram', 'checklists', 'recordings', 'ffmpeg'] as const;
const inMenu = {
  ru: {
    people: 'Люди',
    telegram: 'Telegram у каждого',
    checklists: 'Чек-листы',
    recordings: 'Записи и продавцы звонков',
    ffmpeg: 'ffmpeg для записей',
  },
  en: {
    people: 'People',
    telegram: 'Telegram for everybody',
    checklists: 'Checklists',
    recordings: 'Recordings and sellers of the calls',
    ffmpeg: 'ffmpeg for the recordings',
  },
};

/** What the doctor finds wrong, and what the list in the menu has not ticked, of the questions they share. */
async function found(language: 'ru' | 'en') {
  const admin = open.admin();
  await admin.say('/menu');
  const menu = await admin.last();
  const findings = examineDatabase(open.app);
  return {
    menu,
    doctor: checks.filter((check) => findings.find((one) => one.check === check)?.ok === false),
    unticked: checks.filter((check) => menu.includes(`☐ ${inMenu[language][check]}`)),
  };
}

test('the list in the menu and the doctor find the same, and the log of the start says it', async () => {
  await open.admin().say('/start');
  const bare = await found('ru');
  expect(bare.unticked).toEqual(['people', 'checklists', 'recordings', 'ffmpeg']);
  expect(bare.doctor).toEqual(bare.unticked);
  expect(bare.menu).toContain(`папка ${recordingsDir} не читается`);
  expect(bare.menu).toContain(`${ffmpeg} не запускается`);
  const said = open.logged.filter((line) => 'msg' in line && line.msg === 'not set up yet');
  expect(said.map((line) => ('check' in line ? line.check : null))).toEqual([
    'people',
    'checklists',
    'recordings',
    'ffmpeg',
  ]);
  expect(said).toContainEqual(
    expect.objectContaining({ check: 'ffmpeg', cure: expect.stringMatching(/apt install ffmpeg/) }),
  );

  open.bring({ externalId: 'anna', roles: [{ role: 'seller' }], direction: 'Опт' });
  open.bring({ externalId: 'olga', roles: [{ role: 'controller' }] });
  open.bring({ externalId: 'petr', roles: [{ role: 'supervisor' }] });
  open.publishChecklists();
  const brought = await found('ru');
  expect(brought.unticked).toEqual(['telegram', 'recordings', 'ffmpeg']);
  expect(brought.doctor).toEqual(brought.unticked);
});

test('what is mended is ticked without a restart, in English as well', async () => {
  const admin = open.admin();
  await admin.say('/language');
  await admin.press('English');
  const before = await found('en');
  expect(before.unticked).toEqual(['telegram', 'recordings', 'ffmpeg']);
  expect(before.doctor).toEqual(before.unticked);
  expect(before.menu).toContain(`the folder ${recordingsDir} cannot be read`);
  expect(before.menu).toContain(`${ffmpeg} does not run`);

  writeFileSync(ffmpeg, '#!/bin/sh\necho "ffmpeg version 9.9 of a test"\n');
  chmodSync(ffmpeg, 0o755);
  mkdirSync(recordingsDir);
  open.aCall({ sellerExternalId: 'anna', recording: { path: 'gone.ogg' } });
  await open.to('2026-11-23T10:01:00+03:00');
  const gone = await found('en');
  expect(gone.unticked).toEqual(['telegram', 'recordings']);
  expect(gone.doctor).toEqual(gone.unticked);
  expect(gone.menu).toMatch(
    /of the last recordings \(1\), 1 are not in their place, such as gone\.ogg/,
  );
  writeFileSync(join(recordingsDir, 'gone.ogg'), 'sound');
  const mended = await found('en');
  expect(mended.unticked).toEqual(['telegram']);
  expect(mended.doctor).toEqual(mended.unticked);
  expect(mended.menu).toContain('have not pressed Start by their link: anna, olga, petr');
});
