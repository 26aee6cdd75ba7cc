/** The eleven statuses of a call (DESIGN 2) and the kind of each. Their words are in the locale files. */
export const statusKinds = {
  unclassified: 'preliminary',
  classified_auto: 'preliminary',
  classified_manual: 'preliminary',
  listening_advice: 'listening',
  listening_credit: 'listening',
  listening_training: 'listening',
  scored_pending: 'scored',
  scored_appealed: 'scored',
  approved_training: 'final',
  approved_scored: 'final',
  approved_overturned: 'final',
} as const;
export type Status = keyof typeof statusKinds;
export type StatusKind = (typeof statusKinds)[Status];

export const statuses = Object.keys(statusKinds) as Status[];
