import type { App } from '../../app/app.ts';
import { overturnedItem, pauseItem, resumeItem } from '../../app/company/pause-item.ts';
import { oneChecklist } from '../../app/company/read-checklists.ts';
import type { PendingNotice } from '../../app/notices/read-notice.ts';
import type { Member } from '../../app/people/members.ts';
import type { Ctx } from '../context.ts';
import type { Rendered } from '../rendered.ts';
import { type Reply, refused } from '../reply.ts';
import { type Screen, screen } from '../screen.ts';
import { localPercent, type Words } from '../words.ts';
import { checklistButton, pauseButton, resumeButton } from './checklist-buttons.ts';
import { overturnedFigures } from './checklist-pauses.ts';
import { typeScreen } from './checklist-screens.ts';

function pausing(change: typeof pauseItem, said: string) {
  return (ctx: Ctx, { versionId, item }: { versionId: number; item: string }): Reply => {
    const done = change(ctx.app, ctx.member, { versionId, itemCode: item });
    if (!done.ok) return refused(ctx, done.refusal);
    const now = oneChecklist(ctx.app, ctx.member, done.checklistId);
    if (!now.ok) return refused(ctx, now.refusal);
    return { screen: typeScreen(ctx.words, now.line, item), toast: ctx.words.plain(said) };
  };
}

export const pausedItemHandlers = [
  pauseButton.on(pausing(pauseItem, 'item-is-paused')),
  resumeButton.on(pausing(resumeItem, 'item-is-resumed')),
];

/** Tells an administrator of an item that is overturned more often than the rule allows. */
export function itemOverturned(
  app: App,
  words: Words,
  member: Member,
  { payload }: PendingNotice<'item_overturned'>,
): Rendered {
  const found = member.roles.includes('admin') ? overturnedItem(app, payload) : null;
  return found ? { do: 'send', screen: overturnedScreen(app, words, found) } : { do: 'drop' };
}

function overturnedScreen(
  app: App,
  words: Words,
  { latest, item, tally }: NonNullable<ReturnType<typeof overturnedItem>>,
): Screen {
  const { id: versionId, checklistId, checklist } = latest;
  return screen(
    [
      `<b>${words.t('item-overturned-title', { name: checklist.name })}</b>`,
      words.t('item-overturned', {
        text: item.text,
        ...overturnedFigures(words, tally),
        allowed: localPercent(words, String(app.policy().itemOverturnedPercent)),
      }),
      words.t('item-overturned-how'),
    ],
    [
      [pauseButton.button(words.plain('button-item-pause'), { versionId, item: item.code })],
      [checklistButton.button(words.plain('button-to-checklist'), { checklistId })],
    ],
  );
}
