import { readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Nothing is fetched and heard for longer: two minutes each at most. */
const underWayMsMax = 10 * 60_000;
const unfinished = /\.(partial|raw(\.[a-z0-9-]{1,8})?)$/;

/** Deletes what a process that died left half written in the folder of our copies; answers how many files. */
export async function sweepUnfinished(keptIn: string): Promise<number> {
  const names = await readdir(keptIn, { recursive: true }).catch(() => []);
  const found = names.filter((name) => unfinished.test(name)).map((name) => join(keptIn, name));
  if (found.length === 0) return 0;
  const now = await timeOfDisk(keptIn);
  let swept = 0;
  for (const file of found) {
    const { mtimeMs } = await stat(file).catch(() => ({ mtimeMs: now }));
    if (now - mtimeMs < underWayMsMax) continue;
    await rm(file, { force: true });
    swept += 1;
  }
  return swept;
}

/** What goes by the times of files has to ask the clock that writes them. */
async function timeOfDisk(folder: string): Promise<number> {
  const asked = join(folder, '.time');
  try {
    await writeFile(asked, '');
    return (await stat(asked)).mtimeMs;
  } finally {
    await rm(asked, { force: true });
  }
}
