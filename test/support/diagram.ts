import { preliminary, table } from '../../src/domain/status.ts';
import { type Status, statusKinds } from '../../src/domain/statuses.ts';

/** The status table as a Mermaid state diagram, with the three preliminary statuses drawn as one box. */
export function statusDiagram(): string {
  const arrows = new Map<string, Set<string>>();
  const place = (status: Status | 'new') =>
    status === 'new' ? '[*]' : preliminary.includes(status) ? 'preliminary' : status;
  for (const { verb, from, to } of table) {
    for (const start of from) {
      const goal = to === 'origin' ? 'preliminary' : to === 'same' ? place(start) : place(to);
      if (to === 'same' || place(start) === goal) continue;
      const key = `${place(start)} --> ${goal}`;
      arrows.set(key, (arrows.get(key) ?? new Set()).add(verb));
    }
  }
  const finals = (Object.keys(statusKinds) as Status[]).filter((s) => statusKinds[s] === 'final');
  return [
    '```mermaid',
    'stateDiagram-v2',
    `  state "${preliminary.join(', ')}" as preliminary`,
    ...[...arrows].map(([arrow, verbs]) => `  ${arrow}: ${[...verbs].join(', ')}`),
    ...finals.map((status) => `  ${status} --> [*]`),
    '```',
  ].join('\n');
}
