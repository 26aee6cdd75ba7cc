import type { Managed } from '../../app/manage-person.ts';
import type { Member } from '../../app/members.ts';
import { type PersonPage, personPage } from '../../app/read-people.ts';
import type { Ctx } from '../context.ts';
import { button, type Screen, screen } from '../screen.ts';
import { refused, type Shown, type Taps } from '../taps.ts';
import { wordsIn } from '../words.ts';
import { personScreen } from './people-screens.ts';
import { refusalText } from './refused-row.ts';

/** Answers a tap about somebody whom one may manage, else the refusal. */
export function aboutPerson(
  show: (ctx: Ctx, page: PersonPage, ...args: string[]) => Shown | Promise<Shown>,
): Taps[string] {
  return (ctx, id, ...args) => {
    const found = personPage(ctx.app, ctx.member, Number(id));
    if (!found.ok) return refused(ctx, found.refusal);
    return show(ctx, found.page, ...args);
  };
}

/** What a change came to: `next` (else the person's page) as it is now, or why it was not made. */
export function changed(
  ctx: Ctx,
  done: Managed,
  id: number,
  next: () => Screen | null = () => personScreen(ctx, id),
): Shown {
  if (done.ok) followOwn(ctx, done.person);
  const shown = next() ?? farewell(ctx);
  if (done.ok) return { screen: shown, toast: ctx.words.plain('person-saved') };
  if (done.refusal) return refused(ctx, done.refusal, shown);
  return { toast: problemText(ctx, done), alert: true, screen: shown };
}

/** Why a change was not made, as plain text. */
export function problemText({ words }: Ctx, problem: Exclude<Managed, { ok: true }>): string {
  return problem.refusal
    ? words.plain(`refusal-${problem.refusal}`)
    : refusalText(words, 'people', problem.error);
}

/** An administrator may change themselves: the rest of this answer already goes by it. */
export function followOwn(ctx: Ctx, person: Member): void {
  if (person.id !== ctx.member.id) return;
  ctx.member = person;
  ctx.words = wordsIn(person.language, ctx.words.zone);
}

/** For somebody who has just given up what the screen needs. */
function farewell({ words }: Ctx): Screen {
  return screen([words.t('person-no-admin')], [[button(words.plain('button-menu'), 'menu')]]);
}
