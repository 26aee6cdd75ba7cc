#!/usr/bin/env node
// The product runs as TypeScript: how it is read first, then the command line itself.
await import('../src/typescript.js');
await import('../src/cli/main.ts');
