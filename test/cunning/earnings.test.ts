import { describe, expect, test } from 'vitest';
import { seededRandom } from '../../src/domain/seeded-random.ts';
import {
  type Appeals,
  balanceOf,
  type Company,
  controllerId,
  controllers,
  live,
  sellerId,
} from './people.ts';

/** So many calls that chance moves a mean by about a tenth of a point. */
const calls = 2000;

const known = new Map<string, number>();

/** What it brings in points a call, to the controller alone or to both together. */
function aCall(company: Company, ...people: number[]): number {
  const name = Object.entries(controllers).find(([, one]) => one === company.controller)?.[0];
  const key = JSON.stringify([name, company, people]);
  const points = known.get(key) ?? lived(company, people);
  known.set(key, points);
  return points;
}

function lived(company: Company, people: readonly number[]): number {
  const { transfers } = live(company, calls, seededRandom(7));
  return balanceOf(transfers, ...people) / calls;
}

const honest = (appeals?: Appeals) =>
  aCall({ controller: controllers.honest, ...(appeals ? { appeals } : {}) }, controllerId);

describe('no controller earns more than by honest work', () => {
  test.each(
    (['lenient', 'strict', 'trifling', 'lazy', 'guessing'] as const).map((name) => [name] as const),
  )('%s', (name) => {
    expect(aCall({ controller: controllers[name] }, controllerId)).toBeLessThan(honest());
  });

  test.each([0, 0.05, 0.2, 0.4])(
    'trifling, though sellers appeal only %d of what is unfounded',
    (unfounded) => {
      const appeals = { unfounded, founded: 0.05 };
      const trifling = aCall({ controller: controllers.trifling, appeals }, controllerId);
      expect(trifling).toBeLessThan(honest(appeals));
    },
  );

  test('without second scores trifles that few appeal would pay', () => {
    const policy = { secondScorePercent: 0 };
    const appeals = { unfounded: 0.05, founded: 0.05 };
    const trifling = aCall({ controller: controllers.trifling, appeals, policy }, controllerId);
    const work = aCall({ controller: controllers.honest, appeals, policy }, controllerId);
    expect(trifling).toBeGreaterThan(work);
  });

  test.each([2, 5, 20, 50])(
    'trifling does not pay at %d percent scored twice either',
    (percent) => {
      const policy = { secondScorePercent: percent };
      const appeals = { unfounded: 0.05, founded: 0.05 };
      const trifling = aCall({ controller: controllers.trifling, appeals, policy }, controllerId);
      const work = aCall({ controller: controllers.honest, appeals, policy }, controllerId);
      expect(trifling).toBeLessThan(work);
    },
  );

  test('an honest controller loses next to nothing to the looks at their work', () => {
    const without = aCall(
      { controller: controllers.honest, policy: { secondScorePercent: 0 } },
      controllerId,
    );
    expect(without - honest()).toBeLessThan(0.25);
    expect(without - honest()).toBeGreaterThan(0);
  });
});

describe('no two together earn more than they would honestly', () => {
  const pair = [controllerId, sellerId] as const;
  const honestly = () => aCall({ controller: controllers.honest }, ...pair);

  test('a lenient controller and their friend', () => {
    const appeals = { unfounded: 0, founded: 0 };
    expect(aCall({ controller: controllers.lenient, appeals }, ...pair)).toBeLessThan(honestly());
  });

  test('one who plants violations and concedes them to a friend who appeals each', () => {
    const appeals = { unfounded: 1, founded: 1 };
    const planted = { controller: controllers.trifling, appeals, concedes: true };
    expect(aCall(planted, ...pair)).toBeLessThan(honestly());
  });

  test('one who marks trifles that a friend never appeals', () => {
    const appeals = { unfounded: 0, founded: 0 };
    expect(aCall({ controller: controllers.trifling, appeals }, ...pair)).toBeLessThan(honestly());
  });

  test('a head who finds for their friend the seller takes from the controller, not from the fund', () => {
    const appeals = { unfounded: 1, founded: 1 };
    const company = { controller: controllers.honest, appeals, headFor: 'seller' } as const;
    const { transfers } = live(company, calls, seededRandom(7));
    expect(balanceOf(transfers, sellerId)).toBeGreaterThan(0);
    expect(balanceOf(transfers, ...pair) / calls).toBeLessThan(honestly());
  });

  test('a head who finds for their friend the controller makes trifles pay no better than honest work', () => {
    const company = { controller: controllers.trifling, headFor: 'controller' } as const;
    expect(aCall(company, controllerId)).toBeLessThan(honest());
  });
});
