import { z } from 'zod';
import { movingPeriods } from './period.ts';
import { type Status, type StatusKind, statuses, statusKinds } from './statuses.ts';
import { isLocalDate } from './time.ts';

export const kinds = [
  'preliminary',
  'listening',
  'scored',
  'final',
] as const satisfies StatusKind[];

/** The nouns by which a list of calls is narrowed to one of them, kept by id. */
export const choiceNouns = [
  'seller',
  'direction',
  'type',
  'controller',
  'client',
  'order',
] as const;
export type ChoiceNoun = (typeof choiceNouns)[number];

const id = z.int().min(1).nullable().catch(null);
const day = z.string().refine(isLocalDate);

/** What somebody's list of calls shows, as it is kept; a value that is not known any more is dropped. */
export const callFilter = z
  .object({
    status: z.enum(statuses).nullable().catch(null),
    kind: z.enum(kinds).nullable().catch(null),
    seller: id,
    direction: id,
    type: id,
    controller: id,
    client: id,
    order: id,
    period: z
      .union([z.enum(movingPeriods), z.object({ from: day, to: day })])
      .nullable()
      .catch(null),
    sort: z.enum(['newest', 'oldest']).catch('newest'),
  })
  .catch({
    status: null,
    kind: null,
    seller: null,
    direction: null,
    type: null,
    controller: null,
    client: null,
    order: null,
    period: null,
    sort: 'newest',
  });
export type CallFilter = z.output<typeof callFilter>;

export const noFilter: CallFilter = callFilter.parse({});

/** The statuses of a filter; null: all of them. */
export function statusesOf({
  status,
  kind,
}: {
  status: Status | null;
  kind: StatusKind | null;
}): Status[] | null {
  if (status === null && kind === null) return null;
  const asked = status === null ? statuses : [status];
  return asked.filter((one) => kind === null || statusKinds[one] === kind);
}
