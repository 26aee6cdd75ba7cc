import type { z } from 'zod';

/**
 * Reads what was written down as JSON, perhaps by another version of Razbor; null where there is nothing, or not
 * what this version expects: it is dropped.
 */
export function readStored<T>(schema: z.ZodType<T>, kept: string | null): T | null {
  if (kept === null || kept === '') return null;
  try {
    const read = schema.safeParse(JSON.parse(kept));
    return read.success ? read.data : null;
  } catch {
    return null;
  }
}
