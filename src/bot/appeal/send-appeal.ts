import { type AppealDraft, appealDraft } from '../../app/appeal/read-case.ts';
import {
  beginAppeal,
  chooseKind,
  dropAppeal,
  giveReason,
  sendAppeal,
  toggleItem,
} from '../../app/appeal/send-appeal.ts';
import type { AppealKind } from '../../domain/call.ts';
import type { Outcome } from '../../domain/refusal.ts';
import type { Taker } from '../ask.ts';
import type { Ctx } from '../context.ts';
import { momentRows, momentsSaid } from '../recordings/listening.ts';
import { type Reply, refused } from '../reply.ts';
import { button, cut, fitting, type Screen, screen } from '../screen.ts';
import type { Taps } from '../taps.ts';
import { escapeHtml, length, span, spokenOr } from '../words.ts';
import { backToNotice } from './score-notice.ts';

function title(ctx: Ctx, { view }: AppealDraft): string {
  const left = view.deadlineAt === null ? null : span(ctx.words, view.deadlineAt - ctx.app.now());
  const call = ctx.words.t('appeal-title', { number: String(view.id) });
  return `<b>${call}</b>${left ? ` · ${ctx.words.t('appeal-left', { span: left })}` : ''}`;
}

/** What the seller does not agree with: failed items, or the call as a whole. */
export function itemsScreen(ctx: Ctx, draft: AppealDraft): Screen {
  const { words } = ctx;
  const { appeal, failures, view } = draft;
  const chosen = appeal.kind === 'items' ? Object.keys(appeal.items) : [];
  const items = failures.map(({ item }) => [
    button(
      `${chosen.includes(item.code) ? '☑' : '☐'} ${item.text}`,
      'ap-item',
      view.id,
      item.code,
      chosen.includes(item.code) ? 0 : 1,
    ),
  ]);
  return screen(
    [
      title(ctx, draft),
      words.t(failures.length > 0 ? 'appeal-which' : 'appeal-nothing-failed'),
      chosen.length > 0 && words.t('appeal-chosen', { count: chosen.length }),
    ],
    [
      ...items,
      [button(words.plain('button-appeal-other'), 'ap-other', view.id)],
      [
        ...(chosen.length > 0 ? [button(words.plain('button-forward'), 'ap-reason', view.id)] : []),
        button(words.plain('button-cancel'), 'ap-drop', view.id),
      ],
    ],
  );
}

function otherScreen(ctx: Ctx, draft: AppealDraft): Screen {
  const { words } = ctx;
  const id = draft.view.id;
  return screen(
    [title(ctx, draft), words.t('appeal-other')],
    [
      [button(words.plain('appeal-kind-wrong_type'), 'ap-kind', id, 'wrong_type')],
      [button(words.plain('appeal-kind-not_my_call'), 'ap-kind', id, 'not_my_call')],
      [button(words.plain('button-back'), 'appeal', id)],
    ],
  );
}

/** What is disputed, in words. */
function subject(ctx: Ctx, { appeal, failures }: AppealDraft, most: number): string {
  if (appeal.kind !== 'items') return ctx.words.plain(`appeal-kind-${appeal.kind}`);
  return failures
    .filter(({ item }) => Object.hasOwn(appeal.items, item.code))
    .map(({ item, momentS }) => {
      const moment = momentS === null ? '' : ` ▶ ${length(momentS)}`;
      return `«${cut(item.text, most)}»${moment}`;
    })
    .join('; ');
}

export function reasonScreen(ctx: Ctx, draft: AppealDraft): Screen {
  const { words } = ctx;
  return fitting((most) =>
    screen(
      [title(ctx, draft), escapeHtml(subject(ctx, draft, most)), '', words.t('appeal-why')],
      [
        [
          button(words.plain('button-back'), 'appeal', draft.view.id),
          button(words.plain('button-cancel'), 'ap-drop', draft.view.id),
        ],
      ],
    ),
  );
}

export function confirmScreen(ctx: Ctx, draft: AppealDraft): Screen {
  const { words } = ctx;
  const { appeal, view } = draft;
  return fitting((most) =>
    screen(
      [
        title(ctx, draft),
        words.t('appeal-check', { subject: subject(ctx, draft, most) }),
        words.t('appeal-reason', { text: spokenOr(words, appeal.reason, most) }),
      ],
      [
        ...momentRows(view.id, momentsSaid(view, appeal.reason)),
        [button(words.plain('button-appeal-send'), 'ap-send', view.id)],
        [
          button(words.plain('button-change'), 'ap-reason', view.id),
          button(words.plain('button-cancel'), 'ap-drop', view.id),
        ],
      ],
    ),
  );
}

/** The screen of the appeal in the making, drawn from the draft as it is now. */
function drawn(
  ctx: Ctx,
  id: string,
  done: Outcome<object>,
  draw: (ctx: Ctx, draft: AppealDraft) => Screen,
): Reply {
  const found = done.ok ? appealDraft(ctx.app, ctx.member, Number(id)) : done;
  if (found.ok) return { screen: draw(ctx, found.draft) };
  return { ...backToNotice(ctx, Number(id)), toast: ctx.words.plain(`refusal-${found.refusal}`) };
}

export const appealTaps = {
  appeal: (ctx, id = '') => {
    const done = beginAppeal(ctx.app, ctx.member, Number(id));
    return drawn(ctx, id, done, itemsScreen);
  },
  'ap-item': (ctx, id = '', itemCode = '', wanted = '') =>
    drawn(ctx, id, nameItem(ctx, Number(id), itemCode, wanted === '1'), itemsScreen),
  'ap-other': (ctx, id = '') => drawn(ctx, id, { ok: true }, otherScreen),
  'ap-kind': (ctx, id = '', kind = '') => {
    const wanted: AppealKind = kind === 'wrong_type' ? 'wrong_type' : 'not_my_call';
    const done = chooseKind(ctx.app, ctx.member, Number(id), wanted);
    return asking(id, drawn(ctx, id, done, reasonScreen));
  },
  'ap-reason': (ctx, id = '') => asking(id, drawn(ctx, id, { ok: true }, reasonScreen)),
  'ap-drop': (ctx, id = '') => {
    const done = dropAppeal(ctx.app, ctx.member, Number(id));
    return done.ok
      ? backToNotice(ctx, Number(id))
      : refused(ctx, done.refusal, backToNotice(ctx, Number(id)).screen ?? null);
  },
  'ap-send': (ctx, id = '') => {
    const done = sendAppeal(ctx.app, ctx.member, Number(id));
    const now = backToNotice(ctx, Number(id));
    if (!done.ok) return { ...now, toast: ctx.words.plain(`refusal-${done.refusal}`) };
    return { ...now, toast: ctx.words.plain('appeal-sent') };
  },
} satisfies Taps;

/** Names an item or leaves it out; a second tap of the same button finds it done already. */
function nameItem(ctx: Ctx, callId: number, itemCode: string, wanted: boolean): Outcome<object> {
  const found = appealDraft(ctx.app, ctx.member, callId);
  if (!found.ok) return found;
  const { kind, items } = found.draft.appeal;
  const named = kind === 'items' && Object.hasOwn(items, itemCode);
  return named === wanted ? { ok: true } : toggleItem(ctx.app, ctx.member, callId, itemCode);
}

/** The next message is the reason, unless the screen says that it is too late for one. */
function asking(id: string, shown: Reply): Reply {
  return shown.toast ? shown : { ...shown, ask: { kind: 'appeal_reason', about: id } };
}

export const takeAppealReason: Taker = (ctx, about, given) => {
  const callId = Number(about);
  const done = giveReason(ctx.app, ctx.member, callId, given);
  if (!done.ok) return done;
  const found = appealDraft(ctx.app, ctx.member, callId);
  return found.ok ? { ok: true, screen: confirmScreen(ctx, found.draft) } : found;
};
