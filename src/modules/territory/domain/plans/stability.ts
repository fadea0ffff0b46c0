import { costOfPlan, type Instance, type Rules } from '../positioning/instance.ts';
import { type Solved, solveMedian, type Work } from '../positioning/proving.ts';
import { movesFrom } from './figures.ts';

/** Price of leaving the adopted plan, for {@link Rules.siteCost}: λ, in persons × minutes, for each site that it has not. */
export const siteCostOf = (adopted: Uint8Array, lambda: number): Float64Array =>
  Float64Array.from(adopted, kept => (kept ? 0 : Math.round(lambda * 10)));

/** The best plan that opens so many sites at most that the adopted plan has not. */
export interface CurvePoint {
  /** Most moves allowed; with groups, the moves made. */
  moves: number;
  open: Uint8Array;
  /** Persons × tenths of minute. */
  value: number;
  /** No plan with so few moves costs less; the value itself when proven. */
  bound: number;
  /** Persons × tenths of minute less than at the first point. */
  gained: number;
}

export interface Curve {
  /** From the fewest moves that are possible. */
  points: CurvePoint[];
  /** The best plan whatever the moves; null when there was no time for it. */
  best: Solved | null;
  /** False with groups: only the points of the lower hull are known, each one proven for its number of moves. */
  complete: boolean;
}

/**
 * What a committee chooses from: 0, 1, 2 … moves away from the adopted plan, and what each saves. « At most k sites out of
 * the adopted plan » is a group; when the rules have groups already, moves get a price λ instead. Any price of sites in the
 * rules is left out. Anytime: the points found are kept.
 */
export async function stabilityCurve(
  instance: Instance,
  given: Rules,
  adopted: Uint8Array,
  most: number,
  work: Work,
): Promise<Curve> {
  const rules = { ...given, siteCost: null };
  const best = await solveMedian(instance, rules, work);
  const points = rules.groups
    ? await pointsByPrice(instance, rules, adopted, most, work, best)
    : await pointsByMoves(instance, rules, adopted, most, work, best);
  return { points, best, complete: !rules.groups };
}

type Point = Omit<CurvePoint, 'gained'>;

async function pointsByMoves(
  instance: Instance,
  rules: Rules,
  adopted: Uint8Array,
  most: number,
  work: Work,
  best: Solved | null,
): Promise<CurvePoint[]> {
  const of = Int32Array.from(adopted, kept => (kept ? -1 : 0));
  const points: Point[] = [];
  let last: Solved | null = null;
  for (let moves = 0; moves <= most && work.budget(); moves++) {
    // Once the best of all is reached, more moves change nothing.
    if (!last || last.plan.value !== best?.bound) {
      const groups = { of, least: Int32Array.of(0), most: Int32Array.of(moves) };
      const solved = await solveMedian(instance, { ...rules, groups }, warm(work, last));
      if (!solved || solved.plan.value === Number.POSITIVE_INFINITY) continue;
      last = solved;
    }
    points.push({ moves, open: last.plan.open, value: last.plan.value, bound: last.bound });
  }
  return withGains(points);
}

/**
 * The lower hull of (moves, value): a plan that is best at some price of moves is the best of all with as few moves. Between
 * two points the price is the slope of their line, until no plan is under it.
 */
async function pointsByPrice(
  instance: Instance,
  rules: Rules,
  adopted: Uint8Array,
  most: number,
  work: Work,
  best: Solved | null,
): Promise<CurvePoint[]> {
  const at = async (price: number, from: Solved | null): Promise<(Point & { solved: Solved }) | null> => {
    const siteCost = Float64Array.from(adopted, kept => (kept ? 0 : price));
    const solved = await solveMedian(instance, { ...rules, siteCost }, warm(work, from));
    if (!solved || solved.plan.value === Number.POSITIVE_INFINITY) return null;
    const { open } = solved.plan;
    const moves = movesFrom(adopted, open);
    const value = costOfPlan(instance, rules, open);
    return { moves, open, value, bound: Math.max(0, solved.bound - price * moves), solved };
  };
  const between = async (few: Point, many: Point, from: Solved): Promise<Point[]> => {
    if (many.moves - few.moves < 2 || !work.budget()) return [];
    const price = Math.floor((few.value - many.value) / (many.moves - few.moves));
    const found = await at(price, from);
    if (!found) return [];
    const line = few.value + price * few.moves;
    const isUnder = found.value + price * found.moves < Math.min(line, many.value + price * many.moves);
    if (!isUnder || found.moves <= few.moves || found.moves >= many.moves) return [];
    return [
      ...(await between(few, found, found.solved)),
      found,
      ...(await between(found, many, found.solved)),
    ];
  };
  if (!best) return [];
  const few = await at(dearest(instance), best);
  if (!few) return [];
  const many = {
    moves: movesFrom(adopted, best.plan.open),
    open: best.plan.open,
    value: best.plan.value,
    bound: best.bound,
  };
  const points = [few, ...(await between(few, many, best)), ...(many.moves > few.moves ? [many] : [])];
  return withGains(points.filter(({ moves }) => moves <= most));
}

/** More than any plan costs: at this price of a move there are as few as possible. */
function dearest({ clients, byClient: { start, cost } }: Instance): number {
  let sum = 1;
  for (let client = 0; client < clients; client++) sum += cost[start[client + 1]! - 1] ?? 0;
  return sum;
}

const warm = (work: Work, last: Solved | null): Work => {
  if (!last) return work;
  const { scale, u } = last.multipliers[0]!;
  return { ...work, start: last.plan.open, multipliers: u.map(each => each / scale) };
};

const withGains = (points: readonly Point[]): CurvePoint[] =>
  points.map(({ moves, open, value, bound }) => ({
    moves,
    open,
    value,
    bound,
    gained: points[0]!.value - value,
  }));
