/** One thing looked at: all right, or what is wrong and what to do. */
export interface Finding {
  check: string;
  ok: boolean;
  detail: string;
  cure: string | null;
}

export function fine(check: string, detail: string): Finding {
  return { check, ok: true, detail, cure: null };
}

export function wrong(check: string, detail: string, cure: string): Finding {
  return { check, ok: false, detail, cure };
}
