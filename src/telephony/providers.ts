import { bitrix24 } from './bitrix24.ts';
import { mango } from './mango.ts';
import { megafon } from './megafon.ts';
import type { Provider } from './provider.ts';
import { sipuni } from './sipuni.ts';
import { telphin } from './telphin.ts';
import { novofon, uis } from './uis.ts';
import { zadarma } from './zadarma.ts';

/** Every telephone system that sends its calls, or is asked for them. */
export const providers: readonly Provider[] = [
  mango,
  uis,
  novofon,
  megafon,
  zadarma,
  bitrix24,
  sipuni,
  telphin,
];
