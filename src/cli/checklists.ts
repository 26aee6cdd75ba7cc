import { existsSync, writeFileSync } from 'node:fs';
import type { App } from '../app/app.ts';
import { type ChecklistLine, checklistsNow, countedMax } from '../app/company/read-checklists.ts';
import { itemsOf } from '../domain/checklist.ts';
import { weightOf } from '../domain/checklist-diff.ts';
import { nearest } from '../domain/nearest.ts';
import { toRfc3339 } from '../domain/time.ts';
import { checklistYaml } from '../intake/write-checklist.ts';
import { type Command, columns, done, type Result, usageProblem, withApp } from './command.ts';

export const checklists: Command = {
  name: 'checklists',
  usage: 'list | show TYPE | export TYPE [FILE]',
  about: 'List the call types with their checklists, show one, or write it as YAML',
  help: `
What "export" writes, "import checklists" reads back as the very same checklist. Without FILE it is printed;
a file that is there already is left alone.`,
  options: {},
  words: [1, 3],
  run: withApp((app, { args: [act, type, file] }) => {
    if (act === 'list' && type === undefined) return listed(app);
    if (type === undefined || (act !== 'show' && act !== 'export')) {
      return usageProblem(
        'say "checklists list", "checklists show TYPE" or "checklists export TYPE"',
      );
    }
    if (act === 'show' && file !== undefined) return usageProblem(`"${file}" is one word too many`);
    const { lines } = checklistsNow(app);
    const line = lines.find(({ latest }) => latest.checklist.type === type);
    if (!line) return unknownType(lines, type);
    return act === 'show' ? shown(line) : exported(line, file);
  }),
};

function factsOf({ latest, scored, unclear }: ChecklistLine) {
  const { checklist, version, active, publishedAt, publishedBy } = latest;
  return {
    type: checklist.type,
    name: checklist.name,
    version,
    active,
    publishedAt: toRfc3339(publishedAt),
    publishedBy,
    items: itemsOf(checklist).length,
    weight: weightOf(checklist),
    scored,
    unclear: Object.fromEntries(unclear),
  };
}

function listed(app: App): Result {
  const { lines, heads } = checklistsNow(app);
  const facts = lines.map(factsOf);
  if (facts.length === 0) return done('There is none yet: import checklists FILE.', { types: [] });
  const rows = facts.map((one) => [
    one.type,
    one.name,
    one.version,
    one.publishedAt.slice(0, 10),
    one.items,
    one.weight,
    one.scored > countedMax ? `${countedMax}+` : String(one.scored),
    Object.keys(one.unclear).length,
    one.active ? '' : 'taken away',
  ]);
  const head = ['Type', 'name', 'version', 'since', 'items', 'weight', 'scored', 'unclear', ''];
  const shares = heads.map(({ name, unclear, decided }) => [name, unclear, decided]);
  const text = [
    columns([head, ...rows]),
    ...(shares.length > 0
      ? ['', columns([['Head', 'found unclear', 'of items decided in a year'], ...shares])]
      : []),
  ].join('\n');
  return done(text, { types: facts, heads });
}

function shown(line: ChecklistLine): Result {
  const { latest, unclear } = line;
  const items = latest.checklist.sections.flatMap((section) => [
    section.name,
    ...section.items.map(({ code, text, weight, critical, na }) => {
      const marks = [
        `weight ${weight}`,
        ...(critical === 'none' ? [] : [`critical to the ${critical}`]),
        ...(na ? ['may be N/A'] : []),
        ...(unclear.has(code) ? [`found unclear ${unclear.get(code)}×`] : []),
      ];
      return `  ${code}: ${text} (${marks.join(', ')})`;
    }),
  ]);
  const { type, name, version, publishedAt, weight, active } = factsOf(line);
  const head = `${type}: ${name}, version ${version} of ${publishedAt}, weights sum to ${weight}`;
  const text = [active ? head : `${head}, taken away from the choice`, ...items].join('\n');
  return done(text, { ...factsOf(line), checklist: latest.checklist });
}

function exported({ latest }: ChecklistLine, file: string | undefined): Result {
  const { checklist, version } = latest;
  const yaml = checklistYaml(checklist);
  if (file === undefined) return done(yaml.trimEnd(), { type: checklist.type, version, yaml });
  if (existsSync(file)) return usageProblem(`${file} is there already; name a new file`);
  writeFileSync(file, yaml);
  return done(`${file}: ${checklist.name}, version ${version}.`, {
    type: checklist.type,
    version,
    file,
  });
}

function unknownType(lines: readonly ChecklistLine[], type: string): Result {
  const types = lines.map(({ latest }) => latest.checklist.type);
  const meant = nearest(type, types);
  const known = types.length > 0 ? `known are: ${types.join(', ')}` : 'there is none yet';
  return usageProblem(`"${type}" is no call type; ${meant ? `did you mean ${meant}?` : known}`);
}
