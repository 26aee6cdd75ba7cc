import { otherAdmin } from '../../app/people/act-on-self.ts';
import type { Managed } from '../../app/people/managed.ts';
import type { Member } from '../../app/people/members.ts';
import { type PersonPage, personPage } from '../../app/people/read-people.ts';
import type { Ctx } from '../context.ts';
import { refusalWords } from '../refusal-words.ts';
import { refusalText } from '../refused-row.ts';
import { type Reply, refused } from '../reply.ts';
import type { Screen } from '../screen.ts';
import { wordsIn } from '../words.ts';
import { personScreen } from './people-screens.ts';

/** Answers a press about somebody whom one may manage, else the refusal. */
export function aboutPerson<Values extends { personId: number }>(
  show: (ctx: Ctx, page: PersonPage, values: Values) => Reply,
) {
  return (ctx: Ctx, values: Values): Reply => {
    const found = personPage(ctx.app, ctx.member, values.personId);
    if (!found.ok) return refused(ctx, found.refusal);
    return show(ctx, found.page, values);
  };
}

/** The same, where nobody acts on themselves while another administrator can. */
export function aboutOther<Values extends { personId: number }>(
  show: (ctx: Ctx, page: PersonPage, values: Values) => Reply,
) {
  return aboutPerson<Values>((ctx, page, values) =>
    page.person.id === ctx.member.id && otherAdmin(ctx.app, ctx.member)
      ? refused(ctx, 'other_admin', personScreen(ctx, page.person.id))
      : show(ctx, page, values),
  );
}

/** What a change came to: `next` (else the person's page) as it is now, or why it was not made. */
export function changed(
  ctx: Ctx,
  done: Managed,
  id: number,
  next: () => Screen | null = () => personScreen(ctx, id),
): Reply {
  if (done.ok) followOwn(ctx, done.person);
  const shown = next();
  if (!done.ok && done.refusal) return refused(ctx, done.refusal, shown);
  const said = done.ok
    ? { toast: ctx.words.plain('person-saved') }
    : { toast: problemText(ctx, done), alert: true };
  return { ...said, ...(shown ? { screen: shown } : {}) };
}

/** Why a change was not made, as plain text. */
export function problemText(ctx: Ctx, problem: Exclude<Managed, { ok: true }>): string {
  return problem.refusal
    ? refusalWords(ctx, problem.refusal)
    : refusalText(ctx.words, 'people', problem.error);
}

/** An administrator may change themselves: the rest of this answer already goes by it. */
export function followOwn(ctx: Ctx, person: Member): void {
  if (person.id !== ctx.member.id) return;
  ctx.member = person;
  ctx.words = wordsIn(person.language, ctx.words.zone);
}
