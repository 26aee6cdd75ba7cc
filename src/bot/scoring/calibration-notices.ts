import type { App } from '../../app/app.ts';
import type { PendingNotice } from '../../app/notices/read-notice.ts';
import type { Member } from '../../app/people/members.ts';
import { calibrationSheet } from '../../app/scoring/answer-calibration.ts';
import { benchmarksOf } from '../../app/scoring/benchmarks.ts';
import { calibrationsFor } from '../../app/scoring/list-calibrations.ts';
import { readCalibration } from '../../app/scoring/read-calibration.ts';
import { calibrationButton } from '../menu-buttons.ts';
import type { Rendered } from '../rendered.ts';
import { screen } from '../screen.ts';
import { instant, type Words } from '../words.ts';
import { answerButton, viewButton } from './calibration-buttons.ts';
import { nearnessText } from './calibration-screens.ts';

const drop: Rendered = { do: 'drop' };

/** A controller is asked to score a call blind. */
export function calibrationBegun(
  app: App,
  words: Words,
  member: Member,
  { payload }: PendingNotice<'calibration_begun'>,
): Rendered {
  const { calibrationId } = payload;
  if (!calibrationSheet(app, member, calibrationId).ok) return drop;
  const one = calibrationsFor(app, member).toAnswer.find(({ id }) => id === calibrationId);
  if (!one) return drop;
  const at = instant(words, one.deadlineAt ?? 0);
  return {
    do: 'send',
    screen: screen(
      [
        `<b>${words.t('calibration-title', { number: String(one.callId) })}</b>`,
        words.t('calibration-asked', { at }),
      ],
      [[answerButton.button(words.plain('button-calibration-score'), { calibrationId })]],
    ),
  };
}

/** The answers stand side by side: for who leads it, and for all who were asked; or it is closed. */
export function calibrationShown(
  app: App,
  words: Words,
  member: Member,
  { kind, payload }: PendingNotice<'calibration_ready' | 'calibration_closed'>,
): Rendered {
  const { calibrationId } = payload;
  const found = readCalibration(app, member, calibrationId);
  if (!found.ok || !('ready' in found.seen)) return drop;
  const { view, items, nearness, leads, calibration } = found.seen.ready;
  if (kind === 'calibration_ready' && calibration.closedAt !== null) return drop;
  const differ = items.filter(({ differs }) => differs).length;
  return {
    do: 'send',
    screen: screen(
      [
        `<b>${words.t('calibration-title', { number: String(view.id) })}</b>`,
        kind === 'calibration_ready'
          ? words.t('calibration-ready', { differ, items: items.length })
          : words.t('calibration-closed'),
        kind === 'calibration_ready' && leads && words.t('calibration-ready-lead'),
        kind === 'calibration_closed' &&
          nearness !== null &&
          words.t('calibration-nearness', { near: nearnessText(words, nearness) }),
      ],
      [
        [
          viewButton.button(words.plain('button-calibration-view', { number: String(view.id) }), {
            calibrationId,
          }),
        ],
      ],
    ),
  };
}

/** A new controller is offered the benchmarks. */
export function benchmarksOffered(app: App, words: Words, member: Member): Rendered {
  if (!member.roles.includes('controller')) return drop;
  const count = benchmarksOf(app, member).left.length;
  if (count === 0) return drop;
  return {
    do: 'send',
    screen: screen(
      [`<b>${words.t('benchmarks-title')}</b>`, words.t('benchmarks-offered', { count })],
      [[calibrationButton.button(words.plain('button-benchmark'), {})]],
    ),
  };
}
