/** Absences are no longer, and days that people type no further off: more are typing errors. */
export const yearsMax = 2;
export const daysMax = Math.ceil(yearsMax * 365.25);
