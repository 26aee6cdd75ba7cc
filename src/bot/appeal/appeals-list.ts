import { appealsFor } from '../../app/appeal/read-case.ts';
import { viewOf } from '../../app/calls/read-call.ts';
import { caseButton } from '../call-buttons.ts';
import type { Ctx } from '../context.ts';
import { inRows, type Screen, screen } from '../screen.ts';
import { callLink, shortName, span } from '../words.ts';

const listed = 10;

/** What waits for this supervisor's decision, the oldest first. */
export function appealsScreen(ctx: Ctx): Screen {
  const { words } = ctx;
  const waiting = appealsFor(ctx.app, ctx.member);
  const shown = waiting.slice(0, listed);
  const lines = shown.map((appeal) => {
    const view = viewOf(ctx.app, appeal.callId);
    return words.t('appeals-line', {
      number: callLink(appeal.callId),
      seller: shortName(view?.sellerName ?? null),
      span: span(words, ctx.app.now() - (appeal.openedAt ?? 0)),
    });
  });
  return screen(
    [
      `<b>${words.t('appeals-title', { count: waiting.length })}</b>`,
      ...(waiting.length === 0 ? [words.t('appeals-none')] : lines),
    ],
    inRows(
      shown.map(({ callId }) => caseButton.button(`⚖️ ${callId}`, { callId })),
      3,
    ),
  );
}
