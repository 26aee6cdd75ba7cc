import type { Language } from '../../domain/person.ts';

/** What people of the demo's past wrote: a comment's time begins it, as they are typed. */
export interface PastWords {
  /** Of items that were not done. */
  comments: readonly string[];
  /** Of items that the second to score found not done. */
  secondComment: string;
  /** Why a score is appealed. */
  appeal: string;
}

export const pastWords: Readonly<Record<Language, PastWords>> = {
  ru: {
    comments: ['0:12 об этом ни слова', '0:31 ушёл от вопроса', '0:44 только когда спросили'],
    secondComment: '0:21 этого я не услышал',
    appeal: 'Это было сказано, послушайте ещё раз',
  },
  en: {
    comments: ['0:12 not a word of it', '0:31 evaded the question', '0:44 only when asked'],
    secondComment: '0:21 I did not hear this',
    appeal: 'This was said, please listen again',
  },
};
