/** One row of Master.csv, as far as a call is made of it. */
interface Row {
  channel: string;
  dstchannel?: string;
  src: string;
  dst: string;
  app?: string;
  /** Seconds from the beginning of the day to the row's own start. */
  at: number;
  duration: number;
  talk?: number;
  linked: number;
  recording?: string;
}

/** 2026-11-23 09:00:00 in Moscow. */
const dayStart = 1_795_413_600;

const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
const stamp = (epoch: number) =>
  new Date((epoch + 3 * 3600) * 1000).toISOString().slice(0, 19).replace('T', ' ');

function lineOf(row: Row, sequence: number, fromS: number): string {
  const { channel, dstchannel = '', src, dst, app = 'Dial', duration, talk = 0, linked } = row;
  const start = dayStart + fromS + row.at;
  const answer = talk > 0 ? stamp(start + duration - talk) : '';
  const texts = ['', src, dst, 'from-internal', `"" <${src}>`, channel, dstchannel, app, ''];
  const times = [stamp(start), answer, stamp(start + duration)];
  const ids = [`${start}.${sequence}`, row.recording ?? '', '', `${dayStart + fromS}.${linked}`];
  return `${[
    ...[...texts, ...times].map(quoted),
    ...[String(duration), String(talk), quoted(talk > 0 ? 'ANSWERED' : 'NO ANSWER')],
    ...[quoted('DOCUMENTATION'), ...ids.map(quoted), String(sequence)],
  ].join(',')}\n`;
}

const trunk = 'PJSIP/megafon-000000a1';
const phone = (extension: string) => `PJSIP/${extension}-000000b2`;
const client = (linked: number) => `7916${String(1_000_000 + linked).slice(0, 7)}`;

/** A call as Asterisk tells of it, each row when its leg ends; `n` tells calls apart. */
type Script = (n: number) => Row[];

/** Rings 101 and 102 in turn through their Local channels; 102 takes it after 40 s and talks for `talk`. */
const queued =
  (talk: number): Script =>
  (n) => {
    const of = { src: client(n), linked: n };
    const local = (extension: string, half: 1 | 2) =>
      `Local/${extension}@from-queue-0000000${n % 10};${half}`;
    return [
      {
        ...of,
        channel: local('101', 2),
        dstchannel: phone('101'),
        dst: '101',
        at: 5,
        duration: 15,
      },
      {
        ...of,
        channel: trunk,
        dstchannel: local('101', 1),
        dst: '700',
        app: 'Queue',
        at: 0,
        duration: 20,
      },
      {
        ...{ ...of, channel: local('102', 2), dstchannel: phone('102'), dst: '102' },
        ...{ at: 25, duration: 15 + talk, talk },
      },
      {
        ...{ ...of, channel: trunk, dstchannel: local('102', 1), dst: '700', app: 'Queue' },
        ...{ at: 0, duration: 40 + talk, talk: 40 + talk, recording: `q-700-${n}.wav` },
      },
    ];
  };

/** A group rings three at once; one takes it, or nobody does and it ends in the mailbox. */
const group =
  (taker: string | null): Script =>
  (n) => {
    const of = { src: client(n), linked: n };
    const rung = ['101', '102', '103'].map((extension): Row => {
      const talk = extension === taker ? 75 : 0;
      return {
        ...{ ...of, channel: `Local/${extension}@from-internal-0a${n % 10};2`, dst: extension },
        ...{ dstchannel: phone(extension), at: 2, duration: 18 + talk, talk },
      };
    });
    const rest: Row =
      taker === null
        ? { ...of, channel: trunk, dst: 'vmu101', app: 'VoiceMail', at: 0, duration: 45, talk: 25 }
        : {
            ...{ ...of, channel: trunk, dstchannel: `Local/${taker}@from-internal-0a${n % 10};1` },
            ...{ dst: '600', at: 0, duration: 95, talk: 95, recording: `rg-600-${n}.wav` },
          };
    return [...rung, rest];
  };

const scripts: readonly Script[] = [
  queued(68),
  // Straight to one, and out.
  (n) => [
    {
      ...{ src: client(n), dst: '101', linked: n, channel: trunk, dstchannel: phone('101') },
      ...{ at: 0, duration: 130, talk: 120, recording: `in-101-${n}.wav` },
    },
  ],
  group('103'),
  (n) => [
    {
      ...{ src: '102', dst: client(n), linked: n, channel: phone('102'), dstchannel: trunk },
      ...{ at: 0, duration: 70, talk: 61, recording: `out-102-${n}.wav` },
    },
  ],
  // Put through unasked: 25 s with 101, 80 s with 102.
  (n) => [
    {
      ...{ src: client(n), dst: '101', linked: n, channel: trunk, dstchannel: phone('101') },
      ...{ at: 0, duration: 30, talk: 25, recording: `in-101-${n}.wav` },
    },
    {
      ...{ src: client(n), dst: '102', linked: n, channel: trunk, dstchannel: phone('102') },
      ...{ at: 30, duration: 90, talk: 80 },
    },
  ],
  // Asked about first: 101 rings 102 from a second line, then hands over.
  (n) => [
    {
      src: '101',
      dst: '102',
      linked: n,
      channel: phone('101'),
      dstchannel: phone('102'),
      at: 50,
      duration: 20,
      talk: 15,
    },
    {
      ...{ src: client(n), dst: '101', linked: n, channel: trunk, dstchannel: phone('101') },
      ...{ at: 0, duration: 75, talk: 70 },
    },
    {
      ...{ src: client(n), dst: '102', linked: n, channel: trunk, dstchannel: phone('102') },
      ...{ at: 75, duration: 40, talk: 40 },
    },
  ],
  group(null),
  // Hung up in the menu, among colleagues, and to somebody whom nobody knows.
  (n) => [
    {
      src: client(n),
      dst: 's',
      app: 'BackGround',
      linked: n,
      channel: trunk,
      at: 0,
      duration: 9,
      talk: 9,
    },
  ],
  (n) => [
    {
      src: '101',
      dst: '103',
      linked: n,
      channel: phone('101'),
      dstchannel: phone('103'),
      at: 0,
      duration: 30,
      talk: 22,
    },
  ],
  (n) => [
    {
      src: client(n),
      dst: '555',
      linked: n,
      channel: trunk,
      dstchannel: phone('555'),
      at: 0,
      duration: 60,
      talk: 50,
    },
  ],
  queued(25),
];

/**
 * A day of `Master.csv`, 84 rows as they are written: each when its leg ends, those of calls that overlap in
 * between. Queues, groups, both kinds of transfer, the mailbox, the menu, colleagues and strangers.
 */
export function cdrDay(): string[] {
  const rows: { endsAt: number; text: string }[] = [];
  for (let n = 1; rows.length < 84; n += 1) {
    const script = scripts[(n - 1) % scripts.length] as Script;
    const fromS = n * 47;
    for (const row of script(n)) {
      rows.push({ endsAt: fromS + row.at + row.duration, text: lineOf(row, rows.length, fromS) });
    }
  }
  return rows
    .slice(0, 84)
    .sort((a, b) => a.endsAt - b.endsAt)
    .map(({ text }) => text);
}
