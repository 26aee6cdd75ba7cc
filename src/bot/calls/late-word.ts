import type { App } from '../../app/app.ts';
import { type CallView, viewFor } from '../../app/calls/read-call.ts';
import { lateWordFor } from '../../app/calls/read-late-word.ts';
import type { PendingNotice } from '../../app/notices/read-notice.ts';
import type { Member } from '../../app/people/members.ts';
import type { LateWord } from '../../domain/late-word.ts';
import { cardButton } from '../call-buttons.ts';
import type { Rendered } from '../rendered.ts';
import { cut, inRows, screen } from '../screen.ts';
import { callLink, dateTime, type Html, html, length, type Words } from '../words.ts';

const sayingMax = 60;

/** What a telephone system said of a call too late, beside what the call has. */
export function lateText(words: Words, said: LateWord, view: CallView): Html {
  const { talkS, durationS, startedAt, sellerExtension, externalNumber, direction } = said;
  const short = (text: string) => cut(text, sayingMax);
  const parts = [
    talkS !== undefined && words.t('late-talk', { length: length(talkS), was: length(view.talkS) }),
    durationS !== undefined &&
      words.t('late-length', { length: length(durationS), was: length(view.durationS) }),
    startedAt !== undefined &&
      words.t('late-start', {
        at: dateTime(words, startedAt),
        was: dateTime(words, view.startedAt),
      }),
    direction !== undefined && words.t(`late-${direction}`),
    sellerExtension !== undefined &&
      words.t('late-extension', { extension: short(sellerExtension) }),
    externalNumber !== undefined && words.t('late-number', { number: short(externalNumber) }),
    said.recording !== undefined && words.t('late-recording'),
    said.partOf === null && words.t('late-part-unseen'),
    said.partOf != null && words.t('late-part', { number: callLink(said.partOf) }),
  ];
  return html(parts.filter((part) => part !== false).join('; '));
}

/** Calls of which a telephone system said something else once they had been taken up. */
export function lateWordsNotice(
  app: App,
  words: Words,
  member: Member,
  { payload }: PendingNotice<'late_words'>,
): Rendered {
  const shown = payload.callIds.flatMap((id) => {
    const [view, late] = [viewFor(app, member, id), lateWordFor(app, id)];
    return view && late ? [{ view, said: lateText(words, late, view) }] : [];
  });
  if (shown.length === 0) return { do: 'drop' };
  const rest = payload.count - payload.callIds.length;
  const buttons = shown.map(({ view: { id } }) =>
    cardButton.button(words.plain('button-late-call', { number: String(id) }), { callId: id }),
  );
  return {
    do: 'send',
    silent: true,
    screen: screen(
      [
        `<b>${words.t('late-title', { count: payload.count })}</b>`,
        ...shown.map(({ view, said }) => words.t('late-line', { number: callLink(view.id), said })),
        rest > 0 && words.t('and-more', { count: rest }),
        words.t('late-how'),
      ],
      inRows(buttons, 3),
    ),
  };
}
