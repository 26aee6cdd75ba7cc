import type {
  CalibratedItem,
  CalibrationView,
  CalibrationWaiting,
} from '../../app/scoring/read-calibration.ts';
import type { CalibrationDraft } from '../../app/scoring/start-calibration.ts';
import { calibrationDays, type Nearness } from '../../domain/calibration.ts';
import type { Verdict } from '../../domain/checklist.ts';
import { back } from '../button-styles.ts';
import { calibrationButton } from '../menu-buttons.ts';
import { cut, fitting, inRows, type Screen, screen } from '../screen.ts';
import {
  callLine,
  commentLine,
  escapeHtml,
  instant,
  length,
  localFigure,
  localPercent,
  mark,
  shortName,
  type Words,
} from '../words.ts';
import {
  agreeButton,
  clipButton,
  closeButton,
  controllerToggle,
  daysButton,
  dropButton,
  hearButton,
  itemButton,
  startButton,
  viewButton,
} from './calibration-buttons.ts';

const momentsMax = 8;
const nameMax = 30;

const listButton = (words: Words) =>
  calibrationButton.button(words.plain('button-calibrations'), {});

/** Who is asked, and until when. */
export function draftScreen(words: Words, { calibration, controllers }: CalibrationDraft): Screen {
  const { id: calibrationId, callId, workingDays } = calibration;
  return screen(
    [
      `<b>${words.t('calibration-new', { number: String(callId) })}</b>`,
      words.t('calibration-new-how'),
    ],
    [
      ...controllers.map(({ person, asked }) => [
        controllerToggle.button(`${asked ? '☑' : '☐'} ${cut(person.name, nameMax)}`, {
          calibrationId,
          personId: person.id,
          asked: !asked,
        }),
      ]),
      [...calibrationDays]
        .sort((a, b) => a - b)
        .map((days) =>
          daysButton.button(
            `${days === workingDays ? '● ' : ''}${words.plain('calibration-days', { days })}`,
            { calibrationId, days },
          ),
        ),
      [startButton.button(words.plain('button-calibration-start'), { calibrationId })],
      [dropButton.button(words.plain('button-cancel'), { calibrationId })],
    ],
  );
}

/** A calibration whose answers nobody sees yet. */
export function waitingScreen(
  words: Words,
  { calibration, view, asked, answered }: CalibrationWaiting,
): Screen {
  return screen(
    [
      `<b>${words.t('calibration-title', { number: String(view.id) })}</b>`,
      callLine(words, view),
      '',
      words.t('calibration-answered', { answered, asked }),
      words.t('calibration-until', { at: instant(words, calibration.deadlineAt ?? 0) }),
      words.t('calibration-hidden'),
    ],
    [[listButton(words)]],
  );
}

/** How near somebody came: items alike, and how far their score is from the agreed one. */
export function nearnessText(words: Words, { same, of, points }: Nearness): string {
  const line = words.t('nearness', { same, of });
  if (points === null) return line;
  const figure = localFigure(words, Math.abs(points).toFixed(1));
  const way = Math.abs(points) < 0.05 ? 'same' : points > 0 ? 'higher' : 'lower';
  return `${line}, ${words.t(`nearness-${way}`, { points: figure })}`;
}

/** Everybody's answers side by side, what they differ in first. */
export function resultScreen(words: Words, found: CalibrationView): Screen {
  const { calibration, view, items, raters, nearness, leads } = found;
  const differing = items.filter(({ differs }) => differs);
  const alike = items.length - differing.length;
  const isOpen = calibration.closedAt === null;
  const undecided = items.filter(({ agreed }) => agreed === null).length;
  const text = (most: number) => [
    `<b>${words.t('calibration-title', { number: String(view.id) })}</b>`,
    `${escapeHtml(found.version.checklist.name)} · ${callLine(words, view)}`,
    words.t('calibration-raters', {
      names: raters.map(({ name, kind }) => ratedBy(words, name, kind)).join(', '),
    }),
    figureLine(words, found),
    nearness && words.t('calibration-nearness', { near: nearnessText(words, nearness) }),
    '',
    ...differing.flatMap((one, at) => [...itemLines(words, found, one, at + 1, most), '']),
    words.t(differing.length > 0 ? 'calibration-alike' : 'calibration-all-alike', { alike }),
    isOpen && leads && undecided > 0 && words.t('calibration-undecided', { count: undecided }),
    !isOpen && words.t('calibration-closed'),
  ];
  const numbers =
    isOpen && leads
      ? differing.map(({ item }, at) =>
          itemButton.button(`${at + 1}`, { calibrationId: calibration.id, item: item.code }),
        )
      : [];
  const rows = [
    ...momentRows(calibration.id, found, differing),
    [hearButton.button(words.plain('button-whole-call'), { calibrationId: calibration.id })],
    ...inRows(numbers, 8),
    isOpen && leads
      ? [
          closeButton.button(words.plain('button-calibration-close'), {
            calibrationId: calibration.id,
          }),
        ]
      : [],
    [listButton(words)],
  ];
  return fitting((most) => screen(text(most), rows));
}

function ratedBy(words: Words, name: string, kind: CalibrationView['raters'][number]['kind']) {
  const short = cut(name, nameMax);
  return kind === 'calibration' ? short : `${short} (${words.plain(`calibration-${kind}`)})`;
}

function figureLine(words: Words, { percent, ac1, alpha }: CalibrationView): string {
  const figure = (value: number | null) =>
    value === null ? '—' : localFigure(words, value.toFixed(2));
  return words.t('calibration-figures', {
    percent: percent === null ? '—' : localPercent(words, String(Math.round(percent * 100))),
    ac1: figure(ac1),
    alpha: figure(alpha),
  });
}

function itemLines(
  words: Words,
  { raters }: CalibrationView,
  { item, said, agreed }: CalibratedItem,
  number: number,
  most: number,
): string[] {
  return [
    `${number}. <b>${escapeHtml(cut(item.text, most))}</b>`,
    ...raters.flatMap(({ name, answers }, at) => {
      const verdict = said[at];
      if (verdict === null || verdict === undefined) return [];
      const { comment = null, momentS = null } = answers.get(item.code) ?? {};
      const line = `${mark[verdict]} ${escapeHtml(cut(shortName(name), nameMax))}`;
      const spoken = comment !== null || momentS !== null;
      return spoken ? [line, commentLine(words, comment, momentS, most)] : [line];
    }),
    agreed === null
      ? words.t('calibration-open-item')
      : words.t('calibration-agreed', { verdict: mark[agreed] }),
  ];
}

/** The moments that anybody noted on what they differ in. */
function momentRows(
  calibrationId: number,
  { raters }: CalibrationView,
  items: readonly CalibratedItem[],
) {
  const noted = items.flatMap(({ item }) =>
    raters.flatMap(({ answers }) => answers.get(item.code)?.momentS ?? []),
  );
  const buttons = [...new Set(noted)]
    .sort((a, b) => a - b)
    .slice(0, momentsMax)
    .map((momentS) => clipButton.button(`▶ ${length(momentS)}`, { calibrationId, momentS }));
  return inRows(buttons, 4);
}

/** One item on which its leader says what is agreed. */
export function agreeScreen(words: Words, found: CalibrationView, one: CalibratedItem): Screen {
  const calibrationId = found.calibration.id;
  const { item } = one;
  const say = (verdict: Verdict, label: string) =>
    agreeButton.button(words.plain(label), { calibrationId, item: item.code, verdict });
  const at = found.items.indexOf(one) + 1;
  return fitting((most) =>
    screen(
      [
        `<b>${words.t('calibration-title', { number: String(found.view.id) })}</b>`,
        '',
        ...itemLines(words, found, one, at, most),
        item.guidance !== undefined && `<i>${escapeHtml(item.guidance)}</i>`,
        '',
        words.t('calibration-agree-ask'),
      ],
      [
        ...momentRows(calibrationId, found, [one]),
        [say('pass', 'button-done'), say('fail', 'button-not-done')],
        item.na ? [say('na', 'button-na')] : [],
        [back(viewButton.button(words.plain('button-back'), { calibrationId }))],
      ],
    ),
  );
}
