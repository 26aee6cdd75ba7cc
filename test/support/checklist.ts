/** Points: contact 1 + 3 + 2, close 4 + 1, so 11 in all. */
export const checklist = {
  type: 'incoming',
  name: 'Входящий',
  sections: [
    {
      code: 'contact',
      name: 'Контакт',
      items: [
        { code: 'greet', text: 'Поздоровался' },
        { code: 'need', text: 'Выяснил потребность', weight: 3 },
        { code: 'price', text: 'Назвал цену', weight: 2, na: true },
      ],
    },
    {
      code: 'close',
      name: 'Завершение',
      items: [
        { code: 'next', text: 'Договорился о следующем шаге', weight: 4 },
        { code: 'rude', text: 'Не грубил', critical: 'call' },
      ],
    },
  ],
};
