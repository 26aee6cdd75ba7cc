import { lateWordsTold, untoldLateWords } from '../../db/late-words.ts';
import { peopleWithRole } from '../../db/people.ts';
import { localDateOf } from '../../domain/time.ts';
import type { App } from '../app.ts';
import { notify } from '../notices/notify.ts';

const namedMax = 10;

/** Tells administrators, in one message a day, which calls their telephone system said something else of too late. */
export function tellLateWords(app: App): void {
  app.db.transaction((tx) => {
    const calls = untoldLateWords(tx);
    if (calls.length === 0) return;
    const date = localDateOf(app.now(), app.policy().timeZone);
    for (const { id } of peopleWithRole(tx, 'admin', app.now())) {
      notify(tx, app, {
        key: `late_words:${date}:${id}`,
        personId: id,
        kind: 'late_words',
        payload: { callIds: calls.slice(0, namedMax), count: calls.length },
      });
    }
    lateWordsTold(tx, app.now());
  });
}
