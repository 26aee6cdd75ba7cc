import { nextDraw } from '../../app/company/read-setup.ts';
import { chatNote, writeChatNote } from '../../app/people/chat-notes.ts';
import { type Role, roles } from '../../domain/person.ts';
import type { ButtonKind } from '../buttons.ts';
import { nextButton } from '../call-buttons.ts';
import type { Ctx } from '../context.ts';
import { durationText } from '../duration-words.ts';
import { appealsButton, callsButton, menteesButton, menuButton } from '../menu-buttons.ts';
import { type Screen, screen, sendScreen } from '../screen.ts';
import { instant } from '../words.ts';

interface Welcome {
  /** What one comes here for, and what happens next. */
  lines: readonly string[];
  /** Where to begin: a button and its words. */
  begin: { open: Pick<ButtonKind<object>, 'button'>; label: string };
}

const welcomes: Record<Role, Welcome> = {
  seller: {
    lines: ['welcome-seller', 'welcome-draw', 'welcome-seller-next'],
    begin: { open: callsButton, label: 'menu-calls' },
  },
  controller: {
    lines: ['welcome-controller', 'welcome-draw', 'welcome-controller-next'],
    begin: { open: nextButton, label: 'button-next-call' },
  },
  mentor: {
    lines: ['welcome-mentor', 'welcome-mentor-next', 'welcome-teaching'],
    begin: { open: menteesButton, label: 'menu-mentees' },
  },
  supervisor: {
    lines: ['welcome-supervisor', 'welcome-supervisor-next', 'welcome-teaching'],
    begin: { open: appealsButton, label: 'menu-appeals' },
  },
  admin: {
    lines: ['welcome-admin', 'welcome-admin-next'],
    begin: { open: menuButton, label: 'button-menu' },
  },
};

/** The first words to somebody; with several roles the lines add up, none is said twice. */
export function welcomeScreen({ app, member, words }: Ctx): Screen {
  const own = roles.filter((role) => member.roles.includes(role)).map((role) => welcomes[role]);
  const { noticeHold } = app.policy();
  const drawAt = nextDraw(app);
  const values = {
    at: drawAt === null ? '' : instant(words, drawAt),
    hold: durationText(words, noticeHold),
  };
  const keys = [...new Set(own.flatMap(({ lines }) => lines))].filter(
    (key) => key !== 'welcome-draw' || drawAt !== null,
  );
  const begins = new Set(own.map(({ begin }) => begin));
  return screen(
    [
      `<b>${words.t('welcome-title', { name: member.name })}</b>`,
      ...keys.map((key) => words.t(key, values)),
    ],
    [...begins].map(({ open, label }) => [open.button(words.plain(label), {})]),
  );
}

/** Welcomes whoever uses this chat once; what failed to be sent is said the next time. */
export async function welcomeOnce(ctx: Ctx): Promise<void> {
  const person = String(ctx.member.id);
  if (!ctx.chat || chatNote(ctx.app, ctx.chat.id, 'welcomed') === person) return;
  await sendScreen(ctx, welcomeScreen(ctx));
  writeChatNote(ctx.app, ctx.chat.id, 'welcomed', person);
}
