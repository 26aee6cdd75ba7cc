import { describe, expect, test } from 'vitest';
import { linkCall, linkCandidates, ordersToLink } from '../../../src/app/calls/link-call.ts';
import { callCard } from '../../../src/app/calls/read-call.ts';
import { confirmReturn, releaseCall } from '../../../src/app/calls/release-call.ts';
import { drawDue } from '../../../src/app/draw/draw-calls.ts';
import { registerClients, registerOrders } from '../../../src/app/intake/register-clients.ts';
import { nextCall } from '../../../src/app/scoring/next-call.ts';
import { type Company, must, testCompany } from '../../support/company.ts';
import { breaches } from '../../support/invariants.ts';

const shared = '+79737023321';
const client = (externalId: string, name: string, phones: string[]) => ({
  externalId,
  name,
  phones,
});
const order = (number: string, clientExternalId: string, inWork = true) => ({
  externalId: `o-${number}`,
  number,
  clientExternalId,
  inWork,
  openedAt: '2026-11-01T10:00:00Z',
});

/** Husband and wife with one number; a firm with two open orders and a closed one. */
function withClients(): Company {
  const company = testCompany();
  const { app } = company;
  const saved = [
    ...registerClients(app, [
      client('c-a', 'Артём Дьячков', [shared]),
      client('c-v', 'Вера Дьячкова', [shared]),
      client('c-m', 'ООО «Монолит-Юг»', ['+79736010990']),
    ]),
    ...registerOrders(app, [
      order('5530', 'c-m'),
      order('5533', 'c-m'),
      order('5401', 'c-m', false),
      order('5600', 'c-v', false),
    ]),
  ];
  expect(saved.map(({ result }) => result)).toEqual(Array(7).fill('created'));
  return company;
}

const linkOf = ({ app, as }: Company, id: number) => {
  const { view } = must(callCard(app, as('root'), id)).card;
  return [view.status, view.clientName, view.orderNumber];
};
const lastStep = ({ app, as }: Company, id: number) => {
  const step = must(callCard(app, as('root'), id)).card.history.at(-1);
  return [step?.verb, step?.actorName, step?.note];
};

describe('linking a call by hand', () => {
  test('the number’s clients are offered, and its one client’s open orders', () => {
    const company = withClients();
    const { app, as } = company;
    const names = (id: number) => {
      const { clients, orders } = must(linkCandidates(app, as('anna'), id)).candidates;
      return [clients.map(({ name }) => name), orders.map(({ number }) => number)];
    };
    const both = company.aCall({ externalNumber: '8 (973) 702-33-21' });
    expect(linkOf(company, both)).toEqual(['unclassified', null, null]);
    expect(names(both)).toEqual([['Артём Дьячков', 'Вера Дьячкова'], []]);
    const firm = company.aCall({ externalNumber: '+79736010990' });
    expect(linkOf(company, firm)).toEqual(['classified_auto', 'ООО «Монолит-Юг»', null]);
    expect(names(firm)).toEqual([['ООО «Монолит-Юг»'], ['5530', '5533']]);
    expect(names(company.aCall())).toEqual([[], []]);
  });

  test('a client alone, then an order with its client; the history says what', () => {
    const company = withClients();
    const { app, as } = company;
    const id = company.aCall({ externalNumber: shared });
    expect(must(linkCall(app, as('anna'), id, { clientId: 2 })).linkedTo).toBe('Вера Дьячкова');
    expect(linkOf(company, id)).toEqual(['classified_manual', 'Вера Дьячкова', null]);
    expect(lastStep(company, id)).toEqual(['link', 'anna', 'Вера Дьячкова']);
    must(linkCall(app, as('petr'), id, { orderId: 2 }));
    expect(linkOf(company, id)).toEqual(['classified_manual', 'ООО «Монолит-Юг»', '5533']);
    expect(lastStep(company, id)).toEqual(['link', 'petr', 'ООО «Монолит-Юг» · № 5533']);
    must(linkCall(app, as('root'), id, { clientId: 3 }));
    expect(linkOf(company, id)).toEqual(['classified_manual', 'ООО «Монолит-Юг»', null]);
    expect(breaches(app.db)).toEqual({});
  });

  test('what is linked so already is not linked again by a second tap', () => {
    const company = withClients();
    const { app, as } = company;
    const id = company.aCall({ externalNumber: shared });
    must(linkCall(app, as('anna'), id, { clientId: 1 }));
    must(linkCall(app, as('anna'), id, { clientId: 1 }));
    expect(must(callCard(app, as('anna'), id)).card.history).toHaveLength(2);
  });

  test('one matched by itself and confirmed by hand counts as by hand', () => {
    const company = withClients();
    const id = company.aCall({ externalNumber: '+79736010990' });
    must(linkCall(company.app, company.as('anna'), id, { clientId: 3 }));
    expect(linkOf(company, id)[0]).toBe('classified_manual');
  });

  test('past preliminary the status stays; given back, it is classified by hand and stays so', async () => {
    const company = withClients();
    const { app, as, call } = company;
    const id = company.aCall({ externalNumber: shared });
    company.clock.at('2026-11-23T19:00:00+03:00');
    await drawDue(app);
    const { callId } = must(nextCall(app, as('olga')));
    expect(callId).toBe(id);
    must(linkCall(app, as('anna'), id, { clientId: 2 }));
    expect(linkOf(company, id)).toEqual(['listening_credit', 'Вера Дьячкова', null]);
    expect(call(id).reviewerId).toBe(as('olga').id);
    must(releaseCall(app, as('olga'), id, 'inaudible'));
    must(confirmReturn(app, as('petr'), id));
    expect(linkOf(company, id)).toEqual(['classified_manual', 'Вера Дьячкова', null]);
    registerOrders(app, [order('5700', 'c-a')]);
    expect(linkOf(company, id)[1]).toBe('Вера Дьячкова');
    expect(breaches(app.db)).toEqual({});
  });

  test('only the seller, heads in scope and admins may, and not for what is not there', () => {
    const company = withClients();
    const { app, as } = company;
    const id = company.aCall({ externalNumber: shared });
    const may = ['anna', 'ivan', 'boris', 'olga', 'marta', 'petr', 'raisa', 'root'].filter(
      (who) => linkCandidates(app, as(who), id).ok,
    );
    expect(may).toEqual(['anna', 'petr', 'root']);
    for (const who of ['ivan', 'boris', 'olga', 'marta', 'raisa']) {
      expect(linkCall(app, as(who), id, { clientId: 1 }).ok, who).toBe(false);
      expect(ordersToLink(app, as(who), id, 3).ok, who).toBe(false);
    }
    expect(linkCall(app, as('anna'), id, { clientId: 99 })).toMatchObject({
      refusal: 'nothing_chosen',
    });
    expect(linkCall(app, as('anna'), id, { orderId: 0 })).toMatchObject({
      refusal: 'nothing_chosen',
    });
    expect(linkCall(app, as('anna'), 99, { clientId: 1 })).toMatchObject({ refusal: 'not_found' });
    expect(linkOf(company, id)).toEqual(['unclassified', null, null]);
  });
});
