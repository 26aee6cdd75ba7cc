import { drawDue } from '../../src/app/draw/draw-calls.ts';
import { tapDraw } from '../../src/app/draw/tap-draw.ts';
import { drawsOfDate } from '../../src/db/draws.ts';
import { drandBeacon } from '../../src/http/drand-beacon.ts';
import { type Company, must, testCompany } from './company.ts';
import { localDrand } from './drand.ts';

export const provenDate = '2026-11-23';
const end = Date.parse(`${provenDate}T19:00:00+03:00`);

/** A company whose second draw took place by a rule of entropy: six calls of two sellers and one left out. */
export async function provenDraw(
  drawEntropy: 'none' | 'people' | 'beacon',
): Promise<{ company: Company; drawId: number }> {
  const drand = await localDrand();
  const company: Company = testCompany(
    { drawEntropy, drawBy: 'total', total: 3, drawCron: '0 13,19 * * *' },
    { beacon: { roundAfter: (at) => drandBeacon(drand, () => company.clock.now).roundAfter(at) } },
  );
  const { app, clock, as } = company;
  clock.at(end - 6 * 3_600_000);
  await drawDue(app);
  for (const sellerExternalId of ['anna', 'boris', 'anna', 'boris', 'anna', 'boris']) {
    company.aCall({
      sellerExternalId,
      source: 'pbx',
      externalId: `звонок-${sellerExternalId}-${clock.now}`,
    });
    clock.advance('PT1M');
  }
  company.aCall({ talkS: 30 });
  clock.at(end);
  await drawDue(app);
  clock.advance('PT1M');
  const drawId = drawsOfDate(app.db, provenDate).at(-1)?.id ?? 0;
  if (drawEntropy === 'people') {
    must(tapDraw(app, as('boris'), drawId, 2));
    clock.advance('PT20.5S');
    must(tapDraw(app, as('anna'), drawId, 5));
  }
  clock.advance('PT20M');
  await drawDue(app);
  await drand.close();
  return { company, drawId };
}
