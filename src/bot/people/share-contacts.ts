import type { NextFunction } from 'grammy';
import type { SharedUser } from 'grammy/types';
import { type AddedContact, addContacts, type Contact } from '../../app/people/add-contacts.ts';
import { bindAwaited } from '../../app/people/invite-person.ts';
import { name as personName } from '../../domain/intake.ts';
import { languages } from '../../domain/person.ts';
import { copyButton } from '../buttons.ts';
import type { Ctx } from '../context.ts';
import { peopleButton } from '../menu-buttons.ts';
import { refusalWords } from '../refusal-words.ts';
import type { Reply } from '../reply.ts';
import { commandRoles, mayUse } from '../roles.ts';
import { type Screen, screen, sendScreen } from '../screen.ts';
import { unlessBug } from '../telegram-refusals.ts';
import { wordsIn } from '../words.ts';
import { type Draft, draftIn, given, keep } from './newcomer-draft.ts';
import { peopleScreen } from './people-screens.ts';
import { problemText } from './person-change.ts';

/** As many as Telegram lets somebody pick at once. */
const contactsMax = 10;
const gone = { reply_markup: { remove_keyboard: true } } as const;

/** Offers the keyboard by which contacts are picked, below the list of people. */
export function askContacts(ctx: Ctx, draft: Draft): Reply {
  const { words } = ctx;
  const requestId = ctx.app.randomBytes(4).readUInt32BE() >>> 1;
  keep(ctx, { ...draft, requestId });
  return {
    screen: peopleScreen(ctx),
    below: {
      ...screen([words.t('contacts-how', { most: contactsMax })]),
      keyboard: {
        keyboard: [
          [
            {
              text: words.plain('button-contacts-pick'),
              request_users: {
                request_id: requestId,
                user_is_bot: false,
                max_quantity: contactsMax,
                request_name: true,
                request_username: true,
              },
            },
          ],
          [{ text: words.plain('button-contacts-none') }],
        ],
        resize_keyboard: true,
        one_time_keyboard: true,
      },
    },
  };
}

/**
 * Takes the contacts that were picked, whatever else is being asked; and what the keyboard's buttons say where
 * they were pressed to no avail. The keyboard goes again either way.
 */
export async function takeContacts(ctx: Ctx, next: NextFunction): Promise<void> {
  const { users_shared: shared, text } = ctx.message ?? {};
  if (shared) {
    const refusal = whyNot(ctx, shared.request_id);
    if (refusal === null) await add(ctx, shared.users);
    else {
      ctx.onRefused({ personId: ctx.member.id, button: 'users_shared', refusal });
      await ctx.reply(refusalWords(ctx, refusal), gone);
    }
  } else if (text !== undefined && saysOf(ctx, 'button-contacts-none').includes(text)) {
    await ctx.reply(ctx.words.plain('contacts-none'), gone);
  } else if (text !== undefined && saysOf(ctx, 'button-contacts-pick').includes(text)) {
    // A server that does not know such buttons makes one of its words of it.
    await ctx.reply(ctx.words.plain('contacts-unknown'), gone);
  } else await next();
}

/** The button's words in every language: it may stand there since before another was chosen. */
function saysOf({ words }: Ctx, key: string): string[] {
  return languages.map((language) => wordsIn(language, words.zone).plain(key));
}

function whyNot(ctx: Ctx, requestId: number): 'not_allowed' | 'stale' | null {
  if (!mayUse(commandRoles.people, ctx.member.roles)) return 'not_allowed';
  return draftIn(ctx)?.requestId === requestId ? null : 'stale';
}

async function add(ctx: Ctx, users: readonly SharedUser[]): Promise<void> {
  const draft = draftIn(ctx);
  if (!draft) return;
  const done = addContacts(ctx.app, ctx.member, users.map(contactOf), given(draft));
  if (!done.ok) {
    await ctx.reply(problemText(ctx, done), gone);
    return;
  }
  const lines: string[] = [];
  let waits = false;
  for (const contact of done.added) {
    const state = contact.known ? 'known' : (await greet(ctx, contact)) ? 'bound' : 'waited';
    waits ||= state === 'waited';
    lines.push(ctx.words.t(`contact-${state}`, { name: contact.name }));
  }
  await ctx.reply(ctx.words.plain('contacts-done'), gone);
  await sendScreen(ctx, addedScreen(ctx, lines, waits));
  keep(ctx, null);
}

/** As they call themselves in Telegram, else by what else there is. */
function contactOf({ user_id: telegramId, first_name, last_name, username }: SharedUser): Contact {
  const called = [[first_name, last_name].filter(Boolean).join(' '), username && `@${username}`];
  const read = called.map((one) => personName.safeParse(one ?? '')).find(({ success }) => success);
  return { telegramId, name: read?.data ?? `Telegram ${telegramId}` };
}

/** Whoever began the bot once can be written to, and is let in at once; the others when they press Start. */
async function greet(ctx: Ctx, { telegramId, language }: AddedContact): Promise<boolean> {
  const text = wordsIn(language, ctx.words.zone).plain('contact-hello', { name: ctx.member.name });
  const sent = await ctx.api.sendMessage(telegramId, text).catch(unlessBug);
  return sent !== undefined && bindAwaited(ctx.app, telegramId);
}

/** `waits`: somebody is still to open the bot, whose link is below. */
function addedScreen({ words, me, app }: Ctx, lines: readonly string[], waits: boolean): Screen {
  const link = `https://t.me/${me.username}`;
  return screen(
    [...lines, waits && words.t('contacts-then', { link, days: app.policy().inviteDays })],
    [
      waits ? [copyButton(words.plain('button-copy-invite'), link)] : [],
      [peopleButton.button(words.plain('button-people'), {})],
    ],
  );
}
