import { fromHex, hmacMaker, joined, sha256, toHex, utf8 } from './sha256.js';

/**
 * Recomputes one draw from its record, by docs/verify-a-draw.md alone and with nothing but this file.
 *
 * @param record a draw as the API gives it, its policy and sellers with what the page names
 * @returns {Promise<{name: string, ok: boolean, calls: number[]}[]>} what was checked in its order, and the calls that do
 *   not hold
 */
export async function verifyDraw(record) {
  const checks = [];
  const add = (name, ok, calls = []) => checks.push({ name, ok: ok && calls.length === 0, calls });
  add('seed', (await hashOf(fromHex(record.seed))) === record.seedSha256);
  if (record.version === 2) {
    add('pool', (await hashOf(utf8(poolText(record)))) === record.poolSha256);
    add('entropy', await entropyHolds(record));
  }
  const tickets = await ticketsOf(record);
  const wrong = record.eligible.filter(({ callId, ticket }) => tickets.get(callId) !== ticket);
  add('tickets', true, wrong.map(({ callId }) => callId).slice(0, shownMax));
  const lots = drawLots(record, tickets);
  const drawn = new Set(record.drawn);
  const differ = [
    ...lots.drawn.filter((id) => !drawn.has(id)),
    ...record.drawn.filter((id) => !lots.drawn.includes(id)),
  ];
  const isInOrder = lots.drawn.join() === record.drawn.join();
  add('lots', isInOrder && sharesHold(record, lots.gives), differ.slice(0, shownMax));
  add('replaced', true, wrongReplacements(record, tickets).slice(0, shownMax));
  if (record.version === 2) {
    add('record', (await hashOf(utf8(recordText(record)))) === record.recordSha256);
  }
  return checks;
}

const shownMax = 10;
const hashOf = async (bytes) => toHex(await sha256(bytes));
const byNumber = (a, b) => a.callId - b.callId;
const line = (...parts) => `${parts.join('\t')}\n`;

/** Section 2, the pool. */
function poolText(record) {
  const { windowFrom, windowTo, seedSha256, policy } = record;
  const late = record.leftOutAfterFreeze;
  const isLate = new Set(late.map(({ callId }) => callId));
  const calls = [...record.eligible, ...late].sort(byNumber);
  const out = (record.leftOutCalls ?? []).filter(({ callId }) => !isLate.has(callId));
  const wanted = policy.drawEntropy ?? 'none';
  return [
    'razbor pool 2\n',
    line('window', windowFrom, windowTo),
    line('seed', seedSha256),
    line('rule', policy.drawBy, JSON.stringify(policy[policy.drawBy])),
    ...(wanted === 'none' ? [] : [line('entropy', wanted)]),
    ...calls.map((call) => line('call', call.callId, call.sellerId, call.source, call.externalId)),
    ...out.sort(byNumber).map(({ callId, reason }) => line('out', callId, reason)),
  ].join('');
}

const minuteMs = 60_000;

/** Section 2, the entropy, but for the signature of a beacon. */
async function entropyHolds({ entropy, policy, frozenAt, drawnAt, eligible, leftOutAfterFreeze }) {
  const [frozen, drawn] = [Date.parse(frozenAt), Date.parse(drawnAt)];
  const pool = [...eligible, ...leftOutAfterFreeze];
  const wanted = entropy.kind === 'none' ? entropy.wanted : entropy.kind;
  if (wanted !== (policy.drawEntropy ?? 'none')) return false;
  if (entropy.kind === 'none') {
    return wanted === 'none' || pool.length === 0 || drawn >= frozen + 60 * minuteMs;
  }
  if (entropy.kind === 'people') {
    const asked = new Set(pool.map(({ sellerId }) => sellerId));
    const once = new Set(entropy.taps.map(({ sellerId }) => sellerId));
    const isTimely = ({ at }) => Date.parse(at) >= frozen && Date.parse(at) <= drawn;
    return (
      entropy.taps.length > 0 &&
      once.size === entropy.taps.length &&
      drawn >= frozen + 10 * minuteMs &&
      entropy.taps.every((tap) => asked.has(tap.sellerId) && isTimely(tap))
    );
  }
  const { chain, round, signature, randomness } = entropy;
  const sinceS = frozen / 1000 - chain.genesisS;
  const first = sinceS < 0 ? 1 : Math.floor(sinceS / chain.periodS) + 2;
  const dueAt = (chain.genesisS + (round - 1) * chain.periodS) * 1000;
  return (
    round === first &&
    drawn >= dueAt &&
    (await hashOf(chainBytes(chain))) === chain.hash &&
    (await hashOf(fromHex(signature))) === randomness
  );
}

function chainBytes({ periodS, genesisS, publicKey, groupHash, beaconId }) {
  const times = new DataView(new ArrayBuffer(12));
  times.setUint32(0, periodS);
  times.setBigInt64(4, BigInt(genesisS));
  const named = beaconId === 'default' ? '' : beaconId;
  return joined(new Uint8Array(times.buffer), fromHex(publicKey), fromHex(groupHash), utf8(named));
}

/** Section 2, the key and the tickets, by call. */
async function ticketsOf({ version, seed, poolSha256, entropy, eligible }) {
  const key =
    version === 1
      ? fromHex(seed)
      : await sha256(
          joined(
            utf8('razbor draw key 2\n'),
            fromHex(seed),
            fromHex(poolSha256),
            await entropyBytes(entropy),
          ),
        );
  const ticketOf = await hmacMaker(key);
  const made = eligible.map(async ({ callId, source, externalId }) => [
    callId,
    await ticketOf(`${source}\n${externalId}`),
  ]);
  return new Map(await Promise.all(made));
}

async function entropyBytes(entropy) {
  if (entropy.kind === 'none') return new Uint8Array();
  if (entropy.kind === 'beacon') return sha256(fromHex(entropy.signature));
  const taps = entropy.taps
    .toSorted((a, b) => a.sellerId - b.sellerId)
    .map(({ sellerId, choice, at }) => line('tap', sellerId, choice, at));
  return sha256(utf8(`razbor taps 2\n${taps.join('')}`));
}

/** Section 3: who gives how many, and which calls. */
function drawLots({ policy, eligible, sellers }, tickets) {
  const callsOf = new Map();
  for (const { callId, sellerId } of eligible) {
    if (!callsOf.has(sellerId)) callsOf.set(sellerId, []);
    callsOf.get(sellerId).push({ callId, ticket: tickets.get(callId) });
  }
  for (const calls of callsOf.values()) calls.sort(byTicket);
  const counts = [...callsOf].map(([sellerId, calls]) => ({ sellerId, has: calls.length }));
  const { level, remainder } = shared(policy, counts, eligible.length);
  const before = new Map(sellers.map((seller) => [seller.sellerId, seller.drawnThisMonth]));
  const next = (sellerId) => callsOf.get(sellerId)[level].ticket;
  const more = counts
    .filter(({ has }) => has > level)
    .sort(
      (a, b) =>
        before.get(a.sellerId) - before.get(b.sellerId) ||
        (next(a.sellerId) < next(b.sellerId) ? -1 : 1),
    )
    .slice(0, remainder)
    .map(({ sellerId }) => sellerId);
  const gives = new Map(
    counts.map(({ sellerId, has }) => [
      sellerId,
      Math.min(has, level) + (more.includes(sellerId) ? 1 : 0),
    ]),
  );
  const drawn = [...gives].flatMap(([sellerId, count]) => callsOf.get(sellerId).slice(0, count));
  return { gives, drawn: drawn.sort(byTicket).map(({ callId }) => callId) };
}

const byTicket = (a, b) => (a.ticket < b.ticket ? -1 : 1);

function shared(policy, counts, eligible) {
  if (policy.drawBy === 'perSeller') return { level: policy.perSeller, remainder: 0 };
  const hundredths = Math.round(policy.percent * 100);
  const wanted =
    policy.drawBy === 'total' ? policy.total : Math.ceil((hundredths * eligible) / 10_000);
  let left = Math.min(wanted, eligible);
  let open = counts.length;
  for (const { has } of counts.toSorted((a, b) => a.has - b.has)) {
    const level = Math.floor(left / open);
    if (has > level) return { level, remainder: left - level * open };
    left -= has;
    open -= 1;
  }
  return { level: Math.max(0, ...counts.map(({ has }) => has)), remainder: 0 };
}

function sharesHold({ sellers, eligible }, gives) {
  const count = new Map();
  for (const { sellerId } of eligible) count.set(sellerId, (count.get(sellerId) ?? 0) + 1);
  return (
    sellers.length === gives.size &&
    sellers.every(
      (seller) =>
        seller.eligible === count.get(seller.sellerId) &&
        seller.drawn === gives.get(seller.sellerId),
    )
  );
}

/** Section 5: each lower ticket of that seller had been drawn by then, or was passed over on record. */
function wrongReplacements({ replaced, drawn, eligible }, tickets) {
  const sellerOf = new Map(eligible.map(({ callId, sellerId }) => [callId, sellerId]));
  return replaced
    .filter(({ from, to, at, skipped }) => {
      if (at === null) return false;
      const known = new Set([...drawn, ...(skipped ?? []).map(({ callId }) => callId)]);
      for (const other of replaced) if (other.at <= at) known.add(other.to);
      const isStranger = to !== null && sellerOf.get(to) !== sellerOf.get(from);
      return (
        isStranger ||
        eligible.some(
          ({ callId, sellerId }) =>
            sellerId === sellerOf.get(from) &&
            callId !== to &&
            !known.has(callId) &&
            (to === null || tickets.get(callId) < tickets.get(to)),
        )
      );
    })
    .map(({ from }) => from);
}

/** Section 6: JSON with the keys in order. */
function recordText(record) {
  const named = [
    'windowFrom',
    'windowTo',
    'committedAt',
    'frozenAt',
    'drawnAt',
    'seedSha256',
    'seed',
  ];
  const whole = ['poolSha256', 'entropy', 'previousSha256', 'drawn'];
  const facts = Object.fromEntries([...named, ...whole].map((name) => [name, record[name]]));
  const late = record.leftOutAfterFreeze.map(({ callId, reason }) => ({ callId, reason }));
  const sellers = record.sellers.map(({ sellerId, eligible, drawn, drawnThisMonth }) => ({
    ...{ sellerId, eligible, drawn, drawnThisMonth },
  }));
  return canonical({
    ...facts,
    version: 2,
    leftOutAfterFreeze: late.sort(byNumber),
    sellers: sellers.sort((a, b) => a.sellerId - b.sellerId),
  });
}

function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const entries = Object.keys(value).sort();
  return `{${entries.map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`).join(',')}}`;
}
