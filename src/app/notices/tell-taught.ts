import type { Tx } from '../../db/open.ts';
import { reviewsOf } from '../../db/reviews.ts';
import { teaches } from '../../domain/purpose.ts';
import type { App } from '../app.ts';
import { notify } from './notify.ts';

interface Taught {
  sellerId: number;
  callId: number;
  reviewId: number;
}

/** Tells a seller of a review that teaches, once. */
export function tellTaught(tx: Tx, app: App, { sellerId, callId, reviewId }: Taught): void {
  notify(tx, app, {
    key: `taught:${reviewId}`,
    personId: sellerId,
    kind: 'taught',
    callId,
    payload: { reviewId },
  });
}

/** Of a call that was reviewed before it was known whose it is, its seller is told now. */
export function tellTaughtOfCall(tx: Tx, app: App, callId: number, sellerId: number): void {
  for (const review of reviewsOf(tx, callId)) {
    if (teaches(review)) tellTaught(tx, app, { sellerId, callId, reviewId: review.id });
  }
}
