#!/usr/bin/env node
import { register } from 'tsx/esm/api';

// The product runs as TypeScript: its loader first, then the command line itself.
register();
await import('../src/cli/main.ts');
