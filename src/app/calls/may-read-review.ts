import type { Member } from '../../db/people.ts';
import type { Review } from '../../db/reviews.ts';
import type { Capacity } from '../../domain/access.ts';
import type { Call } from '../../domain/call.ts';

/**
 * A seller reads a score once its notice has left; a controller only what they wrote themselves, so
 * that nothing others said of a call colours their verdict.
 */
export function mayRead(
  review: Review,
  call: Call,
  member: Member,
  capacities: ReadonlySet<Capacity>,
): boolean {
  if (review.reviewerId === member.id) return true;
  if (review.purpose === 'second') {
    const isFinal = review.state !== 'submitted';
    return isFinal && (capacities.has('supervisor') || capacities.has('admin'));
  }
  if (capacities.has('seller')) return review.state !== 'submitted' || call.noticeLeft;
  return (
    capacities.has('supervisor') ||
    capacities.has('mentor') ||
    capacities.has('admin') ||
    capacities.has('judge')
  );
}
