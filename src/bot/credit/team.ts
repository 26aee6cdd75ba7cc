import { type Alike, alikeInTeam } from '../../app/credit/compare-team.ts';
import {
  suggestedCalls,
  type TeamLine,
  type TeamRole,
  teamLine,
  teamOf,
} from '../../app/credit/read-team.ts';
import { teamCredit } from '../../app/credit/team-credit.ts';
import { callsMax } from '../../domain/compare.ts';
import { localMonthOf } from '../../domain/time.ts';
import { id } from '../buttons.ts';
import type { Ctx } from '../context.ts';
import { menteesButton, teamButton } from '../menu-buttons.ts';
import { turnRow } from '../pager.ts';
import { sendPictures } from '../pictures.ts';
import { type Reply, refused } from '../reply.ts';
import { cut, fitting, inRows, type Screen, screen, sendScreen } from '../screen.ts';
import { escapeHtml, monthName, shortName, type Words } from '../words.ts';
import { controllersButton } from './credit-buttons.ts';
import { heatPictures, itemsPicture } from './credit-pictures.ts';
import { listButtons, memberButton, teamBelowButton, teamPictureButton } from './team-buttons.ts';
import { figuresLine, suggestedLines, takeRows } from './team-lines.ts';
import { memberOf } from './team-member.ts';

const perPage = 10;
const labelMax = 24;
const unnotifiedMax = 10;
const alikeMax = 3;

/** The words of each list. */
const lists = {
  supervisor: { title: 'team-title', none: 'team-none' },
  mentor: { title: 'mentees-title', none: 'mentees-none' },
} as const;

/** `/team` and `/mentees`: a line a person, and for a mentor what to listen to next. */
function teamScreen(ctx: Ctx, as: TeamRole, wanted = 0): Screen {
  const { words, app, member } = ctx;
  const { title, none } = lists[as];
  const listButton = listButtons[as];
  const people = teamOf(app, member, as);
  const pages = Math.max(1, Math.ceil(people.length / perPage));
  const page = Math.min(wanted, pages - 1);
  const shown = people.slice(page * perPage, (page + 1) * perPage);
  const month = monthName(words, localMonthOf(app.now(), words.zone));
  const lines = shown.map((person) => teamLine(app, member, person));
  const alike = alikeInTeam(app, member, as);
  const suggested = as === 'mentor' ? suggestedCalls(app, member, people) : [];
  return fitting((most) =>
    screen(
      [
        `<b>${words.t(title, { month })}</b>${pages > 1 ? ` · ${page + 1}/${pages}` : ''}`,
        people.length === 0 && words.t(none),
        ...lines.map((line) => personLine(words, line, most)),
        ...alikeLines(words, alike),
        ...unnotifiedLines(words, people, most),
        ...suggestedLines(words, suggested, true),
      ],
      [
        ...inRows(
          shown.map(({ id: personId, name }) =>
            memberButton.button(cut(name, labelMax), { personId, as, page }),
          ),
          2,
        ),
        ...takeRows(words, suggested, { from: listButton.verb, of: String(page) }),
        turnRow(
          page > 0 && listButton.button('◀', { page: page - 1 }),
          page + 1 < pages && listButton.button('▶', { page: page + 1 }),
        ),
        people.length > 0
          ? [
              teamPictureButton.button(words.plain('button-picture-sections'), {
                as,
                kind: 'heat',
                page,
              }),
              teamPictureButton.button(words.plain('button-picture-items'), {
                as,
                kind: 'items',
                page,
              }),
            ]
          : [],
        as === 'supervisor'
          ? [controllersButton.button(words.plain('button-controllers'), {})]
          : [],
      ],
    ),
  );
}

/** Opens the list below a command. */
export async function openTeam(ctx: Ctx, as: TeamRole): Promise<void> {
  await sendScreen(ctx, teamScreen(ctx, as));
}

function personLine(words: Words, line: TeamLine, most: number): string {
  const name = escapeHtml(cut(line.person.name, Math.min(60, most)));
  return `${name}: ${figuresLine(words, line, most)}`;
}

/** Neighbours in the order of their means whom the month's calls cannot tell apart yet. */
function alikeLines(words: Words, alike: readonly Alike[]): string[] {
  if (alike.length === 0) return [];
  const lines = alike.slice(0, alikeMax).map(({ better, worse, callsMore }) => {
    const names = { better: shortName(better.name), worse: shortName(worse.name) };
    return callsMore === null
      ? words.t('team-alike-never', { ...names, calls: callsMax })
      : words.t('team-alike', { ...names, count: callsMore });
  });
  return ['', ...lines];
}

/** Whom no notice reaches, since no Telegram account is bound. */
function unnotifiedLines(words: Words, people: TeamLine['person'][], most: number): string[] {
  const unnotified = people.filter(({ telegramId }) => telegramId === null);
  if (unnotified.length === 0) return [];
  const names = unnotified.slice(0, unnotifiedMax).map(({ name }) => cut(name, Math.min(60, most)));
  const rest = unnotified.length - names.length;
  if (rest > 0) names.push(words.plain('and-more', { count: rest }));
  return ['', words.t('team-untold', { names: names.join(', ') })];
}

/** Where a suggested call was offered: the mentees, or a person's page. */
interface OfferedOn {
  from?: string | undefined;
  of?: string | undefined;
  as?: string | undefined;
  page?: number | undefined;
}

/** The screen on which a suggested call was taken, as it is now; null where it was another one. */
export function teamAgain(ctx: Ctx, { from, of = '', as, page = 0 }: OfferedOn): Screen | null {
  const number = id.read(of) ?? 0;
  if (from === memberButton.verb) {
    return memberOf(ctx, number, { as: as === 'mentor' ? as : 'supervisor', page });
  }
  const isMentor = ctx.member.roles.includes('mentor');
  return from === menteesButton.verb && isMentor ? teamScreen(ctx, 'mentor', number) : null;
}

/** A picture of the people of one page: the map of their sections, or what they fail most. */
function teamPicture(ctx: Ctx, as: TeamRole, kind: 'heat' | 'items', wanted: number): Reply {
  const { app, member, words } = ctx;
  const people = teamOf(app, member, as);
  const shown = people.slice(wanted * perPage, (wanted + 1) * perPage);
  const { month, sellers, items } = teamCredit(app, shown);
  const whose = { name: words.plain('picture-team'), month };
  const failed = kind === 'heat' ? null : itemsPicture(words, whose, items);
  const pictures = failed ? [failed] : kind === 'heat' ? heatPictures(words, month, sellers) : [];
  if (pictures.length === 0) return { toast: words.plain('picture-none'), alert: true };
  return { after: () => sendPictures(ctx, pictures) };
}

export const teamHandlers = [
  teamButton.on((ctx, { page }) => ({ screen: teamScreen(ctx, 'supervisor', page) })),
  menteesButton.on((ctx, { page }) => ({ screen: teamScreen(ctx, 'mentor', page) })),
  teamBelowButton.on((ctx) => ({ after: () => openTeam(ctx, 'supervisor') })),

  teamPictureButton.on((ctx, { as, kind, page = 0 }) =>
    ctx.member.roles.includes(as) ? teamPicture(ctx, as, kind, page) : refused(ctx, 'not_allowed'),
  ),
];
