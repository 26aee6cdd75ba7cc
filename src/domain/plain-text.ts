import { z } from 'zod';

/**
 * Signs that nobody sees and that break what the text goes into: control characters (a workbook with one in
 * it opens nowhere), halves of a surrogate pair, and those that turn the direction of what follows.
 */
const unprintable = /[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]/u;
const unprintableInLines = /[^\P{Cc}\t\n\r]|[\p{Cs}\u202a-\u202e\u2066-\u2069]/u;
/**
 * Signs that are nowhere to be seen, and by which two names that look alike differ: of no width, soft hyphens, marks
 * of a direction. What joins or parts letters stays where a script needs it, and where it makes one picture of two.
 */
const needsJoiners = String.raw`(?![\p{scx=Latn}\p{scx=Cyrl}\p{scx=Grek}])[\p{L}\p{M}\p{Extended_Pictographic}\p{Emoji_Modifier}]`;
const unseen = new RegExp(
  String.raw`[\u00ad\u034f\u061c\u180e\u200b\u200e\u200f\u2060-\u2064\u206a-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]` +
    String.raw`|(?<!${needsJoiners})[\u200c\u200d]|[\u200c\u200d](?!${needsJoiners})`,
  'gu',
);
/** Signs that are a gap to the eye, and none to whoever looks for one. */
const blanks = /[\u115f\u1160\u2800\u3164\uffa0]/gu;
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
const inId = without(new RegExp(`${unseen.source}|${blanks.source}`, 'u'));

const withoutUnseen = (text: string) => text.replace(blanks, ' ').replace(unseen, '');
const withoutTurns = (text: string) => text.replace(/[\u202a-\u202e\u2066-\u2069]/gu, '');
const everyUnprintableInLines = new RegExp(unprintableInLines.source, 'gu');

/**
 * A text, or a name, as Telegram hands it on: nobody is there whom it could be refused to. A control character, or
 * half of a pair, is a space.
 */
export const withoutControls = (text: string) =>
  withoutTurns(withoutUnseen(text)).replace(everyUnprintableInLines, ' ');

/** A code, a number, a path: taken as it is. */
export const plainCode = (lengthMax: number) =>
  z
    .string()
    .trim()
    // Said here, since a choice between two shapes asks nobody how it is worded.
    .max(lengthMax, `is longer than ${lengthMax} characters`)
    .refine(inCode.check, { error: inCode.error });

/** What names a thing to a machine: no two may look alike. */
export const plainId = (lengthMax: number) =>
  plainCode(lengthMax).min(1).refine(inId.check, { error: inId.error });

/** A number as somebody copied it, often with signs around it that turn its direction. */
export const plainPhone = (lengthMax: number) =>
  z
    .string()
    .overwrite((text) => withoutTurns(withoutUnseen(text)))
    .pipe(plainCode(lengthMax));

/** A name: on one line, whatever it was broken by, and of signs that can be seen. */
export const plainName = (lengthMax: number) =>
  z
    .string()
    .overwrite((text) => withoutUnseen(text.replace(breaks, ' ')))
    .trim()
    .min(1)
    .max(lengthMax)
    .refine(inCode.check, { error: inCode.error });

/** A text, which may have several lines. */
export const plainLines = (lengthMax: number) =>
  z
    .string()
    .overwrite(withoutUnseen)
    .trim()
    .max(lengthMax)
    .refine(inLines.check, { error: inLines.error });
