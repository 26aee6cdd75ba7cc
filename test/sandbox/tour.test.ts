import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startDemo } from '../../src/sandbox/demo-company.ts';
import type { StepKey, TourState } from '../../src/sandbox/telegram/company-behind.ts';
import { buttonsOf, openChats, textOf } from '../e2e/chat.ts';
import { listenOnce } from '../support/listen-once.ts';

const cyrillic = /\p{Script=Cyrillic}+/gu;
const [olga, anna, natalia] = [1001, 1002, 1003];

interface CompanyView {
  language: string;
  chosen: boolean;
  tour: TourState;
}

/** The demo company on its Monday evening, whose tour is gone through by what it says itself. */
async function demo() {
  const folder = mkdtempSync(join(tmpdir(), 'razbor-tour-'));
  const log = { debug() {}, info() {}, error() {} };
  const databasePath = join(folder, 'demo.db');
  const started = await startDemo({ databasePath, port: 0, log, ffmpeg: listenOnce });
  onTestFinished(async () => {
    await started.stop();
    rmSync(folder, { recursive: true });
  });
  const chats = await openChats(started.telegramUrl);
  const company = () => chats.sandbox<CompanyView>('GET', '/company');
  const names = async () =>
    (
      await chats.sandbox<{ chats: { id: number; firstName: string; unread: number }[] }>(
        'GET',
        '/chats',
      )
    ).chats;

  async function act({ key, part, who, labels, command, clockTo }: NonNullable<TourState['next']>) {
    if (key === 'ring') return chats.sandbox('POST', '/company/ring', {});
    if (clockTo !== null) return chats.sandbox('POST', '/clock', { now: clockTo });
    await chats.refresh();
    const name = (await names()).find(({ id }) => id === who)?.firstName ?? '';
    const person = chats.person(name);
    const shown = (await person.sees()).flatMap(buttonsOf).map(({ label }) => label);
    const label = labels.find((one) => shown.includes(one));
    if (label !== undefined) return person.press(label);
    if (part === 'comment' || part === 'reason') return person.say('0:20 did not say the name');
    return person.say(command ?? '');
  }

  return {
    chats,
    company,
    names,
    act,
    /** Does what the tour says until it comes to this step; answers whose turn it was. */
    async goTo(key: StepKey | null) {
      const turns: (number | null)[] = [];
      for (let acts = 0; acts < 40; acts += 1) {
        const { next } = (await company()).tour;
        if ((next?.key ?? null) === key) return turns;
        if (!next) throw new Error(`the tour ended before ${key}`);
        if (turns.at(-1) !== next.who || turns.length === 0) turns.push(next.who);
        await act(next);
      }
      throw new Error(`the tour stands still: ${JSON.stringify((await company()).tour)}`);
    },
    async states() {
      return (await company()).tour.steps.map(({ state }) => state);
    },
  };
}

test('the tour leads from the call to the credit, through Ольга, Анна and Наталья', async () => {
  const { goTo, states, names } = await demo();
  expect((await names()).map(({ unread }) => unread)).toEqual(Array(12).fill(0));
  expect(await states()).toEqual(Array(8).fill('open'));
  expect(await goTo(null)).toEqual([anna, null, olga, null, anna, natalia, anna]);
  expect(await states()).toEqual(Array(8).fill('done'));
});

test('who accepts has nothing decided, and goes on to the month', async () => {
  const { goTo, states, chats, company } = await demo();
  await goTo('answer');
  await chats.person('Анна').press('Согласен');
  await chats.person('Анна').press('Да, согласен');
  expect((await company()).tour.next).toMatchObject({ key: 'credit', who: anna });
  await goTo(null);
  expect(await states()).toEqual([...Array(6).fill('done'), 'skipped', 'done']);
});

test('a step left out holds up nothing and is ticked when it happens after all', async () => {
  const { states, chats, company, act } = await demo();
  const now = (await company()).tour.next;
  await chats.sandbox('POST', '/clock', { now: Date.parse('2026-11-23T19:00:00+03:00') });
  expect(await states()).toEqual(['open', 'done', ...Array(6).fill('open')]);
  expect((await company()).tour.next?.key).toBe('take');
  if (now) await act(now);
  expect(await states()).toEqual(['done', 'done', ...Array(6).fill('open')]);
});

test('another controller’s call is followed as well as Ольга’s', async () => {
  const { chats, company } = await demo();
  await chats.sandbox('POST', '/clock', { now: Date.parse('2026-11-23T19:00:00+03:00') });
  await chats.person('Павел').say('/next');
  expect((await company()).tour).toMatchObject({
    people: { controller: 1006, seller: anna },
    next: { key: 'score', who: 1006, part: 'type' },
  });
});

test('the language turns the whole company, and back', async () => {
  const { chats, company, names, goTo } = await demo();
  await chats.sandbox('POST', '/company/language', { language: 'en' });
  expect(await company()).toMatchObject({ language: 'en', chosen: true });
  expect((await names()).map(({ firstName }) => firstName)).toContain('Natalia');
  await chats.refresh();
  await goTo(null);
  for (const { firstName } of await names()) {
    const said = (await chats.person(firstName).sees()).flatMap((message) => [
      textOf(message),
      ...buttonsOf(message).map(({ label }) => label),
    ]);
    const strange = said.join('\n').replaceAll('Русский / English', '').match(cyrillic);
    expect([firstName, strange]).toEqual([firstName, null]);
  }
  await chats.sandbox('POST', '/company/language', { language: 'ru' });
  await chats.refresh();
  expect(await chats.person('Тимур').last()).toMatch(/Тимур Галиев/);
  // What Ольга saw in English stays, and her menu comes below.
  expect((await chats.person('Ольга').sees()).length).toBeGreaterThan(2);
  expect(await chats.person('Ольга').last()).toMatch(/Ольга Киселёва/);
});
