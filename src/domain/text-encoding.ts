const utf8 = new TextDecoder('utf-8', { fatal: true });
const windows1251 = new TextDecoder('windows-1251');

/**
 * The text of a file. A byte order mark says UTF-8 or UTF-16; without one, what is valid UTF-8 is UTF-8
 * and everything else Windows-1251, as Russian Excel and 1C write it: Russian words in Windows-1251 are
 * next to never valid UTF-8. Any bytes give some text; the mark itself is left out.
 */
export function decodeText(bytes: Uint8Array): string {
  // A table in UTF-16 has zero bytes in its delimiters; «яю» in Windows-1251 merely begins like its mark.
  if (bytes.includes(0)) {
    if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
    if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  }
  try {
    return utf8.decode(bytes);
  } catch {
    return windows1251.decode(bytes);
  }
}
