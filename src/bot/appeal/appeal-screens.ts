import { Menu } from '@grammyjs/menu';
import { type AppealDraft, appealDraft } from '../../app/appeal/read-draft.ts';
import { back } from '../button-styles.ts';
import { buttonKind, code, flag, id, oneOf, spentButton } from '../buttons.ts';
import { appealButton } from '../call-buttons.ts';
import type { Ctx } from '../context.ts';
import { menuView } from '../menus.ts';
import { momentRows, momentsSaid } from '../recordings/listening.ts';
import { byCall } from '../roles.ts';
import { cut, fitting, type Screen, screen } from '../screen.ts';
import { escapeHtml, length, span, spokenOr } from '../words.ts';
import { draftPastButton } from './precedents.ts';
import { noticeOf } from './score-notice.ts';

const ofCall = { callId: id };
/** Names an item that is disputed, or leaves it out: as is wanted, so that a second press changes nothing. */
export const itemButton = buttonKind('ap-item', byCall, {
  ...ofCall,
  itemCode: code,
  wanted: flag,
});
/** The call as a whole instead of its items. */
export const otherButton = buttonKind('ap-other', byCall, ofCall);
const wholeKinds = ['wrong_type', 'not_my_call'] as const;
export const kindButton = buttonKind('ap-kind', byCall, { ...ofCall, kind: oneOf(wholeKinds) });
/** Goes on to the reason. */
export const reasonButton = buttonKind('ap-reason', byCall, ofCall);
export const dropButton = buttonKind('ap-drop', byCall, ofCall);
export const sendButton = buttonKind('ap-send', byCall, ofCall);

function title(ctx: Ctx, { view }: AppealDraft): string {
  const left =
    view.deadlineAt === null ? null : span(ctx.words, view.deadlineAt - ctx.app.nowEarliest());
  const call = ctx.words.t('appeal-title', { number: String(view.id) });
  return `<b>${call}</b>${left ? ` · ${ctx.words.t('appeal-left', { span: left })}` : ''}`;
}

/**
 * What the seller does not agree with: failed items, or the call as a whole. `shown`: what was chosen when
 * the pressed message was drawn, by which its buttons are understood.
 */
export function itemsScreen(ctx: Ctx, draft: AppealDraft, shown = chosenOf(draft)): Screen {
  const { words } = ctx;
  const { failures, view } = draft;
  const of = { callId: view.id };
  const items = failures.map(({ item }) => {
    const chosen = shown.has(item.code);
    const label = `${chosen ? '☑' : '☐'} ${item.text}`;
    return [itemButton.button(label, { ...of, itemCode: item.code, wanted: !chosen })];
  });
  const drawn = screen(
    [
      title(ctx, draft),
      words.t(failures.length > 0 ? 'appeal-which' : 'appeal-nothing-failed'),
      shown.size > 0 && words.t('appeal-chosen', { count: shown.size }),
    ],
    [
      ...items,
      draft.hasPrecedents ? [draftPastButton.button(words.plain('button-precedents'), of)] : [],
      [otherButton.button(words.plain('button-appeal-other'), of)],
      [
        shown.size > 0
          ? reasonButton.button(words.plain('button-forward'), of)
          : spentButton(words.plain('button-forward')),
        dropButton.button(words.plain('button-cancel'), of),
      ],
    ],
  );
  return choice.screen(payloadOf(draft, shown), drawn);
}

function chosenOf({ appeal }: AppealDraft): ReadonlySet<string> {
  return new Set(appeal.kind === 'items' ? Object.keys(appeal.items) : []);
}

/** A call with what is chosen of its failed items, a bit for each: `1234.5`. */
function payloadOf({ view, failures }: AppealDraft, chosen: ReadonlySet<string>): string {
  const bits = failures.map(({ item }, at) => (chosen.has(item.code) ? 2 ** at : 0));
  return `${view.id}.${bits.reduce((sum, bit) => sum + bit, 0).toString(36)}`;
}

function readPayload(payload: string): { callId: number; bits: number } | null {
  const [, call = '', bits] = /^(\d+)\.([0-9a-z]{1,9})$/.exec(payload) ?? [];
  const callId = id.read(call);
  return callId === undefined || bits === undefined
    ? null
    : { callId, bits: Number.parseInt(bits, 36) };
}

/**
 * What a press on the choice means is said by what was chosen when it was drawn, not by what is by now:
 * several items pressed quickly are all named, and one pressed twice stays so.
 */
const choice = menuView(
  'appeal',
  (ctx, payload) => {
    const pressed = readPayload(payload);
    if (!pressed) return null;
    const found = appealDraft(ctx.app, ctx.member, pressed.callId);
    if (!found.ok) return null;
    const { failures } = found.draft;
    const chosen = failures.filter((_, at) => Math.floor(pressed.bits / 2 ** at) % 2 === 1);
    return itemsScreen(ctx, found.draft, new Set(chosen.map(({ item }) => item.code)));
  },
  (ctx, payload) => {
    const pressed = readPayload(payload);
    if (!pressed) return null;
    const found = appealDraft(ctx.app, ctx.member, pressed.callId);
    return found.ok ? itemsScreen(ctx, found.draft) : noticeOf(ctx, pressed.callId);
  },
);

/** The items that an appeal may name, each chosen by a press. */
export const choiceMenu = choice.drawn(new Menu('appeal', choice.options));

export function otherScreen(ctx: Ctx, draft: AppealDraft): Screen {
  const { words } = ctx;
  const of = { callId: draft.view.id };
  return screen(
    [title(ctx, draft), words.t('appeal-other')],
    [
      ...wholeKinds.map((kind) => [
        kindButton.button(words.plain(`appeal-kind-${kind}`), { ...of, kind }),
      ]),
      [back(appealButton.button(words.plain('button-back'), of))],
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
      return `${ctx.words.plain('quoted', { text: cut(item.text, most) })}${moment}`;
    })
    .join('; ');
}

export function reasonScreen(ctx: Ctx, draft: AppealDraft): Screen {
  const { words } = ctx;
  const of = { callId: draft.view.id };
  return fitting((most) =>
    screen(
      [title(ctx, draft), escapeHtml(subject(ctx, draft, most)), '', words.t('appeal-why')],
      [
        [
          back(appealButton.button(words.plain('button-back'), of)),
          dropButton.button(words.plain('button-cancel'), of),
        ],
      ],
    ),
  );
}

export function confirmScreen(ctx: Ctx, draft: AppealDraft): Screen {
  const { words } = ctx;
  const { appeal, view } = draft;
  const of = { callId: view.id };
  return fitting((most) =>
    screen(
      [
        title(ctx, draft),
        words.t('appeal-check', { subject: subject(ctx, draft, most) }),
        words.t('appeal-reason', { text: spokenOr(words, appeal.reason, most) }),
      ],
      [
        ...momentRows(view.id, momentsSaid(view, appeal.reason)),
        [sendButton.button(words.plain('button-appeal-send'), of)],
        [
          reasonButton.button(words.plain('button-change'), of),
          dropButton.button(words.plain('button-cancel'), of),
        ],
      ],
    ),
  );
}
