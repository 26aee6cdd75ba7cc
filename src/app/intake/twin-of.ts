import { callsAround } from '../../db/calls-around.ts';
import type { Tx } from '../../db/open.ts';
import { partsOf } from '../../db/told-parts.ts';
import { normalisePhone } from '../../domain/phone.ts';
import { isReport } from '../../telephony/parts.ts';
import type { CallReport } from '../../telephony/provider.ts';
import type { App } from '../app.ts';

const startsApartMs = 2000;
const talkApartS = 1;

/**
 * The id under which a system's other way of telling brought the same call; null: it has not. Of two calls that
 * began within two seconds at most one can have talked for longer, so that the same talk tells them apart.
 */
export function twinOf(tx: Tx, app: App, source: string, report: CallReport): string | null {
  const { cameBy, extension, startedAt, talkS, externalId } = report;
  if (!cameBy || extension === undefined || startedAt === undefined || talkS === undefined) {
    return null;
  }
  if (partsOf(tx, source, externalId)) return null;
  const around = callsAround(tx, { source, extension, startedAt, withinMs: startsApartMs });
  const number = numberOf(report, app.country);
  const alike = around.filter(({ externalId: id }) => {
    const parts = partsOf(tx, source, id)?.parts.filter(isReport) ?? [];
    const others = parts.filter((one) => one.cameBy !== undefined);
    return (
      others.length > 0 &&
      others.every((one) => one.cameBy !== cameBy) &&
      others.some(
        (one) =>
          numberOf(one, app.country) === number &&
          Math.abs((one.talkS ?? 0) - talkS) <= talkApartS &&
          Math.abs((one.startedAt ?? 0) - startedAt) <= startsApartMs,
      )
    );
  });
  const apart = (one: { startedAt: number }) => Math.abs(one.startedAt - startedAt);
  return alike.sort((a, b) => apart(a) - apart(b))[0]?.externalId ?? null;
}

function numberOf({ number }: CallReport, country: string): string {
  const phone = normalisePhone(number, country);
  return phone.kind === 'e164' ? phone.e164 : (number ?? '');
}
