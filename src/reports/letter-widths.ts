/** Widths of letters in DejaVu Sans, in em, from the font's own table, to the next of a few steps. */
const steps: readonly (readonly [em: number, signs: string])[] = [
  [0.3, 'ijlIJ'],
  [0.35, " \u00a0.,·:;/'|[]f-"],
  [0.41, 't()!r"'],
  [0.53, 'szгз?„“”–'],
  [0.57, 'сэcтkLF'],
  [0.61, 'вухчьvxyкяРPaоаoГТУTY«»'],
  [0.64, 'беёebdghnpquрйинплЕЁES0123456789З'],
  [0.7, 'KцAVАдБВХЧЬЯBRXZСЭC'],
  [0.77, 'ъКUмИЙЛНПHNDGДЦы'],
  [0.85, 'ОOQwЪю−+фМФMЫ▶◀'],
  [0.94, 'жшщ%☐☑'],
  [1.09, 'mW—…№ШЖЮЩ'],
];
const emOf = new Map(steps.flatMap(([em, signs]) => [...signs].map((sign) => [sign, em] as const)));
const unknownEm = 0.72;
const pictureEm = 1.4;
/** DejaVu Sans Bold is wider by so much. */
const boldTimes = 1.12;

/**
 * The width of a text in em: near enough, and rather too wide than too narrow, to break lines and rows by where no
 * browser measures it. DejaVu is wider than the letters of phones.
 */
export function widthEm(text: string, bold = false): number {
  let em = 0;
  for (const sign of text) em += signEm(sign);
  return em * (bold ? boldTimes : 1);
}

/** Every label of every screen is measured: what the table knows is not asked anything else. */
function signEm(sign: string): number {
  const known = emOf.get(sign);
  if (known !== undefined) return known;
  if (/[\p{Mn}\u200d]/u.test(sign)) return 0;
  return /\p{Extended_Pictographic}/u.test(sign) ? pictureEm : unknownEm;
}

/** As much of a text as fits, an ellipsis included; whole words where that costs little. */
export function cutToEm(text: string, most: number): string {
  if (widthEm(text) <= most) return text;
  let em = signEm('…');
  let kept = '';
  for (const sign of text) {
    em += signEm(sign);
    if (em > most) break;
    kept += sign;
  }
  const atWord = kept.replace(/\s+\S*$/, '');
  const shown = atWord.length >= kept.length * 0.75 ? atWord : kept;
  return `${shown.replace(/[\s.,:;·—-]+$/, '')}…`;
}

/** At most so many lines, broken between words, the last as far as it fits. */
export function inLines(text: string, most: number, linesMax: number): string[] {
  const lines: string[] = [];
  let words = text.split(' ');
  while (words.length > 0 && lines.length < linesMax - 1 && widthEm(words.join(' ')) > most) {
    let fitting = 1;
    while (fitting < words.length && widthEm(words.slice(0, fitting + 1).join(' ')) <= most)
      fitting += 1;
    lines.push(words.slice(0, fitting).join(' '));
    words = words.slice(fitting);
  }
  return [...lines, words.join(' ')]
    .filter((line) => line !== '')
    .map((line) => cutToEm(line, most));
}
