import type { BotCommand, BotCommandScope } from 'grammy/types';
import { isObject, jsonOf, textOf } from '../params.ts';
import { badRequest, done, type Reply } from '../reply.ts';
import type { MethodCall } from './method.ts';
import { notServed } from './unserved.ts';

const commandsMax = 100;
const scopesWithoutChat = [
  'default',
  'all_private_chats',
  'all_group_chats',
  'all_chat_administrators',
];

const unservedScopes = ['chat_administrators', 'chat_member'];

/** `setMyCommands`, kept per scope and language; the menu button of the page shows them. */
export function setMyCommands(call: MethodCall): Reply<true> {
  const target = readTarget(call);
  if (!target.ok) return target;
  const commands = readCommands(jsonOf(call.params, 'commands'));
  if (!commands.ok) return commands;
  call.world.commands.set(target.result.scope, target.result.language, commands.result);
  call.world.events.publish({ type: 'chats' });
  return done(true);
}

/** `getMyCommands`. */
export function getMyCommands(call: MethodCall): Reply<BotCommand[]> {
  const target = readTarget(call);
  if (!target.ok) return target;
  return done(call.world.commands.get(target.result.scope, target.result.language));
}

/** `deleteMyCommands`. */
export function deleteMyCommands(call: MethodCall): Reply<true> {
  const target = readTarget(call);
  if (!target.ok) return target;
  call.world.commands.remove(target.result.scope, target.result.language);
  call.world.events.publish({ type: 'chats' });
  return done(true);
}

function readTarget({
  world,
  params,
}: MethodCall): Reply<{ scope: BotCommandScope; language: string }> {
  const language = textOf(params, 'language_code');
  if (!/^([a-z]{2})?$/.test(language)) return badRequest('invalid language code specified');
  const given = jsonOf(params, 'scope');
  if (given === undefined) return done({ scope: { type: 'default' }, language });
  if (given === null) return badRequest("can't parse BotCommandScope JSON object");
  const cannot = "can't parse BotCommandScope: ";
  if (!isObject(given)) return badRequest(`${cannot}BotCommandScope must be an Object`);
  const { type, chat_id: chatId } = given;
  if (typeof type !== 'string') return badRequest(`${cannot}Can't find field "type"`);
  if (scopesWithoutChat.includes(type)) {
    return done({ scope: { type } as BotCommandScope, language });
  }
  if (unservedScopes.includes(type)) return notServed(`the scope ${type}`);
  if (type !== 'chat') return badRequest(`${cannot}Unsupported type specified`);
  if (chatId === undefined) return badRequest(`${cannot}Can't find field "chat_id"`);
  if (chatId === '') return badRequest(`${cannot}Empty chat_id specified`);
  const chat = world.chats.get(Number(chatId));
  if (chat?.started !== true) return badRequest('chat not found');
  return done({ scope: { type, chat_id: chat.user.id }, language });
}

function readCommands(given: unknown): Reply<BotCommand[]> {
  if (given === undefined) return done([]);
  if (given === null) return badRequest("can't parse commands JSON object");
  if (!Array.isArray(given)) return badRequest('expected an Array of BotCommand');
  if (given.length > commandsMax) return badRequest('BOT_COMMANDS_TOO_MUCH');
  const commands: BotCommand[] = [];
  for (const item of given) {
    const cannot = "can't parse BotCommand: ";
    if (!isObject(item)) return badRequest(`${cannot}expected an Object`);
    for (const field of ['command', 'description']) {
      if (item[field] === undefined) return badRequest(`${cannot}Can't find field "${field}"`);
    }
    const command = String(item.command).replace(/^\//, '');
    const description = String(item.description);
    if (!/^[a-z0-9_]{1,32}$/.test(command)) return badRequest('BOT_COMMAND_INVALID');
    if (description.length < 1 || description.length > 256) {
      return badRequest('BOT_COMMAND_DESCRIPTION_INVALID');
    }
    commands.push({ command, description });
  }
  return done(commands);
}
