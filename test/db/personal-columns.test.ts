import { beforeAll, describe, expect, test } from 'vitest';
import { linkCall } from '../../src/app/calls/link-call.ts';
import { drawDue } from '../../src/app/draw/draw-calls.ts';
import { planDraws } from '../../src/app/draw/plan-draws.ts';
import { registerClients, registerOrders } from '../../src/app/intake/register-clients.ts';
import { erasePersonalData, exportPersonalData } from '../../src/app/people/personal-data.ts';
import { type Company, must, testCompany } from '../support/company.ts';
import { breaches } from '../support/invariants.ts';
import { tables } from './fill-tables.ts';

/**
 * Every column that can hold words, bytes or an account: whether somebody can be found by it, in which part
 * of an export it is shown, and that an erasure takes it out. A new column is named here, or the test fails.
 */

/** Of a person or a client: erased. `in`: the parts of the export that show it; or why none does. */
interface Held {
  of: 'people' | 'clients' | 'both';
  in: readonly string[] | string;
}
const person = (...parts: string[]): Held => ({ of: 'people', in: parts });
const client = (...parts: string[]): Held => ({ of: 'clients', in: parts });
const hidden = (of: Held['of'], why: string): Held => ({ of, in: why });

/** Kept through an erasure. */
const words = 'what people write is not searched for names, and stays with what it was about';
const code = 'a code, a date or a number of ours';
const ofCompany = "the company's own words";
const passing = (until: string) => `gone by itself: ${until}`;
const onlyChat = 'where a message stands in the chat';

const columns: Readonly<Record<string, Held | string>> = {
  'advice_requests.question': words,
  'appeals.reason': words,
  'appeals.reason_voice': hidden('people', 'the voice is with Telegram, which knows it by this'),
  'appeals.answer': words,
  'appeals.decision_reason': words,
  'appeal_items.item_code': code,
  'decision_drafts.decisions': code,
  'decision_drafts.reason': words,
  'call_history.verb': code,
  'call_history.from_status': code,
  'call_history.to_status': code,
  'call_history.note': client('links'),
  'calls.source': code,
  'calls.external_id': code,
  'calls.seller_extension': person('calls'),
  'calls.seller_external_id': person('calls'),
  'calls.phone': client('calls'),
  'calls.raw_number': client('calls'),
  'calls.recording_url': client('calls'),
  'calls.recording_path': client('calls'),
  'calls.client_external_id': client('calls'),
  'calls.order_external_id': "an order's number in the CRM, which alone knows whose it is",
  'calls.queued_month': code,
  'call_filters.filter': code,
  'telegram_updates.content': hidden('people', 'gone once it is worked, a moment after it came'),
  'chat_states.key': hidden('people', onlyChat),
  'chat_states.value': hidden('people', 'where a conversation of theirs stands'),
  'checklists.code': ofCompany,
  'checklist_versions.name': ofCompany,
  'checklist_versions.body': ofCompany,
  'clients.external_id': client('client'),
  'clients.name': client('client'),
  'client_phones.phone': client('phones'),
  'client_words.word': hidden('clients', 'the words of the name once more'),
  'orders.external_id': "an order's number in the CRM, which alone knows whose it is",
  'orders.number': "an order's number in the CRM, which alone knows whose it is",
  'order_phones.phone': client('orderPhones'),
  'client_searches.text': hidden('clients', 'what another person looked for'),
  'drawn_calls.ticket': code,
  'drawn_calls.skipped': code,
  'draws.date': code,
  'draws.month': code,
  'draws.seed': code,
  'draws.seed_sha256': code,
  'draws.pool_sha256': code,
  'draws.entropy': code,
  'draws.struck': code,
  'draws.record_sha256': code,
  'draws.previous_sha256': code,
  'draws.policy': code,
  'draws.eligible': code,
  'draws.left_out': code,
  'draws.left_out_calls': code,
  'draw_sellers.month': code,
  'job_runs.name': code,
  'job_runs.error': passing('after three days'),
  'settings.name': hidden('people', onlyChat),
  'settings.value': hidden('people', 'an administrator began to add them'),
  'ledger.month': code,
  'ledger.item_code': code,
  'ledger.reason': words,
  'outbox.key': code,
  'outbox.kind': code,
  'outbox.payload': 'numbers of ours (notice-kinds.ts); of their own notices nothing is left',
  'outbox.chat_id': hidden('people', onlyChat),
  'outbox.last_error': hidden('people', "Telegram's words"),
  'send_attempts.chat_id': hidden('people', onlyChat),
  'send_attempts.buttons': code,
  'chat_deletions.chat_id': hidden('people', onlyChat),
  'other_talks.extension': person('otherTalks'),
  'directions.name': ofCompany,
  'people.external_id': person('person'),
  'people.name': person('person'),
  'people.telegram_id': person('person'),
  'people_changes.before': person('changes'),
  'people_changes.after': person('changes'),
  'extensions.source': code,
  'extensions.extension': person('extensions'),
  'absences.from_date': code,
  'absences.to_date': code,
  'invites.token_sha256': code,
  'invites.telegram_id': person('invites'),
  'periods.month': code,
  'periods.sha256': code,
  'periods.reopen_reason': words,
  'period_rows.body': code,
  'policy_changes.policy': code,
  'recordings.long_silences': code,
  'telegram_files.file_id': hidden(
    'clients',
    'the recording is with Telegram, which knows it by this',
  ),
  'reviews.cursor_item': code,
  'reviews.last_failed_item': code,
  'reviews.recommendation': words,
  'reviews.voice': hidden('people', 'the voice is with Telegram, which knows it by this'),
  'reviews.verdicts': code,
  'reviews.credit_month': code,
  'blind_scores.cursor_item': code,
  'blind_answers.item_code': code,
  'blind_answers.comment': words,
  'calibration_answers.item_code': code,
  'review_items.item_code': code,
  'second_differences.item_code': code,
  'best_examples.item_code': code,
  'heard_items.item_code': code,
  'second_decisions.first': code,
  'second_decisions.second': code,
  'paused_items.item_code': code,
  'review_items.comment': words,
  'telephony_calls.source': code,
  'telephony_calls.external_id': code,
  'telephony_calls.part_of': code,
  'telephony_calls.parts': { of: 'both', in: ['telephonyReports'] },
  'late_words.said': { of: 'both', in: ['telephonyLate'] },
  'held_calls.source': code,
  'held_calls.external_id': code,
  'held_calls.item': { of: 'both', in: ['heldCalls'] },
  'telephony_marks.name': code,
  'telephony_marks.file_id': code,
  'telephony_marks.skipped_names': { of: 'both', in: ['telephonySkipped'] },
  'telephony_marks.problem': passing('at the next reading that succeeds'),
  'uploads.file_name': person('uploads'),
  'uploads.report': hidden('both', 'what of a file could not be read'),
  'uploads.chat_id': hidden('people', onlyChat),
  'upload_files.content': hidden('both', 'a file that waits for a word, at most a week'),
  'upload_refusals.external_id': { of: 'both', in: ['refusedRows'] },
  'upload_refusals.field': code,
  'upload_refusals.code': code,
  'upload_refusals.detail': { of: 'both', in: ['refusedRows'] },
};

const sayings = tables.flatMap(({ name, columns: all }) =>
  all
    .filter((column) => {
      const isNumber = column.getSQLType() === 'integer';
      const isListed = column.enumValues !== undefined && column.enumValues.length > 0;
      return isNumber ? /telegram_id|chat_id|account/.test(column.name) : !isListed;
    })
    .map((column) => ({ table: name, column: column.name, key: `${name}.${column.name}` })),
);

test('of every column that can say something it is known of whom', () => {
  expect(sayings.map(({ key }) => key).toSorted()).toEqual(Object.keys(columns).toSorted());
});

const marks = {
  people: /Аннабелла|4242424242|98765|anna-rare|rare-own/,
  clients: /Ефросинья|ефросинья|5554433|555 44 33|555-44-33|c-rare/,
};
type Subject = keyof typeof marks;
const ids = { people: 'anna-rare', clients: 'c-rare' };

/** The columns in which somebody is found. */
function found({ app }: Company, subject: Subject): string[] {
  return sayings
    .filter(({ table, column }) => {
      const kept = app.db.orm.$client
        .prepare<[], unknown>(`SELECT CAST("${column}" AS TEXT) FROM "${table}"`)
        .pluck()
        .all();
      return kept.some((value) => marks[subject].test(String(value)));
    })
    .map(({ key }) => key);
}

const isOf = (held: Held | string | undefined, subject: Subject) =>
  typeof held === 'object' && (held.of === subject || held.of === 'both');
const heldOf = (subject: Subject) =>
  Object.keys(columns).filter((key) => isOf(columns[key], subject));

const rare = {
  ...{ externalId: 'anna-rare', name: 'Аннабелла Редкая', direction: 'Опт' },
  roles: [{ role: 'seller' as const }, { role: 'mentor' as const }, { role: 'admin' as const }],
  extensions: [{ source: 'pbx', extension: '98765' }],
  telegramId: 4_242_424_242,
};

const calls = [
  {
    ...{ externalId: 'by-number', sellerExternalId: null, sellerExtension: '98765' },
    ...{ externalNumber: '8 916 555 44 33', recording: { path: '2026/in-79165554433.ogg' } },
    startedAt: '2026-11-23T09:00:00+03:00',
  },
  {
    ...{ externalId: 'by-id', sellerExternalId: 'anna-rare', clientExternalId: 'c-rare' },
    ...{ externalNumber: null, recording: { url: 'https://pbx.example/79165554433.ogg' } },
    startedAt: '2026-11-23T09:00:00+03:00',
  },
];

/** A company in which both stand in every column that can hold them. */
async function holding(): Promise<Company> {
  const company = testCompany({ appealPoints: 5 });
  const { app, hire, as } = company;
  planDraws(app);
  const { id } = hire(rare);
  hire({
    ...{ externalId: 'boris', name: 'boris', direction: 'Розница', roles: [{ role: 'seller' }] },
    mentorExternalIds: ['anna-rare'],
  });
  hire({
    ...{ externalId: 'boris', name: 'boris', direction: 'Розница', roles: [{ role: 'seller' }] },
    mentorExternalIds: ['marta'],
  });
  registerClients(app, [
    { externalId: 'c-rare', name: 'Ефросинья Редкая', phones: ['+7 916 555-44-33'] },
  ]);
  const order = { number: '7', clientExternalId: 'c-rare', inWork: true };
  registerOrders(app, [
    { ...order, externalId: 'o', openedAt: '2026-11-01T00:00:00Z', phones: ['+79165554433'] },
  ]);
  const linked = company.aCall({ sellerExternalId: 'anna-rare' });
  must(linkCall(app, as('root'), linked, { clientId: 1 }));
  const [, told = 0] = calls.map((call) => company.aCall(call));
  company.clock.at('2026-11-23T19:00:00+03:00');
  await drawDue(app);
  company.aCall({
    sellerExternalId: 'boris',
    otherTalks: [{ sellerExtension: '98765', talkS: 40 }],
  });
  const run = (text: string, ...values: unknown[]) =>
    app.db.orm.$client.prepare(text).run(...values);
  const insert = (table: string, row: Record<string, unknown>) => {
    const names = Object.keys(row);
    const places = names.map(() => '?').join();
    run(`INSERT INTO ${table} (${names.join()}) VALUES (${places})`, ...Object.values(row));
  };
  const account = rare.telegramId;
  const json = JSON.stringify;
  insert('reviews', {
    ...{ call_id: linked, reviewer_id: id, purpose: 'side', state: 'submitted' },
    ...{ voice: 'rare-own voice', started_at: 0, touched_at: 0 },
  });
  insert('appeals', {
    ...{ call_id: linked, review_id: 1, seller_id: id, state: 'draft', kind: 'wrong_type' },
    reason_voice: 'rare-own reason',
  });
  insert('telegram_updates', {
    ...{ update_id: 1, at: 0 },
    content: json({ message: { from: { id: account, first_name: 'Аннабелла' } } }),
  });
  insert('chat_states', { key: String(account), value: json({ said: 'Аннабелла' }) });
  insert('client_searches', { person_id: id, text: 'ефросинья', in_work_only: 0 });
  insert('settings', { name: `welcomed:${account}`, value: '1' });
  insert('settings', { name: 'newcomer:1009', value: json({ name: rare.name, roles: [] }) });
  for (const key of ['waits', 'left']) {
    insert('outbox', {
      ...{ key, person_id: id, kind: 'missed', payload: '{}', created_at: 0, due_at: 0 },
      ...{ state: key === 'waits' ? 'waiting' : 'sent', chat_id: account },
      last_error: `chat ${account} is gone`,
    });
  }
  insert('send_attempts', {
    ...{ notice_id: 1, attempt: 1, started_at: 0, chat_id: account, buttons: '' },
  });
  insert('chat_deletions', { chat_id: account, message_id: 1, due_at: 0 });
  insert('invites', {
    ...{ token_sha256: 'x', person_id: id, expires_at: 0, telegram_id: account },
  });
  insert('telegram_files', {
    ...{ call_id: told, kind: 'voice', from_s: 0, to_s: 0, clip: 0, file_id: 'c-rare voice' },
  });
  const leg = { callId: 'l', from: ['trunk', '+7 916 555 44 33'], to: ['98765'] };
  const parts = [{ extension: '98765' }, { number: '+7 916 555 44 33' }, leg];
  for (const [at, part] of parts.entries()) {
    insert('telephony_calls', {
      ...{ source: 'pbx', external_id: `t${at}`, parts: json([{ talkS: 1 }, part]) },
      ...{ whole: 1, heard_at: 0 },
    });
  }
  const late = [
    { said: { sellerExtension: '98765', talkS: 5 }, of: { sellerExternalId: 'anna-rare' } },
    { said: { externalNumber: '8 (916) 555-44-33' }, of: { sellerExternalId: 'boris' } },
  ];
  for (const { said, of } of late) {
    insert('late_words', { call_id: company.aCall(of), said: json(said), heard_at: 0 });
  }
  const items = [{ sellerExtension: '98765' }, { externalNumber: '+7 916 555 44 33' }];
  for (const [at, item] of items.entries()) {
    insert('held_calls', {
      ...{ source: 'pbx', external_id: `h${at}`, item: json(item), started_at: 0, held_at: 0 },
    });
  }
  insert('telephony_marks', {
    ...{ name: 'pbx', skipped: 3, skipped_names: json(['98765', '89165554433', 'trunk']) },
  });
  const nouns = ['people', 'clients'] as const;
  for (const [at, noun] of nouns.entries()) {
    const [name, externalId] = at === 0 ? [rare.name, 'anna-rare'] : ['Ефросинья Редкая', 'c-rare'];
    insert('uploads', {
      ...{ person_id: id, noun, file_name: 'Аннабелла.xlsx', state: 'failed', created_at: 0 },
      ...{ finished_at: 0, report: json({ problem: { values: { names: name } } }) },
      ...{ chat_id: account, message_id: 1 },
    });
    insert('uploads', {
      ...{ person_id: id, noun, file_name: '', state: 'checked', created_at: 0, chat_id: account },
    });
    const waits = at * 2 + 2;
    insert('upload_files', { upload_id: waits, part: 0, content: Buffer.from(`${name};x`) });
    const refused = { upload_id: waits - 1, line: 1, field: 'name', code: 'invalid' };
    insert('upload_refusals', { ...refused, row_index: 0, external_id: externalId, detail: 'no' });
    insert('upload_refusals', { ...refused, row_index: 1, detail: `"${externalId}" is not known` });
    insert('upload_refusals', { ...refused, row_index: 2, external_id: 'other', detail: 'no' });
  }
  return company;
}

describe.each(['people', 'clients'] as const)('of one of the %s', (subject) => {
  let company: Company;
  beforeAll(async () => {
    company = await holding();
  });

  test('each column that can hold them does here, and an export shows it', () => {
    expect(found(company, subject).toSorted()).toEqual(heldOf(subject).toSorted());
    const exported = exportPersonalData(company.app, subject, ids[subject]);
    const parts = new Set(
      heldOf(subject).flatMap((key) => {
        const held = columns[key];
        return typeof held === 'object' && typeof held.in !== 'string' ? held.in : [];
      }),
    );
    for (const part of parts) {
      expect([part, JSON.stringify(exported?.[part])]).toEqual([
        part,
        expect.stringMatching(marks[subject]),
      ]);
    }
  });

  test('an erasure takes them out of each, nobody else out of any, and nothing comes back', async () => {
    const { app, hire } = company;
    const other = subject === 'people' ? 'clients' : 'people';
    const before = found(company, other);
    const broken = breaches(app.db);
    hire({ ...rare, active: false });
    expect(await erasePersonalData(app, subject, ids[subject])).toMatchObject({ ok: true });
    expect(found(company, subject)).toEqual([]);
    const taken = new Set(['upload_files.content', 'client_searches.text']);
    expect(found(company, other)).toEqual(before.filter((key) => !taken.has(key)));
    expect(app.db.orm.$client.prepare('SELECT count(*) FROM upload_refusals').pluck().get()).toBe(
      4,
    );
    expect(breaches(app.db)).toEqual(broken);
    for (const call of calls) company.aCall(call);
    expect(found(company, subject)).toEqual([]);
  });
});
