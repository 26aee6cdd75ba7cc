import type { ItemError } from '../domain/intake.ts';
import { roles } from '../domain/person.ts';
import type { RefusedRow, TableKind } from '../domain/upload.ts';
import { columnLabel } from '../intake/columns.ts';
import { cut } from './screen.ts';
import type { Words } from './words.ts';

/**
 * What the details of refused items come to, so that they can be said in the person's language; the
 * first group is the value that the words name. The API and the command line say the details as they are.
 */
const causes: readonly (readonly [cause: string, detail: RegExp])[] = [
  ['required', /^is required$/],
  ['empty', /^must not be empty$/],
  ['text', /^must be text/],
  ['number', /^must be a (?:whole )?number(?:, not (.+))?$/],
  ['flag', /^must be true or false/],
  ['list', /^must be a list/],
  ['object', /^must be an object/],
  ['one-of', /^must be one of: (.+)$/],
  ['long', /^is longer than (\d+) characters$/],
  ['many', /^has more than (\d+) entries$/],
  ['least', /^must be at least (\S+)$/],
  ['most', /^must be at most (\S+)$/],
  ['address', /^is no (?:URL|http)/],
  ['recording', /^must be \{"url"/],
  ['instant', /^is no RFC 3339/],
  ['strange', /^is not a field of this item$/],
  ['seller', /^name the seller by/],
  ['talk', /^is longer than durationS \((\d+)\)$/],
  ['phone', /^"([\s\S]*)" is no phone number/],
  ['unknown', /^"([\s\S]*)" is not known; bring it in first$/],
  ['mentor', /^this mentor is not known/],
  ['direction', /^a seller belongs to a direction/],
  ['scope', /^only a supervisor is scoped/],
  ['extension', /^is the extension of somebody else/],
  ['telegram', /^is the Telegram account of somebody else/],
  ['source', /^"[\s\S]*" says no source; write (.+)$/],
  ['rounded', /^was rounded off to "([^"]*)"/],
  ['yaml-comment', /^lost what follows a "#".*?in quotes: ([\s\S]+)$/],
  ['yaml-mark', /^lost "[\s\S]*?", which YAML reads.*?in quotes: ([\s\S]+)$/],
  ['yaml-sign', /^begins with ".", which means something else in YAML.*?in quotes: ([\s\S]+)$/],
  ['yaml-colon', /^holds a ":" that begins.*?in quotes: ([\s\S]+)$/],
  ['yaml-read', /^was read as .*?in quotes: ([\s\S]+)$/],
  ['yaml-tab', /^a tab indents this line/],
  ['yaml-documents', /^a second "type" begins here/],
  ['yaml-twice', /^the field "(.*)" is there twice/],
  ['own-mentor', /^nobody is their own mentor$/],
  ['other-admin', /^another administrator does this$/],
  ['last-admin', /^is the only active administrator/],
  ['differs', /^differs from what was taken in before/],
  ['formula-in', /^the cell (\S+) holds a formula/],
  ['formula', /^is a formula; put/],
  ['seconds', /^is no number of seconds$/],
  ['wall-time', /^is no time such as/],
  ['columns', /^has (\d+) columns, which is not/],
  ['quote', /^has a quote that does not close$/],
  ['nobody', /^is of nobody here/],
  ['cells', /^has (\d+) cells where the header names/],
];

const valueMax = 60;

/** Which words say a detail, and the value they name; null: none do. */
export function causeOf(detail: string): { cause: string; value: string } | null {
  for (const [cause, pattern] of causes) {
    const found = pattern.exec(detail);
    if (found) return { cause, value: cut(found[1] ?? '', valueMax) };
  }
  return null;
}

/** Why a row was refused, as plain text: the column as it is called in this language, and the cause. */
export function refusalText(words: Words, noun: TableKind, error: ItemError): string {
  const known = causeOf(error.detail);
  const cause = known
    ? words.plain(`import-cause-${known.cause}`, { value: choicesIn(words, known) })
    : words.plain('import-cause-other', { value: cut(error.detail, valueMax * 2) });
  const [field = ''] = error.field.split('.');
  return field === '' ? cause : `${columnLabel(noun, field, words.language)}: ${cause}`;
}

/** Of a choice the words to choose from, where there are words. */
function choicesIn(words: Words, { cause, value }: { cause: string; value: string }): string {
  if (cause === 'source') return value.split(' or ').join(` ${words.plain('import-or')} `);
  if (cause !== 'one-of') return value;
  const said = (choice: string) => {
    if (roles.some((role) => role === choice)) return words.plain(`role-${choice}`);
    if (choice === 'in' || choice === 'out') return words.plain(`flow-${choice}`);
    return choice;
  };
  return value.split(', ').map(said).join(', ');
}

/** `стр. 12 (c-12): Телефоны: …`, as plain text. */
export function refusedLine(words: Words, noun: TableKind, row: RefusedRow): string {
  const text = refusalText(words, noun, row.error);
  const line = String(row.line);
  return row.externalId === null
    ? words.plain('import-line', { line, text })
    : words.plain('import-line-of', { line, id: cut(row.externalId, valueMax), text });
}
