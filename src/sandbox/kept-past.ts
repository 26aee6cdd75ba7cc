import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const keptAt = join(root, 'node_modules', '.cache', 'razbor');
const keptMost = 4;
/** What the past is lived by: another rule, table or company makes another past. */
const livedBy = ['src/app', 'src/db', 'src/domain', 'src/sandbox', 'drizzle/migrations'];
const notLivedBy = /\.ogg$|[\\/]sandbox[\\/](telegram|tour)[\\/]/;

/**
 * Brings the company's past to `databasePath`: kept from an earlier start of the same code with the same
 * `given`, else lived by `live` and kept. Where it cannot be kept it is lived again the next time. Answers false where
 * `live` gave up: then nothing is brought.
 */
export async function bringPast(
  databasePath: string,
  given: object,
  live: (file: string) => Promise<boolean>,
  folder = keptAt,
): Promise<boolean> {
  const kept = join(folder, `past-${fingerprint(given)}.db`);
  if (existsSync(kept)) {
    copyFileSync(kept, databasePath);
    return true;
  }
  if (!(await live(databasePath))) return false;
  keep(databasePath, kept, folder);
  return true;
}

function fingerprint(given: object): string {
  const hash = createHash('sha256').update(JSON.stringify(given));
  const versions = join(root, 'package-lock.json');
  for (const file of [...livedBy.flatMap(filesIn), ...(existsSync(versions) ? [versions] : [])]) {
    const content = readFileSync(file);
    hash.update(`${file.slice(root.length)} ${content.length}\n`).update(content);
  }
  return hash.digest('hex').slice(0, 32);
}

function filesIn(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .filter((path) => !notLivedBy.test(path))
    .sort();
}

/** Under another name until it is whole: several starts may keep theirs at once. */
function keep(databasePath: string, kept: string, folder: string): void {
  const partial = `${kept}.${process.pid}`;
  try {
    mkdirSync(folder, { recursive: true });
    copyFileSync(databasePath, partial);
    renameSync(partial, kept);
    const older = readdirSync(folder)
      .filter((name) => /^past-\w+\.db$/.test(name))
      .map((name) => join(folder, name))
      .sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs);
    for (const file of older.slice(keptMost)) rmSync(file, { force: true });
  } catch {
    // Nothing depends on its being kept.
    if (existsSync(partial)) rmSync(partial);
  }
}
