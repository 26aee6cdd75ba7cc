import type { InlineKeyboardButton } from 'grammy/types';
import {
  type Counted,
  type CountedFilter,
  countedOf,
  seenBy,
} from '../../app/credit/counted-calls.ts';
import type { Statement } from '../../app/credit/read-statement.ts';
import type { Ctx } from '../context.ts';
import { creditButton } from '../menu-buttons.ts';
import { pageRow } from '../pager.ts';
import { sendPicture } from '../pictures.ts';
import { refused } from '../reply.ts';
import { cut, fitting, type Screen, screen } from '../screen.ts';
import { escapeHtml, localPercent, type Words } from '../words.ts';
import { callsOfMonthMax, countedScreen } from './counted-screen.ts';
import { titled, withStatement } from './credit.ts';
import { countedButton, itemsButton, type PartKey, pictureButton } from './credit-buttons.ts';
import { itemsPicture, sectionsPicture } from './credit-pictures.ts';
import { pointsText } from './credit-words.ts';

/** So many are named and offered on a page. */
const buttonsMax = 6;
const textMax = 160;

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
  const label = words.plain('button-back');
  const back =
    typeof key === 'string'
      ? creditButton.button(label, of)
      : itemsButton.button(label, { ...of, page: key.of === 'item' ? 1 : 0 });
  return countedScreen(words, {
    title: `<b>${escapeHtml(cut(part.title, 200))}</b> · ${titled(words, month)}`,
    calls,
    // Of their own too: who is no seller any more sees no calls, and keeps the figures.
    seen: seenBy(app, member, calls),
    ppm: part.ppm,
    page: wanted,
    turn: (label, page) => countedButton.button(label, { ...of, part: key, page }),
    back,
  });
}

/** The month by sections, and on the pages after it by items that were not done: each a way to its calls. */
function itemsScreen(ctx: Ctx, statement: Statement, wanted: number): Screen {
  const { words } = ctx;
  const of = { month: statement.month, personId: statement.person.id };
  const failed = itemsOf(statement)
    .map((item, at) => ({ ...item, at }))
    .filter((item) => item.failed > 0)
    .sort((a, b) => Number(b.costPercent) - Number(a.costPercent) || b.failed - a.failed);
  const page = Math.min(wanted, Math.ceil(failed.length / buttonsMax));
  const title = `<b>${words.t('credit-by-items', { month: titled(words, statement.month) })}</b>`;
  const pictures = [
    pictureButton.button(words.plain('button-picture-sections'), { ...of, kind: 'sections' }),
    ...(failed.length > 0
      ? [pictureButton.button(words.plain('button-picture-items'), { ...of, kind: 'items' })]
      : []),
  ];
  const backRow = [creditButton.button(words.plain('button-back'), of)];
  if (page > 0) return failedScreen(words, statement, { title, failed, page, backRow });
  const sections = sectionsOf(statement).map((section, at) => ({ ...section, at }));
  return fitting((most) =>
    screen(
      [title, ...sectionLines(words, statement, most)],
      [
        ...weakestFirst(sections).map((section) => {
          const name = named(
            section,
            sections,
            ({ text, typeName }) => `${cut(text, 18)} · ${typeName}`,
          );
          const label = `${localPercent(words, section.mean ?? '')} ${name}`;
          const part = { of: 'section' as const, at: section.at };
          return [countedButton.button(label, { ...of, part, page: 0 })];
        }),
        failed.length > 0
          ? [
              itemsButton.button(words.plain('button-credit-failed', { count: failed.length }), {
                ...of,
                page: 1,
              }),
            ]
          : [],
        pictures,
        backRow,
      ],
    ),
  );
}

/** Buttons name the type too where several have a part of this name. */
const named = (part: Named, all: readonly Named[], full: (part: Named) => string) =>
  all.some(({ text, type }) => text === part.text && type !== part.type) ? full(part) : part.text;

function weakestFirst<S extends { mean: string | null }>(sections: readonly S[]): S[] {
  return sections
    .filter(({ mean }) => mean !== null)
    .sort((a, b) => Number(a.mean) - Number(b.mean))
    .slice(0, buttonsMax);
}

function sectionLines(words: Words, { seller }: Statement, most: number): string[] {
  return (seller?.types ?? []).flatMap(({ name, calls, meanPercent, sections }) => [
    words.t('credit-type', {
      name: cut(name, most),
      mean: meanPercent === null ? '—' : localPercent(words, meanPercent),
      count: calls,
    }),
    ...sections.map(
      ({ name: text, meanPercent: mean }) =>
        `    ${escapeHtml(cut(text, most))} · ${mean === null ? '—' : localPercent(words, mean)}`,
    ),
  ]);
}

interface Failed {
  title: string;
  failed: readonly (ReturnType<typeof itemsOf>[number] & { at: number })[];
  /** From 1: the sections stand before. */
  page: number;
  backRow: InlineKeyboardButton[];
}

/** A page of the items that were not done, the dearest first. */
function failedScreen(
  words: Words,
  statement: Statement,
  { title, failed, page, backRow }: Failed,
): Screen {
  const of = { month: statement.month, personId: statement.person.id };
  const pages = 1 + Math.ceil(failed.length / buttonsMax);
  const shown = failed.slice((page - 1) * buttonsMax, page * buttonsMax);
  const several = (statement.seller?.types.length ?? 0) > 1;
  return screen(
    [
      title,
      `\n<b>${words.t('credit-failed')}</b>`,
      ...shown.map((item) =>
        words.t('credit-item', {
          text: cut(several ? `${item.text} (${item.typeName})` : item.text, textMax),
          failed: item.failed,
          calls: item.calls,
          cost: pointsText(words, item.costPercent ?? '0'),
        }),
      ),
    ],
    [
      ...shown.map((item) => {
        // The type first: the rest may be cut.
        const name = named(item, failed, ({ text, typeName }) => `${typeName} · ${text}`);
        const part = { of: 'item' as const, at: item.at };
        return [countedButton.button(`❌ ${cut(name, 50)}`, { ...of, part, page: 0 })];
      }),
      pageRow(page, pages, (label, to) => itemsButton.button(label, { ...of, page: to })),
      backRow,
    ],
  );
}

export const creditPartsHandlers = [
  countedButton.on((ctx, { part, page = 0, ...asked }) =>
    withStatement(ctx, asked, (statement) => {
      const shown = partScreen(ctx, statement, part, page);
      return shown ? { screen: shown } : refused(ctx, 'stale');
    }),
  ),

  itemsButton.on((ctx, { page = 0, ...asked }) =>
    withStatement(ctx, asked, (statement) => ({ screen: itemsScreen(ctx, statement, page) })),
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
