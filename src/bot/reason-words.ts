import { readyReason } from '../domain/ready-reasons.ts';
import type { Words } from './words.ts';

/** A reason in the reader's language where it was a ready one; what was typed stays as it is. */
export function reasonWords(words: Words, kept: string): string {
  const code = readyReason(kept);
  return code === null ? kept : words.plain(`reason-${code}`);
}
