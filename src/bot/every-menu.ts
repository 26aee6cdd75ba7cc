import { choiceMenu } from './appeal/appeal-screens.ts';
import { scoreMenu } from './appeal/score-notice.ts';
import { callsMenu } from './calls/calls.ts';
import { cardMenu } from './calls/card.ts';
import { languageMenu, mainMenu } from './menu/menu.ts';

mainMenu.register([languageMenu, callsMenu, cardMenu, scoreMenu, choiceMenu]);

/** All menus, each known to the others: one middleware draws and works them. */
export const everyMenu = mainMenu;
