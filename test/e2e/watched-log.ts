import { afterAll, expect } from 'vitest';
import type { Db } from '../../src/db/open.ts';
import { createLog, type Log } from '../../src/log.ts';

export interface WatchedLog {
  /** As every program of ours logs, at its most talkative. */
  log: Log;
  /** What every line says. */
  logged: object[];
  /** Of these, the errors. */
  errors: object[];
  /** Holds all that was logged to say no secret, no number and no name of this company. */
  keepsStill(db: Db): void;
}

/**
 * A log whose lines are gone through at the end of a test file: no token, phone number or name of anybody in
 * the company may be in them. Whoever makes one and never has it gone through fails.
 */
export function watchedLog(...secrets: readonly string[]): WatchedLog {
  const lines: string[] = [];
  const logged: object[] = [];
  const errors: object[] = [];
  let isRead = false;
  const log = createLog({
    level: 'debug',
    secrets,
    destination: {
      write(line) {
        lines.push(line);
        const facts = JSON.parse(line) as { level: number };
        logged.push(facts);
        if (facts.level >= 50) errors.push(facts);
      },
    },
  });
  afterAll(() => {
    expect(isRead, 'the log was gone through').toBe(true);
  });
  return {
    log,
    logged,
    errors,
    keepsStill(db) {
      isRead = true;
      expect(saidOf(db, secrets, lines)).toEqual([]);
    },
  };
}

/** The lines that say a secret, or a number or a name of the people and clients of a company, behind what it is. */
export function saidOf(db: Db, secrets: readonly string[], lines: readonly string[]): string[] {
  const said = [...secrets, ...personalIn(db)];
  return lines.flatMap((line) => {
    const found = said.find((one) => line.includes(one));
    return found === undefined ? [] : [`${found}: ${line}`];
  });
}

/** Short ones are in any line by chance. */
const lettersMin = 4;
const digitsMin = 7;

function personalIn(db: Db): string[] {
  const column = (sql: string) => db.orm.$client.prepare<[], string>(sql).pluck().all();
  const names = column('SELECT name FROM people UNION SELECT name FROM clients');
  const numbers = column(
    'SELECT phone FROM client_phones UNION SELECT phone FROM order_phones UNION SELECT phone FROM calls WHERE phone IS NOT NULL UNION SELECT raw_number FROM calls',
  );
  const words = names.flatMap((name) => [name, ...name.split(/[\s«»"().,]+/)]);
  const digits = numbers.flatMap((number) => [number, number.replace(/\D/g, '')]);
  return [
    ...words.filter((word) => word.length >= lettersMin && /\p{L}/u.test(word)),
    ...digits.filter((number) => number.length >= digitsMin),
  ];
}
