export interface Button {
  text: string;
  callback_data?: string;
}

/** What somebody is after just now: its buttons are pressed before any other. */
export type Wish = 'appeal' | 'period' | 'debts' | 'sheets';

interface Wished {
  readonly buttons: RegExp;
  readonly labels: RegExp;
  /** What opens it. */
  readonly command: string;
  /** What is not pressed meanwhile: by its data, or by its label. */
  readonly heldBack?: RegExp;
  readonly heldLabels?: RegExp;
}

const nothing = /^$/;

export const wishes: Readonly<Record<Wish, Wished>> = {
  appeal: {
    ...{ buttons: /^ap-(?:item|reason|send)/, labels: /Обжаловать|☐|Дальше/, command: '/calls' },
    heldLabels: /☑|Отмена/,
  },
  period: { buttons: /^period(?:$|:|-close|-sheet)/, labels: /Закрыть/, command: '/period' },
  debts: {
    ...{ buttons: /^(?:period:|debts|write-off)/, labels: nothing, command: '/period' },
    heldBack: /^period-(?:close|reopen)/,
  },
  sheets: {
    ...{ buttons: /^(?:next|begin|take|side|resume|fail|type|sheet)/, command: '/calls' },
    labels: /Взять|Разобрать|Оценить|Следующий/,
    heldBack: /^(?:submit|give-back)/,
  },
};

export function isWished({ text, callback_data: data = '' }: Button, wish: Wish | null): boolean {
  return wish !== null && (wishes[wish].buttons.test(data) || wishes[wish].labels.test(text));
}

export function isHeldBack({ text, callback_data: data = '' }: Button, wish: Wish | null): boolean {
  if (wish === null) return false;
  const { heldBack, heldLabels } = wishes[wish];
  return heldBack?.test(data) === true || heldLabels?.test(text) === true;
}
