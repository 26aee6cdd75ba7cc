import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { closePeriod } from '../src/app/credit/close-period.ts';
import { frozenHash } from '../src/app/credit/frozen-month.ts';
import { hashedText } from '../src/app/credit/verify-period.ts';
import { acceptScore } from '../src/app/scoring/accept-score.ts';
import { must, testCompany } from './support/company.ts';

const page = readFileSync(new URL('../docs/verify-a-month.md', import.meta.url), 'utf8');
const found = (mark: string, form: RegExp) =>
  form.exec(page.split(`<!-- ${mark} -->`)[1] ?? '')?.[1];
const text = found('hashed', /^\n```\n([\s\S]*?)```/) ?? '';
const sha256 = found('sha256', /`([0-9a-f]{64})`/) ?? '';

describe('docs/verify-a-month.md', () => {
  test('its example has the hash that it says, as the product computes it', () => {
    const [, month = '', ...lines] = text.trimEnd().split('\n');
    const rows = lines.map((line) => {
      const [, kind, id, body] = /^(\w+) (\d+) (.*)$/.exec(line) ?? [];
      return { kind: kind as 'payout', ofId: Number(id), body: body ?? '' };
    });
    expect(frozenHash(month, rows.toReversed())).toBe(sha256);
    expect(createHash('sha256').update(text).digest('hex')).toBe(sha256);
  });

  test('what --text writes has the hash of the closing', async () => {
    const company = testCompany({ pointPriceMinor: 5000 });
    must(acceptScore(company.app, company.as('anna'), await company.told()));
    company.clock.at('2026-12-02T10:00:00Z');
    const { period } = must(closePeriod(company.app, company.as('root'), '2026-11'));
    const hashed = hashedText(company.app, '2026-11') ?? '';
    expect(createHash('sha256').update(hashed).digest('hex')).toBe(period.sha256);
    // The lines of the example are rows of such a month.
    for (const line of text.trimEnd().split('\n')) expect(hashed.split('\n')).toContain(line);
  });

  test.skipIf(spawnSync('python3', ['--version']).error)('another language says the same', () => {
    const folder = mkdtempSync(join(tmpdir(), 'razbor-month-'));
    try {
      const file = join(folder, 'month.txt');
      writeFileSync(file, text);
      const script = `import hashlib, sys; print(hashlib.sha256(open(sys.argv[1], 'rb').read()).hexdigest())`;
      const python = spawnSync('python3', ['-c', script, file], { encoding: 'utf8' });
      expect(python.stdout.trim()).toBe(sha256);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
