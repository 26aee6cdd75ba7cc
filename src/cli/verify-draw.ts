import { verifyDraw } from '../app/read-draw.ts';
import { isLocalDate } from '../domain/time.ts';
import { type Command, done, findings, usageProblem, withApp } from './command.ts';

export const verifyDrawCommand: Command = {
  name: 'verify-draw',
  usage: 'YYYY-MM-DD',
  about: 'Recompute the draw of a day from its seed and the calls frozen then, and compare',
  options: {},
  words: [1, 1],
  run: withApp((app, { args: [date = ''] }) => {
    if (!isLocalDate(date)) return usageProblem(`"${date}" is no day such as 2026-11-23`);
    const verified = verifyDraw(app, date);
    if (!verified) {
      const problem = `There was no draw on ${date}.`;
      return findings(problem, { date, ok: false, problems: [problem] });
    }
    const { ok, problems, eligible, drawn } = verified;
    const facts = `The draw of ${date}: ${eligible} eligible, ${drawn} drawn`;
    if (ok) return done(`${facts}. Recomputed: the same calls.`, verified);
    return findings([`${facts}. It does not hold:`, ...problems].join('\n  '), verified);
  }),
};
