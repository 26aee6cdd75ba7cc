import { Temporal } from 'temporal-polyfill';
import type { Caller } from '../telegram/company-behind.ts';
import { clients, telephonySource } from './company.ts';
import type { CallItem } from './items.ts';
import recordings from './recordings/recordings.json' with { type: 'json' };

interface PlannedCall {
  /** Local time, `HH:MM`. */
  readonly at: string;
  readonly extension: string;
  readonly direction: 'in' | 'out';
  readonly number: string;
  /** How long it rang. */
  readonly rangS: number;
  /** A recording, or the seconds talked where nobody answered or the talk was too short to keep one. */
  readonly talk: keyof typeof recordings | number;
}

const hiddenNumber = '';

/**
 * One working day. A known client's call carries the conversation that this client would have. Анна's calls are over
 * before anybody else's begin, so that one of hers is the oldest of the queue, whichever of them are drawn.
 */
const plan: readonly PlannedCall[] = [
  call('08:36', '101', 'in', '+79732667134', 12, 'tsement-bez-daty-anna.ogg'),
  call('08:51', '101', 'in', '+79736184027', 9, 'gazoblok-dom-anna.ogg'),
  call('09:08', '101', 'out', '+79734480173', 15, 'dizayner-bez-shaga-anna.ogg'),
  call('09:20', '203', 'in', '+79736010990', 6, 'armatura-dobavit-timur.ogg'),
  call('09:34', '103', 'in', '+79736629085', 14, 'doska-terrasa-marina.ogg'),
  call('09:41', '102', 'in', '+79735220916', 31, 0),
  call('09:57', '202', 'in', '+79731185498', 8, 'zamena-tsveta-ekaterina.ogg'),
  call('10:08', '201', 'in', '+74950124470', 11, 'dokumenty-sever-dmitry.ogg'),
  call('10:25', '102', 'out', '+79737715062', 17, 'kofeynya-monolog-ivan.ogg'),
  call('10:44', '203', 'out', '+79739482206', 12, 'brigadir-horosho-timur.ogg'),
  call('11:03', '103', 'in', '+79737023321', 10, 'boy-kirpicha-marina.ogg'),
  call('11:26', '202', 'out', '+79738452011', 40, 0),
  call('11:40', '202', 'in', '+79738452047', 7, 'gazoblok-dom-ekaterina.ogg'),
  call('11:52', '201', 'in', hiddenNumber, 13, 'boy-kirpicha-dmitry.ogg'),
  call('12:10', '102', 'in', '+79735220916', 8, 'doska-terrasa-ivan.ogg'),
  call('12:31', '203', 'out', '+79732901445', 22, 19),
  call('13:05', '104', 'in', '+79736337218', 16, 'shtukaturka-bez-imeni-novice.ogg'),
  call('13:37', '201', 'in', '+79735550102', 9, 'tsement-bez-daty-dmitry.ogg'),
  call('13:58', '103', 'in', '+79738801924', 19, 'shtukaturka-bez-imeni-marina.ogg'),
  call('14:06', '101', 'out', '+79731902277', 28, 34),
  call('14:22', '203', 'out', '+74960451836', 10, 'magazin-davit-timur.ogg'),
  call('14:40', '202', 'out', '+79734016629', 14, 'brigadir-horosho-ekaterina.ogg'),
  call('15:21', '102', 'in', '+79737023322', 11, 'vozvrat-ostatkov-ivan.ogg'),
  call('15:44', '203', 'in', '+79735730488', 8, 'krovlya-perebivaet-timur.ogg'),
  call('16:02', '103', 'in', '+79739154370', 12, 'uteplitel-obeschanie-marina.ogg'),
  call('16:15', '201', 'out', '+79733301205', 25, 41),
  call('16:33', '201', 'in', '+79732479951', 10, 'uteplitel-obeschanie-dmitry.ogg'),
  call('17:09', '202', 'in', '+79736705518', 9, 'vozvrat-ostatkov-ekaterina.ogg'),
  call('17:48', '103', 'in', '+79734127733', 6, 52),
  call('18:24', '102', 'in', '+79731340867', 13, 'krovlya-perebivaet-ivan.ogg'),
];

function call(
  at: string,
  extension: string,
  direction: 'in' | 'out',
  number: string,
  rangS: number,
  talk: PlannedCall['talk'],
): PlannedCall {
  return { at, extension, direction, number, rangS, talk };
}

/** What the tour begins with: a known client calls Анна about an order in work. */
const ringing = call('', '101', 'in', '+79732146018', 5, 'dostavka-opazdyvaet-anna.ogg');

/** The call that comes in when somebody asks for one: it is just over at `now`. */
export function ringingCall(date: string, now: number): CallItem {
  const { durationS } = lengthsOf(ringing);
  const startedAt = new Date(now - durationS * 1000).toISOString();
  return itemOf(ringing, { externalId: ringingId(date), startedAt });
}

/**
 * The `turn`-th call that somebody of this kind makes, out of the day's own conversations in turn: it is just over at
 * `now`.
 */
export function incomingCall(
  from: Caller,
  turn: number,
  { date, now }: { date: string; now: number },
): CallItem {
  const fits = {
    client: isClients,
    unknown: ({ number }: PlannedCall) => !isClients({ number }) && number !== hiddenNumber,
    hidden: () => true,
  }[from];
  const possible = plan.filter(
    (one) => one.direction === 'in' && typeof one.talk === 'string' && fits(one),
  );
  const chosen = possible[turn % possible.length] ?? ringing;
  const planned = from === 'hidden' ? { ...chosen, number: hiddenNumber } : chosen;
  const startedAt = new Date(now - lengthsOf(planned).durationS * 1000).toISOString();
  return itemOf(planned, { externalId: `${date}-${from}-${turn + 1}`, startedAt });
}

const digits = (phone: string) => phone.replace(/\D/g, '').slice(-10);
const clientNumbers = new Set(clients.flatMap(({ phones }) => phones.map(digits)));
const isClients = ({ number }: Pick<PlannedCall, 'number'>) => clientNumbers.has(digits(number));

export const ringingId = (date: string) => `${date}-ringing`;

/**
 * The demo company's calls of one working day, by start, as `POST /v1/calls` takes them.
 *
 * @param date the local day, `YYYY-MM-DD`
 * @param timeZone an IANA zone, such as `Europe/Moscow`
 */
export function callsOfDay(date: string, timeZone: string): CallItem[] {
  const day = Temporal.PlainDate.from(date);
  return plan.map((planned, index) => {
    const startedAt = day.toZonedDateTime({ timeZone, plainTime: planned.at });
    return itemOf(planned, {
      externalId: `${date}-${String(index + 1).padStart(3, '0')}`,
      startedAt: startedAt.toString({ timeZoneName: 'never' }),
    });
  });
}

function itemOf(
  planned: PlannedCall,
  { externalId, startedAt }: { externalId: string; startedAt: string },
): CallItem {
  return {
    source: telephonySource,
    externalId,
    direction: planned.direction,
    sellerExtension: planned.extension,
    externalNumber: planned.number,
    startedAt,
    ...lengthsOf(planned),
    recording: typeof planned.talk === 'number' ? null : { path: planned.talk },
  };
}

function lengthsOf({ talk, rangS }: PlannedCall) {
  const talkS = typeof talk === 'number' ? talk : Math.round(recordings[talk].lengthS);
  return { durationS: rangS + talkS, talkS };
}
