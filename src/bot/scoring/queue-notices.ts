import type { App } from '../../app/app.ts';
import { viewFor } from '../../app/calls/read-call.ts';
import { returnedCase } from '../../app/calls/returned-call.ts';
import { handedInAt } from '../../app/notices/handed-in.ts';
import { nameOf, type PendingNotice, queueNotice } from '../../app/notices/read-notice.ts';
import type { Member } from '../../app/people/members.ts';
import { cardButton, nextButton } from '../call-buttons.ts';
import type { Rendered } from '../rendered.ts';
import { screen } from '../screen.ts';
import { callLine, callLink, shortName, type Words } from '../words.ts';
import { leftScreen } from './redrawn.ts';
import { returnedScreen } from './returned-call.ts';

const drop: Rendered = { do: 'drop' };

/** A returned call for whoever is to look into it; the earlier notice is edited once it is settled. */
export function returnNotice(
  app: App,
  words: Words,
  member: Member,
  notice: PendingNotice<'return_waiting' | 'return_closed'>,
): Rendered {
  const found = returnedCase(app, member, notice.callId);
  if (!found) return drop;
  const shown = returnedScreen(words, found);
  if (notice.kind === 'return_closed') {
    return notice.earlier ? { do: 'edit', screen: shown, at: notice.earlier } : drop;
  }
  return found.mayConfirm ? { do: 'send', screen: shown } : drop;
}

/** A controller scores a call to which they are tied, since nobody else could. */
export function tiedLease(
  app: App,
  words: Words,
  member: Member,
  notice: PendingNotice<'tied_lease'>,
): Rendered {
  const view = viewFor(app, member, notice.callId);
  if (!view) return drop;
  const name = shortName(nameOf(app, notice.payload.controllerId));
  const tie = words.plain(`tie-${notice.payload.tie}`);
  return {
    do: 'send',
    silent: true,
    screen: screen(
      [words.t('tied-lease', { number: callLink(view.id), name, tie }), callLine(words, view)],
      [[cardButton.button(words.plain('button-card'), { callId: view.id })]],
    ),
  };
}

/** Calls of the queue that no controller could score. */
export function queueStuck(words: Words, notice: PendingNotice<'queue_stuck'>): Rendered {
  const { callIds, count } = notice.payload;
  const rest = count - callIds.length;
  return {
    do: 'send',
    screen: screen([
      `<b>${words.t('queue-stuck', { count })}</b>`,
      callIds.map((id) => callLink(id).html).join(', '),
      rest > 0 && words.t('and-more', { count: rest }),
      words.t('queue-stuck-how'),
    ]),
  };
}

/** The controller's own message of the score: what could be taken back is not offered any more. */
export function scoreLeft(
  app: App,
  words: Words,
  member: Member,
  { callId }: PendingNotice<'score_left'>,
): Rendered {
  const chatId = member.telegramId;
  const messageId = chatId === null ? null : handedInAt(app, chatId, callId);
  if (chatId === null || messageId === null) return { do: 'drop' };
  return { do: 'edit', screen: leftScreen(words, member, callId), at: { chatId, messageId } };
}

/** Something waits in a queue that was empty. */
export function queueFilled(app: App, words: Words): Rendered {
  const { waiting } = queueNotice(app);
  if (waiting === 0) return drop;
  return {
    do: 'send',
    screen: screen(
      [`<b>${words.t('queue-title')}</b>`, words.t('queue-waiting', { count: waiting })],
      [[nextButton.button(words.plain('button-next-call'), {})]],
    ),
  };
}
