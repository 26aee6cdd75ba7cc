/** Pixels from the left and the top. */
export interface Point {
  x: number;
  y: number;
}

export interface Rect extends Point {
  width: number;
  height: number;
}

/** A mark of a picture and the size of the words that belong beside it. */
export interface Labelled extends Point {
  radius: number;
  width: number;
  height: number;
}

/** Where the words stand; `leader` leads there from the mark where they are not right beside it. */
export interface Place extends Rect {
  /** Between the mark's edge and the words. */
  awayPx: number;
  leader: readonly [Point, Point] | null;
}

/** Pixels between a mark's edge and its words, the nearest first. */
const distances = [6, 24, 48, 80, 120, 170, 230, 300, 380];
const angles = 24;
/** Above and below a mark its words may also begin or end there: others' leaders then pass beside them. */
const shifts = [0, -1, 1];
const shiftedPx = 10;
/** Words farther away than this have a leader. */
const besideMax = 12;
/** What a covered point of a line costs, in pixels of distance. */
const coveredCost = 6;
/** Beside a mark words read best to its right, and better above than below. */
const leanCost = 0.5;
const gap = 3;
/** So often those who would be left without words choose first. */
const roundsMax = 12;

/**
 * Finds for each mark where its words stand: within `area`, over no mark and no other words, as near as can be and off
 * the `lines` where there is room. Null where nothing is free. The first has the first choice, but for who would be left
 * without.
 */
export function placeLabels(
  marks: readonly Labelled[],
  area: Rect,
  lines: readonly Point[],
): (Place | null)[] {
  let order = marks.map((_, at) => at);
  let best: (Place | null)[] = [];
  let bestMissing = Number.POSITIVE_INFINITY;
  for (let round = 0; round < roundsMax; round += 1) {
    const found = inOrder(order, { marks, area, lines });
    const missing = order.filter((at) => !found[at]);
    if (missing.length < bestMissing) {
      best = found;
      bestMissing = missing.length;
    }
    if (missing.length === 0) break;
    order = [...missing, ...order.filter((at) => found[at])];
  }
  return best;
}

interface Picture {
  marks: readonly Labelled[];
  area: Rect;
  lines: readonly Point[];
}

function inOrder(order: readonly number[], picture: Picture): (Place | null)[] {
  const found: (Place | null)[] = picture.marks.map(() => null);
  for (const at of order) found[at] = bestPlace(at, picture, found);
  return found;
}

function bestPlace(
  at: number,
  { marks, area, lines }: Picture,
  found: readonly (Place | null)[],
): Place | null {
  const mark = marks[at];
  if (!mark) return null;
  const squares = marks.map(squareOf);
  const own = squareOf(mark);
  const placed = found.filter((place) => place !== null);
  const taken = [...squares, ...placed];
  // A line may leave a crowd of marks that stand on each other.
  const passed = [...squares.filter((square) => !meets(square, own)), ...placed];
  let best: { place: Place; cost: number } | null = null;
  for (const distance of distances) {
    if (best && best.cost <= distance) break;
    for (let turn = 0; turn < angles * shifts.length; turn += 1) {
      const angle = (Math.floor(turn / shifts.length) / angles) * 2 * Math.PI;
      const place = placeAt(mark, { distance, angle, shift: shifts[turn % shifts.length] ?? 0 });
      const lean = leanCost * (2 - Math.cos(angle) + Math.sin(angle));
      const covered = lines.filter((point) => isOn(point, place)).length;
      const cost = place.awayPx + lean + coveredCost * covered;
      if (best && best.cost <= cost) continue;
      if (!isWithin(place, area) || taken.some((other) => meets(place, other))) continue;
      if (passed.some((other) => leadsThrough(place, other))) continue;
      if (placed.some((other) => leadsThrough(other, place))) continue;
      best = { place, cost };
    }
  }
  return best?.place ?? null;
}

function squareOf({ x, y, radius }: Labelled): Rect {
  return { x: x - radius, y: y - radius, width: 2 * radius, height: 2 * radius };
}

/** Seen from the mark in this direction, the nearest of the words so far from its edge; `shift` 1 begins there, -1 ends there. */
function placeAt(
  mark: Labelled,
  { distance, angle, shift }: { distance: number; angle: number; shift: number },
): Place {
  const { width, height } = mark;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const from = mark.radius + distance;
  const x = mark.x + from * cos - (width * (1 - cos)) / 2 + shift * (width / 2 + shiftedPx);
  const y = mark.y + from * sin - (height * (1 - sin)) / 2;
  const nearest = {
    x: Math.min(Math.max(mark.x, x), x + width),
    y: Math.min(Math.max(mark.y, y), y + height),
  };
  const away = Math.hypot(nearest.x - mark.x, nearest.y - mark.y);
  const awayPx = away - mark.radius;
  const box = { x, y, width, height, awayPx };
  if (awayPx <= besideMax) return { ...box, leader: null };
  const edge = {
    x: mark.x + ((nearest.x - mark.x) / away) * mark.radius,
    y: mark.y + ((nearest.y - mark.y) / away) * mark.radius,
  };
  return { ...box, leader: [edge, nearest] };
}

const isOn = ({ x, y }: Point, rect: Rect) =>
  x >= rect.x && x <= rect.x + rect.width && y >= rect.y && y <= rect.y + rect.height;

const isWithin = (one: Rect, area: Rect) =>
  one.x >= area.x &&
  one.y >= area.y &&
  one.x + one.width <= area.x + area.width &&
  one.y + one.height <= area.y + area.height;

const meets = (one: Rect, two: Rect) =>
  one.x < two.x + two.width + gap &&
  two.x < one.x + one.width + gap &&
  one.y < two.y + two.height + gap &&
  two.y < one.y + one.height + gap;

function leadsThrough({ leader }: Place, rect: Rect): boolean {
  if (!leader) return false;
  const [from, to] = leader;
  const steps = Math.ceil(Math.hypot(to.x - from.x, to.y - from.y) / 3);
  return Array.from({ length: steps + 1 }, (_, at) => at / Math.max(1, steps)).some((share) =>
    isOn({ x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share }, rect),
  );
}

/** A line through these points as points that no words can stand between. */
export function alongLine(corners: readonly Point[], stepPx = 8): Point[] {
  return corners.slice(1).flatMap((to, at) => {
    const from = corners[at] ?? to;
    const steps = Math.max(1, Math.ceil(Math.hypot(to.x - from.x, to.y - from.y) / stepPx));
    return Array.from({ length: steps }, (_, step) => ({
      x: from.x + ((to.x - from.x) * step) / steps,
      y: from.y + ((to.y - from.y) * step) / steps,
    }));
  });
}
