import type { InlineKeyboardButton } from 'grammy/types';
import { type Decisions, readDecisions, standingMonths } from '../../app/credit/read-standing.ts';
import type { Standing } from '../../domain/chance.ts';
import type { Ctx } from '../context.ts';
import { refused } from '../reply.ts';
import { cut, fitting, type Screen, screen } from '../screen.ts';
import { callLink, html, localPercent, monthName, type Words } from '../words.ts';
import {
  controllersButton,
  decisionsButton,
  periodButton,
  secondDecisionsButton,
} from './credit-buttons.ts';

const peopleMax = 30;
const callsMax = 20;
/** What chance brings about more seldom is not told more exactly. */
const rareBelow = 0.01;

/**
 * Somebody's part against chance, as plain text: `4 из 5 · у остальных 40 % · случайно так бывает в 9 %
 * случаев`, with a mark where chance hardly explains it.
 */
export function standingText(words: Words, { count, of, ...against }: Standing): string {
  const part = words.plain('standing-part', { count: String(count), of: String(of) });
  return [part, ...againstTexts(words, against)].join(' · ');
}

/** The same without the part itself; nothing where there are too few others. */
export function againstTexts(
  words: Words,
  { othersPpm, chance, unusual }: Pick<Standing, 'othersPpm' | 'chance' | 'unusual'>,
): string[] {
  if (othersPpm === null || chance === null) return [];
  const whole = (share: number) => localPercent(words, String(Math.round(share * 100)));
  return [
    words.plain('standing-others', { share: whole(othersPpm / 1_000_000) }),
    chance < rareBelow
      ? words.plain('standing-rare', { chance: whole(rareBelow) })
      : words.plain('standing-chance', { chance: whole(chance) }),
    ...(unusual === null ? [] : [words.plain(`standing-${unusual}`)]),
  ];
}

function decisionsScreen({ words }: Ctx, found: Decisions, back: InlineKeyboardButton): Screen {
  const { month, ofHeads, upheld, annulled, mentors } = found;
  const name = monthName(words, month);
  return fitting((most) => {
    const lines = (of: Decisions['upheld']) =>
      of.slice(0, peopleMax).map(({ name: who, standing }) =>
        words.t('decisions-line', {
          name: cut(who, Math.min(60, most)),
          text: standingText(words, standing),
        }),
      );
    const section = (title: string, of: readonly string[]) => [
      `\n<b>${title}</b>`,
      ...(of.length > 0 ? of : [words.t('decisions-none')]),
    ];
    return screen(
      [
        `<b>${words.t('decisions-title', { month: name })}</b>`,
        ...(ofHeads
          ? section(words.t('decisions-upheld', { months: standingMonths }), lines(upheld))
          : []),
        ...(ofHeads
          ? section(
              words.t('decisions-annulled', { month: name }),
              annulled.slice(0, peopleMax).map((line) => annulledLine(words, line, most)),
            )
          : []),
        ...section(words.t('decisions-mentors'), lines(mentors)),
      ],
      [
        ofHeads ? [secondDecisionsButton.button(words.plain('button-second-decisions'), {})] : [],
        [back],
      ],
    );
  });
}

function annulledLine(
  words: Words,
  { name, decisions, callIds }: Decisions['annulled'][number],
  most: number,
): string {
  const links = callIds.slice(0, Math.min(callsMax, most)).map((id) => callLink(id).html);
  const rest = callIds.length - links.length;
  if (rest > 0) links.push(words.t('and-more', { count: rest }));
  return words.t('decisions-annulled-line', {
    name: cut(name, Math.min(60, most)),
    annulled: String(callIds.length),
    decisions: String(decisions),
    numbers: html(links.join(', ')),
  });
}

export const decisionsHandlers = [
  decisionsButton.on((ctx, { month = null }) => {
    const read = readDecisions(ctx.app, ctx.member, month);
    if (!read.ok) return refused(ctx, read.refusal);
    const label = ctx.words.plain('button-back');
    const back =
      month === null ? controllersButton.button(label, {}) : periodButton.button(label, { month });
    return { screen: decisionsScreen(ctx, read.found, back) };
  }),
];
