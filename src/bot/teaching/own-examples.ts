import type { App } from '../../app/app.ts';
import type { PendingNotice } from '../../app/notices/read-notice.ts';
import type { Member } from '../../app/people/members.ts';
import {
  askedOf,
  ownExamples,
  releaseBest,
  type ShownExample,
} from '../../app/teaching/best-examples.ts';
import { clipButton } from '../call-buttons.ts';
import type { Ctx } from '../context.ts';
import { pageRow } from '../pager.ts';
import type { Rendered } from '../rendered.ts';
import { refused } from '../reply.ts';
import { cut, inRows, type Screen, screen } from '../screen.ts';
import { callLink, escapeHtml, length, type Words } from '../words.ts';
import { learnButton, ownExamplesButton, releaseButton } from './learn-buttons.ts';

const textMax = 120;
const perPage = 6;

/** Whether colleagues may hear a moment of one's own call. */
function exampleScreen(words: Words, example: ShownExample): Screen {
  const { id: exampleId, item, momentS, callId, released } = example;
  const state = released === null ? 'asked' : released ? 'released' : 'declined';
  const of = { exampleId, momentS };
  return screen(
    [
      `<b>${words.t('best-asked', { number: callLink(callId) })}</b>`,
      `${escapeHtml(words.plain('quoted', { text: cut(item.text, textMax) }))} ▶ ${length(momentS)}`,
      '',
      words.t(`best-own-${state}`),
      !example.isAudible && words.t('best-purged'),
    ],
    [
      example.isAudible ? [clipButton.button(`▶ ${length(momentS)}`, { callId, momentS })] : [],
      [
        ...(released === true
          ? []
          : [releaseButton.button(words.plain('button-release'), { ...of, released: true })]),
        ...(released === false
          ? []
          : [
              releaseButton.button(
                words.plain(released === true ? 'button-release-off' : 'button-release-no'),
                { ...of, released: false },
              ),
            ]),
      ],
    ],
  );
}

function ownScreen({ words, app, member }: Ctx, wanted = 0): Screen {
  const all = ownExamples(app, member);
  const pages = Math.max(1, Math.ceil(all.length / perPage));
  const page = Math.min(wanted, pages - 1);
  const own = all.slice(page * perPage, (page + 1) * perPage);
  return screen(
    [
      `<b>${words.t('best-own-title')}</b>`,
      own.length === 0 ? words.t('best-own-none') : words.t('best-own-about'),
      ...own.map(({ callId, item, released, isAudible }) =>
        [
          `\n${callLink(callId).html} ${escapeHtml(words.plain('quoted', { text: cut(item.text, textMax) }))}`,
          words.t(`best-state-${released === null ? 'asked' : released ? 'released' : 'declined'}`),
          !isAudible && words.t('best-purged'),
        ]
          .filter(Boolean)
          .join(' · '),
      ),
    ],
    [
      ...inRows(
        own.map(({ id: exampleId, callId, momentS, released }) =>
          releaseButton.button(
            words.plain(released === true ? 'button-own-off' : 'button-own-on', {
              number: String(callId),
            }),
            { exampleId, released: released !== true, momentS, page },
          ),
        ),
        2,
      ),
      pages > 1
        ? pageRow(page, pages, (label, to) => ownExamplesButton.button(label, { page: to }))
        : [],
      [learnButton.button(words.plain('button-back'), {})],
    ],
  );
}

/** Asks a seller whether colleagues may hear a moment of a call of theirs. */
export function bestAsked(
  app: App,
  words: Words,
  member: Member,
  { payload }: PendingNotice<'best_asked'>,
): Rendered {
  const example = askedOf(app, member, payload.exampleId);
  if (!example?.isAudible || example.released !== null) return { do: 'drop' };
  return { do: 'send', screen: exampleScreen(words, example) };
}

export const ownExamplesHandlers = [
  ownExamplesButton.on((ctx, { page = 0 }) => ({ screen: ownScreen(ctx, page) })),

  releaseButton.on((ctx, { exampleId, released, momentS, page }) => {
    const done = releaseBest(ctx.app, ctx.member, exampleId, released, momentS);
    if (!done.ok) {
      const now = askedOf(ctx.app, ctx.member, exampleId);
      return refused(ctx, done.refusal, now && exampleScreen(ctx.words, now));
    }
    const toast = ctx.words.plain(released ? 'best-released' : 'best-withdrawn');
    const { words } = ctx;
    return {
      toast,
      screen: page === undefined ? exampleScreen(words, done.example) : ownScreen(ctx, page),
    };
  }),
];
