import type { App } from '../../app/app.ts';
import { filesBefore, firstRefused, type Upload } from '../../app/intake/uploads.ts';
import { type Counts, type TableKind, tableKinds } from '../../domain/upload.ts';
import { columnLabel, columnsOf } from '../../intake/columns.ts';
import { fileMegabytesMax, rowsMax } from '../../intake/rows.ts';
import { sampleTable } from '../../intake/sample.ts';
import { importButton, menuButton } from '../menu-buttons.ts';
import { refusedLine } from '../refused-row.ts';
import { cut, fitting, inRows, type Screen, screen } from '../screen.ts';
import { escapeHtml, type Words } from '../words.ts';
import { problemText } from './file-problem.ts';
import {
  acceptButton,
  asButton,
  cancelButton,
  checkAgainButton,
  kindButton,
  refusedButton,
  sampleButton,
} from './import-buttons.ts';

const refusedShown = 8;
const nameMax = 60;

/** What can be brought in, and how a file has to look. */
export function importScreen(words: Words): Screen {
  return screen(
    [
      `<b>${words.t('import-title')}</b>`,
      words.t('import-how', { megabytes: fileMegabytesMax, rows: rowsMax }),
      words.t('import-choose'),
    ],
    [
      ...inRows(
        tableKinds.map((kind) => kindButton.button(words.plain(`import-noun-${kind}`), { kind })),
        2,
      ),
      [menuButton.button(words.plain('button-menu'), {})],
    ],
  );
}

/** One kind: its columns, and what a file of it looks like. */
export function kindScreen(words: Words, kind: TableKind): Screen {
  const label = (id: string) => columnLabel(kind, id, words.language);
  const columns = columnsOf(kind).filter((id) => !id.includes('.'));
  const [head = [], ...rows] = sampleTable(kind, words.language);
  const example = [head, ...rows].map((row) => escapeHtml(row.join(' ; '))).join('\n');
  return screen(
    [
      `<b>${words.t(`import-noun-${kind}`)}</b>`,
      words.t('import-send'),
      words.t('import-columns', { columns: columns.map(label).join(', ') }),
      words.t(`import-note-${kind}`),
      `<pre>${example}</pre>`,
    ],
    [
      [sampleButton.button(words.plain('button-sample'), { kind })],
      [importButton.button(words.plain('button-back'), {})],
    ],
  );
}

/** An upload as it stands now, whichever way it has come. */
export function uploadScreen(app: App, words: Words, upload: Upload): Screen {
  const title = titleOf(words, upload);
  const { id: uploadId } = upload;
  const stop = cancelButton.button(words.plain('button-cancel'), { uploadId });
  switch (upload.state) {
    case 'checking':
    case 'importing':
      return screen([title, `⏳ ${progressText(app, words, upload)}`], [[stop]]);
    case 'asking':
      return screen(
        [title, words.t('import-which')],
        [
          ...inRows(
            tableKinds.map((kind) =>
              asButton.button(words.plain(`import-noun-${kind}`), { uploadId, kind }),
            ),
            2,
          ),
          [stop],
        ],
      );
    case 'checked':
      return checkedScreen(app, words, upload, title);
    case 'failed':
      return failedScreen(words, upload, title);
    case 'done':
    case 'cancelled':
      return endScreen(app, words, upload, title);
  }
}

function titleOf(words: Words, { noun, fileName }: Upload): string {
  const name = escapeHtml(cut(fileName, nameMax));
  return noun ? `<b>${words.t(`import-noun-${noun}`)}</b> · ${name}` : `<b>${name}</b>`;
}

function progressText(app: App, words: Words, upload: Upload): string {
  const { rowsDone, rowsTotal } = upload;
  const before = filesBefore(app, upload);
  if (before > 0) return words.t('import-waits', { count: before });
  if (rowsTotal === null) return words.t('import-reading');
  const percent = String(rowsTotal === 0 ? 100 : Math.floor((rowsDone * 100) / rowsTotal));
  const figures = { percent, done: grouped(words, rowsDone), total: grouped(words, rowsTotal) };
  return words.t(`import-progress-${upload.state === 'checking' ? 'check' : 'take'}`, figures);
}

const formats = {
  ru: new Intl.NumberFormat('ru-RU', { useGrouping: 'min2' } as Intl.NumberFormatOptions),
  en: new Intl.NumberFormat('en-US', { useGrouping: 'min2' } as Intl.NumberFormatOptions),
};
/** `100 000`, `100,000`. */
function grouped({ language }: Words, count: number): string {
  return formats[language].format(count);
}

function countLines(words: Words, counts: Counts, key: 'would' | 'did'): string[] {
  const said = (['created', 'updated', 'unchanged', 'refused'] as const).flatMap((result) =>
    counts[result] === 0
      ? []
      : [words.t(`import-${key}-${result}`, { count: grouped(words, counts[result]) })],
  );
  return [said.join(' · ')];
}

function refusedLines(app: App, words: Words, upload: Upload, refused: number): string[] {
  const { noun } = upload;
  if (refused === 0 || !noun) return [];
  const shown = firstRefused(app, upload, refusedShown).map(
    (row) => `• ${escapeHtml(refusedLine(words, noun, row))}`,
  );
  const more = refused - shown.length;
  return [
    '',
    `<b>${words.t('import-refused')}</b>`,
    ...shown,
    ...(more > 0 ? [words.t('and-more', { count: more })] : []),
  ];
}

function refusedRow(words: Words, uploadId: number, refused: number) {
  return refused > 0 ? [refusedButton.button(words.plain('button-refused'), { uploadId })] : [];
}

function checkedScreen(app: App, words: Words, upload: Upload, title: string): Screen {
  const { id: uploadId, report, rowsTotal } = upload;
  const counts = report.checked ?? { created: 0, updated: 0, unchanged: 0, refused: 0 };
  const changes = counts.created + counts.updated;
  const accept = words.plain('button-accept-rows', { count: grouped(words, changes) });
  return fitting(() =>
    screen(
      [
        title,
        words.t('import-rows', { count: grouped(words, rowsTotal ?? 0) }),
        ...countLines(words, counts, 'would'),
        ...(report.remarks ?? []).map(({ code, values }) =>
          words.t(`import-remark-${code}`, { ...values }),
        ),
        words.t(changes > 0 ? 'import-nothing-yet' : 'import-nothing-to-do'),
        ...refusedLines(app, words, upload, counts.refused),
      ],
      [
        changes > 0 ? [acceptButton.button(accept, { uploadId })] : [],
        refusedRow(words, uploadId, counts.refused),
        [
          ...(counts.refused > 0
            ? [checkAgainButton.button(words.plain('button-again'), { uploadId })]
            : []),
          cancelButton.button(words.plain('button-cancel'), { uploadId }),
        ],
      ],
    ),
  );
}

function failedScreen(words: Words, { noun, report }: Upload, title: string): Screen {
  return screen(
    [title, report.problem ? problemText(words, noun, report.problem) : words.t('import-failed')],
    [
      noun ? [sampleButton.button(words.plain('button-sample'), { kind: noun })] : [],
      [importButton.button(words.plain('button-import'), {})],
    ],
  );
}

/** Done, or called off: what was taken in, and what was not. */
function endScreen(app: App, words: Words, upload: Upload, title: string): Screen {
  const { id: uploadId, state, report, rowsDone, rowsTotal } = upload;
  const { taken } = report;
  const whole = state === 'done';
  const figures = { done: grouped(words, rowsDone), total: grouped(words, rowsTotal ?? 0) };
  return screen(
    [
      title,
      whole
        ? words.t('import-done')
        : words.t(taken ? 'import-stopped' : 'import-cancelled', figures),
      ...(taken ? countLines(words, taken, 'did') : []),
      ...(whole && taken ? refusedLines(app, words, upload, taken.refused) : []),
    ],
    [
      refusedRow(words, uploadId, taken?.refused ?? 0),
      [importButton.button(words.plain('button-import'), {})],
    ],
  );
}
