import { isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/min';

/**
 * What a telephony or a CRM gave as an outside number.
 * - `e164`: `+` and digits, fit for comparing.
 * - `hidden`: the caller withheld it, or there is none; never matches anybody.
 * - `invalid`: not a number of the public network (an internal extension, a typing error); never
 *   matches either.
 */
export type Phone =
  | { kind: 'e164'; e164: string }
  | { kind: 'hidden' }
  | { kind: 'invalid'; raw: string };

/**
 * Ten Russian digits with an area code that begins 3, 4, 8 or 9, after `+7`, `7`, `8` or nothing,
 * plain or grouped as people write them.
 */
const russian =
  /^(\+7|7|8)?[ -]?(?:\(([3489]\d\d)\)|([3489]\d\d))[ -]?(\d{3})[ -]?(\d\d)[ -]?(\d\d)$/;

/** How exchanges and CRMs word a number that there is none of; compared without signs and case. */
const hiddenWords =
  /^(anonym|unknown|hidden|restrict|private|withheld|unavailable|blocked|null$|none$|undefined$|аноним|неизвест|скрыт|номерскрыт|неопредел)/;

/**
 * Brings a phone number to E.164 (ITU-T).
 *
 * The judge is libphonenumber with its small metadata: length and leading digits must fit the
 * country, but a range of numbers opened yesterday is not refused. An extension after the number
 * (`доб. 12`, `;ext=12`) is left out.
 *
 * @param country ISO 3166-1 alpha-2: whose national form a number without `+` is in. In Russia
 *   `8…`, `7…` and ten digits become `+7…`.
 */
export function normalisePhone(raw: string | null | undefined, country: string): Phone {
  if (raw === null || raw === undefined) return { kind: 'hidden' };
  const e164 = fastE164(raw, country) ?? libraryE164(raw, country);
  if (e164 !== null) return { kind: 'e164', e164 };
  return isHidden(raw) ? { kind: 'hidden' } : { kind: 'invalid', raw };
}

/** For screens: `+7 916 123 45 67`; what is no number stays as it is. */
export function formatPhone(e164: string): string {
  return parsePhoneNumberFromString(e164)?.formatInternational() ?? e164;
}

/**
 * The library takes 8 µs a number, most of what taking in a call costs, so the usual forms of
 * Russian numbers go past it; the tests hold both to the same answer.
 *
 * @returns null where the library must judge
 */
function fastE164(raw: string, country: string): string | null {
  const parts = russian.exec(raw);
  if (parts === null) return null;
  const [, prefix, bracketed, plain, first, second, third] = parts;
  const area = bracketed ?? plain;
  if (prefix !== '+7' && country !== 'RU') return null;
  // Without a prefix, 810 is how Russia dials abroad, not an area code.
  if (prefix === undefined && area === '810') return null;
  return `+7${area}${first}${second}${third}`;
}

function libraryE164(raw: string, country: string): string | null {
  const home = isSupportedCountry(country) ? { defaultCountry: country } : {};
  const number = parsePhoneNumberFromString(raw.trim(), { ...home, extract: false });
  return number?.isValid() ? number.number : null;
}

function isHidden(raw: string): boolean {
  const said = raw.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
  return said === '' || hiddenWords.test(said);
}
