import { workerData } from 'node:worker_threads';
import { register } from 'tsx/esm/api';

// A worker thread inherits no TypeScript loader: it registers one of its own, then loads its file.
register();
await import(workerData.entry);
