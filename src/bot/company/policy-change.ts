import { createHash } from 'node:crypto';
import { z } from 'zod';
import { nextRunBy } from '../../app/company/cron-rules.ts';
import { firstDrawBy, isDrawRule } from '../../app/draw/draw-policy.ts';
import { chatNote, writeChatNote } from '../../app/people/chat-notes.ts';
import { type Policy, type PolicyKey, policyKeys, policySchema } from '../../domain/policy.ts';
import { readStored } from '../../domain/stored.ts';
import type { Ctx } from '../context.ts';
import { type Screen, screen } from '../screen.ts';
import { instant } from '../words.ts';
import { confirmButton, ruleButton } from './policy-buttons.ts';
import { isInForce, kindOf } from './policy-rules.ts';
import { falseMarkLines, valueText } from './policy-words.ts';

/** What an administrator is about to change: kept for the chat until they confirm. */
interface Draft {
  key: PolicyKey;
  value: Policy[PolicyKey];
  /** The rules that were in force when it was looked at. */
  seenId: number;
}

const draftSchema = z.object({ key: z.enum(policyKeys), value: z.unknown(), seenId: z.int() });

/** `Было → станет`, and what it will do. */
function confirmScreen(ctx: Ctx, policy: Policy, draft: Draft): Screen {
  const { words } = ctx;
  const { key, value } = draft;
  const effect = effectOf(ctx, { ...policy, [key]: value }, key);
  return screen(
    [
      `<b>${words.t(`policy-${key}`)}</b>`,
      words.t('policy-from-to', {
        from: valueText(words, key, policy[key], policy.currency),
        to: valueText(words, key, value, policy.currency),
      }),
      effect,
      ...(kindOf(key) === 'points' ? falseMarkLines(words, { ...policy, [key]: value }) : []),
    ],
    [
      [
        confirmButton.button(words.plain('button-confirm'), { print: fingerprintOf(draft) }),
        ruleButton.button(words.plain('button-cancel'), { key }),
      ],
    ],
  );
}

/** What a change does, where the value alone does not say it. */
function effectOf(ctx: Ctx, after: Policy, key: PolicyKey): string | null {
  const { words } = ctx;
  if (!isInForce(after, key)) {
    return words.t('policy-effect-idle', { by: words.plain(`policy-choice-${after.drawBy}`) });
  }
  if (isDrawRule(key)) {
    const at = firstDrawBy(ctx.app, after);
    const effect = key === 'timeZone' ? 'timeZone' : 'draw';
    return at === null ? null : words.t(`policy-effect-${effect}`, { at: instant(words, at) });
  }
  switch (kindOf(key)) {
    case 'cron': {
      const at = nextRunBy(ctx.app, after, 'digestCron');
      return at === null ? null : words.t('policy-effect-digestCron', { at: instant(words, at) });
    }
    case 'points':
      return words.t('policy-effect-points');
    default:
      return key === 'approvalDelay' || key === 'workingDaysOnly'
        ? words.t('policy-effect-deadline')
        : null;
  }
}

/** Tells a confirmation from an older one that still stands further up in the chat. */
export function fingerprintOf(draft: Draft): string {
  return createHash('sha256').update(JSON.stringify(draft)).digest('base64url').slice(0, 12);
}

/** Keeps what is about to change, and asks to confirm it. */
export function proposed(ctx: Ctx, policy: Policy, draft: Draft): Screen {
  if (ctx.chat) writeChatNote(ctx.app, ctx.chat.id, 'policy', JSON.stringify(draft));
  return confirmScreen(ctx, policy, draft);
}

export function draftOf(ctx: Ctx): Draft | null {
  const kept = readStored(draftSchema, ctx.chat ? chatNote(ctx.app, ctx.chat.id, 'policy') : null);
  if (!kept) return null;
  const { key, value, seenId } = kept;
  const read = policySchema.shape[key].safeParse(value);
  return read.success ? { key, value: read.data, seenId } : null;
}
