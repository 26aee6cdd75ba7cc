import type { FileProblem, TableKind } from '../../domain/upload.ts';
import { columnLabel } from '../../intake/columns.ts';
import { fileMegabytesMax } from '../../intake/rows.ts';
import { causeOf } from '../refused-row.ts';
import type { Words } from '../words.ts';

/** Why a file cannot be read, and what to do. */
export function problemText(words: Words, noun: TableKind | null, problem: FileProblem): string {
  const { code, values, line } = problem;
  const at =
    line === null || code === 'strange_table' || code === 'columns'
      ? ''
      : ` ${words.t('import-at-line', { line })}`;
  if (code === 'wrong_kind') return words.t(`import-kind-${String(values.is)}`);
  if (code === 'columns') return columnsText(words, noun, values);
  if (code === 'not_yaml') {
    const cause = causeText(words, String(values.cause));
    return words.t('import-problem-not_yaml', { cause }) + at;
  }
  if (code === 'strange_table') return strangeText(words, noun, values);
  return words.t(`import-problem-${code}`, { megabytes: fileMegabytesMax, ...values }) + at;
}

/** Where a line can be put right its person is told how, in their language; else what the parser says. */
function causeText(words: Words, detail: string): string {
  const known = causeOf(detail);
  return known ? words.plain(`import-cause-${known.cause}`, { value: known.value }) : detail;
}

function strangeText(words: Words, noun: TableKind | null, values: FileProblem['values']): string {
  return words.t('import-problem-strange_table', {
    ...values,
    needed: labelsOf(words, noun, String(values.needed)),
    calls: noun === 'calls' ? 'yes' : 'no',
  });
}

/** Names of columns, `,` between them and `|` between those that will do as well, as people call them. */
function labelsOf(words: Words, noun: TableKind | null, ids: string): string {
  const or = ` ${words.plain('import-or')} `;
  return ids
    .split(/([,|])/)
    .filter((part) => part !== '')
    .map((part) => {
      if (part === ',') return ', ';
      if (part === '|') return or;
      return noun ? columnLabel(noun, part, words.language) : part;
    })
    .join('');
}

function columnsText(words: Words, noun: TableKind | null, values: FileProblem['values']): string {
  const named = (key: string) => labelsOf(words, noun, String(values[key] ?? ''));
  return [
    values.missing ? words.t('import-columns-missing', { columns: named('missing') }) : null,
    values.strange ? words.t('import-columns-strange', { columns: String(values.strange) }) : null,
    values.meant ? words.t('import-columns-meant', { columns: named('meant') }) : null,
    words.t('import-columns-found', { columns: String(values.found ?? '') }),
  ]
    .filter((part) => part !== null)
    .join('\n');
}
