import { type Credit, readCredit } from '../app/read-credit.ts';
import { isLocalMonth } from '../domain/time.ts';
import { type Command, columns, done, usageProblem, withApp } from './command.ts';

export const credit: Command = {
  name: 'credit',
  usage: 'YYYY-MM',
  about: 'What counts in a month: sellers and controllers',
  options: {},
  words: [1, 1],
  run: withApp((app, { args: [month = ''] }) => {
    if (!isLocalMonth(month)) return usageProblem(`"${month}" is no month such as 2026-11`);
    const counted = readCredit(app, month);
    return done(textOf(counted), counted);
  }),
};

function textOf({ month, sellers, controllers }: Credit): string {
  if (sellers.length + controllers.length === 0) return `Nothing counts in ${month} yet.`;
  const percent = (text: string | null) => (text === null ? '—' : `${text} %`).padStart(7);
  const sellerRows = sellers.map((seller) => [
    seller.name,
    seller.calls,
    seller.drawn,
    seller.sent,
    percent(seller.meanPercent),
    seller.appealsWon,
    seller.appealsLost,
    seller.points,
  ]);
  const controllerRows = controllers.map((controller) => [
    controller.name,
    controller.reviews,
    controller.violations,
    controller.overturned,
    percent(controller.overturnedPercent),
    controller.points,
  ]);
  return [
    columns([
      ['Seller', 'calls', 'drawn', 'sent', '   mean', 'won', 'lost', 'points'],
      ...sellerRows,
    ]),
    '',
    columns([
      ['Controller', 'reviews', 'violations', 'overturned', '  share', 'points'],
      ...controllerRows,
    ]),
  ].join('\n');
}
