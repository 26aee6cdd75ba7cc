import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { registerClients, registerOrders } from '../../src/app/intake/register-clients.ts';
import type { Db } from '../../src/db/open.ts';
import { openScratch, type Reference } from '../../src/db/scratch.ts';
import { testCompany } from '../support/company.ts';

const reference = (fields: Partial<Reference>): Reference => ({
  externalId: null,
  source: null,
  clientExternalId: null,
  ...fields,
});

function seeded() {
  const folder = mkdtempSync(join(tmpdir(), 'razbor-scratch-'));
  const company = testCompany({}, { path: join(folder, 'razbor.db') });
  onTestFinished(() => {
    company.app.db.close();
    rmSync(folder, { recursive: true });
  });
  const clients = ['a', 'b', 'c'].map((externalId, n) => ({
    externalId,
    name: externalId,
    phones: [`+7916123456${n}`],
  }));
  registerClients(company.app, clients);
  const order = { number: '1', inWork: true, openedAt: '2026-11-23T10:00:00+03:00' };
  registerOrders(company.app, [
    { ...order, externalId: 'o1', clientExternalId: 'a' },
    { ...order, externalId: 'o2', clientExternalId: 'b' },
  ]);
  company.aCall({ externalId: 'x' });
  company.aCall({ externalId: 'y' });
  return company;
}

const all = (db: Db, text: string) => db.orm.$client.prepare<[], string>(text).pluck().all();

it('a scratch database holds what the items refer to, and everybody', () => {
  const { app } = seeded();
  const { path } = app.db;
  const orders = openScratch(path, 'orders', [
    reference({ externalId: 'o2', clientExternalId: 'c' }),
  ]);
  expect(all(orders, 'SELECT external_id FROM orders')).toEqual(['o2']);
  expect(all(orders, 'SELECT external_id FROM clients')).toEqual(['c']);
  expect(all(orders, 'SELECT count(*) FROM people')).toEqual(
    all(app.db, 'SELECT count(*) FROM people'),
  );
  const calls = openScratch(path, 'calls', [
    reference({ externalId: 'y', source: 'pbx' }),
    reference({ externalId: 'x', source: 'mango' }),
  ]);
  expect(all(calls, 'SELECT external_id FROM calls')).toEqual(['y']);
});

it('it is made while somebody writes, and does not hold them up', () => {
  const { app } = seeded();
  app.db.transaction((tx) => {
    tx.orm.$client.prepare("UPDATE clients SET name = 'new' WHERE external_id = 'a'").run();
    const scratch = openScratch(app.db.path, 'clients', [reference({ externalId: 'a' })]);
    expect(all(scratch, 'SELECT name FROM clients')).toEqual(['a']);
    scratch.orm.$client.prepare("UPDATE clients SET name = 'tried'").run();
  });
  expect(all(app.db, "SELECT name FROM clients WHERE external_id = 'a'")).toEqual(['new']);
});
