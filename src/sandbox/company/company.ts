/** The demo company: «Сосновый двор», which sells building materials. Every name and number is invented. */
import type { ClientItem, OrderItem, PersonItem } from './items.ts';

export const telephonySource = 'pbx';

/** The sellers come after their mentor, so that the mentor is known when they name one. */
export const people: readonly PersonItem[] = [
  {
    externalId: 'admin-markova',
    name: 'Юлия Маркова',
    roles: [{ role: 'admin' }],
    extensions: [],
    language: 'ru',
  },
  {
    externalId: 'head-orlova',
    name: 'Наталья Орлова',
    roles: [{ role: 'supervisor', directions: ['Розница'] }],
    extensions: [],
    language: 'ru',
  },
  {
    externalId: 'head-shtern',
    name: 'Виктор Штерн',
    roles: [{ role: 'supervisor' }],
    extensions: [],
    language: 'ru',
  },
  {
    externalId: 'mentor-belov',
    name: 'Сергей Белов',
    roles: [{ role: 'mentor' }],
    extensions: [],
    language: 'ru',
  },
  {
    externalId: 'controller-kiseleva',
    name: 'Ольга Киселёва',
    roles: [{ role: 'controller' }],
    extensions: [],
    language: 'ru',
  },
  {
    externalId: 'controller-mishin',
    name: 'Павел Мишин',
    roles: [{ role: 'controller' }],
    extensions: [],
    language: 'ru',
  },
  seller('seller-rybakova', 'Анна Рыбакова', 'Розница', '101'),
  seller('seller-panin', 'Иван Панин', 'Розница', '102', ['mentor-belov']),
  seller('seller-zueva', 'Марина Зуева', 'Розница', '103'),
  seller('seller-vlasov', 'Дмитрий Власов', 'Опт', '201'),
  seller('seller-loseva', 'Екатерина Лосева', 'Опт', '202'),
  seller('seller-galiev', 'Тимур Галиев', 'Опт', '203', ['mentor-belov']),
];

function seller(
  externalId: string,
  name: string,
  direction: string,
  extension: string,
  mentorExternalIds: readonly string[] = [],
): PersonItem {
  return {
    externalId,
    name,
    roles: [{ role: 'seller' }],
    direction,
    extensions: [{ source: telephonySource, extension }],
    mentorExternalIds,
    language: 'ru',
  };
}

/** Who sits at which column of the demo's chat page. */
export interface DemoPerson {
  readonly externalId: string;
  readonly telegramId: number;
  /** A short line under the name. */
  readonly caption: { readonly ru: string; readonly en: string };
}

/** In the order in which the whole route of a call is best followed. */
export const demoPeople: readonly DemoPerson[] = [
  demo('controller-kiseleva', 1001, 'Контролёр', 'Controller'),
  demo('seller-rybakova', 1002, 'Продавец, розница', 'Seller, retail'),
  demo('head-orlova', 1003, 'Руководитель розницы', 'Head of retail'),
  demo('seller-panin', 1004, 'Продавец, розница', 'Seller, retail'),
  demo('seller-zueva', 1005, 'Продавец, розница', 'Seller, retail'),
  demo('controller-mishin', 1006, 'Контролёр', 'Controller'),
  demo('seller-vlasov', 1007, 'Продавец, опт', 'Seller, wholesale'),
  demo('seller-loseva', 1008, 'Продавец, опт', 'Seller, wholesale'),
  demo('seller-galiev', 1009, 'Продавец, опт', 'Seller, wholesale'),
  demo('mentor-belov', 1010, 'Наставник Ивана и Тимура', 'Mentor of Ivan and Timur'),
  demo('head-shtern', 1011, 'Коммерческий директор', 'Head of all sales'),
  demo('admin-markova', 1012, 'Администратор', 'Administrator'),
];

function demo(externalId: string, telegramId: number, ru: string, en: string): DemoPerson {
  return { externalId, telegramId, caption: { ru, en } };
}

/** Numbers as people type them into a CRM: with and without +7, with brackets, dashes and spaces. */
export const clients: readonly ClientItem[] = [
  { externalId: 'c-01', name: 'Николай Егоров', phones: ['+7 973 214-60-18'] },
  { externalId: 'c-02', name: 'ООО «Север»', phones: ['+7 (495) 012-44-70', '+7 973 330-12-05'] },
  { externalId: 'c-03', name: 'ИП Сидоров А. П.', phones: ['8 (973) 555-01-02'] },
  { externalId: 'c-04', name: 'Светлана Климова', phones: ['89734127733'] },
  { externalId: 'c-05', name: 'ООО «Монолит-Юг»', phones: ['+7 973 601-09-90'] },
  { externalId: 'c-06', name: 'СНТ «Берёзка»', phones: ['+7 973 118-54-98'] },
  // Husband and wife with one telephone: a call from it has two candidates.
  { externalId: 'c-07', name: 'Артём Дьячков', phones: ['+7 973 702-33-21'] },
  { externalId: 'c-08', name: 'Вера Дьячкова', phones: ['8 973 702 33 21', '+7 973 702-33-22'] },
  { externalId: 'c-09', name: 'ИП Гаспарян К. Р.', phones: ['+7 973 845-20-11'] },
  { externalId: 'c-10', name: 'Геннадий Лунин', phones: ['973 266-71-34'] },
  { externalId: 'c-11', name: 'Магазин «Мастерок»', phones: ['+7 (496) 045-18-36'] },
];

/** «Монолит-Юг» has two orders in work, so that a call of theirs is matched to the client alone. */
export const orders: readonly OrderItem[] = [
  order('5375', 'c-10', 'seller-rybakova', '2026-09-03', '2026-09-17'),
  order('5402', 'c-03', 'seller-vlasov', '2026-09-22', '2026-10-06'),
  order('5431', 'c-02', 'seller-vlasov', '2026-10-01', '2026-10-14'),
  order('5498', 'c-06', 'seller-loseva', '2026-10-27'),
  order('5507', 'c-01', 'seller-rybakova', '2026-10-30'),
  order('5512', 'c-04', 'seller-zueva', '2026-11-01'),
  order('5521', 'c-02', 'seller-vlasov', '2026-11-05'),
  // The foreman's number is known to the order only.
  { ...order('5526', 'c-09', 'seller-loseva', '2026-11-07'), phones: ['+7 973 845-20-47'] },
  order('5530', 'c-05', 'seller-galiev', '2026-11-10'),
  order('5533', 'c-05', 'seller-galiev', '2026-11-12'),
];

function order(
  number: string,
  clientExternalId: string,
  sellerExternalId: string,
  openedOn: string,
  closedOn?: string,
): OrderItem {
  return {
    externalId: `o-${number}`,
    number,
    clientExternalId,
    sellerExternalId,
    inWork: closedOn === undefined,
    openedAt: `${openedOn}T10:00:00+03:00`,
    ...(closedOn === undefined ? {} : { closedAt: `${closedOn}T18:00:00+03:00` }),
  };
}
