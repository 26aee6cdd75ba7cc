import {
  type ChecklistLine,
  countedMost,
  type HeadShare,
  type PublishedVersion,
  type VersionStep,
} from '../../app/company/read-checklists.ts';
import { itemsOf } from '../../domain/checklist.ts';
import { checklistChanges, weightOf } from '../../domain/checklist-diff.ts';
import { button, cut, fitting, inRows, type Screen, screen } from '../screen.ts';
import { dateTime, dayMonth, localPercent, shortName, type Words } from '../words.ts';
import { bodyPages } from './checklist-body.ts';
import { changeLine } from './checklist-changes.ts';

const typesPerPage = 10;
const headsMost = 15;
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
          shown.map(({ latest }) => button(latest.checklist.name, 'checklist', latest.checklistId)),
          2,
        ),
        [
          ...(page > 0 ? [button('◀', 'checklists', page - 1)] : []),
          ...(page < last ? [button('▶', 'checklists', page + 1)] : []),
        ],
        [button(words.plain('button-checklist-upload'), 'checklist-new')],
        [button(words.plain('button-menu'), 'menu')],
      ],
    ),
  );
}

function typeLines(words: Words, { latest, scored, unclear }: ChecklistLine): string[] {
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
  ];
}

const countText = (count: number) => (count > countedMost ? `${countedMost}+` : String(count));

function shareLines(words: Words, heads: readonly HeadShare[], most: number): string[] {
  if (heads.length === 0) return [];
  const shown = heads.slice(0, headsMost).map(({ name, unclear, decided }) =>
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
    `<b>${words.t('checklist-head-shares')}</b>`,
    ...shown,
    ...(more > 0 ? [words.t('and-more', { count: more })] : []),
  ];
}

/** One type: its sections and items, page by page. */
export function typeScreen(words: Words, line: ChecklistLine, wanted: number): Screen {
  const { latest } = line;
  const { checklistId: id, checklist, active } = latest;
  const pages = bodyPages(words, checklist, line.unclear);
  const page = Math.min(Math.max(0, wanted), pages.length - 1);
  return screen(
    [
      ...typeLines(words, line),
      words.t('checklist-published', {
        at: dateTime(words, latest.publishedAt),
        name: publisher(words, latest),
        weight: weightOf(checklist),
      }),
      ...(active ? [] : [words.t('checklist-inactive')]),
      '',
      pages[page] ?? '',
    ],
    [
      pageRow('checklist', id, page, pages.length),
      [button(words.plain('button-checklist-yaml'), 'checklist-yaml', id, latest.version)],
      [
        button(words.plain('button-checklist-history'), 'checklist-old', id),
        active
          ? button(words.plain('button-checklist-off'), 'checklist-off', id)
          : button(words.plain('button-checklist-on'), 'checklist-on', id),
      ],
      [button(words.plain('button-back'), 'checklists')],
    ],
  );
}

/** `◀ 1/3 ▶`; nothing where one page is all. */
export function pageRow(verb: string, of: string | number, page: number, pages: number) {
  if (pages < 2) return [];
  return [
    ...(page > 0 ? [button('◀', verb, of, page - 1)] : []),
    button(`${page + 1}/${pages}`, verb, of, page),
    ...(page + 1 < pages ? [button('▶', verb, of, page + 1)] : []),
  ];
}

function publisher(words: Words, { publishedBy }: PublishedVersion): string {
  return publishedBy === null ? words.plain('checklist-by-file') : shortName(publishedBy);
}

/** Asks once before a type is taken away from the choice. */
export function offScreen(words: Words, { latest }: ChecklistLine): Screen {
  const { checklist, checklistId: id } = latest;
  return screen(
    [words.t('checklist-off-ask', { name: checklist.name })],
    [
      [
        button(words.plain('button-checklist-off-yes'), 'checklist-off-yes', id),
        button(words.plain('button-back'), 'checklist', id),
      ],
    ],
  );
}

/** Versions of a type, the newest first. */
export function historyScreen(words: Words, steps: readonly VersionStep[]): Screen {
  const [newest] = steps;
  const last = steps.at(-1);
  const id = newest?.version.checklistId ?? 0;
  const lines = steps.map(({ version, before }) =>
    words.t('checklist-version', {
      version: version.version,
      at: dateTime(words, version.publishedAt),
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
        steps.map(({ version }) =>
          button(String(version.version), 'checklist-step', id, version.version),
        ),
        4,
      ),
      last?.before
        ? [button(words.plain('button-older'), 'checklist-old', id, last.version.version)]
        : [],
      [button(words.plain('button-back'), 'checklist', id)],
    ],
  );
}

const changesShown = 40;

/** What a version changed of the one before it. */
export function stepScreen(words: Words, { version, before }: VersionStep): Screen {
  const { checklist, checklistId: id } = version;
  const changes = before ? checklistChanges(before.checklist, checklist) : [];
  const more = changes.length - changesShown;
  return fitting((most) =>
    screen(
      [
        `<b>${words.t('checklist-step', { name: checklist.name, version: version.version })}</b>`,
        words.t('checklist-published', {
          at: dateTime(words, version.publishedAt),
          name: publisher(words, version),
          weight: weightOf(checklist),
        }),
        '',
        ...(before ? [] : [words.t('checklist-first')]),
        ...changes.slice(0, changesShown).map((change) => changeLine(words, change, most)),
        more > 0 && words.t('and-more', { count: more }),
      ],
      [
        [button(words.plain('button-checklist-yaml'), 'checklist-yaml', id, version.version)],
        [button(words.plain('button-back'), 'checklist-old', id)],
      ],
    ),
  );
}
