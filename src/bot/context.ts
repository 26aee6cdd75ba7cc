import type { ConversationFlavor } from '@grammyjs/conversations';
import type { Context } from 'grammy';
import type { App } from '../app/app.ts';
import type { Member } from '../app/people/members.ts';
import type { Pictures } from '../reports/pictures.ts';
import type { BackgroundTasks } from './background-tasks.ts';
import type { Download } from './download.ts';
import type { Words } from './words.ts';

/**
 * Work that is done in a chat of itself, such as when a sound is ready at last. `asItWas`: nothing was
 * written there, and no press has changed a screen, since the update it began with.
 */
export type OwnTurn = (asItWas: boolean) => Promise<void>;

/** What every handler has at hand: the person who writes, their words, and the use cases. */
interface Known {
  app: App;
  member: Member;
  words: Words;
  backgroundTasks: BackgroundTasks;
  download: Download;
  pictures: Pictures;
  /** Whether the bot's owner has switched inline mode on, as of the start. */
  inlineMode: boolean;
  /** Before a press is worked: makes the pressed message known, should nobody know of it. */
  beforePress(): Promise<void>;
  /** Does something in this chat once the updates under way there are worked (chat-turns.ts). */
  takeTurn(work: OwnTurn): Promise<void>;
  /** This press has put a screen in the place of another. */
  changesScreen?: boolean;
  /** The data of the typed button that was pressed, where it stood in a menu; else the press has it. */
  pressed?: string;
  /** Notes in the log what somebody tried that was not theirs to do. */
  onRefused(facts: object): void;
}

export type Ctx = ConversationFlavor<Context & Known>;
