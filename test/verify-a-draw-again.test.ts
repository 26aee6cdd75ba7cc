import { execFileSync, spawnSync } from 'node:child_process';
import { createHash, createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { readDraw } from '../src/app/draw/read-draw.ts';
import { plainHmac, plainSha256 } from '../src/bot/draw/file/sha256.js';
import { verifyDraw } from '../src/bot/draw/file/verify.js';
import { roundAfter, roundProblems } from '../src/domain/drand.ts';
import { drawKey } from '../src/domain/draw-chain.ts';
import { provenDate, provenDraw } from './support/proven-draw.ts';

/** A draw as the API gives it. */
type Published = Record<string, unknown> & {
  eligible: { callId: number; sellerId: number; externalId: string; ticket: string }[];
};

const page = readFileSync(new URL('../docs/verify-a-draw.md', import.meta.url), 'utf8');
const [first = {}, second = {}] = [...page.matchAll(/```json\n([\s\S]*?)```/g)].map(
  ([, text = '']) => JSON.parse(text) as Record<string, unknown>,
);
// The first example shows what its version is about.
const older = { version: 1, leftOutAfterFreeze: [], leftOutCalls: [], entropy: null, ...first };
const examples: [string, Published][] = [
  ['the example of version 1', older as unknown as Published],
  ['the example with a beacon', second as Published],
];
const rules = ['none', 'people', 'beacon'] as const;

const script = fileURLToPath(new URL('./python/verify_draw.py', import.meta.url));
const hasPython = spawnSync('python3', ['--version']).status === 0;
const byPython = (draw: object) =>
  spawnSync('python3', [script], { input: JSON.stringify(draw), encoding: 'utf8' });

/** What the verifier of the file finds wrong. */
const byFile = async (draw: object) =>
  (await verifyDraw(draw)).filter(({ ok }) => !ok).map(({ name }) => name);

const draws = new Map<string, Published>(examples);
beforeAll(async () => {
  for (const rule of rules) {
    const { company } = await provenDraw(rule);
    const draw = JSON.parse(JSON.stringify(readDraw(company.app, provenDate)));
    draws.set(`a draw by the rule ${rule}`, draw as Published);
  }
});
const drawNamed = (name: string) => structuredClone(draws.get(name)) ?? expect.fail(name);
const names = [
  ...examples.map(([name]) => name),
  ...rules.map((rule) => `a draw by the rule ${rule}`),
];

describe('the worked example with entropy', () => {
  const draw = second as {
    seed: string;
    poolSha256: string;
    frozenAt: string;
    entropy: Parameters<typeof roundProblems>[0] & { kind: 'beacon' };
  };

  test('has the pool that stands on the page, and the key that follows from it', () => {
    const [, pool = ''] = /```text\n(razbor pool 2\n[\s\S]*?)```/.exec(page) ?? [];
    expect(createHash('sha256').update(pool).digest('hex')).toBe(draw.poolSha256);
    const key = drawKey(Buffer.from(draw.seed, 'hex'), draw.poolSha256, draw.entropy);
    expect(page).toContain(`\`${Buffer.from(key).toString('hex')}\``);
  });

  test('has a round that drand itself signed, the first after the freeze', async () => {
    expect(await roundProblems(draw.entropy)).toEqual([]);
    expect(roundAfter(draw.entropy.chain, Date.parse(draw.frozenAt))).toBe(draw.entropy.round);
  });
});

test.skipIf(!hasPython).each(names)(
  'the Python verifier holds %s for true (needs python3)',
  (name) => {
    expect(byPython(drawNamed(name))).toMatchObject({ status: 0, stdout: 'holds\n' });
  },
);

test.each(names)('the verifier of the file holds %s for true', async (name) => {
  expect(await byFile(drawNamed(name))).toEqual([]);
});

type Change = (draw: Published) => void;
const changes: [string, Change][] = [
  ['a call less', (draw) => draw.eligible.pop()],
  ['a call renamed', ({ eligible: [call] }) => Object.assign(call ?? {}, { externalId: 'x' })],
  [
    'another ticket',
    ({ eligible: [call] }) => Object.assign(call ?? {}, { ticket: '0'.repeat(64) }),
  ],
  ['another seed', (draw) => Object.assign(draw, { seed: 'ab'.repeat(32) })],
  [
    'another fingerprint of the seed',
    (draw) => Object.assign(draw, { seedSha256: 'ab'.repeat(32) }),
  ],
  ['another draw', (draw) => Object.assign(draw, { drawn: (draw.drawn as number[]).slice(1) })],
];
const newChanges: [string, Change][] = [
  ...changes,
  ['another pool', (draw) => Object.assign(draw, { poolSha256: 'ab'.repeat(32) })],
  ['another record before', (draw) => Object.assign(draw, { previousSha256: 'ab'.repeat(32) })],
  ['another freeze', (draw) => Object.assign(draw, { frozenAt: '2023-08-23T15:58:21.250Z' })],
  ['another entropy', (draw) => Object.assign(draw, { entropy: { kind: 'none', wanted: 'none' } })],
];

describe.each([
  ['the example of version 1', changes],
  ['the example with a beacon', newChanges],
] as const)('%s is refused with', (name, list) => {
  test.each(list)('%s', async (_, change) => {
    const draw = drawNamed(name);
    change(draw);
    expect(await byFile(draw)).not.toEqual([]);
    if (hasPython) expect(byPython(draw).status).toBe(1);
  });
});

test.each(['choice', 'at', 'sellerId'])('a tap with another %s is refused', async (field) => {
  const draw = drawNamed('a draw by the rule people');
  const [tap = {}] = (draw.entropy as { taps: object[] }).taps;
  Object.assign(tap, {
    [field]: { choice: 4, at: '2026-11-23T16:02:00.000Z', sellerId: 99 }[field],
  });
  expect(await byFile(draw)).toContain('record');
  if (hasPython) expect(byPython(draw).status).toBe(1);
});

test('where the browser keeps its own from the page, SHA-256 and HMAC are worked out alike', () => {
  for (let length = 0; length <= 200; length += 1) {
    const bytes = Uint8Array.from({ length }, (_, at) => (at * 7 + length) % 256);
    const key = createHash('sha256').update(bytes).digest();
    expect(Buffer.from(plainSha256(bytes)).toString('hex')).toBe(key.toString('hex'));
    const signed = createHmac('sha256', key).update(bytes).digest('hex');
    expect(Buffer.from(plainHmac(key, bytes)).toString('hex')).toBe(signed);
  }
});

test.skipIf(!hasPython)('the Python verifier takes nothing from outside (needs python3)', () => {
  const imports = [...readFileSync(script, 'utf8').matchAll(/^(?:import|from) (\w+)/gm)];
  const found = execFileSync('python3', ['-c', 'import sys; print(*sys.stdlib_module_names)']);
  const standard = new Set(found.toString().trim().split(' '));
  expect(imports.filter(([, name = '']) => !standard.has(name))).toEqual([]);
});
