import { expect, test } from 'vitest';
import { receiveReports } from '../../../src/app/intake/receive-telephony.ts';
import { registerClients } from '../../../src/app/intake/register-clients.ts';
import { erasePersonalData, exportPersonalData } from '../../../src/app/people/personal-data.ts';
import { heldBySource } from '../../../src/db/held-calls.ts';
import { testCompany } from '../../support/company.ts';

const rare = {
  ...{ externalId: 'anna-rare', name: 'Аннабелла Редкая', direction: 'Опт' },
  roles: [{ role: 'seller' as const }],
  extensions: [{ source: 'pbx', extension: '98765' }],
};

/** Told while the clock of this server is an hour and a half behind. */
const ahead = (externalId: string, extension: string, number: string) => ({
  ...{ externalId, extension, number, direction: 'in' as const, durationS: 130, talkS: 120 },
  startedAt: Date.parse('2026-11-23T12:00:00+03:00'),
});

/** A company of a rare seller and a rare client: a call of each that is held, and one too little is known of. */
function holding() {
  const company = testCompany();
  const { app, clock, hire } = company;
  clock.at('2026-11-23T10:30:00+03:00');
  hire(rare);
  registerClients(app, [
    { externalId: 'c-rare', name: 'Ефросинья Редкая', phones: ['+7 916 555-44-33'] },
    { externalId: 'c-other', name: 'Павел Частый', phones: ['+7 916 123-45-67'] },
  ]);
  receiveReports(app, 'pbx', [
    ahead('of-client', '101', '8 (916) 555 44 33'),
    ahead('of-seller', '98765', '+79161234567'),
    ahead('of-others', '101', '+79161234567'),
    { externalId: 'half-of-client', number: '79165554433' },
    { externalId: 'half-of-seller', extension: '98765' },
  ]);
  const told = () =>
    JSON.stringify(
      ['held_calls', 'telephony_calls'].map((table) =>
        app.db.orm.$client.prepare(`SELECT * FROM ${table}`).all(),
      ),
    );
  return { ...company, told };
}

const ids = (...externalIds: string[]) => externalIds.map((externalId) => ({ externalId }));

test('what a telephone system told of a client is theirs before it is a call: shown, and taken out', async () => {
  const { app, told } = holding();
  expect(exportPersonalData(app, 'clients', 'c-rare')).toMatchObject({
    heldCalls: [{ externalId: 'of-client', told: { externalNumber: '8 (916) 555 44 33' } }],
    telephonyReports: ids('of-client', 'half-of-client'),
  });
  expect(await erasePersonalData(app, 'clients', 'c-rare')).toMatchObject({ ok: true });
  expect(told()).not.toMatch(/of-client|5554433|555 44 33/);
  expect(heldBySource(app.db)).toMatchObject([{ source: 'pbx', calls: 2 }]);
  expect(told()).toMatch(/of-seller.*of-others|of-others.*of-seller/);
});

test('and of a seller, by their extension', async () => {
  const { app, hire, told } = holding();
  expect(exportPersonalData(app, 'people', 'anna-rare')).toMatchObject({
    heldCalls: ids('of-seller'),
    telephonyReports: ids('of-seller', 'half-of-seller'),
  });
  hire({ ...rare, active: false });
  expect(await erasePersonalData(app, 'people', 'anna-rare')).toMatchObject({ ok: true });
  expect(told()).not.toMatch(/of-seller|98765/);
  expect(heldBySource(app.db)).toMatchObject([{ source: 'pbx', calls: 2 }]);
});

test("a number that is another client's too stays theirs, and of whom nobody else has the recordings go", async () => {
  const { app, aCall } = holding();
  const shared = { name: 'Второй', phones: ['+7 916 555-44-33'] };
  const never = aCall({ externalNumber: null, externalId: 'never-matched' });
  const theirs = aCall({ externalNumber: null, externalId: 'of-the-second' });
  registerClients(app, [{ ...shared, externalId: 'c-second' }]);
  const tell = (externalId: string, fields: object) => aCall({ externalId, ...fields });
  tell('of-the-second', { externalNumber: '+79165554433', clientExternalId: 'c-second' });
  tell('never-matched', { externalNumber: '+79165554433' });
  const kept = () =>
    app.db.orm.$client
      .prepare('SELECT phone, recording_fault fault FROM calls WHERE id IN (?, ?) ORDER BY id')
      .all(never, theirs);
  expect(exportPersonalData(app, 'clients', 'c-rare')).toMatchObject({ calls: [{ id: never }] });
  expect(await erasePersonalData(app, 'clients', 'c-rare')).toEqual({ ok: true, recordings: 1 });
  expect(kept()).toEqual([
    { phone: null, fault: 'purged' },
    { phone: '+79165554433', fault: null },
  ]);
});
