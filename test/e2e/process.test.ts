import { afterAll, beforeAll, expect, test } from 'vitest';
import type { z } from 'zod';
import type { callAnswer } from '../../src/http/answers.ts';
import { greeting, permission } from './appeal-steps.ts';
import { until } from './chat.ts';
import { type Process, serviceProcess } from './process.ts';

/** A zone in which it is three at night now: a notice leaves only where no hours are quiet. */
function zoneOfTheNight(): string {
  const aheadH = ((3 - new Date().getUTCHours() + 36) % 24) - 12;
  return `Etc/GMT${aheadH > 0 ? '-' : '+'}${Math.abs(aheadH)}`;
}

let service: Process;
beforeAll(async () => {
  service = await serviceProcess({
    TIME_ZONE: zoneOfTheNight(),
    POLICY_NOTICE_HOLD: 'PT0S',
    POLICY_QUIET_HOURS: '',
    POLICY_MIN_LISTEN_SHARE: '0',
  });
  await service.start();
});
afterAll(() => service.close());

const call = (id: number) => service.api<z.output<typeof callAnswer>>('GET', `/v1/calls/${id}`);
const restart = async () => {
  await service.kill();
  await service.start();
};

test('a second process on the same database says so and ends, and the first goes on', async () => {
  const { exit, said } = await service.beside();
  expect(exit).toBe(78);
  expect(said).toMatch(/razbor\.db: another Razbor serves this database already; end it/);
  await service.chats.person('Виктор').say('/menu');
});

test('a file that was being fetched when the process was killed is taken by the next one', async () => {
  const yulia = service.chats.person('Юлия');
  await service.chats.sandbox('PUT', '/faults', { method: 'getFile', error: 'hang' });
  const form = new FormData();
  const person = '- {externalId: new, name: Новая Наталья, roles: [{role: controller}]}';
  form.set('document', new Blob([person]), 'people.yaml');
  await service.chats.sandbox('POST', `/chats/${yulia.telegramId}/messages`, form);
  await until('the file is being fetched', async () => {
    const { calls } = await service.chats.sandbox<{ calls: { method: string }[] }>('GET', '/calls');
    return calls.some(({ method }) => method === 'getFile') ? true : undefined;
  });
  // The poll that brings this has confirmed the file to Telegram.
  await service.chats.person('Виктор').say('/menu');
  await restart();
  await yulia.reads(/новых 1/);
});

test('a call lives through its route on the real clock, and through three kills of the process', async () => {
  const [olga, viktor] = [service.chats.person('Ольга'), service.chats.person('Виктор')];
  const [anna, ivan] = [service.chats.person('Анна'), service.chats.person('Иван')];
  // The draw that was missed while nothing ran was made up for at the start.
  await olga.reads(/В очереди 2 звонка/);
  await olga.press('Следующий звонок');
  await olga.press('Исходящий: холодный');
  await olga.press('Не выполнено');
  // Once all runs, what draws the pictures is made ready before anybody asks for one.
  await service.logged('pictures are ready to be drawn');
  await restart();
  await olga.say('0:07 молча');
  await olga.press('Не выполнено');
  await olga.say('не спросил');
  expect(await olga.last()).toMatch(/2\/14[\s\S]*3\. /);
  await olga.press('Остальное');
  await olga.press('Отправить оценку');

  // It is night there, and no hours are quiet: she is told at once.
  expect(await anna.reads(/№1 проверен/)).toContain('проверен: 90,8 %');

  await anna.press('Обжаловать');
  await anna.press(greeting);
  await anna.press(permission);
  await anna.press('Дальше');
  // Who appeals has two days; of what is scored from now on the seller has five seconds.
  expect(await service.razbor('policy', 'set', 'approvalDelay=PT5S')).toBe(0);
  await restart();
  await olga.press('Следующий звонок');
  await olga.press('Исходящий: холодный');
  await olga.press('Остальное');
  await olga.press('Отправить оценку');
  expect(await ivan.reads(/№2 проверен/)).toContain('проверен: 100,0 %');
  await anna.say('Я представилась');
  expect(await anna.press('Отправить')).toBe('Отправлено руководителю. Ответ придёт сюда.');
  await viktor.reads(/Обжалование звонка \/call_1/);
  await viktor.press('Решить');
  await viktor.press('Прав продавец');
  await restart();
  await viktor.press('Прав контролёр');
  await viktor.press('Есть в записи');
  await viktor.press('Утвердить');
  await anna.reads(/Обжалование звонка №1 решено/);
  expect(await call(1)).toMatchObject({
    status: 'approved_overturned',
    reviews: [{ percent: '96.6' }],
  });

  // Nobody touched the other: five seconds after its notice it was approved, never before.
  const silent = await until('the silent call is approved', async () =>
    (await call(2)).status === 'approved_scored' ? call(2) : undefined,
  );
  await ivan.reads(/№2 проверен[\s\S]*утверждено автоматически/);
  const approved = silent.history.find(({ verb }) => verb === 'approve');
  const lateMs = Date.parse(approved?.at ?? '') - Date.parse(silent.deadlineAt ?? '');
  expect(lateMs).toBeGreaterThanOrEqual(0);

  expect(await service.end()).toBe(0);
  expect(service.complaints()).toEqual([]);
});

test('a process that is told to end while it starts ends in order', async () => {
  await service.kill();
  expect(await service.endWhileStarting()).toBe(0);
});
