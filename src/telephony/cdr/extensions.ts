const ranges = new Map<string, readonly (readonly [number, number])[]>();

/** Whether a name is a number within a list such as `101-199,250`. */
export function isInRanges(list: string, name: string): boolean {
  if (list === '' || !/^\d{1,10}$/.test(name)) return false;
  const known = ranges.get(list) ?? rangesOf(list) ?? [];
  ranges.set(list, known);
  const value = Number(name);
  return known.some(([from, to]) => value >= from && value <= to);
}

/** The ranges of such a list; null: it is none. */
export function rangesOf(list: string): (readonly [number, number])[] | null {
  const parts = list.split(',').map((part) => /^\s*(\d{1,10})(?:-(\d{1,10}))?\s*$/.exec(part));
  const found: (readonly [number, number])[] = [];
  for (const part of parts) {
    if (!part) return null;
    const from = Number(part[1]);
    found.push([from, Number(part[2] ?? from)]);
  }
  return found;
}
