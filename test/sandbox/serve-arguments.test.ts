import { expect, test } from 'vitest';
import { help, readServeArguments } from '../../src/sandbox/serve-arguments.ts';

test('a token is enough', () => {
  expect(readServeArguments(['--token', '123:abc'])).toEqual({
    ok: true,
    given: {
      token: '123:abc',
      username: 'sandbox_bot',
      port: 8081,
      people: [
        { id: 101, firstName: 'Anna', languageCode: 'en' },
        { id: 102, firstName: 'Иван', languageCode: 'ru' },
      ],
    },
  });
});

test('people are named with the language of their Telegram, or without', () => {
  const people = ['--person', 'Anna Maria:ru', '--person', ' Ben ', '--name', 'my_bot'];
  expect(readServeArguments(['--token', '1:a', '--port', '0', ...people])).toMatchObject({
    given: {
      username: 'my_bot',
      port: 0,
      people: [
        { id: 101, firstName: 'Anna Maria', languageCode: 'ru' },
        { id: 102, firstName: 'Ben', languageCode: 'en' },
      ],
    },
  });
});

test.each([
  [[], '--token is missing: any will do, such as --token 123:abc'],
  [['--token', 'abc'], '--token "abc" is none: a number, a colon and a word, such as 123:abc'],
  [
    ['--token', '1:a', '--port', '65536'],
    '--port "65536" is none: a number from 0 (any free one) to 65535',
  ],
  [
    ['--token', '1:a', '--name', 'бот'],
    '--name "бот" is none: 4 to 32 Latin letters, digits and _, such as my_bot',
  ],
  [
    ['--token', '1:a', '--person', 'Anna:de'],
    '--person "Anna:de" is none: a name and en or ru, such as "Anna:en"',
  ],
  [
    ['--token', '1:a', '--person', ':ru'],
    '--person ":ru" is none: a name and en or ru, such as "Anna:en"',
  ],
  [['--token', '1:a', 'Anna'], '"Anna" stands alone; put an option before it'],
  [['--tokem', '1:a'], "Unknown option '--tokem'"],
  [['--token'], "Option '--token <value>' argument missing"],
])('%j is answered with what is wrong and what would be right', (args, problem) => {
  expect(readServeArguments(args)).toEqual({
    ok: false,
    problem: `${problem}; npm run sandbox -- --help says more`,
  });
});

test('help names every option', () => {
  expect(readServeArguments(['-h'])).toEqual({ ok: true, given: 'help' });
  for (const option of ['--token', '--port', '--name', '--person', '--help']) {
    expect(help).toContain(`\n  ${option} `);
  }
});
