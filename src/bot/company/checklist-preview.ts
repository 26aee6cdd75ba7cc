import {
  isNews,
  type Preview,
  type ProposedChecklist,
} from '../../app/company/preview-checklist.ts';
import type { PublishedVersion } from '../../app/company/read-checklists.ts';
import { itemsOf, limits } from '../../domain/checklist.ts';
import { weightOf } from '../../domain/checklist-diff.ts';
import type { ChecklistProblem } from '../../intake/read-checklists.ts';
import { button, cut, fitting, inRows, type Screen, screen } from '../screen.ts';
import { escapeHtml, type Words } from '../words.ts';
import { bodyPages } from './checklist-body.ts';
import { changeLine, problemLine } from './checklist-changes.ts';
import { pageRow } from './checklist-screens.ts';

const nameMost = 60;
const changesShown = 40;
const problemsShown = 15;

/** A checklist file as short as it can be, its texts in the reader's language. */
const example = ({ plain }: Words): string => `type: incoming-order
name: "${plain('checklist-example-name')}"
sections:
  - code: greeting
    name: ${plain('checklist-example-section')}
    items:
      - code: name
        text: ${plain('checklist-example-item')}
        guidance: ${plain('checklist-example-guidance')}
        weight: 5
      - code: rude
        text: ${plain('checklist-example-critical')}
        weight: 10
        critical: call
        na: false`;

/** How to bring a checklist in. */
export function uploadScreen(words: Words): Screen {
  return screen(
    [
      `<b>${words.t('checklist-upload-title')}</b>`,
      words.t('checklist-upload-how', { items: limits.itemsMax }),
      `<pre>${escapeHtml(example(words))}</pre>`,
    ],
    [[button(words.plain('button-cancel'), 'checklists')]],
  );
}

/** What is wrong with a file; nothing was changed. */
export function problemsScreen(
  words: Words,
  fileName: string,
  problems: readonly ChecklistProblem[],
): Screen {
  const more = problems.length - problemsShown;
  return fitting((most) =>
    screen(
      [
        titleOf(words, fileName),
        words.t('checklist-problems'),
        ...problems
          .slice(0, problemsShown)
          .map(
            (problem) => `• ${escapeHtml(cut(problemLine(words, problem), Math.max(60, most)))}`,
          ),
        more > 0 && words.t('and-more', { count: more }),
        '',
        words.t('checklist-problems-cure'),
      ],
      [[button(words.plain('button-to-checklists'), 'checklists')]],
    ),
  );
}

function titleOf(words: Words, fileName: string): string {
  const name = fileName === '' ? words.plain('checklist-pasted') : cut(fileName, nameMost);
  return `<b>${words.t('checklists-title')}</b> · ${escapeHtml(name)}`;
}

/** What was sent beside what is current: type by type what would change. */
export function previewScreen(words: Words, { id, fileName, proposed }: Preview): Screen {
  const each = Math.max(1, Math.floor(changesShown / proposed.length));
  const looks = proposed.map(({ checklist }, at) =>
    button(`👁 ${checklist.name}`, 'checks-look', id ?? 0, at),
  );
  return fitting((most) =>
    screen(
      [
        titleOf(words, fileName),
        ...proposed.flatMap((one) => ['', ...proposedLines(words, one, { most, each })]),
        '',
        words.t(id === null ? 'checklist-nothing-new' : 'checklist-not-yet'),
      ],
      id === null
        ? [[button(words.plain('button-to-checklists'), 'checklists')]]
        : [
            ...inRows(looks, 2),
            [
              button(words.plain('button-publish'), 'checks-yes', id),
              button(words.plain('button-cancel'), 'checks-no', id),
            ],
          ],
    ),
  );
}

function proposedLines(
  words: Words,
  one: ProposedChecklist,
  { most, each }: { most: number; each: number },
): string[] {
  const { checklist, current, changes } = one;
  const shown = most < 60 ? Math.ceil(each / 2) : each;
  const more = changes.length - shown;
  return [
    words.t('checklist-type', {
      name: cut(checklist.name, Math.max(20, most)),
      code: checklist.type,
      active: current?.active === false ? 'no' : 'yes',
    }),
    words.t('checklist-becomes', {
      state: current === null ? 'new' : isNews(one) ? 'changed' : 'same',
      version: (current?.version ?? 0) + 1,
      before: current?.version ?? 0,
    }),
    words.t('checklist-sums', {
      sections: checklist.sections.length,
      items: itemsOf(checklist).length,
      weight: weightText(one),
    }),
    ...changes.slice(0, shown).map((change) => changeLine(words, change, most)),
    ...(more > 0 ? [words.t('and-more', { count: more })] : []),
  ];
}

/** `80 → 84`, or the sum alone where it stays. */
function weightText({ checklist, current }: ProposedChecklist): string {
  const after = weightOf(checklist);
  const before = current ? weightOf(current.checklist) : after;
  return before === after ? String(after) : `${before} → ${after}`;
}

/** All of one checklist that was sent, page by page. */
export function lookScreen(words: Words, preview: Preview, at: number, wanted: number): Screen {
  const one = preview.proposed[at];
  if (!one || preview.id === null) return previewScreen(words, preview);
  const pages = bodyPages(words, one.checklist);
  const page = Math.min(Math.max(0, wanted), pages.length - 1);
  return screen(
    [titleOf(words, preview.fileName), words.t('checklist-not-yet'), '', pages[page] ?? ''],
    [
      pageRow('checks-look', `${preview.id}:${at}`, page, pages.length),
      [button(words.plain('button-back'), 'checks', preview.id)],
    ],
  );
}

export function publishedScreen(words: Words, published: readonly PublishedVersion[]): Screen {
  return screen(
    [
      `<b>${words.t('checklist-done')}</b>`,
      ...published.map(({ checklist, version }) =>
        words.t('checklist-done-line', { name: checklist.name, version }),
      ),
      words.t('checklist-done-note'),
    ],
    [
      ...inRows(
        published.map(({ checklist, checklistId }) =>
          button(checklist.name, 'checklist', checklistId),
        ),
        2,
      ),
      [button(words.plain('button-to-checklists'), 'checklists')],
    ],
  );
}

export function discardedScreen(words: Words): Screen {
  return screen(
    [words.t('checklist-discarded')],
    [[button(words.plain('button-to-checklists'), 'checklists')]],
  );
}
