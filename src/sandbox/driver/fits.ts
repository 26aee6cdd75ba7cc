/** Whether words that are shown are those wanted: they contain them, or fit. */
export function fits(shown: string, wanted: string | RegExp): boolean {
  return typeof wanted === 'string' ? shown.includes(wanted) : wanted.test(shown);
}
