import { arrowsOf, entry } from './path-arrows.js';

/**
 * Where the statuses of a call and the ways between them stand in a drawing: a row for each kind, in the order of the
 * table; which status stands where in its row is tried out, so that ways are short and go through no status.
 */

const columns = 3;
const size = { width: 118, height: 46, gapX: 20, gapY: 84, left: 12, top: 104 };
const drawing = {
  width: 2 * size.left + columns * size.width + (columns - 1) * size.gapX,
  nodeWidth: size.width,
  nodeHeight: size.height,
};
/** Of a group's frame around its statuses. */
const frame = 8;
/** Of the words of an arrow, the bold ones of a way that was gone, and some room around them. */
const letterWidth = 6.4;
const room = 3;
const lineHeight = 12;

const orders = (list) =>
  list.length === 0
    ? [[]]
    : list.flatMap((one, at) => orders(list.toSpliced(at, 1)).map((rest) => [one, ...rest]));

/** Every way to put these into the columns, free columns included. */
function seatings(keys) {
  const free = Array(Math.max(0, columns - keys.length)).fill(null);
  const seen = new Map(orders([...keys, ...free]).map((order) => [order.join(), order]));
  return [...seen.values()];
}

/** How bad it is that statuses stand so: long ways, ways through a status, ways across each other. */
function costOf(rows, arrows) {
  const at = new Map();
  rows.forEach((row, y) => {
    row.forEach((key, x) => {
      if (key) at.set(key, { x, y });
    });
  });
  const ways = arrows.flatMap(({ from, to }) => {
    const [a, b] = [at.get(from), at.get(to)];
    return a && b ? [[a, b]] : [];
  });
  let cost = 0;
  for (const [a, b] of ways) {
    const between = (x, y) => rows[y]?.some((key, column) => key && Math.abs(column - x) < 0.5);
    if (a.y === b.y) {
      cost += 2 * (Math.abs(a.x - b.x) - 1);
      continue;
    }
    cost += 3 * Math.abs(a.x - b.x);
    const step = Math.sign(b.y - a.y);
    for (let y = a.y + step; y !== b.y; y += step) {
      if (between(a.x + ((b.x - a.x) * (y - a.y)) / (b.y - a.y), y)) cost += 20;
    }
    for (const [c, d] of ways) {
      if (a.y === c.y && b.y === d.y && (a.x - c.x) * (b.x - d.x) < 0) cost += 2;
    }
  }
  return cost;
}

function seated(rows, arrows) {
  let best = { cost: Number.POSITIVE_INFINITY, rows: [] };
  const tryOut = (done) => {
    const next = rows[done.length];
    if (!next) {
      const cost = costOf(done, arrows);
      if (cost < best.cost) best = { cost, rows: done };
      return;
    }
    for (const seats of seatings(next)) tryOut([...done, seats]);
  };
  tryOut([]);
  return best.rows;
}

/**
 * The whole drawing: boxes by their status, frames by their group, and arrows with their curve and where their words
 * stand. `labelOf` says what a verb is called.
 */
export function layOut(graph, labelOf) {
  const arrows = arrowsOf(graph);
  const kinds = [...new Set(graph.statuses.map(({ kind }) => kind))];
  const rows = kinds.map((kind) =>
    graph.statuses.filter((one) => one.kind === kind).map(({ key }) => key),
  );
  const boxes = new Map();
  seated(rows, arrows).forEach((row, y) => {
    row.forEach((key, x) => {
      if (!key) return;
      boxes.set(key, {
        x: size.left + x * (size.width + size.gapX),
        y: size.top + y * (size.height + size.gapY),
        width: size.width,
        height: size.height,
        row: y,
        column: x,
      });
    });
  });
  const frames = new Map();
  for (const [row, kind] of kinds.entries()) {
    const name = `group:${kind}`;
    if (!arrows.some(({ from, to }) => from === name || to === name)) continue;
    frames.set(name, {
      x: size.left - frame,
      y: size.top + row * (size.height + size.gapY) - frame,
      width: drawing.width - 2 * (size.left - frame),
      height: size.height + 2 * frame,
      row,
    });
  }
  const first = boxes.get(arrows.find(({ from }) => from === entry)?.to);
  boxes.set(entry, {
    x: (first?.x ?? size.left) + size.width / 2 - 7,
    y: 8,
    width: 14,
    height: 14,
    row: -1,
    column: first?.column ?? 0,
  });
  const words = [];
  const drawn = arrows.map((arrow) => {
    const curve = curveOf(arrow, { boxes, frames, arrows });
    return { ...arrow, path: pathOf(curve), label: null, curve };
  });
  const taken = [...boxes.values()];
  // The short ones have the fewest places for their words.
  for (const arrow of [...drawn].sort((a, b) => lengthOf(a.curve) - lengthOf(b.curve))) {
    arrow.label = placed(arrow, arrow.verbs.map(labelOf), [...taken, ...words]);
    words.push(arrow.label.box);
  }
  const height = size.top + kinds.length * size.height + (kinds.length - 1) * size.gapY + 14;
  return { width: drawing.width, height, boxes, frames, arrows: drawn };
}

/** The four points of a Bézier curve from one box to another. */
function curveOf({ from, to }, { boxes, frames, arrows }) {
  const [a, b] = [boxes.get(from) ?? frames.get(from), boxes.get(to) ?? frames.get(to)];
  if (a.row === b.row) return sideways(a, b);
  const down = b.row > a.row;
  const middle = (box) => box.x + box.width / 2;
  const goesBack = arrows.some((other) => other.from === to && other.to === from);
  // What leads back stands beside what leads there.
  const aside = goesBack ? (down ? -16 : 16) : 0;
  let [ax, bx] = [middle(a), middle(b)];
  if (frames.has(from) && frames.has(to)) ax = bx = size.left + size.width + size.gapX / 2;
  else if (frames.has(from)) ax = bx;
  else if (frames.has(to)) bx = ax;
  else {
    // Several ways leave and reach a box beside each other.
    const lean = (box) => Math.sign(bx - ax) * Math.min(30, box.width / 2 - 4);
    [ax, bx] = [ax + lean(a), bx - lean(b)];
  }
  const start = { x: ax + aside, y: down ? a.y + a.height : a.y };
  const end = { x: bx + aside, y: down ? b.y : b.y + b.height };
  const bend = (end.y - start.y) * 0.45;
  return [start, { x: start.x, y: start.y + bend }, { x: end.x, y: end.y - bend }, end];
}

/** Between two of a row: straight to the one beside, above those between. */
function sideways(a, b) {
  const right = b.x > a.x;
  if (Math.abs(a.column - b.column) === 1) {
    const y = a.y + a.height / 2;
    const start = { x: right ? a.x + a.width : a.x, y };
    const end = { x: right ? b.x : b.x + b.width, y };
    return [start, start, end, end];
  }
  const start = { x: a.x + a.width / 2 + (right ? 24 : -24), y: a.y };
  const end = { x: b.x + b.width / 2 + (right ? -24 : 24), y: b.y };
  return [start, { x: start.x, y: a.y - 34 }, { x: end.x, y: b.y - 34 }, end];
}

function pathOf([start, one, two, end]) {
  const point = ({ x, y }) => `${Math.round(x)} ${Math.round(y)}`;
  return `M${point(start)}C${point(one)} ${point(two)} ${point(end)}`;
}

const lengthOf = ([start, , , end]) => Math.hypot(end.x - start.x, end.y - start.y);

function pointOn([p, q, r, s], t) {
  const u = 1 - t;
  const of = (axis) =>
    u ** 3 * p[axis] + 3 * u * u * t * q[axis] + 3 * u * t * t * r[axis] + t ** 3 * s[axis];
  return { x: of('x'), y: of('y') };
}

const places = [0.5, 0.42, 0.58, 0.34, 0.66, 0.27, 0.73, 0.2, 0.8, 0.15, 0.85];

/** The words of an arrow, a verb a line, where they cover the least. */
function placed({ curve }, lines, taken) {
  const width = Math.max(...lines.map((line) => line.length)) * letterWidth + 2 * room;
  const height = lines.length * lineHeight + room;
  const isFlat = curve[0].y === curve[3].y && curve[1].y === curve[0].y;
  let best = null;
  for (const t of places) {
    const point = pointOn(curve, t);
    const x = Math.min(Math.max(point.x, width / 2 + 2), drawing.width - width / 2 - 2);
    // Between two boxes side by side there is no room: the words stand above.
    const y = isFlat ? point.y - size.height / 2 - height / 2 - 3 : point.y;
    const box = { x: x - width / 2, y: y - height / 2, width, height };
    const covers = taken.reduce((sum, other) => sum + overlap(box, other), 0);
    if (!best || covers < best.covers) best = { covers, x, y, lines, box };
    if (covers === 0) break;
  }
  return best;
}

function overlap(a, b) {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return width > 0 && height > 0 ? width * height : 0;
}
