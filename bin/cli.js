import { run } from './run.js';

await run('cli.js', 'cli/main.ts');
