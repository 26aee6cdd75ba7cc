import type { Api } from 'grammy';
import type { App } from '../../app/app.ts';
import { type UploadInChat, uploadInChat } from '../../app/intake/uploads.ts';
import type { Invitation, UploadTeller } from '../../app/intake/work-uploads.ts';
import { csvDocument } from '../csv-document.ts';
import { editScreen, messageOptions, type Screen } from '../screen.ts';
import { isGone, isRefusal } from '../telegram-refusals.ts';
import { type Words, wordsIn } from '../words.ts';
import { uploadScreen } from './import-screens.ts';

/** How often a screen of progress is drawn again; Telegram allows about one edit a second a chat. */
const everyMs = 2000;

export interface UploadTellerParts {
  app: App;
  api: Api;
  onError(error: unknown, what: string): void;
}

/** Keeps the message of an upload as the upload stands, and sends what it brings at its end. */
export function createUploadTeller({ app, api, onError }: UploadTellerParts): UploadTeller {
  let timer: ReturnType<typeof setTimeout> | null = null;
  let drawing: Promise<void> = Promise.resolve();

  async function draw(id: number): Promise<void> {
    const shown = uploadInChat(app, id);
    if (!shown) return;
    const words = wordsOf(shown);
    await redraw(shown, uploadScreen(app, words, shown.upload));
  }

  const wordsOf = ({ language }: UploadInChat): Words => wordsIn(language, app.policy().timeZone);

  /** Where the message was deleted it is sent again. */
  async function redraw({ chatId, messageId }: UploadInChat, screen: Screen): Promise<void> {
    try {
      await editScreen({ api }, chatId, messageId, screen);
    } catch (error) {
      if (!isGone(error)) throw error;
      await api.sendMessage(chatId, screen.text, messageOptions(screen, null));
    }
  }

  /** One drawing after the other, so that none is overtaken by an older one. */
  function inTurn(work: () => Promise<void>): Promise<void> {
    drawing = drawing.then(work).catch((error: unknown) => {
      // Telegram out of reach or the bot blocked: the upload goes on, its screen can be opened again.
      if (isRefusal(error)) return;
      onError(error, 'telling of an upload');
    });
    return drawing;
  }

  function hush(): void {
    if (timer) clearTimeout(timer);
    timer = null;
  }

  return {
    progress({ id }) {
      timer ??= setTimeout(() => {
        timer = null;
        void inTurn(() => draw(id));
      }, everyMs).unref();
    },
    nearer(uploadId) {
      void inTurn(() => draw(uploadId));
    },
    stop() {
      hush();
      return drawing;
    },
    turned({ id }, { invitations, resumed }) {
      hush();
      return inTurn(async () => {
        const shown = uploadInChat(app, id);
        if (!shown) return;
        const words = wordsOf(shown);
        const screen = uploadScreen(app, words, shown.upload);
        await redraw(shown, screen);
        // Nobody looks any more at a message from before the restart.
        if (resumed) await api.sendMessage(shown.chatId, screen.text, messageOptions(screen, null));
        if (invitations.length > 0) await sendInvitations(shown.chatId, words, invitations);
      });
    },
  };

  async function sendInvitations(chatId: number, words: Words, invitations: Invitation[]) {
    const head = ['id', 'name', 'link'].map((column) => words.plain(`import-column-${column}`));
    const rows = invitations.map(({ externalId, name, url }) => [externalId, name, url]);
    await api.sendDocument(chatId, csvDocument('invitations.csv', [head, ...rows]), {
      caption: words.plain('import-invitations', { count: invitations.length }),
    });
  }
}
