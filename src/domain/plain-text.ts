import { z } from 'zod';

/**
 * Signs that nobody sees and that break what the text goes into: control characters (a workbook with one in
 * it opens nowhere), halves of a surrogate pair, and those that turn the direction of what follows.
 */
const unprintable = /[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]/u;
const unprintableInLines = /[^\P{Cc}\t\n\r]|[\p{Cs}\u202a-\u202e\u2066-\u2069]/u;
/** What breaks a line, and a tab: a table's cell may hold them where a name was typed on two lines. */
const breaks = /[\t\n\v\f\r\u0085\u2028\u2029]+/g;

function without(found: RegExp) {
  return {
    check: (text: string) => !found.test(text),
    error: ({ input }: { input?: unknown }) => {
      const code = found.exec(String(input))?.[0]?.codePointAt(0) ?? 0;
      const named = `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
      return `holds ${named}, a sign that nobody can see; take it out`;
    },
  };
}

const inCode = without(unprintable);
const inLines = without(unprintableInLines);

/** A text as Telegram hands it on: each sign that nobody sees is a space, so that what follows keeps its place. */
export const withoutControls = (text: string) =>
  text.replace(new RegExp(unprintableInLines.source, 'gu'), ' ');

/** A code, a number, a path: taken as it is. */
export const plainCode = (lengthMax: number) =>
  z
    .string()
    .trim()
    // Said here, since a choice between two shapes asks nobody how it is worded.
    .max(lengthMax, `is longer than ${lengthMax} characters`)
    .refine(inCode.check, { error: inCode.error });

/** A name: on one line, whatever it was broken by. */
export const plainName = (lengthMax: number) =>
  z
    .string()
    .overwrite((text) => text.replace(breaks, ' '))
    .trim()
    .min(1)
    .max(lengthMax)
    .refine(inCode.check, { error: inCode.error });

/** A text, which may have several lines. */
export const plainLines = (lengthMax: number) =>
  z.string().trim().max(lengthMax).refine(inLines.check, { error: inLines.error });
