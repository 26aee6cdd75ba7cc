const words = {
  ru: {
    brand: 'Разбор',
    title: 'Разбор: локальный Телеграм',
    start: 'Начать',
    invited: 'По приглашению',
    payload: 'Код приглашения, если есть',
    write: 'Сообщение',
    menu: 'Меню',
    noCommands: 'У бота пока нет команд',
    edited: 'изменено',
    typing: 'печатает…',
    sending: 'отправляет файл…',
    block: 'Заблокировать бота',
    unblock: 'Разблокировать',
    blocked: 'Вы заблокировали бота',
    download: 'Скачать',
    notAnswered: 'Бот не ответил',
    moving: 'Время идёт…',
    emptyNotStarted: 'Здесь будет переписка с ботом',
    unreachable: 'Нет связи с локальным Телеграмом. Пробую снова…',
    protected: 'Нельзя переслать и сохранить',
    attach: 'Файл',
    record: 'Записать голосовое',
    stop: 'Остановить и отправить',
    ok: 'Хорошо',
    share: 'Отправить боту',
    back: 'Назад',
    noColumns: 'Выберите, чьи чаты показать',
    noMic: 'Микрофон недоступен',
    movingIn: 'Компания въезжает. В первый раз она проживает здесь три месяца…',
    pastStays:
      'Здесь уже работали, поэтому звонки и слова прежних дней остались на английском. Всё новое — по-русски.',
    again: 'Начать заново по-русски',
    pastOk: 'Пусть так',
    againAsks: 'Компания начнёт сначала: всё, что здесь сделано, пропадёт.',
    againYes: 'Начать заново',
    againNo: 'Не надо',
    companyClock:
      'Часы компании, не ваши: здесь всегда начинается с понедельника, 23 ноября 2026 года',
    speed: 'Скорость',
    people: 'Люди',
    language: 'Язык',
    clockButtons: 'Перевести часы',
    chatWith: '{who}: переписка с ботом',
    play: 'Слушать, {length}',
    pause: 'Пауза',
    position: 'Место в записи',
    picture: 'Картинка: {about}',
    unfold: 'Развернуть',
    fold: 'Свернуть',
    spoiler: 'Показать скрытое',
    send: 'Отправить',
    answers: 'Ответ на сообщение',
  },
  en: {
    brand: 'Razbor',
    title: 'Razbor: local Telegram',
    start: 'Start',
    invited: 'By invitation',
    payload: 'Invitation code, if any',
    write: 'Message',
    menu: 'Menu',
    noCommands: 'The bot has no commands yet',
    edited: 'edited',
    typing: 'typing…',
    sending: 'sending a file…',
    block: 'Block the bot',
    unblock: 'Unblock',
    blocked: 'You have blocked the bot',
    download: 'Download',
    notAnswered: 'The bot did not answer',
    moving: 'Time is passing…',
    emptyNotStarted: 'The chat with the bot will be here',
    unreachable: 'No connection to the local Telegram. Trying again…',
    protected: 'Cannot be forwarded or saved',
    attach: 'File',
    record: 'Record a voice message',
    stop: 'Stop and send',
    ok: 'OK',
    share: 'Share with the bot',
    back: 'Back',
    noColumns: 'Choose whose chats to show',
    noMic: 'No microphone available',
    movingIn: 'The company moves in. The first time it lives through three months here…',
    pastStays:
      'Work has been done here already, so calls and words of earlier days stay in Russian. All that is new is in English.',
    again: 'Begin again in English',
    pastOk: 'Leave it so',
    againAsks: 'The company begins anew: all that was done here is lost.',
    againYes: 'Begin again',
    againNo: 'Cancel',
    companyClock:
      'The company’s clock, not yours: here it always begins on Monday, 23 November 2026',
    speed: 'Speed',
    people: 'People',
    language: 'Language',
    clockButtons: 'Move the clock',
    chatWith: '{who}: chat with the bot',
    play: 'Play, {length}',
    pause: 'Pause',
    position: 'Place in the recording',
    picture: 'Picture: {about}',
    unfold: 'Unfold',
    fold: 'Fold',
    spoiler: 'Show what is hidden',
    send: 'Send',
    answers: 'Answers a message',
  },
};

/** What this reader chose before, else what their browser speaks. */
export function keptLanguage() {
  const kept = localStorage.getItem('razbor.language');
  if (kept in words) return kept;
  return /^(ru|be|uk|kk|ky|uz|tg|hy)\b/.test(navigator.language) ? 'ru' : 'en';
}

let language = keptLanguage();

export const languages = Object.keys(words);

export function currentLanguage() {
  return language;
}

/** Whose dates the language writes: English ones put the day first, as the bot's do. */
export const dateLocale = () => (language === 'ru' ? 'ru' : 'en-GB');

export function setLanguage(spoken) {
  language = spoken;
}

/** The reader's own choice, for their next visit too. */
export function keepLanguage(chosen) {
  localStorage.setItem('razbor.language', chosen);
}

/** Words of the page, with their values. */
export function say(key, values = {}) {
  return words[language][key].replaceAll(/\{(\w+)\}/g, (_, name) => values[name] ?? '');
}
