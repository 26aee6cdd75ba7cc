import { markable, markBest, releaseBest } from '../../app/teaching/best-examples.ts';
import { personById } from '../../db/people.ts';
import { as, type Past } from './past-people.ts';

/** One in so many calls of the past is an example of one of its items. */
const every = 17;
const callsMost = 600;
const momentS = 3;

/** Heads mark some calls as examples, and most of their sellers release them. */
export function markExamples(past: Past): void {
  const { app, clock } = past;
  const head = as(past, 'head-shtern');
  for (let callId = every; callId < callsMost; callId += every) {
    const found = markable(app, head, callId);
    if (!found.ok) continue;
    const { items, view } = found.found;
    const example = items[callId % Math.max(1, items.length)];
    if (!example) continue;
    const marked = markBest(app, head, { callId, itemCode: example.item.code, momentS });
    const seller = personById(app.db, view.sellerId ?? 0, clock.now);
    if (!marked.ok || !seller || callId % (2 * every) === 0) continue;
    releaseBest(app, seller, marked.example.id, true);
  }
}
