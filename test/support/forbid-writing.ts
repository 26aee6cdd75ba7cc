import { execFileSync } from 'node:child_process';
import { chmodSync, statSync } from 'node:fs';
import { onTestFinished } from 'vitest';

/**
 * Takes the right to write from everybody, the superuser and whoever has the file open too; answers how to
 * give it back, null where that cannot be done here.
 */
export function forbidWriting(path: string): (() => void) | null {
  const undo = process.getuid?.() === 0 ? immutable(path) : readOnly(path);
  if (!undo) return null;
  let isForbidden = true;
  const allow = () => {
    if (isForbidden) undo();
    isForbidden = false;
  };
  onTestFinished(allow);
  return allow;
}

function immutable(path: string): (() => void) | null {
  try {
    execFileSync('chattr', ['+i', path], { stdio: 'ignore' });
    return () => void execFileSync('chattr', ['-i', path]);
  } catch {
    return null;
  }
}

function readOnly(path: string): () => void {
  const { mode } = statSync(path);
  chmodSync(path, mode & 0o555);
  return () => chmodSync(path, mode);
}
