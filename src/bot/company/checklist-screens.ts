import {
  type ChecklistLine,
  type ChecklistView,
  countedMax,
  type HeadShare,
  lookBackYears,
  type PublishedVersion,
  type VersionStep,
} from '../../app/company/read-checklists.ts';
import { itemsOf } from '../../domain/checklist.ts';
import { checklistChanges, weightOf } from '../../domain/checklist-diff.ts';
import { checklistsButton, menuButton } from '../menu-buttons.ts';
import { pageRow, turnRow } from '../pager.ts';
import { cut, fitting, inRows, type Screen, screen } from '../screen.ts';
import { dayMonth, instant, localPercent, shortName, type Words } from '../words.ts';
import { bodyPages } from './checklist-body.ts';
import {
  checklistButton,
  offButton,
  offYesButton,
  onButton,
  uploadButton,
  versionButton,
  versionsButton,
  yamlButton,
} from './checklist-buttons.ts';
import { changeLine } from './checklist-changes.ts';
import { canPause, notesOn, pauseRows } from './checklist-pauses.ts';

const typesPerPage = 10;
const headsMax = 15;
export const versionsPerPage = 8;

/** Every call type in two lines, and how each head uses "item unclear". */
export function listScreen(
  words: Words,
  { lines, heads }: { lines: readonly ChecklistLine[]; heads: readonly HeadShare[] },
  page: number,
): Screen {
  const shown = lines.slice(page * typesPerPage, (page + 1) * typesPerPage);
  const last = Math.ceil(lines.length / typesPerPage) - 1;
  return fitting((most) =>
    screen(
      [
        `<b>${words.t('checklists-title')}</b>`,
        ...(lines.length === 0 ? [words.t('checklists-none')] : []),
        ...shown.flatMap((line) => ['', ...typeLines(words, line)]),
        ...shareLines(words, heads, most),
      ],
      [
        ...inRows(
          shown.map(({ latest: { checklist, checklistId } }) =>
            checklistButton.button(checklist.name, { checklistId }),
          ),
          2,
        ),
        turnRow(
          page > 0 && checklistsButton.button('◀', { page: page - 1 }),
          page < last && checklistsButton.button('▶', { page: page + 1 }),
        ),
        [uploadButton.button(words.plain('button-checklist-upload'), {})],
        [menuButton.button(words.plain('button-menu'), {})],
      ],
    ),
  );
}

function typeLines(words: Words, { latest, scored, unclear, paused }: ChecklistLine): string[] {
  const { checklist, active, version, publishedAt } = latest;
  return [
    words.t('checklist-type', {
      name: checklist.name,
      code: checklist.type,
      active: active ? 'yes' : 'no',
    }),
    words.t('checklist-facts', {
      version,
      since: dayMonth(words, publishedAt),
      items: itemsOf(checklist).length,
      scored: countText(scored),
    }),
    ...(unclear.size > 0 ? [words.t('checklist-unclear', { count: unclear.size })] : []),
    ...(paused.size > 0 ? [words.t('checklist-paused', { count: paused.size })] : []),
  ];
}

const countText = (count: number) => (count > countedMax ? `${countedMax}+` : String(count));

function shareLines(words: Words, heads: readonly HeadShare[], most: number): string[] {
  if (heads.length === 0) return [];
  const shown = heads.slice(0, headsMax).map(({ name, unclear, decided }) =>
    words.t('checklist-head-share', {
      name: cut(name, Math.min(60, most)),
      unclear,
      decided,
      share: localPercent(words, String(Math.round((unclear * 100) / decided))),
    }),
  );
  const more = heads.length - shown.length;
  return [
    '',
    `<b>${words.t('checklist-head-shares', { years: lookBackYears })}</b>`,
    ...shown,
    ...(more > 0 ? [words.t('and-more', { count: more })] : []),
  ];
}

/** One type: its sections and items, page by page; `wanted` is a page by number, or by the code of an item on it. */
export function typeScreen(words: Words, line: ChecklistView, wanted: number | string): Screen {
  const { latest } = line;
  const { checklistId, checklist, active, version } = latest;
  const pages = bodyPages(words, checklist, (code) => ({
    notes: notesOn(words, line, code),
    hasButton: canPause(line, code),
  }));
  const at =
    typeof wanted === 'number' ? wanted : pages.findIndex(({ codes }) => codes.includes(wanted));
  const page = Math.min(Math.max(0, at), pages.length - 1);
  const { text = '', codes = [] } = pages[page] ?? {};
  return screen(
    [
      ...typeLines(words, line),
      words.t('checklist-published', {
        at: instant(words, latest.publishedAt),
        name: publisher(words, latest),
        weight: weightOf(checklist),
      }),
      ...(active ? [] : [words.t('checklist-inactive')]),
      ...(line.overturned.size > 0 ? [words.t('checklist-pause-how')] : []),
      '',
      text,
    ],
    [
      pageRow(page, pages.length, (label, to) =>
        checklistButton.button(label, { checklistId, page: to }),
      ),
      ...pauseRows(words, line, codes),
      [yamlButton.button(words.plain('button-checklist-yaml'), { checklistId, version })],
      [
        versionsButton.button(words.plain('button-checklist-history'), { checklistId }),
        active
          ? offButton.button(words.plain('button-checklist-off'), { checklistId })
          : onButton.button(words.plain('button-checklist-on'), { checklistId }),
      ],
      [checklistsButton.button(words.plain('button-back'), {})],
    ],
  );
}

function publisher(words: Words, { publishedBy }: PublishedVersion): string {
  return publishedBy === null ? words.plain('checklist-by-file') : shortName(publishedBy);
}

/** Asks once before a type is taken away from the choice. */
export function offScreen(words: Words, { latest }: ChecklistLine): Screen {
  const { checklist, checklistId } = latest;
  return screen(
    [words.t('checklist-off-ask', { name: checklist.name })],
    [
      [
        offYesButton.button(words.plain('button-checklist-off-yes'), { checklistId }),
        checklistButton.button(words.plain('button-back'), { checklistId }),
      ],
    ],
  );
}

/** Versions of a type, the newest first. */
export function historyScreen(words: Words, steps: readonly VersionStep[]): Screen {
  const [newest] = steps;
  const last = steps.at(-1);
  const checklistId = newest?.version.checklistId ?? 0;
  const lines = steps.map(({ version, before }) =>
    words.t('checklist-version', {
      version: version.version,
      at: instant(words, version.publishedAt),
      name: publisher(words, version),
      changes: before ? checklistChanges(before.checklist, version.checklist).length : 'first',
    }),
  );
  return screen(
    [
      `<b>${words.t('checklist-history', { name: newest?.version.checklist.name ?? '' })}</b>`,
      ...lines,
    ],
    [
      ...inRows(
        steps.map(({ version: { version } }) =>
          versionButton.button(String(version), { checklistId, version }),
        ),
        4,
      ),
      last?.before
        ? [
            versionsButton.button(words.plain('button-older'), {
              checklistId,
              before: last.version.version,
            }),
          ]
        : [],
      [checklistButton.button(words.plain('button-back'), { checklistId })],
    ],
  );
}

const changesShown = 40;

/** What a version changed of the one before it. */
export function stepScreen(words: Words, { version, before }: VersionStep): Screen {
  const { checklist, checklistId } = version;
  const changes = before ? checklistChanges(before.checklist, checklist) : [];
  const more = changes.length - changesShown;
  return fitting((most) =>
    screen(
      [
        `<b>${words.t('checklist-step', { name: checklist.name, version: version.version })}</b>`,
        words.t('checklist-published', {
          at: instant(words, version.publishedAt),
          name: publisher(words, version),
          weight: weightOf(checklist),
        }),
        '',
        ...(before ? [] : [words.t('checklist-first')]),
        ...changes.slice(0, changesShown).map((change) => changeLine(words, change, most)),
        more > 0 && words.t('and-more', { count: more }),
      ],
      [
        [
          yamlButton.button(words.plain('button-checklist-yaml'), {
            checklistId,
            version: version.version,
          }),
        ],
        [versionsButton.button(words.plain('button-back'), { checklistId })],
      ],
    ),
  );
}
