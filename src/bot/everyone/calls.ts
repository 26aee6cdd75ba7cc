import { filterOf, listCalls, setFilter } from '../../app/list-calls.ts';
import { type StatusKind, statuses, statusKinds } from '../../domain/status.ts';
import type { Ctx } from '../context.ts';
import { button, inRows, type Screen, screen } from '../screen.ts';
import { refused, type Taps } from '../taps.ts';
import { callLine, callLink, escapeHtml, shortName } from '../words.ts';
import { openCard } from './card.ts';

/** The calls one may see, newest first, filtered by status; the filter is kept per person. */
export function callsScreen(ctx: Ctx, beforeId: number | null = null): Screen {
  const { words, app, member } = ctx;
  const { filter, calls, olderThan } = listCalls(app, member, beforeId);
  const status = filter.status ? words.plain(`status-${filter.status}`) : words.plain('calls-all');
  const sold = member.roles.length === 1 && member.roles[0] === 'seller';
  const lines = calls.map((view) => {
    const seller = sold ? '' : ` · ${escapeHtml(shortName(view.sellerName))}`;
    const state = filter.status ? '' : `\n    <i>${words.t(`status-${view.status}`)}</i>`;
    return `${callLink(view.id).html} · ${callLine(words, view)}${seller}${state}`;
  });
  return screen(
    [
      `<b>${words.t('calls-title', { status })}</b>`,
      ...(calls.length > 0
        ? lines
        : [words.t(filter.status ? 'calls-none-filtered' : 'calls-none')]),
    ],
    [
      ...inRows(
        calls.map(({ id }) => button(String(id), 'open', id)),
        4,
      ),
      [
        ...(beforeId === null ? [] : [button(words.plain('button-newest'), 'calls')]),
        ...(olderThan === null ? [] : [button(words.plain('button-older'), 'calls', olderThan)]),
      ],
      [
        button(words.plain('button-filter-status'), 'calls-filter'),
        ...(filter.status ? [button(words.plain('button-reset'), 'calls-status', 'all')] : []),
      ],
    ],
  );
}

const kindIcons: Record<StatusKind, string> = {
  preliminary: '⚪️',
  listening: '🎧',
  scored: '🟡',
  final: '🟢',
};

function filterScreen(ctx: Ctx): Screen {
  const { words } = ctx;
  const current = filterOf(ctx.app, ctx.member).status;
  return screen(
    [`<b>${words.t('calls-choose-status')}</b>`],
    [
      ...statuses.map((status) => [
        button(
          `${status === current ? '☑' : kindIcons[statusKinds[status]]} ${words.plain(`status-${status}`)}`,
          'calls-status',
          status,
        ),
      ]),
      [
        button(words.plain('button-reset'), 'calls-status', 'all'),
        button(words.plain('button-back'), 'calls'),
      ],
    ],
  );
}

export const callsTaps: Taps = {
  calls: (ctx, beforeId) => ({ screen: callsScreen(ctx, beforeId ? Number(beforeId) : null) }),
  'calls-filter': (ctx) => ({ screen: filterScreen(ctx) }),
  'calls-status': (ctx, wanted) => {
    const status = statuses.find((known) => known === wanted) ?? null;
    if (status === null && wanted !== 'all') return refused(ctx, 'stale', callsScreen(ctx));
    setFilter(ctx.app, ctx.member, { status });
    return { screen: callsScreen(ctx) };
  },
  open: (ctx, id) => ({ after: () => openCard(ctx, Number(id)) }),
};
