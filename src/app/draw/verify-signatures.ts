import { type DrawRow, drawsOfDate } from '../../db/draws.ts';
import { roundProblems } from '../../domain/drand.ts';
import { toRfc3339 } from '../../domain/time.ts';
import type { App } from '../app.ts';
import { type Verification, verifyDraw } from './verify-draw.ts';

/** `verifyDraw`, with the signatures of the beacon, which take half a second to be checked the first time. */
export async function verifyWithSignatures(app: App, date: string): Promise<Verification | null> {
  const verified = verifyDraw(app, date);
  if (!verified) return null;
  const kept = drawsOfDate(app.db, date);
  const draws = await Promise.all(
    verified.draws.map(async (check) => {
      const draw = kept.find(({ windowToAt }) => toRfc3339(windowToAt) === check.windowTo);
      const problems = [...check.problems, ...(await signatureProblems(draw))];
      return { ...check, problems, ok: problems.length === 0 };
    }),
  );
  const problems = draws.flatMap((draw) => draw.problems);
  return { ...verified, draws, problems, ok: problems.length === 0 };
}

async function signatureProblems(draw: DrawRow | undefined): Promise<string[]> {
  const entropy = draw?.entropy;
  return entropy?.kind === 'beacon' ? roundProblems(entropy) : [];
}
