/** Where what leads to a new call begins. */
export const entry = 'new';

/**
 * The ways as arrows: what leads from all statuses of a kind, or to all of one, is one arrow of its group
 * (`group:preliminary`); what several verbs do is one arrow with their names; what changes nothing is no arrow.
 *
 * @param {{statuses: {key: string, kind: string}[], ways: {verb: string, from: string | null, to: string}[]}} graph
 * @returns {{from: string, to: string, verbs: string[]}[]}
 */
export function arrowsOf({ statuses, ways }) {
  const kinds = Map.groupBy
    ? Map.groupBy(statuses, ({ kind }) => kind)
    : new Map(statuses.map(({ kind }) => [kind, statuses.filter((one) => one.kind === kind)]));
  const groups = [...kinds].map(([kind, of]) => [`group:${kind}`, of.map(({ key }) => key)]);
  const joined = (list, side, other) => {
    const found = [];
    const sets = new Map();
    for (const way of list) {
      const id = `${way.verb} ${way[other]}`;
      sets.set(id, [...(sets.get(id) ?? []), way]);
    }
    for (const set of sets.values()) {
      let left = set;
      for (const [name, keys] of groups) {
        const whole = keys.length > 1 && keys.every((key) => left.some((way) => way[side] === key));
        if (!whole || keys.includes(set[0][other])) continue;
        found.push({ ...set[0], [side]: name });
        left = left.filter((way) => !keys.includes(way[side]));
      }
      found.push(...left);
    }
    return found;
  };
  const moving = ways
    .filter(({ from, to }) => from !== to)
    .map(({ verb, from, to }) => ({ verb, from: from ?? entry, to }));
  const arrows = new Map();
  for (const { verb, from, to } of joined(joined(moving, 'from', 'to'), 'to', 'from')) {
    const id = `${from} ${to}`;
    const { verbs = [] } = arrows.get(id) ?? {};
    arrows.set(id, { from, to, verbs: [...verbs, verb] });
  }
  return [...arrows.values()];
}

/** The arrow that a step went along; undefined where it changed no status. */
export function arrowOf({ verb, from, to }, graph, arrows) {
  const kindOf = (key) => graph.statuses.find((one) => one.key === key)?.kind;
  const fits = (end, key) => end === (key ?? entry) || end === `group:${kindOf(key)}`;
  return arrows.find(
    (arrow) => arrow.verbs.includes(verb) && fits(arrow.from, from) && fits(arrow.to, to),
  );
}
