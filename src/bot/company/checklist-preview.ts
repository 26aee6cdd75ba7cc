import {
  isNews,
  type Preview,
  type ProposedChecklist,
} from '../../app/company/preview-checklist.ts';
import type { PublishedVersion } from '../../app/company/read-checklists.ts';
import { type Item, itemsOf, limits } from '../../domain/checklist.ts';
import { weightOf } from '../../domain/checklist-diff.ts';
import type { ChecklistProblem } from '../../intake/read-checklists.ts';
import { checklistsButton } from '../menu-buttons.ts';
import { pageRow } from '../pager.ts';
import { cut, fitting, inRows, type Screen, screen } from '../screen.ts';
import { escapeHtml, type Words } from '../words.ts';
import { bodyPages } from './checklist-body.ts';
import {
  checklistButton,
  discardButton,
  lookButton,
  previewButton,
  publishButton,
} from './checklist-buttons.ts';
import { changeLine, problemLine } from './checklist-changes.ts';

const nameMax = 60;
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
    [[checklistsButton.button(words.plain('button-cancel'), {})]],
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
      [[checklistsButton.button(words.plain('button-to-checklists'), {})]],
    ),
  );
}

function titleOf(words: Words, fileName: string): string {
  const name = fileName === '' ? words.plain('checklist-pasted') : cut(fileName, nameMax);
  return `<b>${words.t('checklists-title')}</b> · ${escapeHtml(name)}`;
}

/** What was sent beside what is current: type by type what would change. */
export function previewScreen(words: Words, { id, fileName, proposed }: Preview): Screen {
  const each = Math.max(1, Math.floor(changesShown / proposed.length));
  return fitting((most) =>
    screen(
      [
        titleOf(words, fileName),
        ...proposed.flatMap((one) => ['', ...proposedLines(words, one, { most, each })]),
        '',
        words.t(id === null ? 'checklist-nothing-new' : 'checklist-not-yet'),
      ],
      id === null
        ? [[checklistsButton.button(words.plain('button-to-checklists'), {})]]
        : [
            ...inRows(
              proposed.map(({ checklist }, at) =>
                lookButton.button(`👁 ${checklist.name}`, { uploadId: id, at }),
              ),
              2,
            ),
            [
              publishButton.button(words.plain('button-publish'), { uploadId: id }),
              discardButton.button(words.plain('button-cancel'), { uploadId: id }),
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
  const { checklist, current, changes, pauses } = one;
  const shown = most < 60 ? Math.ceil(each / 2) : each;
  const news = [
    ...pauseLines(words, pauses, most),
    ...changes.map((change) => changeLine(words, change, most)),
  ];
  const more = news.length - shown;
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
    ...news.slice(0, shown),
    ...(more > 0 ? [words.t('and-more', { count: more })] : []),
  ];
}

/** Which items are paused no more once it is published, and which still are. */
function pauseLines(
  words: Words,
  { ended, kept }: ProposedChecklist['pauses'],
  most: number,
): string[] {
  const line = (key: string) => (item: Item) => words.t(key, { text: cut(item.text, most) });
  return [...ended.map(line('checklist-pause-ends')), ...kept.map(line('checklist-pause-stays'))];
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
  const { id: uploadId } = preview;
  if (!one || uploadId === null) return previewScreen(words, preview);
  const pages = bodyPages(words, one.checklist);
  const page = Math.min(Math.max(0, wanted), pages.length - 1);
  return screen(
    [titleOf(words, preview.fileName), words.t('checklist-not-yet'), '', pages[page]?.text ?? ''],
    [
      pageRow(page, pages.length, (label, to) =>
        lookButton.button(label, { uploadId, at, page: to }),
      ),
      [previewButton.button(words.plain('button-back'), { uploadId })],
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
          checklistButton.button(checklist.name, { checklistId }),
        ),
        2,
      ),
      [checklistsButton.button(words.plain('button-to-checklists'), {})],
    ],
  );
}

export function discardedScreen(words: Words): Screen {
  return screen(
    [words.t('checklist-discarded')],
    [[checklistsButton.button(words.plain('button-to-checklists'), {})]],
  );
}
