import {
  type Setup,
  type SetupStep,
  setupState,
  setupSteps,
} from '../../app/company/read-setup.ts';
import { brokenTelephony } from '../../app/company/setup-facts.ts';
import type { Ctx } from '../context.ts';
import { cut } from '../screen.ts';
import { instant, shortName, type Words } from '../words.ts';

/** Where each step is done. */
const commandOf: Record<SetupStep, string | null> = {
  people: '/people',
  telegram: '/people',
  checklists: '/checklists',
  telephony: null,
  calls: '/import',
  recordings: null,
  ffmpeg: null,
  draw: '/draw',
};

const namesMax = 5;
const textMax = 120;

/**
 * An admin's list of what the company still has to set up; after the first draw only what is not so any more.
 * Nothing where all of it is there.
 */
export function setupLines(ctx: Ctx): string[] {
  const { app, member, words } = ctx;
  if (!member.roles.includes('admin')) return [];
  const setup = setupState(app);
  if (!setup) return [];
  const isLater = setup.done.draw;
  const shown = setupSteps.filter(
    // Whether anything is plugged in is up to the company.
    (step) => !setup.done[step] || (!isLater && step !== 'telephony'),
  );
  return [
    `<b>${words.t(isLater ? 'setup-later' : 'setup-title')}</b>`,
    ...shown.flatMap((step) => stepLines(ctx, setup, step)),
  ];
}

/** A step that is done is ticked; the others say where to do them and what is missing. */
function stepLines({ words }: Ctx, setup: Setup, step: SetupStep): string[] {
  const name = words.t(`setup-${step}`);
  if (setup.done[step]) return [`✅ ${name}`];
  const command = commandOf[step];
  return [
    `☐ ${name}${command ? ` · ${command}` : ''}`,
    `    <i>${missing(words, setup, step)}</i>`,
  ];
}

function missing(words: Words, { facts, nextDrawAt }: Setup, step: SetupStep): string {
  switch (step) {
    case 'people': {
      const roles = facts.missingRoles.map((role) => words.plain(`role-${role}`)).join(', ');
      return words.t('setup-people-missing', { roles });
    }
    case 'telegram':
      return words.t('setup-telegram-missing', { names: firstOf(words, facts.unbound) });
    case 'telephony': {
      const broken = brokenTelephony(facts).map(({ name, problem }) => `${name}: ${problem}`);
      const ahead = facts.held.map(({ source, calls }) => `${source}: ${calls}`);
      return broken.length > 0
        ? words.t('setup-telephony-missing', { list: cut(broken.join('; '), textMax) })
        : words.t('setup-telephony-ahead', { list: cut(ahead.join('; '), textMax) });
    }
    case 'recordings':
      return missingRecordings(words, facts);
    case 'ffmpeg':
      return words.t('setup-ffmpeg-missing', { program: cut(facts.ffmpeg.program, textMax) });
    case 'draw':
      return nextDrawAt === null
        ? words.t('setup-draw-never')
        : words.t('setup-draw-missing', { at: instant(words, nextDrawAt) });
    default:
      return words.t(`setup-${step}-missing`);
  }
}

function missingRecordings(
  words: Words,
  { recordings, unknownExtensions }: Setup['facts'],
): string {
  switch (recordings.state) {
    case 'not_set':
      return words.t('setup-recordings-not-set');
    case 'unreadable':
      return words.t('setup-recordings-unreadable', { dir: cut(recordings.dir, textMax) });
    case 'gone':
      return words.t('setup-recordings-gone', {
        of: recordings.of,
        gone: recordings.gone.length,
        path: cut(recordings.gone[0] ?? '', textMax),
      });
    case 'fine': {
      const nobodys = unknownExtensions.map(({ source, name }) => `${source}:${name}`);
      return nobodys.length === 0
        ? words.t('setup-recordings-missing')
        : words.t('setup-recordings-nobodys', { extensions: firstOf(words, nobodys) });
    }
  }
}

/** The first few of several, and how many more there are. */
function firstOf(words: Words, names: readonly string[]): string {
  const rest = names.length - namesMax;
  return [
    ...names.slice(0, namesMax).map(shortName),
    ...(rest > 0 ? [words.plain('and-more', { count: rest })] : []),
  ].join(', ');
}
