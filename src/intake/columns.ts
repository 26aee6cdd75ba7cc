import { nearest } from '../domain/nearest.ts';
import type { Language } from '../domain/person.ts';
import type { TableKind } from '../domain/upload.ts';
import {
  type Cell,
  extensions,
  flag,
  flow,
  heldRoles,
  instant,
  language,
  length,
  list,
  number,
  recording,
  recordingPath,
  recordingUrl,
  text,
} from './cells.ts';

/** A column of a table: the field it fills, and its Russian names, the first being the one to show. */
interface Column {
  readonly cell: Cell;
  readonly names: readonly string[];
  /** Where another column, such as `recording.path`, fills the same field. */
  readonly field?: string;
  /** A name of somebody or something, where a value that begins with `=` is a formula gone astray. */
  readonly naming?: boolean;
}

const column = (cell: Cell, ...names: string[]): Column => ({ cell, names });
const naming = (...names: string[]): Column => ({ cell: text, names, naming: true });

/** The columns of each kind, by the API's names of the fields. */
const columns: Readonly<Record<TableKind, Readonly<Record<string, Column>>>> = {
  people: {
    externalId: column(text, 'Код', 'ID', 'Внешний код', 'Табельный номер'),
    name: naming('Имя', 'ФИО', 'Сотрудник'),
    roles: column(heldRoles, 'Роль', 'Роли'),
    direction: naming('Направление', 'Отдел'),
    extensions: column(
      extensions,
      'Добавочный',
      'Добавочные',
      'Внутренний номер',
      'Внутренние номера',
    ),
    mentorExternalIds: column(list, 'Код наставника', 'Коды наставников', 'Наставник'),
    language: column(language, 'Язык'),
    telegramId: column(number, 'Telegram ID', 'Телеграм'),
    active: column(flag, 'Работает', 'Активен'),
  },
  clients: {
    externalId: column(text, 'Код', 'ID', 'Код клиента', 'Внешний код'),
    name: naming('Название', 'Имя', 'Клиент', 'Наименование'),
    phones: column(list, 'Телефоны', 'Телефон'),
  },
  orders: {
    externalId: column(text, 'Код', 'ID', 'Код заказа', 'Внешний код'),
    number: column(text, 'Номер', 'Номер заказа', 'Заказ'),
    clientExternalId: column(text, 'Код клиента', 'Клиент'),
    sellerExternalId: column(text, 'Код продавца', 'Продавец'),
    phones: column(list, 'Телефоны', 'Телефон'),
    inWork: column(flag, 'В работе'),
    openedAt: column(instant, 'Открыт', 'Дата открытия', 'Дата', 'Создан'),
    closedAt: column(instant, 'Закрыт', 'Дата закрытия'),
  },
  calls: {
    source: column(text, 'Источник', 'АТС'),
    externalId: column(text, 'Код', 'ID', 'Код звонка', 'ID звонка'),
    direction: column(flow, 'Направление', 'Тип'),
    sellerExtension: column(text, 'Добавочный', 'Внутренний номер'),
    sellerExternalId: column(text, 'Код продавца', 'Продавец'),
    externalNumber: column(text, 'Телефон', 'Номер клиента', 'Внешний номер'),
    startedAt: column(instant, 'Начало', 'Дата и время', 'Дата'),
    durationS: column(length, 'Длительность, с', 'Длительность'),
    talkS: column(length, 'Разговор, с', 'Разговор', 'Время разговора'),
    recording: column(recording, 'Запись'),
    'recording.path': { ...column(recordingPath, 'Файл записи'), field: 'recording' },
    'recording.url': { ...column(recordingUrl, 'Ссылка на запись'), field: 'recording' },
    clientExternalId: column(text, 'Код клиента', 'Клиент'),
    orderExternalId: column(text, 'Код заказа', 'Заказ'),
  },
};

/** Columns that must be there; of several in one place any one will do. */
const required: Readonly<Record<TableKind, readonly (readonly string[])[]>> = {
  people: [['externalId'], ['name'], ['roles']],
  clients: [['externalId'], ['name']],
  orders: [['externalId'], ['number'], ['clientExternalId'], ['inWork'], ['openedAt']],
  calls: [
    ['source'],
    ['externalId'],
    ['direction'],
    ['sellerExtension', 'sellerExternalId'],
    ['startedAt'],
  ],
};

/** What an empty cell, or a missing column, stands for; other fields are left out. */
export const emptyCells: Readonly<Record<TableKind, Record<string, unknown>>> = {
  people: {},
  clients: { phones: [] },
  orders: {},
  calls: { externalNumber: null, durationS: null, talkS: null, recording: null },
};

const plain = (name: string) =>
  name
    .normalize('NFC')
    .trim()
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/[\s_*]+/g, ' ')
    .trim();

/** Any way in which a column of a kind may be named → the column. */
function namesOf(kind: TableKind): ReadonlyMap<string, string> {
  const named = Object.entries(columns[kind]).flatMap(([id, { names }]) =>
    [id, ...names].map((name) => [plain(name), id] as const),
  );
  return new Map(named);
}

const byName: Readonly<Record<TableKind, ReadonlyMap<string, string>>> = {
  people: namesOf('people'),
  clients: namesOf('clients'),
  orders: namesOf('orders'),
  calls: namesOf('calls'),
};

/** The columns of a kind, in the order in which they are shown. */
export function columnsOf(kind: TableKind): string[] {
  return Object.keys(columns[kind]);
}

/** The column that a header cell names; null: none of this kind. */
export function columnNamed(kind: TableKind, name: string): string | null {
  return byName[kind].get(plain(name)) ?? null;
}

/** The field that a column fills. */
export const fieldOf = (kind: TableKind, id: string): string => columns[kind][id]?.field ?? id;

/** Whether a column names somebody or something, so that any text may stand there. */
export const isName = (kind: TableKind, id: string): boolean => columns[kind][id]?.naming === true;

/** Reads a cell of a column: the field with its value, or that it holds a formula where a name belongs. */
export function cellValue(
  kind: TableKind,
  id: string,
  cell: string,
  zone: string,
): { field: string; value: unknown } | { field: string; formula: true } {
  const known = columns[kind][id];
  if (!known) throw new Error(`${kind} have no column ${id}`);
  const field = known.field ?? id;
  if (known.naming && cell.startsWith('=')) return { field, formula: true };
  return { field, value: known.cell(cell, zone) };
}

/** How a field is called above its column in this language. */
export function columnLabel(kind: TableKind, id: string, shownIn: Language): string {
  return shownIn === 'ru' ? (columns[kind][id]?.names[0] ?? id) : id;
}

/** The columns that a table of this kind still needs, those that will do as well joined by `|`. */
export function missingColumns(kind: TableKind, ids: readonly (string | null)[]): string[] {
  return required[kind]
    .filter((any) => !any.some((id) => ids.includes(id)))
    .map((any) => any.join('|'));
}

/** Anything is near to two letters. */
const shortestMistyped = 3;

/** The column that a mistyped name was probably meant to be. */
export function nearestColumn(kind: TableKind, name: string): string | null {
  if (plain(name).length < shortestMistyped) return null;
  const found = nearest(plain(name), [...byName[kind].keys()]);
  return found === null ? null : (byName[kind].get(found) ?? null);
}
