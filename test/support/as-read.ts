/** A message's HTML with its times as the words that stand for them. */
export const timesAsWords = (html: string): string => html.replace(/<\/?tg-time\b[^>]*>/g, '');
