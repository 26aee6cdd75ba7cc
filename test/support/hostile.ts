/** Dates and months that are none, or lie far off. */
export const hostileDates = [
  ...['-1-01', 'NaN-01', '0000-01', '9999-12', '1900-01', '2999-12', '2026-13'],
  ...['0000-01-01', '1900-01-01', '2999-12-31', '9999-12-31', '2026-02-30'],
];

/** Values that somebody may put where a number, a month, a day, a page, a flag or a word is expected. */
export const hostileValues = [
  ...hostileDates,
  ...['2026-00', '2026-1', 'Infinity-01', '0000-00-00', '-000001-01-01'],
  ...['2026-11-23T00:00', '10000-01-01'],
  ...['', '0', '-1', '1.5', '1e3', '1e99', 'NaN', 'Infinity', '9'.repeat(15), '9'.repeat(30)],
  ...['__proto__', 'constructor', 'toString', 'undefined', 'null', 'true', '[]', '{}', "';--"],
  ...['1', '2', '7', '999999', 'all', 'none', 'before', 'mentor', 'supervisor', 'seller', 'admin'],
  ...['💥', '\u0000', '\u202e', 'а'.repeat(20), ' ', '/', '%', 's3', 'i-1', 's'],
  ...['2026-11', '2026-11-23'],
];
