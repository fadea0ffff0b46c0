/** A position in the plane of the drawing, units of the view box, y downwards. */
export type Position = readonly [x: number, y: number];

/** The ground of one commune in the plane: rings of whole units, first position not repeated at the end. */
export interface PlaneShape {
  insee: string;
  rings: readonly (readonly Position[])[];
}

/** A stretch of border, and the one or two communes it belongs to. */
export interface Border {
  from: Position;
  to: Position;
  owners: readonly string[];
}

/** SVG path of rings or lines, relative steps, as short as whole units allow. Coordinates must be integers. */
export function pathOf(lines: readonly (readonly Position[])[], closed: boolean): string {
  let path = '';
  for (const line of lines) {
    const [start, ...rest] = line;
    if (!start || rest.length === 0) continue;
    path += `M${start[0]},${start[1]}l`;
    let last = start;
    let steps = '';
    for (const next of rest) {
      const [dx, dy] = [next[0] - last[0], next[1] - last[1]];
      steps += `${steps !== '' && dx >= 0 ? ' ' : ''}${dx}${dy >= 0 ? ' ' : ''}${dy}`;
      last = next;
    }
    path += closed ? `${steps}z` : steps;
  }
  return path;
}

/** Rounds a ring to whole units and drops positions that fell on the one before; empty when nothing is left of it. */
export function wholeUnits(ring: readonly Position[]): Position[] {
  const rounded: Position[] = [];
  for (const [x, y] of ring) {
    // `+ 0` turns -0 into 0, which would be written « -0 ».
    const position: Position = [Math.round(x) + 0, Math.round(y) + 0];
    const last = rounded.at(-1);
    if (!last || !same(last, position)) rounded.push(position);
  }
  while (rounded.length > 1 && same(rounded[0]!, rounded.at(-1)!)) rounded.pop();
  return rounded.length < 3 ? [] : rounded;
}

/** Each stretch of border once, whatever the number of shapes that draw it. */
export function bordersOf(shapes: readonly PlaneShape[]): Border[] {
  const borders = new Map<string, { from: Position; to: Position; owners: Set<string> }>();
  for (const { insee, rings } of shapes) {
    for (const ring of rings) {
      ring.forEach((from, at) => {
        const to = ring[(at + 1) % ring.length]!;
        const key = keyOf(from) < keyOf(to) ? `${keyOf(from)} ${keyOf(to)}` : `${keyOf(to)} ${keyOf(from)}`;
        const known = borders.get(key);
        // Parts of one commune (a former commune drawn apart) have no border between them.
        if (known?.owners.has(insee)) known.owners.delete(insee);
        else if (known) known.owners.add(insee);
        else borders.set(key, { from, to, owners: new Set([insee]) });
      });
    }
  }
  return [...borders.values()]
    .filter(border => border.owners.size > 0)
    .map(({ from, to, owners }) => ({ from, to, owners: [...owners] }));
}

/** Joins stretches end to end into as few lines as a simple walk finds; every stretch is in exactly one line. */
export function chained(stretches: readonly { from: Position; to: Position }[]): Position[][] {
  const ends = new Map<string, { at: Position; other: Position; id: number }[]>();
  stretches.forEach(({ from, to }, id) => {
    for (const [at, other] of [
      [from, to],
      [to, from],
    ] as const) {
      const key = keyOf(at);
      const list = ends.get(key);
      if (list) list.push({ at, other, id });
      else ends.set(key, [{ at, other, id }]);
    }
  });
  const used = new Set<number>();
  const lines: Position[][] = [];
  const walk = (start: Position) => {
    const line = [start];
    for (let at = start; ; ) {
      const next = ends.get(keyOf(at))!.find(each => !used.has(each.id));
      if (!next) break;
      used.add(next.id);
      line.push(next.other);
      at = next.other;
    }
    if (line.length > 1) lines.push(line);
  };
  // Lines that end somewhere are walked from their ends; what is left are loops.
  for (const list of ends.values()) if (list.length % 2 === 1) walk(list[0]!.at);
  for (const list of ends.values()) walk(list[0]!.at);
  return lines;
}

/** The part of a ring inside a convex ring (Sutherland and Hodgman). Both in the same turning direction or not. */
export function clippedTo(ring: readonly Position[], convex: readonly Position[]): Position[] {
  const turn = Math.sign(area(convex));
  let kept: readonly Position[] = ring;
  convex.forEach((a, at) => {
    const b = convex[(at + 1) % convex.length]!;
    const side = (p: Position) => turn * ((b[0] - a[0]) * (p[1] - a[1]) - (b[1] - a[1]) * (p[0] - a[0]));
    const next: Position[] = [];
    kept.forEach((p, i) => {
      const q = kept[(i + 1) % kept.length]!;
      const [sp, sq] = [side(p), side(q)];
      if (sp >= 0) next.push(p);
      if (sp >= 0 !== sq >= 0) next.push(crossing(p, q, sp, sq));
    });
    kept = next;
  });
  return [...kept];
}

/** Convex ring around positions, counter-clockwise in a plane with y upwards (Andrew's monotone chain). */
export function convexHull(positions: readonly Position[]): Position[] {
  const sorted = [...positions].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const half = (points: readonly Position[]) => {
    const chain: Position[] = [];
    for (const p of points) {
      while (chain.length > 1 && turns(chain.at(-2)!, chain.at(-1)!, p) <= 0) chain.pop();
      chain.push(p);
    }
    return chain.slice(0, -1);
  };
  return [...half(sorted), ...half(sorted.toReversed())];
}

/** A convex ring pushed outwards by a distance, corners rounded. */
export function buffered(convex: readonly Position[], distance: number): Position[] {
  const directions = Array.from({ length: 24 }, (_, i) => (i * Math.PI) / 12);
  return convexHull(
    convex.flatMap(([x, y]) =>
      directions.map((a): Position => [x + distance * Math.cos(a), y + distance * Math.sin(a)]),
    ),
  );
}

function crossing(p: Position, q: Position, sp: number, sq: number): Position {
  // Neighbours cut the same stretch from opposite ends; one order of its ends gives both the same crossing.
  if (p[0] > q[0] || (p[0] === q[0] && p[1] > q[1])) return crossing(q, p, sq, sp);
  const share = sp / (sp - sq);
  return [p[0] + share * (q[0] - p[0]), p[1] + share * (q[1] - p[1])];
}

function area(ring: readonly Position[]): number {
  return ring.reduce((sum, [x, y], at) => {
    const [nx, ny] = ring[(at + 1) % ring.length]!;
    return sum + x * ny - nx * y;
  }, 0);
}

function turns(a: Position, b: Position, c: Position): number {
  return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
}

function same(a: Position, b: Position): boolean {
  return a[0] === b[0] && a[1] === b[1];
}

function keyOf([x, y]: Position): string {
  return `${x},${y}`;
}
