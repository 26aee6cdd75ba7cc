import { nextDraw } from '../../app/company/read-setup.ts';
import { policyOfComingDraw } from '../../app/draw/draw-policy.ts';
import { explanationLetters } from '../../domain/checklist.ts';
import { type Role, roles } from '../../domain/person.ts';
import type { Policy } from '../../domain/policy.ts';
import type { Ctx } from '../context.ts';
import { drawTimesText } from '../draw/draw-times.ts';
import { durationText } from '../duration-words.ts';
import { helpButton, menuButton } from '../menu-buttons.ts';
import { refused } from '../reply.ts';
import type { CommandName } from '../roles.ts';
import { inRows, type Screen, screen } from '../screen.ts';
import { instant, localPercent, type Value, type Words } from '../words.ts';
import { commandsOf } from './commands.ts';

/** What there is to read about, a screen each; the words are `help-<topic>` and `button-help-<topic>`. */
const topics = ['score', 'appeal', 'advice', 'credit', 'draw'] as const;
type Topic = (typeof topics)[number];
const perRow = 3;

/** A role's own screens that its help tells of in a line each (`help-at-<command>`). */
const screensOf: Partial<Record<Role, readonly CommandName[]>> = {
  seller: ['learn'],
  mentor: ['mentees'],
  supervisor: ['team', 'best'],
  admin: ['people', 'checklists', 'policy', 'import', 'period'],
};

/** What this person does here, role by role, and the topics to read on about. */
export function helpScreen(ctx: Ctx): Screen {
  const { words, app, member } = ctx;
  const values = ruleValues(words, app.policy());
  const held = roles.filter((role) => member.roles.includes(role));
  const named = commandsOf(member.roles);
  const acts = held.map((role) =>
    [
      roleTitle(ctx, role),
      words.t(`help-${role}`, values),
      ...(screensOf[role] ?? [])
        .filter((command) => named.includes(command))
        .map((command) => `/${command}: ${words.t(`help-at-${command}`)}`),
    ].join('\n'),
  );
  const commands = named.map((command) => `/${command}`);
  return screen(
    [...acts.flatMap((text) => [text, '']), words.t('help-number'), commands.join(' ')],
    [
      ...inRows(
        topics.map((topic) => helpButton.button(words.plain(`button-help-${topic}`), { topic })),
        perRow,
      ),
      [menuButton.button(words.plain('button-menu'), {})],
    ],
  );
}

/** A head of some directions is told which; everyone else is called by their role. */
function roleTitle({ words, member }: Ctx, role: Role): string {
  const name = words.t(`help-title-${role}`);
  if (role !== 'supervisor') return `<b>${name}</b>`;
  const scope = member.heads === 'all' ? 'help-scope-all' : 'help-scope-directions';
  return `<b>${name}</b> · ${words.t(scope)}`;
}

function topicScreen(ctx: Ctx, topic: Topic): Screen {
  const { words, app } = ctx;
  const policy = app.policy();
  const drawAt = nextDraw(app);
  const drawn = policyOfComingDraw(app);
  const when = drawTimesText(ctx);
  const lines = [words.t(`help-${topic}`, { ...ruleValues(words, policy), when })];
  if (topic === 'draw') {
    lines.push(words.t(`help-draw-${drawn.drawBy}`, drawValues(words, drawn)));
    if (drawAt !== null) lines.push(words.t('help-draw-next', { at: instant(words, drawAt) }));
  }
  if (topic === 'advice' && drawn.drawAlsoAsked) lines.push(words.t('help-advice-also-drawn'));
  return screen(
    [`<b>${words.t(`button-help-${topic}`)}</b>`, ...lines],
    [
      [
        helpButton.button(words.plain('button-back'), {}),
        menuButton.button(words.plain('button-menu'), {}),
      ],
    ],
  );
}

/** The rules in force, as they are said: no figure of them stands in the words themselves. */
function ruleValues(words: Words, policy: Policy): Record<string, Value> {
  return {
    hold: durationText(words, policy.noticeHold),
    delay: durationText(words, policy.approvalDelay),
    working: policy.workingDaysOnly ? 'yes' : 'no',
    quiet: policy.quietHours.replace('-', '–') || 'none',
    appeals: policy.openAppealsMax,
    asks: policy.asksPerWeek,
    sends: policy.sendsPerMonth,
    takes: policy.takesPerWeek,
    remind: durationText(words, policy.appealReminder),
    escalate: durationText(words, policy.appealEscalation),
    reviewPoints: policy.reviewPoints,
    violationPoints: policy.violationPoints,
    appealPoints: policy.appealPoints,
    concedePoints: Math.min(policy.concedeControllerPoints, policy.appealPoints),
    letters: explanationLetters,
    listen:
      policy.minListenShare === 0
        ? 'none'
        : localPercent(words, String(Math.round(policy.minListenShare * 100))),
    idle: policy.idleDays,
  };
}

function drawValues(words: Words, policy: Policy): Record<string, Value> {
  return {
    count: policy.drawBy === 'total' ? policy.total : policy.perSeller,
    share: localPercent(words, String(policy.percent)),
    seconds: policy.minTalkS,
  };
}

export const helpHandlers = [
  helpButton.on((ctx, { topic: wanted }) => {
    if (wanted === undefined) return { screen: helpScreen(ctx) };
    const topic = topics.find((known) => known === wanted);
    return topic ? { screen: topicScreen(ctx, topic) } : refused(ctx, 'stale', helpScreen(ctx));
  }),
];
