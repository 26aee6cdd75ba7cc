import {
  type Setup,
  type SetupStep,
  setupState,
  setupSteps,
} from '../../app/company/read-setup.ts';
import type { Ctx } from '../context.ts';
import { instant } from '../words.ts';

/** Where each step is done. */
const commandOf: Record<SetupStep, string | null> = {
  people: '/people',
  checklists: '/checklists',
  calls: '/import',
  recordings: null,
  draw: '/draw',
};

/** An admin's list of what the company still has to set up; nothing once all of it is there. */
export function setupLines(ctx: Ctx): string[] {
  const { app, member, words } = ctx;
  if (!member.roles.includes('admin')) return [];
  const setup = setupState(app);
  if (!setup) return [];
  return [
    `<b>${words.t('setup-title')}</b>`,
    ...setupSteps.flatMap((step) => stepLines(ctx, setup, step)),
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

function missing(words: Ctx['words'], setup: Setup, step: SetupStep): string {
  if (step === 'people') {
    const roles = setup.missingRoles.map((role) => words.plain(`role-${role}`)).join(', ');
    return words.t('setup-people-missing', { roles });
  }
  if (step === 'draw') {
    return setup.nextDrawAt === null
      ? words.t('setup-draw-never')
      : words.t('setup-draw-missing', { at: instant(words, setup.nextDrawAt) });
  }
  return words.t(`setup-${step}-missing`);
}
