import { openDatabase } from '../../src/db/open.ts';
import { atEachStatement } from './each-statement.ts';

/** `killed-migration.ts PATH N`: opens a database, and is killed before the Nth statement of bringing it up to date. */
const [path = '', last = '1'] = process.argv.slice(2);
let statements = 0;
atEachStatement(
  () => {
    statements += 1;
    if (statements === Number(last)) process.kill(process.pid, 'SIGKILL');
  },
  () => openDatabase(path),
);
