import { writeFileSync } from 'node:fs';
import type { App } from '../app/app.ts';
import { type Credit, readCredit } from '../app/credit/read-credit.ts';
import { isLocalMonth } from '../domain/time.ts';
import { monthFile } from '../reports/month-file.ts';
import { type Command, columns, done, type Result, usageProblem, withApp } from './command.ts';

export const credit: Command = {
  name: 'credit',
  usage: 'YYYY-MM [--xlsx FILE]',
  about: 'What counts in a month: sellers and controllers',
  options: { xlsx: { type: 'string' } },
  words: [1, 1],
  run: withApp(async (app, { args: [month = ''], options: { xlsx } }) => {
    if (!isLocalMonth(month)) return usageProblem(`"${month}" is no month such as 2026-11`);
    if (typeof xlsx === 'string') return writeFile(app, month, xlsx);
    const counted = readCredit(app, month);
    return done(textOf(counted), counted);
  }),
};

async function writeFile(app: App, month: string, file: string): Promise<Result> {
  const bytes = await monthFile(app, month, { format: 'xlsx' });
  try {
    writeFileSync(file, bytes);
  } catch (error) {
    return usageProblem(`${file} cannot be written: ${String(error)}`);
  }
  return done(`${file}: ${bytes.length} bytes.`, { month, file, bytes: bytes.length });
}

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
