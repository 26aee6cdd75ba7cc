import { createEndpoint, type Endpoint } from './endpoint.ts';
import { createPerson, type Person, type Quiet, takenByTheBot } from './person.ts';

export interface Chats {
  person(firstName: string): Person;
  /** Looks again who has an account. */
  refresh(): Promise<void>;
  /** An endpoint of the local Telegram itself. */
  sandbox: Endpoint['ask'];
}

/** The chats of a local Telegram that runs somewhere, as their people use them, over HTTP. */
export async function openChats(telegramUrl: string, quiet: Quiet = takenByTheBot): Promise<Chats> {
  const endpoint = createEndpoint(telegramUrl);
  const everybody = async () =>
    (await endpoint.ask<{ chats: { id: number; firstName: string }[] }>('GET', '/chats')).chats;
  let chats = await everybody();

  return {
    person(firstName) {
      const found = chats.find((chat) => chat.firstName === firstName);
      if (!found) throw new Error(`nobody here is called ${firstName}`);
      // Whoever is opened twice reads twice: what one has seen is not known to the other.
      return createPerson(createEndpoint(telegramUrl), found, quiet);
    },
    sandbox: endpoint.ask,
    async refresh() {
      chats = await everybody();
    },
  };
}
