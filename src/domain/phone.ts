import { isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { russianE164 } from './russian-number.ts';

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
  const e164 = russianE164(raw, country) ?? libraryE164(raw, country);
  if (e164 !== null) return { kind: 'e164', e164 };
  return isHidden(raw) ? { kind: 'hidden' } : { kind: 'invalid', raw };
}

/** For screens: `+7 916 123 45 67`, which no line breaks; what is no number stays as it is. */
export function formatPhone(e164: string): string {
  const shown = parsePhoneNumberFromString(e164)?.formatInternational() ?? e164;
  return shown.replaceAll(' ', '\u00a0').replaceAll('-', '\u2011');
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
