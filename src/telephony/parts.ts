import { type Canonical, canonicalText } from '../domain/canonical.ts';
import type { Leg } from './cdr/legs.ts';
import type { CallReport } from './provider.ts';

/** What is told of a call at once: an event or a line of a report, or a row of a file. */
export type Part = CallReport | Leg;

export const isLeg = (part: object): part is Leg => 'callId' in part;
export const isReport = (part: object): part is CallReport => 'externalId' in part;

/** The ids that a part says its call goes by, its own first. */
export function idsOf(part: Part): string[] {
  const id = isLeg(part) ? part.callId : part.externalId;
  const { otherId = '' } = part;
  return otherId === '' || otherId === id ? [id] : [id, otherId];
}

/** One text for what says the same, whatever order it is written in. */
export const textOf = (part: Part): string => canonicalText(part as unknown as Canonical);

/** What parts come to: a call as `POST /v1/calls` takes it; or why they are none. */
export type Come =
  | {
      readonly what: 'call';
      readonly externalId: string;
      readonly item: { readonly externalId: string };
    }
  /** Too little is known yet. */
  | { readonly what: 'waiting' | 'internal' | 'stranger'; readonly externalId: string };
