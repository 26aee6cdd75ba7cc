import { callbackAnswerLengthMax } from '../limits.ts';
import { flagOf, textOf } from '../params.ts';
import { badRequest, done, type Reply } from '../reply.ts';
import type { MethodCall } from './method.ts';

/** `answerCallbackQuery`: stops the button's spinner and shows a toast or an alert, if there is one. */
export function answerCallbackQuery({ world, params }: MethodCall): Reply<true> {
  const text = textOf(params, 'text');
  if (text.length > callbackAnswerLengthMax) return badRequest('MESSAGE_TOO_LONG');
  const showAlert = flagOf(params, 'show_alert');
  const pressed = world.presses.answer(textOf(params, 'callback_query_id'), {
    answered: true,
    ...(text === '' ? {} : { text, showAlert }),
  });
  if (pressed === null) {
    return badRequest('query is too old and response timeout expired or query ID is invalid');
  }
  if (text !== '' && pressed.first) {
    world.events.publish({ type: 'toast', userId: pressed.userId, text, alert: showAlert });
  }
  return done(true);
}
