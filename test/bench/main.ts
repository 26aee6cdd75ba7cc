import { approveRows } from './approve.ts';
import { cdrRows } from './cdr.ts';
import { creditRows } from './credit.ts';
import { drawRows } from './draw.ts';
import { intakeRow } from './intake.ts';
import { listsRow } from './lists.ts';
import { menuRow } from './menu-press.ts';
import { pictureRow } from './picture.ts';
import { startRows } from './start.ts';
import { type Row, startTable } from './table.ts';
import { uploadRows } from './upload.ts';
import { verdictRow } from './verdict.ts';

const rows: Readonly<Record<string, () => Promise<Row | Row[]>>> = {
  intake: intakeRow,
  draw: drawRows,
  approve: approveRows,
  menu: menuRow,
  verdict: verdictRow,
  lists: listsRow,
  upload: uploadRows,
  cdr: cdrRows,
  credit: creditRows,
  picture: pictureRow,
  start: startRows,
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in rows));
if (unknown.length > 0) {
  process.stderr.write(
    `no such row: ${unknown.join(', ')}; there are ${Object.keys(rows).join(', ')}\n`,
  );
  process.exit(2);
}
const table = startTable();
try {
  for (const [name, measure] of Object.entries(rows)) {
    if (asked.length > 0 && !asked.includes(name)) continue;
    const startedAt = performance.now();
    process.stderr.write(`${name} …`);
    const measured = [await measure()].flat();
    process.stderr.write(` ${((performance.now() - startedAt) / 1000).toFixed(1)} s\n`);
    table.add(measured);
  }
} finally {
  table.end();
}
