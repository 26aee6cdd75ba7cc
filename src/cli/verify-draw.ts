import type { DrawCheck } from '../app/draw/verify-draw.ts';
import { verifyWithSignatures } from '../app/draw/verify-signatures.ts';
import { isLocalDate } from '../domain/time.ts';
import { type Command, done, findings, usageProblem, withApp } from './command.ts';

export const verifyDrawCommand: Command = {
  name: 'verify-draw',
  usage: 'YYYY-MM-DD',
  about: 'Recompute the draws of a day from their seeds and the calls frozen then, and compare',
  options: {},
  words: [1, 1],
  run: withApp(async (app, { args: [date = ''] }) => {
    if (!isLocalDate(date)) return usageProblem(`"${date}" is no day such as 2026-11-23`);
    const verified = await verifyWithSignatures(app, date);
    if (!verified) {
      const problem = `There was no draw on ${date}.`;
      return findings(problem, { date, ok: false, problems: [problem] });
    }
    const text = verified.draws.map((draw) => told(date, draw)).join('\n');
    return verified.ok ? done(text, verified) : findings(text, verified);
  }),
};

function told(date: string, { windowTo, ok, problems, ...of }: DrawCheck): string {
  const replaced = of.replaced > 0 ? `, ${of.replaced} replaced` : '';
  const facts = `The draw of ${date}, calls up to ${windowTo}: ${of.eligible} eligible, ${of.drawn} drawn${replaced}`;
  if (ok) return `${facts}. Recomputed: the same calls.`;
  return [`${facts}. It does not hold:`, ...problems].join('\n  ');
}
