import {
  type Counted,
  type CountedFilter,
  countedOf,
  seenBy,
} from '../../app/credit/counted-calls.ts';
import type { Statement } from '../../app/credit/read-statement.ts';
import type { Ctx } from '../context.ts';
import { creditButton } from '../menu-buttons.ts';
import { sendPicture } from '../pictures.ts';
import { refused } from '../reply.ts';
import { cut, fitting, type Screen, screen } from '../screen.ts';
import { escapeHtml, localPercent, type Words } from '../words.ts';
import { callsOfMonthMax, countedScreen } from './counted-screen.ts';
import { titled, withStatement } from './credit.ts';
import { countedButton, itemsButton, type PartKey, pictureButton } from './credit-buttons.ts';
import { itemsPicture, sectionsPicture } from './credit-pictures.ts';
import { pointsText } from './credit-words.ts';

const itemsMax = 10;
const buttonsMax = 6;

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

/** A part of a month; null: there is none. */
function partOf(words: Words, statement: Statement, key: PartKey): Part | null {
  const { person } = statement;
  const ppm = (call: Counted) => call.ppm;
  if (key === 'all' || key === 'drawn' || key === 'sent') {
    const source = key === 'all' ? undefined : key;
    return { title: words.plain(`part-${key}`), filter: { sellerId: person.id, source }, ppm };
  }
  if (key === 'reviews') {
    return { title: words.plain('part-reviews'), filter: { controllerId: person.id }, ppm };
  }
  const section = key.of === 'section' ? sectionsOf(statement)[key.at] : undefined;
  if (section) {
    const { type, typeName, code, text } = section;
    return {
      title: words.plain('part-section', { name: text, type: typeName }),
      filter: { sellerId: person.id, type, section: code },
      ppm: ({ sections }) => sections.find((one) => one.code === code)?.ppm ?? null,
    };
  }
  const item = key.of === 'item' ? itemsOf(statement)[key.at] : undefined;
  if (!item) return null;
  const filter = { sellerId: person.id, type: item.type, failed: item.code };
  const title = words.plain('part-item', { text: item.text, type: item.typeName });
  return { title, filter, ppm };
}

/** A part of a seller's or controller's month; null: there is no such part. */
function partScreen(ctx: Ctx, statement: Statement, key: PartKey, wanted: number): Screen | null {
  const { words, app, member } = ctx;
  const { month, person } = statement;
  const part = partOf(words, statement, key);
  if (!part) return null;
  const of = { month, personId: person.id };
  const { calls } = countedOf(app, { month }, part.filter, { after: 0, limit: callsOfMonthMax });
  const backButton = typeof key === 'string' ? creditButton : itemsButton;
  return countedScreen(words, {
    title: `<b>${escapeHtml(cut(part.title, 200))}</b> · ${titled(words, month)}`,
    calls,
    // Of their own too: who is no seller any more sees no calls, and keeps the figures.
    seen: seenBy(app, member, calls),
    ppm: part.ppm,
    page: wanted,
    turn: (label, page) => countedButton.button(label, { ...of, part: key, page }),
    back: backButton.button(words.plain('button-back'), of),
  });
}

/** The month by sections and items: each a way to its calls. */
function itemsScreen({ words }: Ctx, statement: Statement): Screen {
  const of = { month: statement.month, personId: statement.person.id };
  const types = statement.seller?.types ?? [];
  const sections = sectionsOf(statement).map((section, at) => ({ ...section, at }));
  const failed = itemsOf(statement)
    .map((item, at) => ({ ...item, at }))
    .filter((item) => item.failed > 0)
    .sort((a, b) => Number(b.costPercent) - Number(a.costPercent) || b.failed - a.failed);
  const rest = failed.length - itemsMax;
  const withType = ({ text, typeName }: Named) =>
    types.length > 1 ? `${text} (${typeName})` : text;
  /** Buttons name the type first, where several have a part of this name: the rest may be cut. */
  const told = (named: Named, all: readonly Named[]) =>
    all.some(({ text, type }) => text === named.text && type !== named.type)
      ? `${named.typeName} · ${named.text}`
      : named.text;
  const weakest = sections
    .filter(({ mean }) => mean !== null)
    .sort((a, b) => Number(a.mean) - Number(b.mean))
    .slice(0, buttonsMax);
  const partButton = (label: string, part: PartKey) =>
    countedButton.button(label, { ...of, part, page: 0 });
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
        ...failed.slice(0, itemsMax).map((item) =>
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
        ...weakest.map((section) => [
          partButton(`${localPercent(words, section.mean ?? '')} ${told(section, sections)}`, {
            of: 'section',
            at: section.at,
          }),
        ]),
        ...failed
          .slice(0, buttonsMax)
          .map((item) => [
            partButton(`❌ ${cut(told(item, failed), 50)}`, { of: 'item', at: item.at }),
          ]),
        [
          pictureButton.button(words.plain('button-picture-sections'), { ...of, kind: 'sections' }),
          ...(failed.length > 0
            ? [pictureButton.button(words.plain('button-picture-items'), { ...of, kind: 'items' })]
            : []),
        ],
        [creditButton.button(words.plain('button-back'), of)],
      ],
    ),
  );
}

export const creditPartsHandlers = [
  countedButton.on((ctx, { part, page = 0, ...asked }) =>
    withStatement(ctx, asked, (statement) => {
      const shown = partScreen(ctx, statement, part, page);
      return shown ? { screen: shown } : refused(ctx, 'stale');
    }),
  ),

  itemsButton.on((ctx, asked) =>
    withStatement(ctx, asked, (statement) => ({ screen: itemsScreen(ctx, statement) })),
  ),

  pictureButton.on((ctx, { kind, ...asked }) =>
    withStatement(ctx, asked, ({ seller, person, month }) => {
      if (!seller) return refused(ctx, 'stale');
      const whose = { name: person.name, month };
      const items = seller.types.flatMap((type) => type.items);
      const picture =
        kind === 'items'
          ? itemsPicture(ctx.words, whose, items)
          : sectionsPicture(ctx.words, whose, seller);
      return picture ? { after: () => sendPicture(ctx, picture) } : refused(ctx, 'stale');
    }),
  ),
];
