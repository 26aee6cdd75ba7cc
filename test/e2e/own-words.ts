import { readdirSync, readFileSync } from 'node:fs';
import { clients, people } from '../../src/sandbox/company/company.ts';

/**
 * What is Russian in the demo company's own data: names of people, clients and directions, checklists. Long
 * words first, since a short one may be part of them.
 */
export function ownWords(): string[] {
  const folder = new URL('../../src/sandbox/company/checklists/', import.meta.url);
  const checklists = readdirSync(folder).flatMap((file) => {
    const text = readFileSync(new URL(file, folder), 'utf8');
    return [...text.matchAll(/(?:name|text|guidance): (.+)$/gm)].map(([, said = '']) =>
      said.replace(/^"(.*)"$/, '$1'),
    );
  });
  // The overview of a score cuts its lines.
  const lines = checklists.map((said) => said.slice(0, 59).trimEnd());
  const names = [...people, ...clients].map(({ name }) => name);
  const firstNames = people.map(({ name }) => name.split(' ')[0] ?? '');
  return [...names, ...checklists, ...lines, 'Розница', 'Опт', ...firstNames].sort(
    (a, b) => b.length - a.length,
  );
}
