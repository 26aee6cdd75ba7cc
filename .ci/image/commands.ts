import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A command line, how it ends and what it says. */
export interface Tried {
  readonly words: readonly string[];
  readonly exit: number;
  readonly says: RegExp;
}

const people = `
- {externalId: s1, name: Иван, roles: [{role: seller}], direction: Опт, extensions: [{source: pbx, extension: "101"}]}
- {externalId: c1, name: Ольга, roles: [{role: controller}]}
- {externalId: h1, name: Пётр, roles: [{role: supervisor}]}
`;
const clients = '- {externalId: k1, name: Север, phones: ["+79161234567"]}\n';
const orders =
  '- {externalId: o1, number: "17", clientExternalId: k1, inWork: true, openedAt: "2026-11-01T10:00:00+03:00"}\n';
const calls = `
- {source: pbx, externalId: call-1, direction: in, sellerExtension: "101", externalNumber: "+79161234567",
   startedAt: "2026-11-02T10:00:00+03:00", durationS: 90, talkS: 76}
`;

/**
 * Each command at least once, on a folder that the image's user may write; the samples lie there too. A command
 * that the help lists has to be here.
 */
export function everyCommand(data: string, checklist: string): Tried[] {
  const folder = join(data, 'samples');
  mkdirSync(folder);
  const sample = (name: string, content: string) => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  const done = (words: readonly string[], says: RegExp): Tried => ({ words, exit: 0, says });
  const found = (words: readonly string[], says: RegExp): Tried => ({ words, exit: 1, says });
  return [
    done(['import', 'checklists', sample('checklist.yaml', checklist)], /1 created/),
    done(['import', 'people', sample('people.yaml', people)], /3 created/),
    done(['import', 'clients', sample('clients.yaml', clients)], /1 created/),
    done(['import', 'orders', sample('orders.yaml', orders)], /1 created/),
    done(['import', 'calls', sample('calls.yaml', calls)], /1 created/),
    done(['people', 'list'], /Иван/),
    done(['absences', 'list'], /./),
    done(['draw', '--dry-run'], /./),
    found(['verify-draw', '2026-11-01'], /There was no draw on 2026-11-01/),
    done(['approve'], /./),
    done(['credit', '2026-11', '--xlsx', join(data, 'credit.xlsx')], /credit\.xlsx/),
    found(['verify-period', '2026-10'], /2026-10/),
    done(['checklists', 'list'], /./),
    done(['policy', 'show'], /perSeller/),
    done(['purge', '--dry-run'], /./),
    done(['personal-data', 'export', 'people', 's1'], /Иван/),
    done(['backup', join(data, 'copy.db')], /copy\.db/),
    // Beside the service, which uses the database.
    found(['restore', join(data, 'copy.db')], /stop the service first/),
    found(['doctor'], /database/),
  ];
}

/** The commands that the help lists. */
export function commandsIn(help: string): string[] {
  return [...new Set([...help.matchAll(/^ {2}([a-z][a-z-]*) /gm)].map(([, name = '']) => name))];
}
