import type { Language } from '../domain/person.ts';
import type { TableKind } from '../domain/upload.ts';
import { columnLabel } from './columns.ts';

type Example = Readonly<Record<Language, string>>;

const both = (text: string): Example => ({ ru: text, en: text });

/** For each kind its columns of most use, with the cells of two rows below them. */
const samples: Readonly<Record<TableKind, Readonly<Record<string, readonly [Example, Example]>>>> =
  {
    people: {
      externalId: [both('h1'), both('s1')],
      name: [
        { ru: 'Пётр Соколов', en: 'Peter Falcon' },
        { ru: 'Иван Петров', en: 'John Peters' },
      ],
      roles: [
        { ru: 'руководитель:Опт', en: 'supervisor:Wholesale' },
        { ru: 'продавец', en: 'seller' },
      ],
      direction: [both(''), { ru: 'Опт', en: 'Wholesale' }],
      extensions: [both(''), both('pbx:101')],
    },
    clients: {
      externalId: [both('c1'), both('c2')],
      name: [
        { ru: 'ООО «Север»', en: 'North Ltd' },
        { ru: 'ИП Сидоров', en: 'S. Sidorov' },
      ],
      phones: [both('+7 916 123-45-67;+7 495 123-45-67'), both('+7 926 765-43-21')],
    },
    orders: {
      externalId: [both('o1'), both('o2')],
      number: [both('5521'), both('5522')],
      clientExternalId: [both('c1'), both('c2')],
      inWork: [
        { ru: 'да', en: 'yes' },
        { ru: 'нет', en: 'no' },
      ],
      openedAt: [both('23.11.2026 10:00'), both('20.11.2026 12:30')],
      closedAt: [both(''), both('22.11.2026 18:00')],
    },
    calls: {
      source: [both('pbx'), both('pbx')],
      externalId: [both('1763895900.42'), both('1763895960.43')],
      direction: [
        { ru: 'входящий', en: 'in' },
        { ru: 'исходящий', en: 'out' },
      ],
      sellerExtension: [both('101'), both('101')],
      externalNumber: [both('+7 916 123-45-67'), both('+7 926 765-43-21')],
      startedAt: [both('23.11.2026 14:05:00'), both('23.11.2026 14:06:00')],
      durationS: [both('421'), both('95')],
      talkS: [both('402'), both('80')],
      recording: [both('2026/11/23/42.ogg'), both('2026/11/23/43.ogg')],
    },
  };

/** A small table of a kind as somebody would fill it in: its header, then two rows. */
export function sampleTable(kind: TableKind, shownIn: Language): string[][] {
  const columns = Object.entries(samples[kind]);
  return [
    columns.map(([id]) => columnLabel(kind, id, shownIn)),
    ...([0, 1] as const).map((row) => columns.map(([, cells]) => cells[row][shownIn])),
  ];
}
