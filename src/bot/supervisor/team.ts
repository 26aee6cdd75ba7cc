import {
  type ControllerLine,
  controllerLines,
  enoughCalls,
  suggestedCalls,
  type TeamLine,
  type TeamPage,
  teamLine,
  teamOf,
  teamPage,
} from '../../app/read-team.ts';
import { localMonthOf } from '../../domain/time.ts';
import type { Ctx } from '../context.ts';
import { button, cut, fitting, inRows, type Screen, screen, sendScreen } from '../screen.ts';
import { refused, type Taps } from '../taps.ts';
import {
  callLink,
  dateTime,
  escapeHtml,
  html,
  length,
  localPercent,
  monthName,
  shortName,
  type Words,
} from '../words.ts';

const perPage = 8;
const controllersMost = 30;

type As = 'supervisor' | 'mentor';
/** The tap that opens a page of each list. */
const listTap = { supervisor: 'team', mentor: 'mentees' } as const;

/** `/team` and `/mentees`: a line a person, and for a mentor what to listen to next. */
function teamScreen(ctx: Ctx, as: As, page = 0): Screen {
  const { words, app, member } = ctx;
  const people = teamOf(app, member, as);
  const shown = people.slice(page * perPage, (page + 1) * perPage);
  const month = monthName(words, localMonthOf(app.now(), words.zone));
  const lines = shown.map((person) => teamLine(app, person));
  const suggested = as === 'mentor' ? suggestedCalls(app, people) : [];
  const pages = Math.ceil(people.length / perPage);
  return fitting((most) =>
    screen(
      [
        `<b>${words.t(`${listTap[as]}-title`, { month })}</b>`,
        ...(people.length === 0 ? [words.t(`${listTap[as]}-none`)] : []),
        ...lines.map((line) => personLine(words, line, most)),
        ...suggestedLines(words, suggested),
      ],
      [
        ...inRows(
          shown.map(({ id, name }) => button(cut(name, 24), 'member', id)),
          2,
        ),
        ...takeRows(words, suggested),
        [
          ...(page > 0 ? [button('◀', listTap[as], page - 1)] : []),
          ...(page + 1 < pages ? [button('▶', listTap[as], page + 1)] : []),
        ],
        as === 'supervisor' ? [button(words.plain('button-controllers'), 'controllers')] : [],
      ],
    ),
  );
}

/** Opens the list below a command; whoever is neither head nor mentor hears so. */
export async function openTeam(ctx: Ctx, as: As): Promise<void> {
  if (ctx.member.roles.includes(as)) await sendScreen(ctx, teamScreen(ctx, as));
  else await ctx.reply(ctx.words.plain('refusal-not_allowed'));
}

function personLine(words: Words, line: TeamLine, most: number): string {
  const { person, credit, weakest, openAppeals, keptOut, absent } = line;
  const calls = credit?.calls ?? 0;
  const mean =
    calls >= enoughCalls && credit?.meanPercent
      ? `<b>${localPercent(words, credit.meanPercent)}</b>`
      : words.t('team-few');
  const kept = keptOut.asked + keptOut.taken;
  return [
    `${escapeHtml(cut(person.name, Math.min(60, most)))}${absent ? ' 💤' : ''}${person.telegramId === null ? ' 📵' : ''}: ${mean}`,
    words.t('team-calls', { count: calls }),
    weakest && words.t('team-weakest', { section: cut(weakest, Math.min(40, most)) }),
    openAppeals > 0 && words.t('team-appeals', { count: openAppeals }),
    kept > 0 &&
      keptOut.percent !== null &&
      words.t('team-kept-out', { share: localPercent(words, keptOut.percent) }),
  ]
    .filter(Boolean)
    .join(' · ');
}

function suggestedLines(words: Words, suggested: TeamPage['suggested']): string[] {
  if (suggested.length === 0) return [];
  return [
    '',
    `<b>${words.t('team-suggested')}</b>`,
    ...suggested.map(
      ({ id, startedAt, talkS }) =>
        `${callLink(id).html} · ${dateTime(words, startedAt)} · ${length(talkS)}`,
    ),
  ];
}

function takeRows(words: Words, suggested: TeamPage['suggested']) {
  return suggested.map(({ id }) => [
    button(words.plain('button-take-call', { number: String(id) }), 'take', id),
  ]);
}

function memberScreen(words: Words, { line, month, latest, suggested }: TeamPage): Screen {
  const { person, credit, keptOut } = line;
  const figures = (credit?.types ?? []).flatMap(({ name, meanPercent, calls, sections }) => [
    words.t('member-type', {
      name,
      score: meanPercent === null ? '—' : localPercent(words, meanPercent),
      calls,
    }),
    ...sections.map(
      (section) =>
        `    ${escapeHtml(cut(section.name, 60))}: ${section.meanPercent === null ? '—' : localPercent(words, section.meanPercent)}`,
    ),
  ]);
  return fitting((most) =>
    screen(
      [
        `<b>${escapeHtml(shortName(person.name))}</b> · ${escapeHtml(cut(person.directionName ?? '—', most))} · ${monthName(words, month)}`,
        personLine(words, line, most),
        ...figures,
        words.t('member-kept-out', { asked: keptOut.asked, taken: keptOut.taken }),
        person.telegramId === null && words.t('member-unreachable'),
        latest.length > 0 &&
          words.t('member-latest', {
            numbers: html(latest.map((id) => callLink(id).html).join(', ')),
          }),
        ...suggestedLines(words, suggested),
      ],
      takeRows(words, suggested),
    ),
  );
}

function controllersScreen(ctx: Ctx, lines: readonly ControllerLine[]): Screen {
  const { words } = ctx;
  const month = monthName(words, localMonthOf(ctx.app.now(), words.zone));
  return fitting((most) =>
    screen(
      [
        `<b>${words.t('controllers-title', { month })}</b>`,
        ...lines.slice(0, controllersMost).map(({ person, scored, givenBack, expired }) =>
          words.t('controllers-line', {
            name: cut(person.name, Math.min(60, most)),
            scored,
            back:
              givenBack
                .map(({ reason, n }) => `${words.plain(`give-back-${reason}`)} ${n}`)
                .join(', ') || '0',
            expired,
          }),
        ),
      ],
      [[button(words.plain('button-back'), 'team')]],
    ),
  );
}

const pageOf = (page = '') => Math.max(0, Number.parseInt(page, 10) || 0);

export const teamTaps: Taps = {
  team: (ctx, page) =>
    ctx.member.roles.includes('supervisor')
      ? { screen: teamScreen(ctx, 'supervisor', pageOf(page)) }
      : refused(ctx, 'not_allowed'),
  mentees: (ctx, page) =>
    ctx.member.roles.includes('mentor')
      ? { screen: teamScreen(ctx, 'mentor', pageOf(page)) }
      : refused(ctx, 'not_allowed'),
  member: (ctx, id) => {
    const found = teamPage(ctx.app, ctx.member, Number(id));
    if (!found.ok) return refused(ctx, found.refusal);
    return { below: memberScreen(ctx.words, found.page) };
  },
  controllers: (ctx) => {
    const found = controllerLines(ctx.app, ctx.member);
    if (!found.ok) return refused(ctx, found.refusal);
    return { screen: controllersScreen(ctx, found.lines) };
  },
};
