import type { CallView } from '../../app/calls/read-call.ts';
import { type Alike, alikeInTeam } from '../../app/credit/compare-team.ts';
import { type SellerStanding, sellerStanding } from '../../app/credit/read-standing.ts';
import {
  suggestedCalls,
  type TeamLine,
  type TeamPage,
  type TeamRole,
  teamLine,
  teamOf,
  teamPage,
} from '../../app/credit/read-team.ts';
import { teamCredit } from '../../app/credit/team-credit.ts';
import { localMonthOf } from '../../domain/time.ts';
import type { Ctx } from '../context.ts';
import { sendPictures } from '../pictures.ts';
import { type Reply, refused } from '../reply.ts';
import { button, cut, fitting, inRows, type Screen, screen, sendScreen } from '../screen.ts';
import type { Taps } from '../taps.ts';
import {
  callLine,
  callLink,
  escapeHtml,
  html,
  localPercent,
  monthName,
  shortName,
  type Words,
} from '../words.ts';
import { heatPictures, itemsPicture } from './credit-pictures.ts';
import { againstTexts, standingText } from './decisions.ts';

const perPage = 10;
const labelMost = 24;
const untoldMost = 10;
const alikeMost = 3;

/** Each list: the tap that opens a page of it, and its words. */
const lists = {
  supervisor: { tap: 'team', title: 'team-title', none: 'team-none' },
  mentor: { tap: 'mentees', title: 'mentees-title', none: 'mentees-none' },
} as const;

/** `/team` and `/mentees`: a line a person, and for a mentor what to listen to next. */
function teamScreen(ctx: Ctx, as: TeamRole, wanted = 0): Screen {
  const { words, app, member } = ctx;
  const { tap, title, none } = lists[as];
  const people = teamOf(app, member, as);
  const pages = Math.max(1, Math.ceil(people.length / perPage));
  const page = Math.min(wanted, pages - 1);
  const shown = people.slice(page * perPage, (page + 1) * perPage);
  const month = monthName(words, localMonthOf(app.now(), words.zone));
  const lines = shown.map((person) => teamLine(app, person));
  const alike = alikeInTeam(app, member, as);
  const suggested = as === 'mentor' ? suggestedCalls(app, member, people) : [];
  return fitting((most) =>
    screen(
      [
        `<b>${words.t(title, { month })}</b>${pages > 1 ? ` · ${page + 1}/${pages}` : ''}`,
        people.length === 0 && words.t(none),
        ...lines.map((line) => personLine(words, line, most)),
        ...alikeLines(words, alike),
        ...untoldLines(words, people, most),
        ...suggestedLines(words, suggested, true),
      ],
      [
        ...inRows(
          shown.map(({ id, name }) => button(cut(name, labelMost), 'member', id, as, page)),
          2,
        ),
        ...takeRows(words, suggested, tap, page),
        [
          ...(page > 0 ? [button('◀', tap, page - 1)] : []),
          ...(page + 1 < pages ? [button('▶', tap, page + 1)] : []),
        ],
        people.length > 0
          ? [
              button(words.plain('button-picture-sections'), 'team-picture', as, 'heat', page),
              button(words.plain('button-picture-items'), 'team-picture', as, 'items', page),
            ]
          : [],
        as === 'supervisor' ? [button(words.plain('button-controllers'), 'controllers')] : [],
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

function figuresLine(words: Words, line: TeamLine, most: number): string {
  const { calls, mean, weakest, openAppeals, keptOut, absent } = line;
  const kept = keptOut.asked + keptOut.taken > 0 && keptOut.percent;
  return [
    mean === null ? words.t('team-few') : `<b>${localPercent(words, mean)}</b>`,
    words.t('team-calls', { count: calls }),
    weakest && words.t('team-weakest', { section: cut(weakest, Math.min(40, most)) }),
    openAppeals > 0 && words.t('team-appeals', { count: openAppeals }),
    kept && words.t('team-kept-out', { share: localPercent(words, kept) }),
    absent && words.t('team-absent'),
  ]
    .filter(Boolean)
    .join(' · ');
}

/** Neighbours in the order of their means whom the month's calls cannot tell apart yet. */
function alikeLines(words: Words, alike: readonly Alike[]): string[] {
  if (alike.length === 0) return [];
  const lines = alike.slice(0, alikeMost).map(({ better, worse, callsMore }) => {
    const names = { better: shortName(better.name), worse: shortName(worse.name) };
    return callsMore === null
      ? words.t('team-alike-never', names)
      : words.t('team-alike', { ...names, count: callsMore });
  });
  return ['', ...lines];
}

/** Whom no notice reaches, since no Telegram account is bound. */
function untoldLines(words: Words, people: TeamLine['person'][], most: number): string[] {
  const untold = people.filter(({ telegramId }) => telegramId === null);
  if (untold.length === 0) return [];
  const names = untold.slice(0, untoldMost).map(({ name }) => cut(name, Math.min(60, most)));
  const rest = untold.length - names.length;
  if (rest > 0) names.push(words.plain('and-more', { count: rest }));
  return ['', words.t('team-untold', { names: names.join(', ') })];
}

function suggestedLines(words: Words, suggested: CallView[], named: boolean): string[] {
  if (suggested.length === 0) return [];
  return [
    '',
    `<b>${words.t('team-suggested')}</b>`,
    ...suggested.map((view) => {
      const whose = named ? ` · ${escapeHtml(shortName(view.sellerName))}` : '';
      return `${callLink(view.id).html}${whose} · ${callLine(words, view)}`;
    }),
  ];
}

/** A tap takes the call, and the screen that it stands on is drawn anew. */
function takeRows(words: Words, suggested: CallView[], ...on: (string | number)[]) {
  return suggested.map(({ id }) => [
    button(words.plain('button-take-call', { number: String(id) }), 'take', id, ...on),
  ]);
}

/** One person's month; `back` is the list and its page to go back to. */
function memberScreen(
  words: Words,
  found: TeamPage,
  standing: SellerStanding | null,
  back: { as: TeamRole; page: number },
): Screen {
  const { line, month, types, latest, suggested } = found;
  const { person, keptOut } = line;
  const { tap } = lists[back.as];
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
          words.t('member-lost', { text: standingText(words, standing.lost) }),
        person.telegramId === null && words.t('member-unreachable'),
        latest.length > 0 &&
          words.t('member-latest', {
            numbers: html(latest.map((id) => callLink(id).html).join(', ')),
          }),
        ...suggestedLines(words, suggested, false),
      ],
      [
        ...takeRows(words, suggested, 'member', person.id, back.as, back.page),
        [
          button(words.plain('button-credit'), 'credit', month, person.id),
          button(words.plain('button-back'), tap, back.page),
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

const pageOf = (page = '') => Math.max(0, Number.parseInt(page, 10) || 0);

/** A person's page, or null for whom there is none. */
export function memberOf(ctx: Ctx, id = '', as = '', page = ''): Screen | null {
  const found = teamPage(ctx.app, ctx.member, Number(id));
  const back = { as: as === 'mentor' ? as : 'supervisor', page: pageOf(page) } as const;
  if (!found.ok) return null;
  const standing = sellerStanding(ctx.app, ctx.member, Number(id));
  return memberScreen(ctx.words, found.page, standing, back);
}

/** The screen on which a suggested call was taken, as it is now; null where it was another one. */
export function teamAgain(ctx: Ctx, on = '', ...args: string[]): Screen | null {
  if (on === 'member') return memberOf(ctx, ...args);
  const isMentor = ctx.member.roles.includes('mentor');
  return on === 'mentees' && isMentor ? teamScreen(ctx, 'mentor', pageOf(args[0])) : null;
}

/** A picture of the people of one page: the map of their sections, or what they fail most. */
function teamPicture(ctx: Ctx, as: TeamRole, kind: string, wanted: number): Reply {
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

export const teamTaps = {
  'team-below': (ctx) => ({ after: () => openTeam(ctx, 'supervisor') }),
  'team-picture': (ctx, as, kind = '', page = '') =>
    ctx.member.roles.includes(as === 'mentor' ? 'mentor' : 'supervisor')
      ? teamPicture(ctx, as === 'mentor' ? 'mentor' : 'supervisor', kind, pageOf(page))
      : refused(ctx, 'not_allowed'),
  team: (ctx, page) => ({ screen: teamScreen(ctx, 'supervisor', pageOf(page)) }),
  mentees: (ctx, page) => ({ screen: teamScreen(ctx, 'mentor', pageOf(page)) }),
  member: (ctx, ...args) => {
    const shown = memberOf(ctx, ...args);
    return shown ? { screen: shown } : refused(ctx, 'person_not_found');
  },
} satisfies Taps;
