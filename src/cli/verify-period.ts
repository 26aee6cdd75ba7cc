import { writeFileSync } from 'node:fs';
import { hashedText, verifyPeriod } from '../app/credit/verify-period.ts';
import { isLocalMonth } from '../domain/time.ts';
import { type Command, done, findings, usageProblem, withApp } from './command.ts';

export const verifyPeriodCommand: Command = {
  name: 'verify-period',
  usage: 'YYYY-MM [--text FILE]',
  about:
    'Recompute a closed month from its reviews and the ledger, and compare with what was frozen;\n--text FILE writes the very text that was hashed',
  options: { text: { type: 'string' } },
  words: [1, 1],
  run: withApp((app, { args: [month = ''], options: { text } }) => {
    if (!isLocalMonth(month)) return usageProblem(`"${month}" is no month such as 2026-11`);
    const verified = verifyPeriod(app, month);
    if (!verified) {
      const problem = `${month} was never closed.`;
      return findings(problem, { month, ok: false, versions: [], problems: [problem] });
    }
    if (typeof text === 'string') {
      try {
        writeFileSync(text, hashedText(app, month) ?? '');
      } catch (error) {
        return usageProblem(`${text} cannot be written: ${String(error)}`);
      }
    }
    const { ok, versions, problems } = verified;
    const facts = versions.map(
      ({ version, sha256, rows, reopened }) =>
        `${month} version ${version}${reopened ? ' (reopened)' : ''}: ${rows} rows, SHA-256 ${sha256}`,
    );
    if (ok) return done([...facts, 'Recomputed: the same.'].join('\n'), verified);
    return findings([...facts, 'It does not hold:', ...problems].join('\n'), verified);
  }),
};
