import type { Language } from '../../domain/person.ts';
import { clients, type DemoPerson, people } from './company.ts';
import type { ClientItem, PersonItem } from './items.ts';

/** What the demo company's people, directions and clients are called in English. */
const english: Readonly<Record<string, string>> = {
  'admin-markova': 'Yulia Markova',
  'head-orlova': 'Natalia Orlova',
  'head-shtern': 'Victor Stern',
  'mentor-belov': 'Sergey Belov',
  'controller-kiseleva': 'Olga Kiselyova',
  'controller-mishin': 'Pavel Mishin',
  'seller-rybakova': 'Anna Rybakova',
  'seller-panin': 'Ivan Panin',
  'seller-zueva': 'Marina Zueva',
  'seller-vlasov': 'Dmitry Vlasov',
  'seller-loseva': 'Ekaterina Loseva',
  'seller-galiev': 'Timur Galiev',
  'c-01': 'Nikolai Egorov',
  'c-02': 'Sever LLC',
  'c-03': 'A. P. Sidorov, trader',
  'c-04': 'Svetlana Klimova',
  'c-05': 'Monolit-Yug LLC',
  'c-06': 'Beryozka gardeners',
  'c-07': 'Artyom Dyachkov',
  'c-08': 'Vera Dyachkova',
  'c-09': 'K. R. Gasparyan, trader',
  'c-10': 'Gennady Lunin',
  'c-11': 'Masterok hardware shop',
};

/** Each direction of the company, as it is called in either language. */
export const directionNames: readonly Readonly<Record<Language, string>>[] = [
  { ru: 'Розница', en: 'Retail' },
  { ru: 'Опт', en: 'Wholesale' },
];

const named = <T extends { externalId: string; name: string }>(item: T, language: Language): T =>
  language === 'ru' ? item : { ...item, name: english[item.externalId] ?? item.name };

const direction = (name: string, language: Language) =>
  directionNames.find(({ ru }) => ru === name)?.[language] ?? name;

/** The people as the CRM sends them, all of whom speak this language. */
export function peopleIn(language: Language): PersonItem[] {
  return people.map((person) => ({
    ...named(person, language),
    language,
    ...(person.direction === undefined ? {} : { direction: direction(person.direction, language) }),
    roles: person.roles.map(({ role, directions }) => ({
      role,
      ...(directions ? { directions: directions.map((name) => direction(name, language)) } : {}),
    })),
  }));
}

export function clientsIn(language: Language): ClientItem[] {
  return clients.map((client) => named(client, language));
}

/** Somebody's account at the local Telegram. */
export function accountOf(person: DemoPerson, language: Language) {
  const { telegramId: id, caption } = person;
  const name = peopleIn(language).find(({ externalId }) => externalId === person.externalId)?.name;
  const [firstName = '', lastName = ''] = (name ?? '').split(' ');
  return { id, firstName, lastName, languageCode: language, caption: caption[language] };
}
