import { approveDue } from '../app/scoring/approve-due.ts';
import { type Command, done, withApp } from './command.ts';

export const approve: Command = {
  name: 'approve',
  usage: '',
  about: 'Approve every score whose deadline has come, as the service does by itself',
  options: {},
  words: [0, 0],
  run: withApp(async (app) => {
    const approved = await approveDue(app);
    return done(approved === 0 ? 'Nothing was due.' : `Approved: ${approved}.`, { approved });
  }),
};
