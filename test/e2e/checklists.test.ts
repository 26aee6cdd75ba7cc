import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { publishChecklist } from '../../src/app/company/publish-checklist.ts';
import { type Person, until } from './chat.ts';
import { company } from './company.ts';

const open = company();
const admin = () => open.person('Юлия');
const versions = () => open.counts('checklist_versions');

const source = readFileSync(
  new URL('../../src/sandbox/company/checklists/outgoing-cold.yaml', import.meta.url),
  'utf8',
);

/** А to я as Windows-1251 has them, and the signs of Russian texts beside them. */
const windows1251 = (text: string) => {
  const others: Record<string, number> = { '«': 0xab, '»': 0xbb, ё: 0xb8, '…': 0x85, '—': 0x97 };
  return Uint8Array.from(text, (sign) => {
    const code = sign.codePointAt(0) ?? 0;
    return others[sign] ?? (code < 128 ? code : code - 0x410 + 0xc0);
  });
};

const short = (name: string, more = '', type = 'short') => `type: ${type}
name: ${name}
sections:
  - code: a
    name: Раздел
    items:
      - code: x
        text: Пункт икс
        weight: 5
${more}`;

async function newDocument(person: Person, act: () => Promise<unknown>) {
  const documents = async () =>
    (await person.sees()).flatMap(({ document }) => (document ? [document] : []));
  const before = (await documents()).length;
  await act();
  const sent = await until('a document comes', async () => (await documents())[before]);
  const response = await fetch(`${open.demo.telegramUrl}/sandbox/files/${sent.file_id}`);
  return { name: sent.file_name ?? '', text: await response.text() };
}

describe('an admin', () => {
  it('sees every type, opens one, downloads it, and sent back it changes nothing', async () => {
    await admin().say('/checklists');
    const list = await admin().last();
    expect(list).toMatch(
      /Исходящий: холодный · outgoing-cold\nверсия 1 с \d\d\.\d\d · \d+ пункт\S* · оценок в зачёт: 0/,
    );
    await admin().press('Исходящий: холодный');
    expect(await admin().last()).toMatch(/сумма весов 87/);
    expect(await admin().last()).toMatch(/\n1\. .* \(вес \d+/);
    const file = await newDocument(admin(), () => admin().press('Скачать YAML'));
    expect(file.name).toBe('outgoing-cold.yaml');
    const before = versions();
    await admin().sendFile(file.name, file.text);
    expect(await admin().last()).toContain('без изменений: версия 1 такая же');
    expect(await admin().last()).toContain('Публиковать нечего');
    expect(await admin().buttons()).toEqual(['◀ Чек-листы']);
    expect(versions()).toBe(before);
  });

  it('publishes an edited file after seeing what changes, and new scores are made on it', async () => {
    const edited = source
      .replace(/weight: \d+/, 'weight: 42')
      .replace(/name: .*/, 'name: Холодный');
    const before = versions();
    await admin().sendFile('правка.yaml', `\ufeff${edited}`);
    const preview = await admin().reads(/правка\.yaml/);
    expect(preview).toContain('версия 2 вместо 1');
    expect(preview).toContain('название: «Исходящий: холодный» → «Холодный»');
    expect(preview).toMatch(/⚖️ «.*»: вес \d+ → 42/);
    expect(preview).toMatch(/сумма весов 87 → \d+/);
    expect(preview).toContain('Пока ничего не опубликовано');
    expect(versions()).toBe(before);
    await admin().press('👁 Холодный');
    expect(await admin().last()).toContain('(вес 42');
    await admin().press('Назад');
    await admin().pressTwice('Опубликовать');
    expect(versions()).toBe(before + 1);
    await admin().say('/checklists');
    await admin().press('Холодный');
    expect(await admin().last()).toMatch(/версия 2 с[\s\S]*Юлия Маркова/);
    await admin().press('История версий');
    expect(await admin().last()).toMatch(/2 · .*Юлия Маркова · 2 изменения\n1 · .* · первая/);
    await admin().press('2');
    expect(await admin().last()).toContain('название: «Исходящий: холодный» → «Холодный»');
    const { id } = await open.score({ type: 'Холодный', fails: [1] });
    const { reviews } = await open.call(id);
    expect(reviews[0]?.possible).toBeGreaterThan(87);
  });

  it('brings several types in with one file in Windows-1251, or calls it off', async () => {
    const both = `${short('Короткий')}---\n${short('Второй', '', 'second')}`;
    const before = versions();
    await admin().sendFile('two.yaml', windows1251(both));
    expect(await admin().last()).toMatch(
      /Короткий · short\nновый тип звонка[\s\S]*Второй · second/,
    );
    await admin().press('Отмена');
    expect(await admin().last()).toContain('Отменено, ничего не опубликовано');
    expect(versions()).toBe(before);
    await admin().sendFile('two.yaml', windows1251(both));
    await admin().press('Опубликовать');
    expect(await admin().last()).toMatch(/Опубликовано\nКороткий: версия 1\nВторой: версия 1/);
    expect(versions()).toBe(before + 2);
  });

  it('pastes it as text, is told what is wrong, and pastes it again', async () => {
    await admin().say('/checklists');
    await admin().press('Загрузить');
    expect(await admin().last()).toContain('до 40 пунктов');
    await admin().say(
      short('Короткий', '      - code: y\n        text: Игрек\n        weight: 500\n'),
    );
    expect(await admin().last()).toContain(
      'чек-лист 1 (short), стр. 12: раздел 1, пункт 2, weight: нужно не больше 100',
    );
    await admin().say(short('Короткий', '      - code: y\n        text: Игрек\n'));
    expect(await admin().last()).toContain('➕ «Игрек» (Раздел, вес 1)');
    expect(await admin().last()).toContain('сумма весов 5 → 6');
    await admin().press('Опубликовать');
    expect(await admin().last()).toContain('Короткий: версия 2');
  });

  const many = Array.from({ length: 41 }, (_, n) => `      - {code: i${n}, text: Пункт}\n`);
  it.each([
    ['broken YAML', 'type: in\nsections: [\n', /стр\. \d+: это не YAML/],
    ['a weight of 0', short('К').replace('weight: 5', 'weight: 0'), /weight: нужно не меньше 1/],
    [
      'a weight in words',
      short('К').replace('weight: 5', 'weight: пять'),
      /weight: должно быть целое/,
    ],
    ['41 more items', short('К', many.join('')), /пунктов 42, а можно не больше 40/],
    ['a code twice', short('К', '      - {code: x, text: Ещё}\n'), /код пункта «x» повторяется/],
    [
      'a field misspelt',
      short('К').replace('weight', 'wieght'),
      /пункт 1, wieght: такого поля нет/,
    ],
    [
      'one bad of two',
      `${short('К')}---\n${short('К', '', 'two').replace('text: Пункт икс', 'text: ""')}`,
      /чек-лист 2 \(two\), стр\. 18: раздел 1, пункт 1, text: пусто/,
    ],
  ])('is told what is wrong with %s, and nothing changes', async (_, content, said) => {
    const before = [versions(), open.rows()];
    await admin().sendFile('wrong.yaml', content);
    const answer = await admin().last();
    expect(answer).toContain('wrong.yaml');
    expect(answer).toContain('Ничего не изменено. Что не так:');
    expect(answer).toMatch(said);
    expect([versions(), open.rows()]).toEqual(before);
  });

  it('is told of a file too large to be one', async () => {
    await admin().sendFile('big.yaml', `${short('К')}${`# ${'x'.repeat(98)}\n`.repeat(11_000)}`);
    expect(await admin().last()).toMatch(/больше 1 МБ/);
  });

  it('sees the preview anew where somebody else published meanwhile', async () => {
    await admin().sendFile('mine.yaml', short('Мой'));
    expect(await admin().last()).toContain('название: «Короткий» → «Мой»');
    const { app } = open.demo.service();
    const theirs = { code: 'a', name: 'Раздел', items: [{ code: 'z', text: 'Зет' }] };
    publishChecklist(app, { type: 'short', name: 'Чужой', sections: [theirs] }, null);
    const before = versions();
    expect(await admin().press('Опубликовать')).toMatch(/тем временем опубликовал кто-то другой/);
    expect(await admin().last()).toContain('название: «Чужой» → «Мой»');
    expect(versions()).toBe(before);
    await admin().press('Опубликовать');
    expect(await admin().last()).toMatch(/Мой: версия \d/);
  });

  it('takes a type away from the choice, asked once, and brings it back', async () => {
    await admin().say('/checklists');
    await admin().press('Мой');
    await admin().press('Снять с выбора');
    expect(await admin().last()).toContain('Снять «Мой» с выбора?');
    expect(await admin().press('Да, снять')).toBe('Снят с выбора');
    expect(await admin().last()).toContain('снят с выбора');
    const olga = open.person('Ольга');
    await olga.say('/next');
    await olga.reads(/Тип звонка\?/);
    expect(await olga.buttons(/Тип звонка\?/)).not.toContain('Мой');
    expect(await olga.buttons(/Тип звонка\?/)).toContain('Второй');
    expect(await admin().press('Вернуть')).toBe('Снова в выборе');
    expect(await admin().buttons()).toContain('Снять с выбора');
  });

  it('reads it in English where English is their language', async () => {
    await admin().say('/language');
    await admin().press('English');
    await admin().sendFile('english.yaml', short('Mine'));
    expect(await admin().last()).toMatch(/in place of \d[\s\S]*name: "Мой" → "Mine"/);
    await admin().press('Cancel');
    await admin().sendFile('english.yaml', short('Mine').replace('weight: 5', 'weight: 0'));
    expect(await admin().last()).toContain('section 1, item 1, weight: must be at least 1');
    await admin().say('/language');
    await admin().press('Русский');
  });
});

describe('somebody else', () => {
  it('is refused in words, with a file, the command and every forged tap', async () => {
    await admin().sendFile('theirs.yaml', short('Ещё'));
    const { data } = await admin().find('Опубликовать', /theirs\.yaml/);
    const before = [versions(), open.rows()];
    for (const name of ['Анна', 'Ольга', 'Сергей', 'Виктор']) {
      const person = open.person(name);
      await person.sendFile('mine.yaml', short('Мой'));
      expect(await person.last()).toMatch(/только от администратора/);
      await person.say('/checklists');
      expect(await person.last()).toMatch(/Это вам недоступно/);
      const upload = data.split(':')[1];
      for (const forged of [
        data,
        `checks:${upload}`,
        `checks-look:${upload}:0`,
        `checks-no:${upload}`,
        'checklists',
        'checklist:1',
        'checklist-new',
        'checklist-yaml:1:1',
        'checklist-off:1',
        'checklist-off-yes:1',
        'checklist-on:1',
        'checklist-old:1',
        'checklist-step:1:1',
      ]) {
        expect(await person.forge(forged), forged).toMatch(/Это вам недоступно/);
      }
    }
    expect([versions(), open.rows()]).toEqual(before);
    expect(await admin().forge('checks-yes:999999')).toMatch(/недоступно/);
    expect(await admin().forge('checklist:999')).toMatch(/устарел/);
  });
});
