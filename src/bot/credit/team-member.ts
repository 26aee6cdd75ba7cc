import {
  type SellerStanding,
  sellerStanding,
  standingMonths,
} from '../../app/credit/read-standing.ts';
import { type TeamPage, type TeamRole, teamPage } from '../../app/credit/read-team.ts';
import type { Ctx } from '../context.ts';
import { creditButton } from '../menu-buttons.ts';
import { refused } from '../reply.ts';
import { cut, fitting, type Screen, screen } from '../screen.ts';
import {
  callLink,
  escapeHtml,
  html,
  localPercent,
  monthName,
  shortName,
  type Words,
} from '../words.ts';
import { againstTexts, standingText } from './decisions.ts';
import { listButtons, memberButton } from './team-buttons.ts';
import { figuresLine, suggestedLines, takeRows } from './team-lines.ts';

/** The list that somebody's page leads back to, and its page. */
interface Back {
  as: TeamRole;
  page: number;
}

/** One person's month; `back` is the list and its page to go back to. */
function memberScreen(
  words: Words,
  found: TeamPage,
  standing: SellerStanding | null,
  back: Back,
): Screen {
  const { line, month, types, latest, suggested } = found;
  const { person, keptOut } = line;
  const asked = keptOut.asked > 0 || keptOut.taken > 0;
  return fitting((most) =>
    screen(
      [
        `<b>${escapeHtml(shortName(person.name))}</b> · ${escapeHtml(cut(person.directionName ?? '—', most))} · ${monthName(words, month)}`,
        figuresLine(words, line, most),
        ...types.flatMap((type) => typeLines(words, type, most)),
        asked &&
          [
            words.t('member-kept-out', { asked: keptOut.asked, taken: keptOut.taken }),
            ...(standing ? againstTexts(words, standing.keptOut) : []),
          ].join(' · '),
        standing !== null &&
          standing.lost.of > 0 &&
          words.t('member-lost', {
            months: standingMonths,
            text: standingText(words, standing.lost),
          }),
        person.telegramId === null && words.t('member-unreachable'),
        latest.length > 0 &&
          words.t('member-latest', {
            numbers: html(latest.map((id) => callLink(id).html).join(', ')),
          }),
        ...suggestedLines(words, suggested, false),
      ],
      [
        ...takeRows(words, suggested, { from: 'member', of: String(person.id), ...back }),
        [
          creditButton.button(words.plain('button-credit'), { month, personId: person.id }),
          listButtons[back.as].button(words.plain('button-back'), { page: back.page }),
        ],
      ],
    ),
  );
}

/** A call type and its sections; what rests on too few calls says so instead of a figure. */
function typeLines(words: Words, type: TeamPage['types'][number], most: number): string[] {
  const score = (mean: string | null) =>
    mean === null ? words.plain('team-few') : localPercent(words, mean);
  return [
    words.t('member-type', {
      name: cut(type.name, most),
      score: score(type.mean),
      calls: type.calls,
    }),
    ...(type.mean === null ? [] : type.sections).map(
      ({ name, mean }) => `    ${escapeHtml(cut(name, Math.min(60, most)))}: ${score(mean)}`,
    ),
  ];
}

/** A person's page, or null for whom there is none. */
export function memberOf(
  ctx: Ctx,
  personId: number,
  back: Back = { as: 'supervisor', page: 0 },
): Screen | null {
  const found = teamPage(ctx.app, ctx.member, personId);
  if (!found.ok) return null;
  const standing = sellerStanding(ctx.app, ctx.member, personId);
  return memberScreen(ctx.words, found.page, standing, back);
}

export const teamMemberHandlers = [
  memberButton.on((ctx, { personId, as, page = 0 }) => {
    const shown = memberOf(ctx, personId, { as, page });
    return shown ? { screen: shown } : refused(ctx, 'person_not_found');
  }),
];
