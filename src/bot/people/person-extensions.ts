import { createHash } from 'node:crypto';
import { knownSources } from '../../app/people/known-sources.ts';
import { type Extension, setExtension } from '../../app/people/manage-person.ts';
import { personPage } from '../../app/people/read-people.ts';
import { buttonKind, code, id } from '../buttons.ts';
import type { Ctx } from '../context.ts';
import type { AnswerHandler } from '../questions.ts';
import { refused } from '../reply.ts';
import { commandRoles } from '../roles.ts';
import { cut, type Screen, screen } from '../screen.ts';
import { escapeHtml } from '../words.ts';
import { extensionsButton, personButton } from './people-buttons.ts';
import { aboutOther, changed, problemText } from './person-change.ts';
import { extensionText } from './person-words.ts';

const extensionsMax = 40;

const extensionButton = buttonKind('person-extension', commandRoles.people, {
  personId: id,
  print: code,
});

/** Names an extension within a button's few bytes. */
const fingerprintOf = ({ source, extension }: Extension) =>
  createHash('sha256').update(`${source}\n${extension}`).digest('base64url').slice(0, 12);

function extensionsScreen(
  ctx: Ctx,
  personId: number,
  problem: string | null = null,
): Screen | null {
  const found = personPage(ctx.app, ctx.member, personId);
  if (!found.ok) return null;
  const { words } = ctx;
  const { person, facts } = found.page;
  return screen(
    [
      `<b>${words.t('person-extensions-title', { name: person.name })}</b>`,
      problem && words.t('people-problem', { problem }),
      words.t('person-extensions-how'),
    ],
    [
      ...facts.extensions.slice(0, extensionsMax).map((extension) => [
        extensionButton.button(`🗑 ${cut(extensionText(extension), 40)}`, {
          personId,
          print: fingerprintOf(extension),
        }),
      ]),
      [personButton.button(words.plain('button-back'), { personId })],
    ],
  );
}

export const personExtensionsHandlers = [
  extensionsButton.on(
    aboutOther((ctx, { person }) => {
      const shown = extensionsScreen(ctx, person.id);
      if (!shown) return {};
      return { screen: shown, ask: { kind: 'person_extension', about: { personId: person.id } } };
    }),
  ),

  extensionButton.on(
    aboutOther((ctx, { facts }, { personId, print }) => {
      const extension = facts.extensions.find((known) => fingerprintOf(known) === print);
      if (!extension) return refused(ctx, 'stale', extensionsScreen(ctx, personId));
      const done = setExtension(ctx.app, ctx.member, personId, extension, false);
      const shown = changed(ctx, done, personId, () => extensionsScreen(ctx, personId));
      return { ...shown, ask: { kind: 'person_extension', about: { personId } } };
    }),
  ),
];

/** `pbx 101`, or a number alone where the company has one source only. */
export const extensionAnswerHandler: AnswerHandler<'person_extension'> = (
  ctx,
  { personId },
  { text },
) => {
  if (text === null) return { ok: false, refusal: 'reason_missing' };
  const found = personPage(ctx.app, ctx.member, personId);
  if (!found.ok) return found;
  const { id } = found.page.person;
  const [, said, told = text.trim()] = /^\s*(\S+?)[\s:]+(\S.*)$/s.exec(text) ?? [];
  const sources = knownSources(ctx.app);
  const source = said ?? (sources.length === 1 ? sources[0] : undefined);
  const extension = told.trim();
  const done =
    source && extension ? setExtension(ctx.app, ctx.member, id, { source, extension }, true) : null;
  const problem = done?.ok
    ? null
    : done
      ? problemText(ctx, done)
      : ctx.words.plain('person-extension-unread', { text: cut(text, 60) });
  const shown = extensionsScreen(ctx, id, problem);
  return { ok: true, screen: shown ?? screen([escapeHtml(problem ?? '')]), again: true };
};
