import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeText } from '../../src/domain/text-encoding.ts';

/** А to я are 0xC0 to 0xFF, ё and Ё stand apart. */
const windows1251 = (text: string) =>
  Uint8Array.from(text, (sign) => {
    const code = sign.codePointAt(0) ?? 0;
    if (code < 128) return code;
    if (sign === 'ё') return 0xb8;
    if (sign === 'Ё') return 0xa8;
    return code - 0x410 + 0xc0;
  });

describe('the text of a file', () => {
  it.each([
    ['UTF-8', Buffer.from('Ёлка; Иван')],
    ['UTF-8 with its mark', Buffer.from('\ufeffЁлка; Иван')],
    ['Windows-1251', windows1251('Ёлка; Иван')],
    ['UTF-16 with its mark', Buffer.from('\ufeffЁлка; Иван', 'utf16le')],
    ['UTF-16 the other way round', Buffer.from('\ufeffЁлка; Иван', 'utf16le').swap16()],
  ])('is read from %s', (_, bytes) => {
    expect(decodeText(bytes)).toBe('Ёлка; Иван');
  });

  it.each(['яю', 'юя', 'яюность'])('that begins like a mark of UTF-16 is read: %s', (text) => {
    expect(decodeText(windows1251(text))).toBe(text);
  });

  it.each([
    [[0xff, 0x41, 0], 'яA\0'],
    [[0x41, 0xfe, 0], 'Aю\0'],
    [[0xfe, 0x41, 0], 'юA\0'],
    [[0x41, 0xff, 0], 'Aя\0'],
    [[0x41, 0, 0x42], 'A\0B'],
  ])('that has a zero byte and half a mark or none is no UTF-16: %j', (bytes, text) => {
    expect(decodeText(Uint8Array.from(bytes))).toBe(text);
  });

  it('is the same from either encoding for every Russian word', () => {
    // «Рё» in Windows-1251 is «и» in UTF-8: next to ё a word of nothing else can be mistaken.
    const letters = [...'абвгдежзийклмнопрстуфхцчшщъыьэюяАБВЯ'];
    const word = fc.string({ unit: fc.constantFrom(...letters), minLength: 3, maxLength: 12 });
    fc.assert(
      fc.property(word, (text) => {
        expect(decodeText(Buffer.from(text))).toBe(text);
        expect(decodeText(windows1251(text))).toBe(text);
      }),
    );
  });
});
