import { describe, expect, test } from 'vitest';
import { openChats } from '../e2e/chat.ts';
import { findings } from './axe.ts';
import { browserPath, demos, turned } from './browser.ts';

const [olga, anna] = [1001, 1002];
const cyrillic = /\p{Script=Cyrillic}/u;

describe.skipIf(browserPath === null)('the language of the company (needs chromium)', () => {
  const { open } = demos();

  test('turned before anybody acted, the past is another one; afterwards nothing is lost unless somebody begins again', async () => {
    const { demo, page, troubles, close } = await open('en-US', 1280, 800, {
      movesIn: 'ru',
    });
    try {
      const strip = page.locator('#moving');
      const chat = (id: number) => page.locator(`.column[data-user="${id}"]`);
      const language = (code: string) => page.locator('#languages').getByText(code).click();
      const pastCall = async (name: string) => {
        const person = (await openChats(demo.telegramUrl)).person(name);
        await person.say('/credit');
        await person.reads(/Credit of November|Зачёт за ноябрь/);
        await person.press(/^(По звонкам|Call by call)/);
        return (await person.sees()).at(-1)?.text ?? '';
      };

      // Back and forth while nobody has done anything: both times everything is in one language.
      await language('RU');
      await turned(page, 'ru');
      expect(await strip.isVisible()).toBe(false);
      await language('EN');
      await turned(page, 'en');
      expect(await strip.isVisible()).toBe(false);
      expect(await pastCall('Anna')).not.toMatch(cyrillic);

      // Анна has asked for her month: what stands in her chat stays, and the page says what stays English.
      await language('RU');
      await strip.getByText('прежних дней остались на английском').waitFor();
      expect(await findings(page)).toEqual([]);
      await chat(anna).locator('.message.out', { hasText: '/credit' }).waitFor();
      await strip.getByRole('button', { name: 'Пусть так' }).click();
      expect(await strip.isVisible()).toBe(false);
      await language('EN');
      await language('RU');
      await strip.getByRole('button', { name: 'Начать заново по-русски' }).click();
      await strip.getByRole('button', { name: 'Не надо' }).click();
      await strip.getByRole('button', { name: 'Начать заново по-русски' }).click();
      await strip.getByRole('button', { name: 'Начать заново', exact: true }).click();
      await turned(page, 'ru');
      expect(await strip.isVisible()).toBe(false);
      expect(await chat(anna).locator('.message.out', { hasText: '/credit' }).count()).toBe(0);
      await chat(olga).locator('.message.in', { hasText: 'контролёр' }).first().waitFor();
      expect(await pastCall('Анна')).toMatch(cyrillic);
      expect(troubles).toEqual([]);
    } finally {
      await close();
    }
  });
});
