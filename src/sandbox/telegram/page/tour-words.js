import { currentLanguage } from './words.js';

/**
 * What the tour says. `steps[key]` is a title and what to do; where a step has several presses, a sentence for each
 * part. `{seller}`, `{controller}` and `{head}` are first names, `{number}` the call's.
 */
const words = {
  ru: {
    title: 'От звонка до зачёта',
    intro:
      'Восемь шагов, три минуты. Порядок ваш: отмечается то, что произошло. Кнопка, которую пора нажать, обведена.',
    leave: 'Закрыть тур',
    open: 'Тур',
    show: 'Показать чат: {who}',
    send: 'Написать {command}',
    ring: 'Пусть позвонит',
    skipped: 'не понадобилось',
    end: 'Весь путь пройден. Дальше «+2 дня» на часах: что не обжаловали, утверждено само. У каждого в меню ещё много: совет и обучение, команда с картинками, правила, месяц.',
    said: { comment: '0:20 не назвал имя', reason: 'Имя названо в начале, послушайте 0:05' },
    steps: {
      ring: [
        'Клиент звонит',
        'Николай Егоров звонит по своему заказу, отвечает {seller}. Телефония передаёт звонок, бот узнаёт клиента и заказ.',
      ],
      draw: [
        'Звонки выбраны',
        'День кончается: система выбирает звонки, поровну у каждого продавца. Переведите часы кнопкой, которая обведена вверху.',
      ],
      take: [
        'Контролёр берёт звонок',
        '{controller}: самый старый звонок очереди, говорит {seller}.',
      ],
      score: [
        'Контролёр оценивает',
        {
          type: '{controller}: послушать запись и выбрать тип звонка.',
          fail: '{controller}: пункт за пунктом. Чтобы было о чём спорить, отметьте один как невыполненный.',
          comment:
            '{controller}: пояснить, что не так, можно с моментом. Слова уже в поле, осталось отправить.',
          rest: '{controller}: всё остальное сделано одним нажатием.',
          submit: '{controller}: отправить оценку.',
        },
      ],
      tell: [
        'Продавец узнаёт',
        'Пять минут оценку можно исправить, потом она уходит. Переведите часы: придёт сообщение, его ждёт {seller}.',
      ],
      answer: [
        'Продавец отвечает',
        {
          begin: '{seller}: согласиться или обжаловать. Здесь обжалуем.',
          items: '{seller}: с каким пунктом не согласны?',
          reason: '{seller}: дальше, и написать почему. Слова уже в поле, осталось отправить.',
          send: '{seller}: отправить руководителю.',
        },
      ],
      decide: [
        'Руководитель решает',
        {
          item: '{head}: нажатие на пункт. Неправ контролёр, значит, баллы продавцу даёт он.',
          why: '{head}: одна фраза, почему. Готовые стоят на кнопках.',
          confirm: '{head}: утвердить. Обе стороны узнают.',
        },
      ],
      credit: [
        'Звонок в зачёте',
        '{seller}: месяц со всеми его звонками, баллами и тем, что стоит дороже всего.',
      ],
    },
  },
  en: {
    title: 'From the call to the credit',
    intro:
      'Eight steps, three minutes. In your own order: what has happened is ticked. The button to press is outlined.',
    leave: 'Close the tour',
    open: 'Tour',
    show: 'Show the chat: {who}',
    send: 'Write {command}',
    ring: 'Let the client call',
    skipped: 'not needed',
    end: 'That is the whole way. “+2 days” on the clock comes next: what nobody appealed is approved by itself. Each menu holds more: advice and teaching, the team in pictures, the rules, the month.',
    said: {
      comment: '0:20 did not say the name',
      reason: 'The name is said at the start, hear 0:05',
    },
    steps: {
      ring: [
        'A client calls',
        'Nikolai Egorov calls about his order, {seller} answers. The telephone system hands the call over, the bot knows client and order.',
      ],
      draw: [
        'Calls are drawn',
        'The day ends: the system draws calls, as many from each seller. Move the clock with the button outlined at the top.',
      ],
      take: [
        'A controller takes one',
        '{controller}: the oldest call of the queue, {seller} speaks.',
      ],
      score: [
        'The controller scores it',
        {
          type: '{controller}: hear the recording (it is in Russian) and pick the type of call.',
          fail: '{controller}: item by item. So that there is something to argue about, mark one as not done.',
          comment:
            '{controller}: say what was wrong, with its moment if you like. The words stand in the box, send them.',
          rest: '{controller}: all the rest was done, in one press.',
          submit: '{controller}: submit the score.',
        },
      ],
      tell: [
        'The seller is told',
        'For five minutes the score can be corrected, then it leaves. Move the clock: a message comes, to {seller}.',
      ],
      answer: [
        'The seller answers',
        {
          begin: '{seller}: accept or appeal. Here we appeal.',
          items: '{seller}: which item is wrong?',
          reason: '{seller}: go on and write why. The words stand in the box, send them.',
          send: '{seller}: send it to the head.',
        },
      ],
      decide: [
        'A head decides',
        {
          item: '{head}: one press an item. Where the controller was wrong, the points come from them.',
          why: '{head}: one sentence, why. Ready ones stand on the buttons.',
          confirm: '{head}: confirm. Both sides are told.',
        },
      ],
      credit: [
        'It counts',
        '{seller}: the month with all its calls, the points, and what costs most.',
      ],
    },
  },
};

const filled = (text, values) =>
  text.replaceAll(/\{(\w+)\}/g, (_, name) => values[name] ?? `{${name}}`);

/** A sentence of the tour, with its values. */
export function tourSays(key, values = {}) {
  return filled(words[currentLanguage()][key], values);
}

export function stepTitle(key) {
  return words[currentLanguage()].steps[key][0];
}

/** What is to be done for a part of a step. */
export function stepText(key, part, values) {
  const [, text] = words[currentLanguage()].steps[key];
  return filled(typeof text === 'string' ? text : (text[part] ?? ''), values);
}

/** Words that somebody could type there; undefined where nothing is typed. */
export function wordsToType(part) {
  return words[currentLanguage()].said[part];
}
