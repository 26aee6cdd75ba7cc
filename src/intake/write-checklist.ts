import { stringify } from 'yaml';
import type { Checklist, Item } from '../domain/checklist.ts';

/** A checklist as the YAML file that brings the very same one in again; what is the default stays out. */
export function checklistYaml({ type, name, sections }: Checklist): string {
  const file = {
    type,
    name,
    sections: sections.map((section) => ({ ...section, items: section.items.map(lean) })),
  };
  // Each text on one line: what an editor breaks, somebody joins wrongly.
  return stringify(file, { lineWidth: 0 });
}

function lean({ code, text, guidance, weight, critical, na }: Item) {
  return {
    code,
    text,
    ...(guidance === undefined ? {} : { guidance }),
    weight,
    ...(critical === 'none' ? {} : { critical }),
    ...(na ? { na } : {}),
  };
}
