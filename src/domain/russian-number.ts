/**
 * Ten Russian digits with an area code that begins 3, 4, 8 or 9, after `+7`, `7`, `8` or nothing,
 * plain or grouped as people write them.
 */
const usual =
  /^(\+7|7|8)?[ -]?(?:\(([3489]\d\d)\)|([3489]\d\d))[ -]?(\d{3})[ -]?(\d\d)[ -]?(\d\d)$/;

/**
 * The library takes 8 µs a number, most of what taking in a call costs, so the usual forms of
 * Russian numbers go past it; the tests hold both to the same answer.
 *
 * @param country whose national form a number without `+` is in
 * @returns E.164; null where the library must judge
 */
export function russianE164(raw: string, country: string): string | null {
  const parts = usual.exec(raw);
  if (parts === null) return null;
  const [, prefix, bracketed, plain, first, second, third] = parts;
  const area = bracketed ?? plain;
  if (prefix !== '+7' && country !== 'RU') return null;
  // Without a prefix, 810 is how Russia dials abroad, not an area code.
  if (prefix === undefined && area === '810') return null;
  return `+7${area}${first}${second}${third}`;
}
