import { scoreMenu } from './appeal/score-notice.ts';

/** All menus, each known to the others: one middleware draws and works them. */
export const everyMenu = scoreMenu;
