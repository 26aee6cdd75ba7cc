import { describe, expect, test } from 'vitest';
import { statusGraph } from '../../src/sandbox/status-graph.ts';
import { arrowOf, arrowsOf } from '../../src/sandbox/telegram/page/path-arrows.js';
import { layOut } from '../../src/sandbox/telegram/page/path-layout.js';

const graph = statusGraph();
const languages = ['ru', 'en'] as const;

interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

const overlaps = (a: Box, b: Box) =>
  Math.min(a.x + a.width, b.x + b.width) > Math.max(a.x, b.x) + 1 &&
  Math.min(a.y + a.height, b.y + b.height) > Math.max(a.y, b.y) + 1;

test('every step of the status table has its arrow, but for those that change no status', () => {
  const arrows = arrowsOf(graph);
  for (const way of graph.ways) {
    const arrow = arrowOf(way, graph, arrows);
    if (way.from === way.to) expect([way, arrow]).toEqual([way, undefined]);
    else expect([way, arrow?.verbs]).toEqual([way, expect.arrayContaining([way.verb])]);
  }
});

test('what leads from, or to, each status of a kind is one arrow', () => {
  const named = arrowsOf(graph).map(({ from, to, verbs }) => `${from} → ${to}: ${verbs.join()}`);
  expect(named).toContain('group:preliminary → listening_credit: sample,send');
  expect(named).toContain('group:listening → group:preliminary: give_back');
  expect(named.length).toBeLessThan(25);
});

test('a verb that the table has new is drawn with the others', () => {
  const ways = [...graph.ways, { verb: 'lose', from: 'approved_scored', to: 'unclassified' }];
  expect(arrowsOf({ ...graph, ways })).toContainEqual({
    from: 'approved_scored',
    to: 'unclassified',
    verbs: ['lose'],
  });
});

describe.each(languages)('drawn in %s', (language) => {
  const { boxes, frames, arrows, width, height } = layOut(
    graph,
    (verb: string) => graph.verbs[verb]?.[language],
  );
  const all = [...boxes.values()] as Box[];
  const words = (arrows as unknown as { label: { box: Box } }[]).map(({ label }) => label.box);

  test('each status has a place of its own inside the drawing', () => {
    expect(boxes.size).toBe(graph.statuses.length + 1);
    for (const [at, box] of all.entries()) {
      expect(box.x).toBeGreaterThanOrEqual(0);
      expect(box.x + box.width).toBeLessThanOrEqual(width);
      expect(box.y + box.height).toBeLessThanOrEqual(height);
      expect(all.filter((other, index) => index !== at && overlaps(box, other))).toEqual([]);
    }
    expect([...frames.keys()]).toEqual(['group:preliminary', 'group:listening']);
  });

  test('words stand on no status and on no other words', () => {
    for (const [at, box] of words.entries()) {
      const others = [...all, ...words.filter((_, index) => index !== at)];
      expect([arrows[at], others.filter((other) => overlaps(box, other))]).toEqual([
        arrows[at],
        [],
      ]);
    }
  });
});
