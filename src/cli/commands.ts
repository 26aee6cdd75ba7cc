import { absences } from './absences.ts';
import { approve } from './approve.ts';
import { backup } from './backup.ts';
import { checklists } from './checklists.ts';
import type { Command } from './command.ts';
import { credit } from './credit.ts';
import { doctor } from './doctor.ts';
import { draw } from './draw.ts';
import { importFile } from './import.ts';
import { people } from './people.ts';
import { personalData } from './personal-data.ts';
import { policy } from './policy.ts';
import { purge } from './purge.ts';
import { restore } from './restore.ts';
import { verifyDrawCommand } from './verify-draw.ts';
import { verifyPeriodCommand } from './verify-period.ts';

/** Every command, in the order in which the help lists them. */
export const commands: readonly Command[] = [
  importFile,
  people,
  absences,
  draw,
  verifyDrawCommand,
  approve,
  credit,
  verifyPeriodCommand,
  checklists,
  policy,
  purge,
  personalData,
  backup,
  restore,
  doctor,
];
