/**
 * `@grammyjs/menu` writes into each button four bytes of a hash of the fingerprint, read as UTF-8:
 * bytes that are none become the same sign, so that different offers may look alike, and control
 * characters get into the data. An ending is added for which the four bytes are visible ASCII: nothing of
 * the hash is lost, and it takes four bytes of a button's 64.
 */
export function withVisibleHash(text: string): string {
  let hash = hashStart;
  for (const sign of text) hash = add(hash, sign.codePointAt(0) ?? 0);
  for (let at = 0; at < endingsMax; at += 1) {
    const ending = endingStart + ((at * endingStep) % endingSpan);
    if (isVisible(add(add(add(add(hash, ending), ending), ending), ending))) {
      return text + String.fromCodePoint(ending).repeat(4);
    }
  }
  return text;
}

/** One ending in fifty will do; so many never fail. */
const endingsMax = 10_000;
/** Code points past the surrogates, spread over all there are; four of one go round all hashes. */
const endingStart = 0x10000;
const endingSpan = 0x100000;
const endingStep = 7919 * 13;

/** The library's own hash. */
const hashStart = 17;
const add = (hash: number, point: number) => ((hash << 5) + (hash << 2) + hash + point) >>> 0;

function isVisible(hash: number): boolean {
  return [24, 16, 8, 0].every((shift) => {
    const byte = (hash >>> shift) & 0xff;
    return byte > 0x20 && byte < 0x7f;
  });
}
