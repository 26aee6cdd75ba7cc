import { openDatabase } from '../../src/db/open.ts';

/** `write-on.ts PATH`: writes into a database again and again, and says one sign for each write that is done. */
const opened = openDatabase(process.argv[2] ?? '');
if (!opened.ok) throw new Error(opened.problem);
const write = opened.db.orm.$client.prepare("INSERT INTO settings (name, value) VALUES (?, 'x')");
let writes = 0;
setInterval(() => {
  writes += 1;
  write.run(`written ${writes}`);
  process.stdout.write('.');
}, 20);
