import { getEventListeners } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { housekeeping } from '../../../src/app/company/job-runs.ts';
import { uploadBegins } from '../../../src/app/intake/resume-uploads.ts';
import { startUploads } from '../../../src/app/intake/start-uploads.ts';
import { checkUpload, rowsOfUpload } from '../../../src/app/intake/upload-thread.ts';
import {
  cancelUpload,
  checkAgain,
  confirmUpload,
  filesBefore,
  firstRefused,
  nameUpload,
  receiveUpload,
  refusedPages,
  type Upload,
  uploadIsShown,
  uploadOf,
} from '../../../src/app/intake/uploads.ts';
import { type Invitation, workUpload } from '../../../src/app/intake/work-uploads.ts';
import { waitingUploads } from '../../../src/db/upload-queue.ts';
import type { TableKind } from '../../../src/domain/upload.ts';
import { type Company, must, testCompany } from '../../support/company.ts';

/** A company with a file of its own, where uploads are worked on another thread. */
function onDisk(): Company {
  const folder = mkdtempSync(join(tmpdir(), 'razbor-uploads-'));
  const company = testCompany({}, { path: join(folder, 'razbor.db') });
  onTestFinished(() => {
    company.app.db.close();
    rmSync(folder, { recursive: true });
  });
  return company;
}

const clients = (count: number, from = 0) =>
  `Код;Название;Телефоны\n${Array.from({ length: count }, (_, n) => `k${from + n};Клиент ${from + n};+7916${String(1_000_000 + from + n)}`).join('\n')}\n`;

async function send(
  { app, as }: Company,
  text: string,
  { noun = null, by = 'root' }: { noun?: TableKind | null; by?: string } = {},
): Promise<number> {
  const file = { name: 'file.csv', bytes: Buffer.from(text) };
  const { upload } = must(await receiveUpload(app, as(by), file, noun));
  uploadIsShown(app, upload.id, 1, 1);
  return upload.id;
}

/** Works what there is to do; `stopAt`: as if the process ended once so many rows are done. */
async function work({ app }: Company, { stopAt = Number.POSITIVE_INFINITY } = {}) {
  const stopping = new AbortController();
  const seen: Upload[] = [];
  const invitations: Invitation[] = [];
  const teller = {
    progress(upload: Upload) {
      seen.push(upload);
      if (upload.state === 'importing' && upload.rowsDone >= stopAt) stopping.abort();
    },
    async turned(_: Upload, news: { invitations: Invitation[] }) {
      invitations.push(...news.invitations);
    },
  };
  while (await workUpload(app, teller, { signal: stopping.signal }));
  return { seen, invitations };
}

const upload = ({ app, as }: Company, id: number) => must(uploadOf(app, as('root'), id)).upload;
const count = ({ app }: Company, table: string) =>
  app.db.orm.$client.prepare<[], number>(`SELECT count(*) FROM ${table}`).pluck().get() ?? 0;
/** Everything but the uploads themselves, as one figure that any write changes. */
const traces = (company: Company) =>
  [
    'people',
    'clients',
    'client_phones',
    'orders',
    'calls',
    'call_history',
    'invites',
    'directions',
    'outbox',
  ]
    .map((table) => count(company, table))
    .join();

describe.each([
  ['in memory', testCompany],
  ['on disk, on another thread', onDisk],
])('an upload %s', (_, make) => {
  it('changes nothing until it is confirmed, then all that it said', async () => {
    const company = make();
    const before = traces(company);
    const id = await send(company, `${clients(3)}k9;;+79161112233\nk0;Новое имя;12\n`);
    await work(company);
    expect(upload(company, id)).toMatchObject({
      state: 'checked',
      noun: 'clients',
      rowsTotal: 5,
      report: { checked: { created: 3, updated: 0, unchanged: 0, refused: 2 } },
    });
    expect(firstRefused(company.app, upload(company, id), 9)).toMatchObject([
      { line: 5, externalId: 'k9', error: { field: 'name' } },
      { line: 6, externalId: 'k0', error: { field: 'phones.0' } },
    ]);
    expect(traces(company)).toBe(before);

    must(confirmUpload(company.app, company.as('root'), id));
    expect(traces(company)).toBe(before);
    await work(company);
    expect(upload(company, id)).toMatchObject({
      state: 'done',
      rowsDone: 5,
      report: { taken: { created: 3, refused: 2 } },
    });
    expect(count(company, 'clients')).toBe(3);
    expect(count(company, 'upload_files')).toBe(0);
    expect([...refusedPages(company.app, upload(company, id))].flat()).toHaveLength(2);
  });

  it('tries rows on those before them, and on what the company has', async () => {
    const company = make();
    const head = 'Код;Имя;Роль;Направление;Добавочный;Код наставника\n';
    const id = await send(
      company,
      `${head}m1;Мария;наставник;;;\ns1;Лев;продавец;Опт;pbx:777;m1\ns2;Ян;продавец;Опт;pbx:777;\ns3;Ия;продавец;Опт;pbx:101;\nanna;Анна;продавец;Опт;pbx:101;marta\n`,
    );
    await work(company);
    expect(upload(company, id).report.checked).toMatchObject({ created: 2, refused: 2 });
    expect(firstRefused(company.app, upload(company, id), 9)).toMatchObject([
      { externalId: 's2', error: { code: 'conflict', field: 'extensions.0.extension' } },
      { externalId: 's3', error: { code: 'conflict' } },
    ]);
  });

  it('of calls knows those that were taken in before', async () => {
    const company = make();
    company.aCall({ externalId: 'known', durationS: 130, talkS: 120 });
    const head = 'source,externalId,direction,sellerExternalId,startedAt,durationS,talkS\n';
    const row = (id: string, talkS: number) =>
      `pbx,${id},in,anna,2026-11-23T10:00:00+03:00,130,${talkS}\n`;
    const id = await send(company, head + row('known', 7) + row('fresh', 100));
    await work(company);
    expect(upload(company, id).report.checked).toMatchObject({ created: 1, refused: 1 });
    expect(firstRefused(company.app, upload(company, id), 1)).toMatchObject([
      { externalId: 'known', error: { field: 'talkS', code: 'conflict' } },
    ]);
  });

  it('can be called off at any time before it is confirmed, and leaves nothing', async () => {
    const company = make();
    const before = traces(company);
    const waiting = await send(company, clients(2));
    const checked = await send(company, clients(2));
    must(cancelUpload(company.app, company.as('root'), waiting));
    await work(company);
    must(cancelUpload(company.app, company.as('root'), checked));
    await work(company);
    expect(upload(company, waiting).state).toBe('cancelled');
    expect(upload(company, checked).state).toBe('cancelled');
    expect(confirmUpload(company.app, company.as('root'), checked)).toEqual({
      ok: false,
      refusal: 'stale',
    });
    expect(traces(company)).toBe(before);
    expect(count(company, 'upload_files')).toBe(0);
  });

  it('under way stops after the slice, and says how many rows were taken in', async () => {
    const company = make();
    const id = await send(company, clients(600));
    await work(company);
    must(confirmUpload(company.app, company.as('root'), id));
    const teller = {
      progress({ rowsDone }: Upload) {
        if (rowsDone >= 100) cancelUpload(company.app, company.as('root'), id);
      },
      async turned() {},
    };
    await workUpload(company.app, teller, { signal: new AbortController().signal });
    const { state, rowsDone, report } = upload(company, id);
    expect(state).toBe('cancelled');
    expect(rowsDone).toBeGreaterThanOrEqual(100);
    expect(rowsDone).toBeLessThan(600);
    expect(report.taken?.created).toBe(rowsDone);
    expect(count(company, 'clients')).toBe(rowsDone);
  });

  it('cut off by the end of the process goes on where it was', async () => {
    const company = make();
    const id = await send(company, clients(600));
    await work(company);
    must(confirmUpload(company.app, company.as('root'), id));
    await work(company, { stopAt: 150 });
    expect(upload(company, id).state).toBe('importing');
    const cutAt = count(company, 'clients');
    expect(cutAt).toBeGreaterThanOrEqual(150);
    expect(cutAt).toBeLessThan(600);

    const { seen } = await work(company);
    expect(seen[0]?.rowsDone).toBeGreaterThan(cutAt);
    expect(upload(company, id)).toMatchObject({
      state: 'done',
      report: { taken: { created: 600, updated: 0, unchanged: 0, refused: 0 } },
    });
    expect(count(company, 'clients')).toBe(600);
  });

  it('of people still invites everybody after it was cut off', async () => {
    const company = make();
    const rows = Array.from({ length: 60 }, (_, n) => `n${n};Имя ${n};контролёр\n`).join('');
    const id = await send(company, `Код;Имя;Роль\n${rows}`);
    await work(company);
    must(confirmUpload(company.app, company.as('root'), id));
    await work(company, { stopAt: 20 });
    const { invitations } = await work(company);
    expect(new Set(invitations.map(({ externalId }) => externalId)).size).toBe(60);
    expect(new Set(invitations.map(({ url }) => url)).size).toBe(60);
    expect(upload(company, id).report.taken).toMatchObject({ created: 60, unchanged: 0 });
  });

  it('whose columns tell nothing asks what it is, and is then looked through as that', async () => {
    const company = make();
    const id = await send(company, 'a;b\n1;2\n');
    await work(company);
    expect(upload(company, id).state).toBe('asking');
    must(nameUpload(company.app, company.as('root'), id, 'orders'));
    await work(company);
    expect(upload(company, id)).toMatchObject({
      state: 'failed',
      noun: 'orders',
      report: { problem: { code: 'strange_table' } },
    });
    expect(count(company, 'upload_files')).toBe(0);
  });

  it('is looked through again once what was missing is there', async () => {
    const company = make();
    const order = 'Код;Номер;Код клиента;В работе;Открыт\no1;5;k0;да;23.11.2026 10:00\n';
    const id = await send(company, order);
    await work(company);
    expect(upload(company, id).report.checked).toMatchObject({ refused: 1 });
    const needed = await send(company, clients(1));
    await work(company);
    must(confirmUpload(company.app, company.as('root'), needed));
    await work(company);
    must(checkAgain(company.app, company.as('root'), id));
    await work(company);
    expect(upload(company, id).report.checked).toMatchObject({ created: 1, refused: 0 });
    expect(firstRefused(company.app, upload(company, id), 9)).toEqual([]);
  });
});

/** Works uploads until one has come to where it waits for somebody, or has ended. */
function workUntilTurned(parts: Omit<Parameters<typeof startUploads>[0], 'teller'>): Promise<void> {
  return new Promise((resolve) => {
    const started = startUploads({
      ...parts,
      teller: {
        progress() {},
        nearer() {},
        async stop() {},
        async turned() {
          void Promise.resolve().then(() => started.stop().then(resolve));
        },
      },
    });
  });
}

describe('an upload', () => {
  it('is an admin’s alone: nobody else brings one in or touches it, other admins neither', async () => {
    const company = testCompany();
    company.hire({ externalId: 'second', roles: [{ role: 'admin' }] });
    const file = { name: 'a.csv', bytes: Buffer.from(clients(1)) };
    for (const by of ['anna', 'olga', 'petr', 'marta']) {
      expect(await receiveUpload(company.app, company.as(by), file, null)).toEqual({
        ok: false,
        refusal: 'not_allowed',
      });
    }
    const id = await send(company, clients(1));
    await work(company);
    for (const by of ['anna', 'petr', 'second']) {
      for (const act of [confirmUpload, cancelUpload, checkAgain]) {
        expect(act(company.app, company.as(by), id)).toEqual({ ok: false, refusal: 'not_allowed' });
      }
    }
    expect(upload(company, id).state).toBe('checked');
  });

  it('that was confirmed twice is taken in once', async () => {
    const company = testCompany();
    const id = await send(company, clients(2));
    await work(company);
    must(confirmUpload(company.app, company.as('root'), id));
    expect(confirmUpload(company.app, company.as('root'), id)).toMatchObject({ refusal: 'stale' });
    await work(company);
    expect(upload(company, id).report.taken?.created).toBe(2);
  });

  it('that nobody says yes or no to is dropped after a week', async () => {
    const company = testCompany();
    const id = await send(company, clients(1));
    await work(company);
    company.clock.advance('P6D');
    housekeeping(company.app);
    expect(upload(company, id).state).toBe('checked');
    company.clock.advance('P2D');
    housekeeping(company.app);
    expect(upload(company, id).state).toBe('cancelled');
    expect(count(company, 'upload_files')).toBe(0);
  });

  it('is not dropped since the clock was set forward', async () => {
    const company = testCompany();
    const id = await send(company, clients(1));
    await work(company);
    company.clock.set('P90D');
    housekeeping(company.app);
    expect(upload(company, id).state).toBe('checked');
  });

  it('left by the last process is worked when the next one starts', async () => {
    const company = onDisk();
    const id = await send(company, clients(30));
    const told: { state: string; resumed: boolean }[] = [];
    await new Promise<void>((resolve, reject) => {
      const started = startUploads({
        app: company.app,
        ready: Promise.resolve(),
        onError: reject,
        teller: {
          progress() {},
          nearer() {},
          async stop() {},
          async turned({ state }, { resumed }) {
            told.push({ state, resumed });
            void Promise.resolve().then(() => started.stop().then(resolve));
          },
        },
      });
    });
    expect(told).toEqual([{ state: 'checked', resumed: true }]);
    expect(upload(company, id).state).toBe('checked');
  });

  /** A process that works what waits until it rests; answers who was told, and of whom it was said that they are nearer. */
  async function process({ app }: Company) {
    const told: { id: number; state: string; resumed: boolean }[] = [];
    const nearer: number[] = [];
    const started = startUploads({
      app,
      ready: Promise.resolve(),
      onError: (error) => told.push({ id: 0, state: String(error), resumed: false }),
      teller: {
        progress() {},
        nearer: (id) => void nearer.push(id),
        async stop() {},
        async turned({ id, state }, { resumed }) {
          told.push({ id, state, resumed });
        },
      },
    });
    await expect.poll(() => waitingUploads(app.db)).toEqual([]);
    await started.stop();
    return { told, nearer };
  }

  it('that several left are taken up in their order, and each sees how many are before it', async () => {
    const company = testCompany();
    const ids = [
      await send(company, clients(3)),
      await send(company, clients(3)),
      await send(company, clients(3)),
    ];
    const waits = () => ids.map((id) => filesBefore(company.app, upload(company, id)));
    expect(waits()).toEqual([0, 1, 2]);
    const { told, nearer } = await process(company);
    expect(told.map(({ id }) => id)).toEqual(ids);
    expect(told.every(({ resumed }) => resumed)).toBe(true);
    expect(nearer).toEqual([ids[1], ids[2], ids[2]]);
    expect(waits()).toEqual([0, 0, 0]);
  });

  it('that no message shows when the process ends is called off: its update brings it again', async () => {
    const company = testCompany();
    const file = { name: 'a.csv', bytes: Buffer.from(clients(1)) };
    const { upload: lost } = must(await receiveUpload(company.app, company.as('root'), file, null));
    await process(company);
    expect(upload(company, lost.id).state).toBe('cancelled');
    expect(count(company, 'upload_files')).toBe(0);
  });

  it('that ends one process after the other fails in the end, and the next ones are worked', async () => {
    const company = testCompany();
    const poison = await send(company, clients(1));
    const next = await send(company, clients(1));
    for (let kill = 0; kill < 10; kill += 1) expect(uploadBegins(company.app, poison)).toBe(true);
    const { told } = await process(company);
    expect(told.map(({ id, state }) => [id, state])).toEqual([
      [0, `Error: upload ${poison} ended the service several times`],
      [poison, 'failed'],
      [next, 'checked'],
    ]);
  });

  it('whose progress the database does not take ends nothing but itself', async () => {
    const company = onDisk();
    const id = await send(company, clients(3));
    const { app } = company;
    let writes = 0;
    /** What the process left, that this one is begun, and then the progress that the thread tells of. */
    const third = 3;
    const db: typeof app.db = {
      ...app.db,
      transaction(work) {
        writes += 1;
        if (writes === third) throw new Error('the disk is full');
        return app.db.transaction(work);
      },
    };
    const errors: string[] = [];
    await workUntilTurned({
      app: { ...app, db },
      ready: Promise.resolve(),
      onError: (error) => errors.push(String(error)),
    });
    expect(errors).toEqual(['Error: the disk is full']);
    expect(upload(company, id).state).toBe('failed');
  });

  it('is worked again where the database was full for a moment, and recovered before that was noted', async () => {
    const company = onDisk();
    const id = await send(company, clients(3));
    const { app } = company;
    let writes = 0;
    const db: typeof app.db = {
      ...app.db,
      transaction(work) {
        writes += 1;
        if (writes !== 3) return app.db.transaction(work);
        throw Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' });
      },
    };
    const errors: string[] = [];
    await new Promise<void>((resolve) => {
      const started = startUploads({
        app: { ...app, db },
        ready: Promise.resolve(),
        againMs: 1,
        onError: (error) => errors.push(String(error)),
        teller: {
          progress() {},
          nearer() {},
          async stop() {},
          async turned() {
            void Promise.resolve().then(() => started.stop().then(resolve));
          },
        },
      });
    });
    expect(errors).toEqual(['Error: database or disk is full']);
    expect(upload(company, id).state).toBe('checked');
  });

  it('waits while the database takes nothing, and is worked once it does', async () => {
    const company = testCompany();
    const { $client: client } = company.app.db.orm;
    const id = await send(company, clients(3));
    let failures = 0;
    await workUntilTurned({
      app: company.app,
      ready: Promise.resolve().then(() => client.pragma('query_only = 1')),
      againMs: 1,
      onError() {
        failures += 1;
        if (failures === 5) client.pragma('query_only = 0');
      },
    });
    expect(failures).toBe(5);
    expect(upload(company, id).state).toBe('checked');
  });
});

it('a file for which the disk has no room leaves no upload that nobody will ever work', async () => {
  const company = onDisk();
  const { $client } = company.app.db.orm;
  $client.pragma(`max_page_count = ${$client.pragma('page_count', { simple: true })}`);
  await expect(send(company, clients(9000))).rejects.toThrow('database or disk is full');
  const left = $client.prepare('SELECT state FROM uploads WHERE finished_at IS NULL');
  expect(left.all()).toEqual([]);
});

it('leaves nothing behind by which what was read of a file would be kept', async () => {
  const company = onDisk();
  const id = await send(company, clients(3), { noun: 'clients' });
  const { signal } = new AbortController();
  const { fileName } = upload(company, id);
  const file = { id, noun: 'clients' as const, fileName, personId: company.as('root').id };
  const checked = await checkUpload(company.app, file, () => {}, signal);
  expect(checked).toMatchObject({ outcome: 'checked', total: 3 });
  const source = await rowsOfUpload(company.app, file, 0, signal);
  expect(await source.next()).toHaveLength(3);
  await source.close();
  expect(getEventListeners(signal, 'abort')).toEqual([]);
});
