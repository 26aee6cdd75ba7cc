import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * A Telegram that answers every method at once, in a process of its own so that its work is not
 * counted. Prints its port, and ends with the process that started it.
 */
const message = {
  message_id: 1,
  date: 0,
  chat: { id: 1, type: 'private', first_name: 'Bench' },
  text: '',
};
const answers: Readonly<Record<string, unknown>> = { answerCallbackQuery: true };

const server = createServer((request, response) => {
  request.resume().on('end', () => {
    const method = request.url?.split('/').at(-1) ?? '';
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ ok: true, result: answers[method] ?? message }));
  });
});
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`${(server.address() as AddressInfo).port}\n`);
});
process.once('disconnect', () => process.exit());
