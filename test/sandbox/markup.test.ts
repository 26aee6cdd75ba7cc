import { expect, test } from 'vitest';
import { openSandbox } from './sandbox-bot.ts';

type Mode = 'HTML' | 'Markdown' | 'MarkdownV2';

async function sender() {
  const sandbox = await openSandbox();
  await sandbox.type('/start');
  return (text: string, parse_mode: Mode) => sandbox.bot.api.sendMessage(101, text, { parse_mode });
}

test('HTML becomes plain text and entities counted in UTF-16 units', async () => {
  const send = await sender();
  const sent = await send(
    '😀 <b>Жирный <i>и курсив</i></b> &lt;5&#33; <a href="https://a.ru/?x=1&amp;y=2">ссылка</a>',
    'HTML',
  );
  expect(sent.text).toBe('😀 Жирный и курсив <5! ссылка');
  expect(sent.entities).toEqual([
    { type: 'bold', offset: 3, length: 15 },
    { type: 'italic', offset: 10, length: 8 },
    { type: 'text_link', offset: 23, length: 6, url: 'https://a.ru/?x=1&y=2' },
  ]);
});

test('every tag of the documentation is known', async () => {
  const send = await sender();
  const sent = await send(
    '<u>a</u><s>b</s><tg-spoiler>c</tg-spoiler><span class="tg-spoiler">d</span><code>e</code>' +
      '<pre><code class="language-ts">f</code></pre><blockquote expandable>g</blockquote>',
    'HTML',
  );
  expect(sent.text).toBe('abcdefg');
  expect(sent.entities?.map(({ type }) => type)).toEqual([
    'underline',
    'strikethrough',
    'spoiler',
    'spoiler',
    'code',
    'pre',
    'expandable_blockquote',
  ]);
  expect(sent.entities?.[5]).toEqual({ type: 'pre', offset: 5, length: 1, language: 'ts' });
});

test.each([
  ['<b>x', `Can't find end tag corresponding to start tag "b"`],
  ['ж <звонок>', 'Unsupported start tag "звонок" at byte offset 3'],
  ['1 < 2', 'Unsupported start tag "" at byte offset 2'],
  ['ж <b', 'Unclosed start tag at byte offset 3'],
  ['<a href="x>y</a>', 'Unclosed start tag at byte offset 0'],
  ['x</b>', 'Unexpected end tag at byte offset 1'],
  ['<b>x</i>', 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'],
  ['<b>x</b', 'Unclosed end tag at byte offset 4'],
  ['<span class="x">y</span>', 'Tag "span" must have class "tg-spoiler" at byte offset 0'],
  [
    '<a href>x</a>',
    'Expected equal sign in declaration of an attribute of the tag "a" at byte offset 0',
  ],
])('bad HTML %j is refused in the words of Telegram', async (text, words) => {
  const send = await sender();
  await expect(send(text, 'HTML')).rejects.toMatchObject({
    error_code: 400,
    description: `Bad Request: can't parse entities: ${words}`,
  });
});

test('MarkdownV2 becomes plain text and entities', async () => {
  const send = await sender();
  const sent = await send(
    '*Жирный _и курсив_* __u__ ~s~ ||p|| `c` [l](https://a.ru/x\\)y) 1\\.5\n>цитата\nдальше',
    'MarkdownV2',
  );
  expect(sent.text).toBe('Жирный и курсив u s p c l 1.5\nцитата\nдальше');
  expect(sent.entities?.map(({ type, offset, length }) => [type, offset, length])).toEqual([
    ['bold', 0, 15],
    ['italic', 7, 8],
    ['underline', 16, 1],
    ['strikethrough', 18, 1],
    ['spoiler', 20, 1],
    ['code', 22, 1],
    ['text_link', 24, 1],
    ['blockquote', 30, 7],
  ]);
});

test.each([
  ['1.5', "Character '.' is reserved and must be escaped with the preceding '\\'"],
  ['ж *x', "Can't find end of Bold entity at byte offset 3"],
  ['[x](http://a.ru', "Can't find end of a URL at byte offset 3"],
])('bad MarkdownV2 %j is refused in the words of Telegram', async (text, words) => {
  const send = await sender();
  await expect(send(text, 'MarkdownV2')).rejects.toMatchObject({
    description: `Bad Request: can't parse entities: ${words}`,
  });
});

test('commands, links and mentions are found in a text, but not inside code', async () => {
  const send = await sender();
  const sent = await send(
    'Звонок /call_1234: https://a.ru/x. <code>/next</code> 5/6 @razbor_bot',
    'HTML',
  );
  const found = sent.entities?.map(({ type, offset, length }) => [
    type,
    sent.text.slice(offset, offset + length),
  ]);
  expect(found).toEqual([
    ['bot_command', '/call_1234'],
    ['url', 'https://a.ru/x'],
    ['code', '/next'],
    ['mention', '@razbor_bot'],
  ]);
});

test('entities given beside the text are trimmed with it', async () => {
  const sandbox = await openSandbox();
  await sandbox.type('/start');
  const sent = await sandbox.bot.api.sendMessage(101, '  жирный  ', {
    entities: [{ type: 'bold', offset: 0, length: 10 }],
  });
  expect(sent).toMatchObject({
    text: 'жирный',
    entities: [{ type: 'bold', offset: 0, length: 6 }],
  });
});

test('the first Markdown is still read: nothing in anything else, little to escape', async () => {
  const send = await sender();
  const sent = await send(
    '😀 *Жирный_* _курсив_ `код` [ссылка](https://a.ru/) 2 \\* 2 = 4. ```js\nlet a;\n```',
    'Markdown',
  );
  expect(sent.text).toBe('😀 Жирный_ курсив код ссылка 2 * 2 = 4. let a;\n'.trim());
  expect(sent.entities).toEqual([
    { type: 'bold', offset: 3, length: 7 },
    { type: 'italic', offset: 11, length: 6 },
    { type: 'code', offset: 18, length: 3 },
    { type: 'text_link', offset: 22, length: 6, url: 'https://a.ru/' },
    { type: 'pre', offset: 40, length: 6, language: 'js' },
  ]);
  await expect(send('ж *b', 'Markdown')).rejects.toMatchObject({
    description:
      "Bad Request: can't parse entities: Can't find end of the entity starting at byte offset 3",
  });
});
