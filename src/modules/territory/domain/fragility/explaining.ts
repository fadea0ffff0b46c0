/** Why a score is what it is, in tenths of the 1–10 scale: what is printed adds up to what is printed. */
export interface Explanation {
  /** Tenths of a point. */
  value: number;
  lo: number;
  hi: number;
  mean: number;
  /** By indicator, in tenths; they sum to value − mean. */
  parts: { id: string; tenths: number }[];
  /** At most two that weigh, two that protect, the heaviest first. */
  more: { id: string; tenths: number }[];
  less: { id: string; tenths: number }[];
}

/** Least part worth a word, on the 1–10 scale. */
const leastReason = 0.1;
const mostReasons = 2;

/** Points of the scale 1–10 in one point of the scale 0–100. */
const perPoint = 9 / 100;
const tenthsOf = (value: number) => Math.round((1 + perPoint * value) * 10);

/**
 * Explains a score of 0–100 by its contributions (product/territory.md §4.2 and §4.7): parts are rounded by largest
 * remainder, so that printed bars add up to the printed difference.
 */
export function explain(
  score: { value: number; lo90: number; hi90: number; contributions: Readonly<Record<string, number>> },
  mean: number,
): Explanation {
  const [value, middle] = [tenthsOf(score.value), tenthsOf(mean)];
  const exact = Object.entries(score.contributions).map(([id, part]) => ({
    id,
    tenths: part * perPoint * 10,
  }));
  const parts = roundedTo(value - middle, exact);
  const reasons = (way: 1 | -1) =>
    parts
      .filter(({ tenths }, at) => tenths * way > 0 && exact[at]!.tenths * way >= leastReason * 10)
      .sort((a, b) => Math.abs(b.tenths) - Math.abs(a.tenths))
      .slice(0, mostReasons);
  return {
    value,
    lo: tenthsOf(score.lo90),
    hi: tenthsOf(score.hi90),
    mean: middle,
    parts,
    more: reasons(1),
    less: reasons(-1),
  };
}

/** Whole numbers that sum to `total`, each the nearest it can be: what is left goes to the largest remainders. */
function roundedTo(
  total: number,
  exact: readonly { id: string; tenths: number }[],
): { id: string; tenths: number }[] {
  const rounded = exact.map(({ id, tenths }) => ({ id, tenths: Math.floor(tenths) }));
  const byRemainder = exact
    .map(({ tenths }, at) => ({ at, remainder: tenths - Math.floor(tenths) }))
    .sort((a, b) => b.remainder - a.remainder || a.at - b.at);
  let left = total - rounded.reduce((sum, { tenths }) => sum + tenths, 0);
  // Rounding value and mean may ask for one more than there are parts, or for one to be taken back.
  for (let turn = 0; left !== 0 && byRemainder.length > 0; turn++) {
    const step = Math.sign(left);
    const { at } = byRemainder.at(step > 0 ? turn % byRemainder.length : -1 - (turn % byRemainder.length))!;
    rounded[at]!.tenths += step;
    left -= step;
  }
  return rounded;
}

/** Fixed cuts of the classes of the map on the 1–10 scale: two runs stay comparable. */
const classCuts = [2.8, 4.6, 6.4, 8.2] as const;

/** Class of a score of 0–100, from 1 (low) to 5. */
export function classOf(value: number): 1 | 2 | 3 | 4 | 5 {
  const value10 = 1 + perPoint * value;
  return (1 + classCuts.filter(cut => value10 >= cut).length) as 1 | 2 | 3 | 4 | 5;
}

/** The interval is so wide, in points of the 1–10 scale, that the map says it. */
export const isWide = ({ lo90, hi90 }: { lo90: number; hi90: number }) => (hi90 - lo90) * perPoint > 3;

/** How sure it is that a commune is among the most fragile (§4.4). */
export function certainty(pTop: number): 'almost' | 'likely' | 'maybe' | null {
  if (pTop >= 0.9) return 'almost';
  if (pTop >= 0.5) return 'likely';
  return pTop >= 0.1 ? 'maybe' : null;
}
