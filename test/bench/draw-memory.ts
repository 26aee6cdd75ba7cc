import { drawWindow } from '../../src/app/draw/draw-calls.ts';
import { defaultPolicy, type Policy } from '../../src/domain/policy.ts';
import { appOn, open } from './company.ts';
import { drawBy, putBack, seededWindow, windowAgain } from './draw-company.ts';

/** Resident memory of the whole process, in megabytes of 10⁶ bytes. */
export interface DrawMemory {
  /** The most that was held up to the draw: Node, the loader, the code and the open database. */
  beforeMb: number;
  /** The most that was ever held, the draw with its worker thread included. */
  peakMb: number;
}

const [path = '', policy = '{}'] = process.argv.slice(2);
const db = open(path);
const rule = { ...defaultPolicy, ...(JSON.parse(policy) as Partial<Policy>) };
drawBy(db, rule);
const app = appOn(db, { now: seededWindow(db).windowToAt });
const window = windowAgain(db);
const beforeMb = mostMemoryMb();
const summary = await drawWindow(app, window);
const measured: DrawMemory = { beforeMb, peakMb: mostMemoryMb() };
if (summary) putBack(db, summary.drawId);
db.close();
process.stdout.write(JSON.stringify(measured));

function mostMemoryMb(): number {
  return (process.resourceUsage().maxRSS * 1024) / 1e6;
}
