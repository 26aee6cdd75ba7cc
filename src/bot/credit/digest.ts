import type { App } from '../../app/app.ts';
import {
  type ControllerWeek,
  readDigest,
  type SellerWeek,
  type TeamWeek,
  type Week,
} from '../../app/credit/read-digest.ts';
import { hasDigest, setDigest } from '../../app/credit/send-digests.ts';
import { headOfChain } from '../../app/draw/read-draw.ts';
import type { PendingNotice } from '../../app/notices/read-notice.ts';
import type { Member } from '../../app/people/members.ts';
import { localMonthOf } from '../../domain/time.ts';
import { buttonKind, oneOf } from '../buttons.ts';
import { clipButton } from '../call-buttons.ts';
import { cronText } from '../company/policy-words.ts';
import type { Ctx } from '../context.ts';
import type { Rendered } from '../rendered.ts';
import { commandRoles } from '../roles.ts';
import { cut, type Screen, screen, sendScreen } from '../screen.ts';
import { dayMonth, html, length, localPercent, shortName, type Words } from '../words.ts';
import { creditBelowButton } from './credit-buttons.ts';
import { pointsText } from './credit-words.ts';
import { teamBelowButton } from './team-buttons.ts';

const setButton = buttonKind('digest-set', commandRoles.digest, { to: oneOf(['on', 'off']) });
const offButton = buttonKind('digest-off', commandRoles.digest);

const rowsMax = 12;
const itemMax = 120;
/** Below a tenth of a point nothing has changed. */
const noChange = 0.05;

/** The week that was, by everything that somebody is; nothing to tell, nothing sent. */
export function digestNotice(
  app: App,
  words: Words,
  member: Member,
  notice: PendingNotice<'digest'>,
): Rendered {
  const week = notice.payload;
  const { seller, team, controller } = readDigest(app, member, week);
  if (!hasDigest(app, member) || (!seller && !team && !controller)) return { do: 'drop' };
  const month = localMonthOf(week.to - 1, words.zone);
  return {
    do: 'send',
    silent: true,
    screen: screen(
      [
        `<b>${words.t('digest-title', { from: dayMonth(words, week.from), to: dayMonth(words, lastDay(week)) })}</b>`,
        ...(seller ? sellerLines(words, seller) : []),
        ...(team ? teamLines(words, team) : []),
        ...(controller ? controllerLines(words, controller) : []),
        ...chainLines(app, words),
      ],
      [
        seller?.clip ? [clipButton.button(`▶ ${length(seller.clip.momentS)}`, seller.clip)] : [],
        [
          ...(seller || controller
            ? [creditBelowButton.button(words.plain('button-credit'), { month })]
            : [teamBelowButton.button(words.plain('menu-team'), {})]),
          offButton.button(words.plain('button-digest-off'), {}),
        ],
      ],
    ),
  };
}

const lastDay = ({ to }: Week) => to - 1;

function sellerLines(words: Words, week: SellerWeek): string[] {
  const { calls, meanPercent, beforePercent, costliest, clip, welldone } = week;
  const mean = localPercent(words, meanPercent);
  return [
    beforePercent === null
      ? words.t('digest-seller', { mean, count: calls })
      : words.t('digest-seller-change', {
          mean,
          count: calls,
          before: localPercent(words, beforePercent),
        }),
    ...(costliest
      ? [
          words.t('digest-costliest', {
            item: cut(costliest.text, itemMax),
            cost: pointsText(words, costliest.costPercent ?? '0'),
          }),
        ]
      : []),
    ...(clip ? [words.t('digest-clip', { at: length(clip.momentS) })] : []),
    ...(welldone
      ? [
          words.t(welldone.mended ? 'digest-mended' : 'digest-welldone', {
            item: cut(welldone.text, itemMax),
            count: welldone.calls,
          }),
        ]
      : []),
  ];
}

function teamLines(words: Words, { rows, openAppeals }: TeamWeek): string[] {
  const rest = rows.length - rowsMax;
  return [
    ...rows.slice(0, rowsMax).map(({ name, calls, meanPercent, change }) =>
      words.t('digest-team-row', {
        name: shortName(name),
        mean: localPercent(words, meanPercent),
        calls,
        change: changeText(words, change),
      }),
    ),
    ...(rest > 0 ? [words.t('and-more', { count: rest })] : []),
    ...(openAppeals > 0 ? [words.t('digest-appeals', { count: openAppeals })] : []),
  ];
}

function changeText(words: Words, change: number | null): string {
  if (change === null || Math.abs(change) < noChange) return '';
  const figure = pointsText(words, Math.abs(change).toFixed(1));
  return ` ${change > 0 ? '▲' : '▼'} ${figure}`;
}

function controllerLines(words: Words, { reviews, stood, violations }: ControllerWeek): string[] {
  return [words.t('digest-controller', { reviews, stood, violations })];
}

/** What keeps past draws from being changed unseen by whoever keeps this message. */
function chainLines(app: App, words: Words): string[] {
  const head = headOfChain(app);
  return head === null ? [] : [words.t('digest-chain', { hash: html(`<code>${head}</code>`) })];
}

/** `/digest`: whether it comes, and the switch. */
function switchScreen({ app, member, words }: Ctx): Screen {
  const on = hasDigest(app, member);
  const when = cronText(words, app.policy().digestCron);
  return screen(
    [
      `<b>${words.t('digest-switch')}</b>`,
      on ? words.t('digest-is-on', { when }) : words.t('digest-is-off'),
    ],
    [
      [
        on
          ? setButton.button(words.plain('button-digest-off'), { to: 'off' })
          : setButton.button(words.plain('button-digest-on'), { to: 'on' }),
      ],
    ],
  );
}

export const openDigest = (ctx: Ctx) => sendScreen(ctx, switchScreen(ctx));

export const digestHandlers = [
  setButton.on((ctx, { to }) => {
    setDigest(ctx.app, ctx.member, to === 'on');
    return { screen: switchScreen(ctx) };
  }),

  // The digest itself stays as it was read.
  offButton.on((ctx) => {
    setDigest(ctx.app, ctx.member, false);
    return { toast: ctx.words.plain('digest-off-done'), alert: true };
  }),
];
