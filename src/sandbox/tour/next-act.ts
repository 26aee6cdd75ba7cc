import type { App } from '../../app/app.ts';
import { caseView } from '../../app/appeal/read-case.ts';
import { appealDraft } from '../../app/appeal/read-draft.ts';
import { scoringSheet } from '../../app/scoring/read-sheet.ts';
import { shownLabel } from '../../bot/row-width.ts';
import { wordsIn } from '../../bot/words.ts';
import { callView } from '../../db/calls.ts';
import { currentVersions } from '../../db/checklists.ts';
import { drawsOfDate } from '../../db/draws.ts';
import { waitingNotices } from '../../db/outbox.ts';
import { personByTelegramId } from '../../db/people.ts';
import { itemsOf } from '../../domain/checklist.ts';
import recordings from '../company/recordings/recordings.json' with { type: 'json' };
import type { StepKey, TourState } from '../telegram/company-behind.ts';
import { judgeOf, peopleOf, type Story } from './story.ts';

type Act = Omit<NonNullable<TourState['next']>, 'key'>;
/** Part of a step, and the buttons that are pressed for it, by their keys in the locale files or `=` as they are. */
type Part = readonly [part: string, ...labels: string[]];

const nothing: Act = { part: '', who: null, labels: [], command: null, clockTo: null };

/** Who does what next for this step. */
export function actOf(app: App, day: string, key: StepKey, story: Story | null): Act {
  const people = peopleOf(app, story);
  switch (key) {
    case 'ring':
      return { ...nothing, who: people.seller };
    case 'draw':
      return { ...nothing, clockTo: drawsOfDate(app.db, day).at(-1)?.windowToAt ?? null };
    case 'take':
      return by(app, people.controller, ['', 'button-next-call'], '/next');
    case 'score':
      return by(app, people.controller, scoringPart(app, story), '/next');
    case 'tell':
      return { ...nothing, clockTo: waitingNotices(app.db).oldestDueAt };
    case 'answer':
      return by(app, people.seller, appealPart(app, story), '/menu');
    case 'decide':
      return by(app, people.head, decisionPart(app, story), '/appeals');
    case 'credit':
      return by(app, people.seller, [''], '/credit');
  }
}

function by(app: App, telegramId: number, [part, ...keys]: Part, command: string): Act {
  const member = personByTelegramId(app.db, telegramId, app.now());
  const words = wordsIn(member?.language ?? 'ru', app.policy().timeZone);
  const labels = keys.map((key) =>
    shownLabel(key.startsWith('=') ? key.slice(1) : words.plain(key)),
  );
  return { ...nothing, part, who: telegramId, labels, command };
}

function scoringPart(app: App, story: Story | null): Part {
  const sheet = story?.controller && scoringSheet(app, story.controller, story.callId);
  if (!sheet?.version) return ['type', `=${typeName(app, story)}`, 'button-go-on'];
  const given = [...sheet.answers.values()];
  const failed = given.filter(({ verdict }) => verdict === 'fail');
  if (failed.length === 0) return ['fail', 'button-not-done'];
  if (failed.every(({ comment }) => !comment)) return ['comment'];
  const open = itemsOf(sheet.version.checklist).some(({ code }) => !sheet.answers.has(code));
  return open ? ['rest', 'button-rest-done'] : ['submit', 'button-submit'];
}

/** The type of call that the recording is of. */
function typeName(app: App, story: Story | null): string {
  const view = story && callView(app.db, story.callId);
  const path = view?.recordingPath as keyof typeof recordings | null | undefined;
  const type = path ? recordings[path]?.type : undefined;
  const found = currentVersions(app.db).find(({ checklist }) => checklist.type === type);
  return found?.checklist.name ?? '';
}

function appealPart(app: App, story: Story | null): Part {
  const found = story?.seller && appealDraft(app, story.seller, story.callId);
  if (!found?.ok || story?.appeal !== 'draft') return ['begin', 'button-appeal'];
  const { appeal, failures } = found.draft;
  if (appeal.reason !== null || appeal.reasonVoice !== null) return ['send', 'button-appeal-send'];
  if (appeal.kind !== 'items' || Object.keys(appeal.items).length > 0) {
    return ['reason', 'button-forward'];
  }
  return ['items', ...failures.map(({ item }) => `=☐ ${item.text}`)];
}

function decisionPart(app: App, story: Story | null): Part {
  const head = judgeOf(app, story);
  const found = head && story && caseView(app, head, story.callId);
  if (!found?.ok) return ['item', 'button-go-case'];
  const { appeal, named, draft } = found.found;
  const undecided =
    appeal.kind === 'items'
      ? named.some(({ item }) => !Object.hasOwn(draft.decisions, item.code))
      : draft.annul === null;
  if (undecided) return ['item', 'button-seller_right', 'button-annul', 'button-go-case'];
  if (draft.reason === null) return ['why', 'reason-in-recording', 'button-go-case'];
  return ['confirm', 'button-confirm', 'button-go-case'];
}
