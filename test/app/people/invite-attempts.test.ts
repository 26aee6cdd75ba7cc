import { expect, test } from 'vitest';
import { acceptInvite } from '../../../src/app/people/invite-person.ts';
import { registerPeople } from '../../../src/app/people/register-people.ts';
import { refusalWords } from '../../../src/bot/refusal-words.ts';
import { wordsIn } from '../../../src/bot/words.ts';
import { type Company, testCompany } from '../../support/company.ts';

const refusalOf = (company: Company, token: string, telegramId: number) => {
  const bound = acceptInvite(company.app, token, telegramId);
  return bound.ok ? 'bound' : bound.refusal;
};
const times = <T>(count: number, work: (n: number) => T) =>
  Array.from({ length: count }, (_, n) => work(n));

/** The token of a new person's invitation. */
function invited(company: Company, externalId: string): string {
  const person = { externalId, name: externalId, roles: [{ role: 'controller' }] };
  const [saved] = registerPeople(company.app, [person]);
  return saved?.inviteUrl?.split(/start[= ]/).at(-1) ?? '';
}

test('after ten wrong invitations an account waits until the first is an hour old', () => {
  const company = testCompany();
  const token = invited(company, 'new');
  const guesses = times(10, (n) => {
    company.clock.advance('PT1M');
    return refusalOf(company, `guess-${n}`, 7);
  });
  expect(guesses).toEqual(times(10, () => 'invite_unknown'));
  expect(acceptInvite(company.app, 'guess', 7)).toEqual({
    ok: false,
    refusal: 'invite_wait',
    waitMs: 51 * 60_000,
  });
  // Not even a right one is looked up, so that nothing is learnt by guessing on.
  expect(refusalOf(company, token, 7)).toBe('invite_wait');
  company.clock.advance('PT50M59S');
  expect(refusalOf(company, token, 7)).toBe('invite_wait');
  company.clock.advance('PT1S');
  expect(refusalOf(company, token, 7)).toBe('bound');
});

test('whoever mistypes a few times is heard all the same, and so is a link of one’s own that was used', () => {
  const company = testCompany();
  const token = invited(company, 'new');
  times(9, (n) => refusalOf(company, `typed-${n}`, 7));
  expect(refusalOf(company, token, 7)).toBe('bound');
  // A real one that is spent is no guess.
  expect(times(20, () => refusalOf(company, token, 7))).toEqual(times(20, () => 'invite_used'));
});

test('where many accounts guess at once only who has not guessed yet is heard', () => {
  const company = testCompany();
  const token = invited(company, 'new');
  const other = invited(company, 'other');
  expect(refusalOf(company, 'typed', 7)).toBe('invite_unknown');
  times(60, (n) => refusalOf(company, 'guess', 1_000 + n));
  expect(refusalOf(company, 'guess', 1_000)).toBe('invite_wait');
  expect(refusalOf(company, token, 7)).toBe('invite_wait');
  expect(refusalOf(company, other, 8)).toBe('bound');
  company.clock.advance('PT1M');
  expect(refusalOf(company, token, 7)).toBe('bound');
});

test('a clock that is set back keeps nobody waiting', () => {
  const company = testCompany();
  times(10, (n) => refusalOf(company, `guess-${n}`, 7));
  company.clock.advance('-PT2H');
  expect(refusalOf(company, invited(company, 'new'), 7)).toBe('bound');
});

test('a guesser is told how long to wait, in their language', () => {
  const { app } = testCompany();
  const said = (['ru', 'en'] as const).map((language) =>
    refusalWords({ app, words: wordsIn(language, 'UTC'), waitMs: 51 * 60_000 }, 'invite_wait'),
  );
  expect(said).toEqual([
    expect.stringContaining('снова через 51 минуту или попросите'),
    expect.stringContaining('again in 51 minutes, or ask'),
  ]);
});
