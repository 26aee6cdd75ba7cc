/** Of a seller how many calls each controller has scored lately. */
export type Meetings = ReadonlyMap<number, ReadonlyMap<number, number>>;

/** A call that waits, and whose it is; null: nobody's. */
interface Waiting {
  readonly sellerId: number | null;
}

/** So many more than their share says nothing yet. */
const slack = 1;

/**
 * Which of the calls that wait, the oldest first, a controller is to score: the first whose seller they have
 * not met more often than their share of these sellers' calls says, so that whoever waits for a certain
 * seller's calls does not get them. Where there is none such, the one of the seller least beyond it. Null:
 * none waits.
 */
export function fairest<Call extends Waiting>(
  waiting: readonly Call[],
  controllerId: number,
  met: Meetings,
): Call | null {
  const share = shareOf(controllerId, met);
  const beyond = ({ sellerId }: Call) =>
    sellerId === null ? 0 : beyondShare(met.get(sellerId), controllerId, share);
  let best: Call | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const call of waiting) {
    const over = beyond(call);
    if (over <= slack) return call;
    if (over < least) [best, least] = [call, over];
  }
  return best;
}

/** How many of a seller's calls a controller scored beyond what their share of all says. */
export function beyondShare(
  ofSeller: ReadonlyMap<number, number> | undefined,
  controllerId: number,
  share: number,
): number {
  if (!ofSeller) return 0;
  const all = [...ofSeller.values()].reduce((sum, calls) => sum + calls, 0);
  return (ofSeller.get(controllerId) ?? 0) - share * all;
}

/** The share of these sellers' calls that a controller scored; 0 where there are none. */
export function shareOf(controllerId: number, met: Meetings): number {
  let [own, all] = [0, 0];
  for (const ofSeller of met.values()) {
    for (const [id, calls] of ofSeller) {
      all += calls;
      if (id === controllerId) own += calls;
    }
  }
  return all === 0 ? 0 : own / all;
}
