import type { App } from '../../app/app.ts';
import { callByExternalId } from '../../db/intake.ts';
import { ringingId } from '../company/calls-of-day.ts';
import { telephonySource } from '../company/company.ts';
import type { StepKey, TourState } from '../telegram/company-behind.ts';
import type { World } from '../telegram/world.ts';
import { actOf } from './next-act.ts';
import { peopleOf, type Story, storiesOf } from './story.ts';

type State = TourState['steps'][number]['state'];

const route = ['take', 'score', 'tell', 'answer', 'decide', 'credit'] as const;

/** Where the tour stands, read from the company as it is: whoever did a step, and in whatever order. */
export function tourOf(app: App, world: World, day: string): TourState {
  const { drawn, stories } = storiesOf(app, world, day);
  const done = new Set<StepKey>(stories.flatMap((story) => stepsOf(story)));
  if (callByExternalId(app.db, telephonySource, ringingId(day))) done.add('ring');
  if (drawn) done.add('draw');
  const skipped = new Set<StepKey>();
  // Who agreed has nothing decided: the month comes next.
  const disputed = stories.some(({ appeal }) => appeal !== 'none');
  if (done.has('answer') && !done.has('decide') && !disputed) skipped.add('decide');
  const stateOf = (key: StepKey): State =>
    done.has(key) ? 'done' : skipped.has(key) ? 'skipped' : 'open';
  const steps = (['ring', 'draw', ...route] as const).map((key) => ({ key, state: stateOf(key) }));
  const key = nextOf(steps);
  const story = followed(stories, key);
  return {
    steps,
    people: peopleOf(app, story),
    callId: story?.callId ?? null,
    next: key && { key, ...actOf(app, day, key, story) },
  };
}

/** The first open step after the last one done: who has left one out is not held up by it, but may come back to it. */
function nextOf(steps: TourState['steps']): StepKey | null {
  const isOpen = ({ state }: TourState['steps'][number]) => state === 'open';
  const reached = steps.findLastIndex(({ state }) => state !== 'open');
  return (steps.slice(reached + 1).find(isOpen) ?? steps.find(isOpen))?.key ?? null;
}

/** The steps that a call has behind it. */
function stepsOf(story: Story): StepKey[] {
  return route.filter((key) => story.done[key]);
}

/** The call that goes on with this step: the one that is furthest on its way to it, the oldest of these. */
function followed(stories: readonly Story[], key: StepKey | null): Story | null {
  const to = key === null ? route.length : (route as readonly StepKey[]).indexOf(key);
  const behind = (story: Story) => route.filter((step, at) => at < to && story.done[step]).length;
  return [...stories].sort((a, b) => behind(b) - behind(a) || a.callId - b.callId)[0] ?? null;
}
