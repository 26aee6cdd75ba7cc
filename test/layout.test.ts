import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const root = new URL('../src/', import.meta.url);
const paths = readdirSync(root, { recursive: true, encoding: 'utf8' }).sort();
const files = paths
  .filter((path) => path.endsWith('.ts'))
  .map((path) => ({ path, text: readFileSync(new URL(path, root), 'utf8') }));

/** Folder → the folders it may import from beside itself (STYLE.md); a file of src itself by its name. */
const shell = ['app', 'domain'];
const mayImport: Record<string, readonly string[]> = {
  domain: [],
  db: ['domain', 'paths.ts'],
  intake: ['domain', 'telephony'],
  app: ['domain', 'db', 'intake', 'telephony', 'paths.ts'],
  bot: [...shell, 'intake', 'media', 'reports', 'paths.ts'],
  http: [...shell, 'telephony', 'reports'],
  telephony: ['domain'],
  media: ['domain', 'telephony'],
  reports: [...shell, 'paths.ts'],
  'paths.ts': [],
  'schedule.ts': shell,
  'log.ts': ['config-values.ts', 'scrub.ts'],
  'scrub.ts': ['domain'],
  'config.ts': ['domain', 'telephony', 'config-values.ts', 'config-policy.ts'],
  'config-policy.ts': ['domain', 'config-values.ts'],
  'config-values.ts': ['domain'],
};
/** These compose the others. */
const composers = [
  'main.ts',
  'service.ts',
  'open-app.ts',
  'watch-service.ts',
  'recording-library.ts',
  'telephony-jobs.ts',
  'cli',
  'sandbox',
];
const clockmakers = /^(main|cli\/main|sandbox\/(demo[a-z-]*|real-clock))\.ts$/;

/**
 * The rooms of app and bot. Those of a call's life stand in the order in which a call lives, and each may
 * use the ones before it; the others are everybody's and use only each other. The menu opens them all.
 */
const stages = ['intake', 'draw', 'scoring', 'appeal', 'teaching', 'credit'];
const everybodys = ['calls', 'people', 'company', 'recordings', 'notices'];
const roomsOf = { app: [...stages, ...everybodys], bot: [...stages, ...everybodys, 'menu'] };
/** At the root of bot, these bring the rooms together; what else stands there all rooms share. */
const roomComposers = [
  'bot/answer-handlers.ts',
  'bot/bot.ts',
  'bot/deliver.ts',
  'bot/every-handler.ts',
  'bot/every-menu.ts',
  'bot/notices.ts',
];

/** What only some files may use, and what to do elsewhere. */
const reserved = [
  { use: /from 'drizzle-orm/, by: /^db\//, cure: 'put the SQL into src/db, a noun a file' },
  {
    use: /from '(grammy|@grammyjs)\b/,
    by: /^(bot|sandbox)\//,
    cure: 'talk to Telegram in src/bot',
  },
  {
    use: /from 'croner'/,
    by: /^schedule\.ts$/,
    cure: 'ask app.nextCron, or add a job to schedule.ts',
  },
  {
    use: /\bsetInterval\(/,
    by: /^(every|schedule)\.ts$|^bot\/deliver\.ts$|^app\/intake\/work-uploads\.ts$|^sandbox\//,
    cure: 'use every of src/every.ts: an error in a bare timer ends the process',
  },
  {
    use: /new URL\([^)]*\bimport\.meta\.url/,
    by: /^(paths\.ts$|sandbox\/)/,
    cure: 'name the file in src/paths.ts: a build has no folders beside its code',
  },
  { use: /process\.env/, by: /^config\.ts$/, cure: 'add a value to config.ts and pass it in' },
  {
    use: /Date\.now\b|new Date\(\)|Math\.random|\brandom(Bytes|UUID|Int)\b.* from 'node:crypto'/,
    by: clockmakers,
    cure: 'ask app.now() or app.randomBytes(): main makes the clock and the dice',
  },
];

const partOf = (path: string) => path.split('/')[0] ?? path;

function importsOf({ path, text }: (typeof files)[number]): string[] {
  const found = [...text.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)];
  return found.map(([, to = '']) => new URL(to, new URL(path, root)).href.slice(root.href.length));
}

test('imports run one way', () => {
  const wrong = files.flatMap((file) => {
    const part = partOf(file.path);
    if (composers.includes(part)) return [];
    const allowed = [part, ...(mayImport[part] ?? [])];
    const strange = importsOf(file).filter((to) => !allowed.includes(partOf(to)));
    return strange.map(
      (to) =>
        `${file.path} imports ${to}: ${part} may import only ${allowed.join(', ')}; ` +
        'go through a use case in src/app, or move the rule into src/domain',
    );
  });
  expect(wrong).toEqual([]);
});

const roomOf = (path: string) => {
  const [part = '', room = '', ...rest] = path.split('/');
  return part in roomsOf && rest.length > 0 ? room : null;
};

function mayUse(room: string | null, other: string): boolean {
  if (room === null) return false;
  if (room === other || room === 'menu' || everybodys.includes(other)) return true;
  return stages.indexOf(room) > stages.indexOf(other) && stages.includes(other);
}

test('a room uses the ones before it in a call’s life, and everybody’s', () => {
  const wrong = files.flatMap((file) => {
    const part = partOf(file.path);
    if (!(part in roomsOf) || roomComposers.includes(file.path)) return [];
    const room = roomOf(file.path);
    return importsOf(file)
      .filter((to) => partOf(to) === part)
      .flatMap((to) => {
        const other = roomOf(to);
        return other === null || mayUse(room, other)
          ? []
          : [
              `${file.path} imports ${to}: ${room ?? part} comes before ${other}; move what both need`,
            ];
      });
  });
  expect(wrong).toEqual([]);
});

test('every room of app and bot is one that the others know', () => {
  const strange = files
    .map(({ path }) => path)
    .filter((path) => {
      const room = roomOf(path);
      return room !== null && !roomsOf[partOf(path) as 'app' | 'bot'].includes(room);
    });
  expect(strange.map((path) => `${path}: put it into a room, or name the room here`)).toEqual([]);
});

test('no file imports, by way of others, what imports it', () => {
  const importing = new Map(files.map((file) => [file.path, importsOf(file)]));
  const done = new Set<string>();
  const circles: string[] = [];
  const walk = (path: string, trail: readonly string[]) => {
    const at = trail.indexOf(path);
    if (at >= 0) circles.push([...trail.slice(at), path].join(' → '));
    if (at >= 0 || done.has(path)) return;
    for (const to of importing.get(path) ?? []) walk(to, [...trail, path]);
    done.add(path);
  };
  for (const { path } of files) walk(path, []);
  expect(circles.map((circle) => `${circle}: move what both need into a file of its own`)).toEqual(
    [],
  );
});

test.each(reserved)('$cure', ({ use, by, cure }) => {
  const wrong = files.filter(({ path, text }) => use.test(text) && !by.test(path));
  expect(wrong.map(({ path, text }) => `${path} uses ${use.exec(text)?.[0]}: ${cure}`)).toEqual([]);
});

test('what the product imports is installed in production', () => {
  const { dependencies } = JSON.parse(readFileSync(new URL('../package.json', root), 'utf8')) as {
    dependencies: Record<string, string>;
  };
  const wrong = files.flatMap(({ path, text }) =>
    [...text.matchAll(/(?:from|import)\s*\(?\s*'([a-z@][^']*)'/g)].flatMap(([, name = '']) => {
      const found = name.split('/').slice(0, name.startsWith('@') ? 2 : 1);
      return name.startsWith('node:') || found.join('/') in dependencies
        ? []
        : [`${path} imports ${name}: move it from devDependencies to dependencies`];
    }),
  );
  expect(wrong).toEqual([]);
});

test('no file is longer than 250 lines', () => {
  // A table to be read as one: the status machine.
  const whole = ['domain/status.ts'];
  const long = files.filter(
    ({ path, text }) => !whole.includes(path) && text.split('\n').length > 251,
  );
  expect(long.map(({ path }) => `${path}: split it by what its parts are about`)).toEqual([]);
});

test('every folder is named after what is in it', () => {
  const vague = paths.filter((path) =>
    /(^|\/)(utils?|helpers?|common|shared|services|types)(\/|\.ts$|$)/.test(path),
  );
  expect(vague.map((path) => `${path}: name it after the noun or verb it holds`)).toEqual([]);
});

test('what runs the whole product in a test has its log gone through', () => {
  const tests = new URL('../test/e2e/', import.meta.url);
  const careless = readdirSync(tests)
    .filter((name) => name.endsWith('.ts'))
    .filter((name) => {
      const text = readFileSync(new URL(name, tests), 'utf8');
      const runs = /\bstart(Demo|Service)\(|'bin\/service\.js'/.test(text);
      return runs && !/\b(keepsStill|saidOf)\(/.test(text);
    });
  expect(careless, 'make its log with watchedLog() and end with keepsStill(db)').toEqual([]);
});
