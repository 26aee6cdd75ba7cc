import type { SandboxClock } from './telegram/server.ts';

/** A clock that runs with the machine's own and can be moved on. */
export function createRealClock(): SandboxClock {
  let aheadMs = 0;
  const now = () => Date.now() + aheadMs;
  return {
    now,
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    async moveTo(target) {
      aheadMs = Math.max(aheadMs, target - Date.now());
    },
    marks: () => [
      { label: { ru: '+5 мин', en: '+5 min' }, at: now() + 300_000 },
      { label: { ru: '+1 ч', en: '+1 h' }, at: now() + 3_600_000 },
      { label: { ru: '+1 д', en: '+1 d' }, at: now() + 86_400_000 },
    ],
  };
}
