import { verdicts } from '../../domain/checklist.ts';
import { buttonKind, code, flag, id, oneOf } from '../buttons.ts';
import { byCall } from '../roles.ts';

/** Buttons of a calibration: whether somebody leads it or was asked is asked of the use case. */

const ofOne = { calibrationId: id };

/** While a head chooses. */
export const controllerToggle = buttonKind('cal-who', ['supervisor'], {
  ...ofOne,
  personId: id,
  asked: flag,
});
export const daysButton = buttonKind('cal-days', ['supervisor'], { ...ofOne, days: id });
export const startButton = buttonKind('cal-start', ['supervisor'], ofOne);
export const dropButton = buttonKind('cal-drop', ['supervisor'], ofOne);

/** One's own sheet, and the answers of all. */
export const answerButton = buttonKind('cal-answer', ['controller'], ofOne);
export const viewButton = buttonKind('cal-view', byCall, ofOne);
export const hearButton = buttonKind('cal-hear', byCall, ofOne);
export const clipButton = buttonKind('cal-clip', byCall, { ...ofOne, momentS: id });

/** What is agreed on an item, and the end. */
export const itemButton = buttonKind('cal-item', ['supervisor'], { ...ofOne, item: code });
export const agreeButton = buttonKind('cal-agree', ['supervisor'], {
  ...ofOne,
  item: code,
  verdict: oneOf(verdicts),
});
export const closeButton = buttonKind('cal-close', ['supervisor'], ofOne);

/** A benchmark to score. */
export const benchmarkButton = buttonKind('benchmark', ['controller'], ofOne);
