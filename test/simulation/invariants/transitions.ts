/**
 * What may happen to a call, written from the table of design 2 and not taken from the code: `verb from → to`, where
 * `p` is any preliminary status, `l` any of listening, and `*` any but the preliminary ones, left as it is.
 */
const rules = `
register - → unclassified
classify - → classified_auto
classify unclassified → classified_auto
link p → classified_manual
link * → *
sample p → listening_credit
sample listening_advice → listening_credit
sample listening_training → listening_credit
send p → listening_credit
ask p → listening_advice
begin listening_advice → listening_advice
take p → listening_training
give_back l → p
give_back listening_credit → listening_credit
score listening_credit → scored_pending
score listening_advice → approved_training
score listening_training → approved_training
recall scored_pending → listening_credit
accept scored_pending → approved_scored
appeal scored_pending → scored_appealed
approve scored_pending → approved_scored
uphold scored_appealed → approved_overturned
reject scored_appealed → approved_scored
annul scored_appealed → approved_training
concede scored_appealed → approved_overturned
review * → *`;

const preliminary = ['unclassified', 'classified_auto', 'classified_manual'];
const listening = ['listening_advice', 'listening_credit', 'listening_training'];
const later = [
  ...listening,
  'scored_pending',
  'scored_appealed',
  'approved_training',
  'approved_scored',
  'approved_overturned',
];

const statusesOf: Readonly<Record<string, readonly (string | null)[]>> = {
  p: preliminary,
  l: listening,
  '*': later,
  '-': [null],
};

const known = new Set(
  rules
    .trim()
    .split('\n')
    .flatMap((rule) => {
      const [verb, from = '', , to = ''] = rule.split(' ');
      return (statusesOf[from] ?? [from]).flatMap((start) =>
        to === '*'
          ? [`${verb} ${start} ${start}`]
          : (statusesOf[to] ?? [to]).map((goal) => `${verb} ${start} ${goal}`),
      );
    }),
);

export function isLegal(row: { verb: string; from_status: string | null; to_status: string }) {
  return known.has(`${row.verb} ${row.from_status} ${row.to_status}`);
}
