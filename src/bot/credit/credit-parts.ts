import { type Counted, type CountedFilter, countedOf } from '../../app/credit/counted-calls.ts';
import type { Statement } from '../../app/credit/read-statement.ts';
import type { Ctx } from '../context.ts';
import { sendPicture } from '../pictures.ts';
import { refused } from '../reply.ts';
import { button, cut, fitting, inRows, type Screen, screen } from '../screen.ts';
import type { Taps } from '../taps.ts';
import { dayMonth, escapeHtml, localPercent, type Words } from '../words.ts';
import { countedScreen } from './counted-screen.ts';
import { pointsSigned, titled, withStatement } from './credit.ts';
import { itemsPicture, sectionsPicture } from './credit-pictures.ts';
import { money, motivationLine, pointsText, rangeLine } from './credit-words.ts';

/** More calls than anybody is scored on in a month. */
const callsMost = 10_000;
const itemsMost = 10;
const buttonsMost = 6;
const hashShown = 12;

/** What of a month a list of calls is: all of a seller's, a controller's, a section's, an item's. */
interface Part {
  title: string;
  filter: CountedFilter;
  /** What of a call is averaged, in ppm; null where it has no part in this. */
  ppm(call: Counted): number | null;
}

interface Named {
  type: string;
  typeName: string;
  code: string;
  text: string;
}

const sectionsOf = ({ seller }: Statement): (Named & { calls: number; mean: string | null })[] =>
  (seller?.types ?? []).flatMap(({ type, name, sections }) =>
    sections.map(({ code, name: text, calls, meanPercent }) => {
      return { type, typeName: name, code, text, calls, mean: meanPercent };
    }),
  );
const itemsOf = ({ seller }: Statement) =>
  (seller?.types ?? []).flatMap(({ type, name, items }) =>
    items.map((item) => ({ ...item, type, typeName: name })),
  );

/** A part by the key in a button: `all`, `drawn`, `sent`, `reviews`, `s3`, `i12`; null: there is none. */
function partOf(words: Words, statement: Statement, key: string): Part | null {
  const { person } = statement;
  const ppm = (call: Counted) => call.ppm;
  if (key === 'all' || key === 'drawn' || key === 'sent') {
    const source = key === 'all' ? undefined : key;
    return { title: words.plain(`part-${key}`), filter: { sellerId: person.id, source }, ppm };
  }
  if (key === 'reviews') {
    return { title: words.plain('part-reviews'), filter: { controllerId: person.id }, ppm };
  }
  const at = Number(key.slice(1));
  const section = key.startsWith('s') ? sectionsOf(statement)[at] : undefined;
  if (section) {
    const { type, code, text } = section;
    return {
      title: words.plain('part-section', { name: text }),
      filter: { sellerId: person.id, type, section: code },
      ppm: ({ sections }) => sections.find((one) => one.code === code)?.ppm ?? null,
    };
  }
  const item = key.startsWith('i') ? itemsOf(statement)[at] : undefined;
  if (!item) return null;
  const filter = { sellerId: person.id, type: item.type, failed: item.code };
  return { title: words.plain('part-item', { text: item.text }), filter, ppm };
}

/** A part of a seller's or controller's month; null: there is no such part. */
function partScreen(ctx: Ctx, statement: Statement, key: string, wanted: number): Screen | null {
  const { words, app } = ctx;
  const { month, person } = statement;
  const part = partOf(words, statement, key);
  if (!part) return null;
  const at = [month, person.id] as const;
  const back = /^[si]\d/.test(key) ? 'credit-items' : 'credit';
  return countedScreen(words, {
    title: `<b>${escapeHtml(cut(part.title, 200))}</b> · ${titled(words, month)}`,
    calls: countedOf(app, { month }, part.filter, { after: 0, limit: callsMost }).calls,
    ppm: part.ppm,
    page: wanted,
    pageTap: ['credit-calls', ...at, key],
    back: button(words.plain('button-back'), back, ...at),
  });
}

/** The month by sections and items: each a way to its calls. */
function itemsScreen({ words }: Ctx, statement: Statement): Screen {
  const at = [statement.month, statement.person.id] as const;
  const types = statement.seller?.types ?? [];
  const sections = sectionsOf(statement).map((section, n) => ({ ...section, key: `s${n}` }));
  const failed = itemsOf(statement)
    .map((item, n) => ({ ...item, key: `i${n}` }))
    .filter((item) => item.failed > 0)
    .sort((a, b) => Number(b.costPercent) - Number(a.costPercent) || b.failed - a.failed);
  const rest = failed.length - itemsMost;
  const withType = ({ text, typeName }: Named) =>
    types.length > 1 ? `${text} (${typeName})` : text;
  const weakest = sections
    .filter(({ mean }) => mean !== null)
    .sort((a, b) => Number(a.mean) - Number(b.mean))
    .slice(0, buttonsMost);
  return fitting((most) =>
    screen(
      [
        `<b>${words.t('credit-by-items', { month: titled(words, statement.month) })}</b>`,
        ...types.flatMap(({ type, name, calls, meanPercent }) => [
          words.t('credit-type', {
            name: cut(name, most),
            mean: meanPercent === null ? '—' : localPercent(words, meanPercent),
            count: calls,
          }),
          ...sections
            .filter((section) => section.type === type)
            .map(
              ({ text, mean }) =>
                `    ${escapeHtml(cut(text, most))} · ${mean === null ? '—' : localPercent(words, mean)}`,
            ),
        ]),
        failed.length > 0 && `\n<b>${words.t('credit-failed')}</b>`,
        ...failed.slice(0, itemsMost).map((item) =>
          words.t('credit-item', {
            text: cut(withType(item), Math.min(160, most)),
            failed: item.failed,
            calls: item.calls,
            cost: pointsText(words, item.costPercent ?? '0'),
          }),
        ),
        rest > 0 && words.t('and-more', { count: rest }),
      ],
      [
        ...inRows(
          weakest.map(({ text, key, mean }) =>
            button(`${localPercent(words, mean ?? '')} ${text}`, 'credit-calls', ...at, key, 0),
          ),
          2,
        ),
        ...failed
          .slice(0, buttonsMost)
          .map(({ text, key }) => [button(`❌ ${cut(text, 50)}`, 'credit-calls', ...at, key, 0)]),
        [
          button(words.plain('button-picture-sections'), 'credit-picture', ...at, 'sections'),
          ...(failed.length > 0
            ? [button(words.plain('button-picture-items'), 'credit-picture', ...at, 'items')]
            : []),
        ],
        [button(words.plain('button-back'), 'credit', ...at)],
      ],
    ),
  );
}

/** The pay slip: ten lines at most, each of which can be added up. */
function slipScreen(ctx: Ctx, statement: Statement): Screen {
  const { words } = ctx;
  const { month, person, closed } = statement;
  return screen(
    [
      `<b>${words.t('slip-title', { name: person.name, month: titled(words, month) })}</b>`,
      ...scoreLines(ctx, statement),
      ...bonusLines(words, statement),
      statement.undecided > 0 && words.t('credit-undecided', { count: statement.undecided }),
      closed
        ? words.t('slip-closed', {
            at: dayMonth(words, closed.at),
            version: closed.version,
            hash: closed.sha256.slice(0, hashShown),
          })
        : words.t('slip-open'),
    ],
    [[button(words.plain('button-back'), 'credit', month, person.id)]],
  );
}

function scoreLines({ app, words }: Ctx, statement: Statement): (string | false | null)[] {
  const { seller, month, person, currency } = statement;
  if (!seller || seller.meanPercent === null) return [];
  const filter = { sellerId: person.id };
  const { calls } = countedOf(app, { month }, filter, { after: 0, limit: callsMost });
  const sum = calls.reduce((total, { ppm }) => total + ppm, 0);
  return [
    words.t('slip-calls', { count: seller.calls, drawn: seller.drawn, sent: seller.sent }),
    words.t('slip-mean', {
      sum: pointsText(words, (sum / 10_000).toFixed(4)),
      count: seller.calls,
      mean: localPercent(words, seller.meanPercent),
    }),
    seller.interval && rangeLine(words, seller.interval),
    seller.motivation && motivationLine(words, seller.motivation, currency),
    words.t('credit-appeals', { won: seller.appealsWon, lost: seller.appealsLost }),
  ];
}

function bonusLines(words: Words, { payout, currency }: Statement): string[] {
  if (!payout) return [];
  const { broughtPoints, writtenOffPoints, points, paidPoints, carriedPoints, amountMinor } =
    payout;
  const brought = broughtPoints === 0 ? '' : pointsSigned(broughtPoints);
  return [
    brought === ''
      ? words.t('slip-points', { points: pointsSigned(points) })
      : words.t('slip-points-brought', { points: pointsSigned(points), brought }),
    amountMinor === null || paidPoints === 0
      ? words.t('slip-paid', { points: paidPoints })
      : words.t('slip-paid-money', {
          points: paidPoints,
          price: money(words, amountMinor / paidPoints, currency),
          amount: money(words, amountMinor, currency),
        }),
    ...(writtenOffPoints > 0 ? [words.t('credit-written-off', { points: writtenOffPoints })] : []),
    ...(carriedPoints < 0
      ? [words.t('credit-carried', { points: pointsSigned(carriedPoints) })]
      : []),
  ];
}

const pageOf = (page = '') => Math.max(0, Number.parseInt(page, 10) || 0);

export const creditPartsTaps = {
  'credit-calls': (ctx, month, id, key = '', page) =>
    withStatement(ctx, month, id, (statement) => {
      const shown = partScreen(ctx, statement, key, pageOf(page));
      return shown ? { screen: shown } : refused(ctx, 'stale');
    }),
  'credit-items': (ctx, month, id) =>
    withStatement(ctx, month, id, (statement) => ({ screen: itemsScreen(ctx, statement) })),
  'credit-slip': (ctx, month, id) =>
    withStatement(ctx, month, id, (statement) => ({ screen: slipScreen(ctx, statement) })),
  'credit-picture': (ctx, month, id, kind) =>
    withStatement(ctx, month, id, ({ seller, person, ...statement }) => {
      if (!seller) return refused(ctx, 'stale');
      const whose = { name: person.name, month: statement.month };
      const items = seller.types.flatMap((type) => type.items);
      const picture =
        kind === 'items'
          ? itemsPicture(ctx.words, whose, items)
          : sectionsPicture(ctx.words, whose, seller);
      return picture ? { after: () => sendPicture(ctx, picture) } : refused(ctx, 'stale');
    }),
} satisfies Taps;
