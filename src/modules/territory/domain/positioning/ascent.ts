import { fixedClosed, fixedOpen, type Instance } from './instance.ts';
import type { Relaxation } from './relaxation.ts';

/** How the multipliers of one state of the tree are improved. */
export interface Ascent {
  /** Most steps. */
  steps: number;
  /** Share of the gap walked at each step, at first. */
  stride: number;
  /** After so many steps without progress, the stride shrinks and the best multipliers come back. */
  patience: number;
  /** What is taken is looked at once in so many steps. */
  looks: number;
}

export const atTheRoot: Ascent = { steps: 3000, stride: 1.5, patience: 20, looks: 30 };
/** Making a plan of what is taken lasts as long as many steps. */
export const atALargeRoot: Ascent = { ...atTheRoot, looks: 100 };
/** Only looks at what the multipliers are worth. */
export const atOnce: Ascent = { steps: 1, stride: 0.1, patience: 1, looks: 1 };
export const inTheTree: Ascent = { steps: 60, stride: 2, patience: 12, looks: 1 };

const shrink = 0.6;
const leastStride = 1e-4;
const leastProgress = 1e-5;
/** Share of the previous direction in the next one: without it, steps go back and forth across the ridge. */
const momentum = 0.7;

/**
 * Subgradient steps (Held, Wolfe and Crowder, 1974), each keeping something of the one before (Camerini, Fratta and
 * Maffioli, 1975), from these multipliers, changed into the best that were found.
 * @param value of the best plan known, asked at each step: it may get better meanwhile
 * @param isEnough whether a bound is worth no more steps
 * @param look called now and then with what is taken, for plans to be made of it
 * @returns the best bound, in the unit of costs
 */
export function ascend(
  relaxation: Relaxation,
  multipliers: Float64Array,
  caps: Float64Array,
  value: () => number,
  isEnough: (bound: number) => boolean,
  { steps, stride: firstStride, patience, looks }: Ascent,
  budget: () => boolean,
  look?: (chosen: Uint8Array) => void,
): number {
  const best = multipliers.slice();
  const slope = new Float64Array(multipliers.length);
  const direction = new Float64Array(multipliers.length);
  let bound = Number.NEGATIVE_INFINITY;
  let mark = Number.NEGATIVE_INFINITY;
  let stride = firstStride;
  let still = 0;
  for (let step = 0; step < steps && stride > leastStride; step++) {
    const reached = relaxation.evaluate(multipliers);
    if (reached > bound) {
      bound = reached;
      best.set(multipliers);
    }
    if (isEnough(bound) || reached === Number.POSITIVE_INFINITY || !budget()) break;
    if (bound - mark > leastProgress * Math.abs(bound)) {
      mark = bound;
      still = 0;
    } else if (++still >= patience) {
      still = 0;
      stride *= shrink;
      multipliers.set(best);
      direction.fill(0);
      relaxation.evaluate(multipliers);
    }
    if (look && step % looks === 0) look(relaxation.chosen);
    relaxation.slope(multipliers, slope);
    let length = 0;
    for (let client = 0; client < slope.length; client++) {
      direction[client] = slope[client]! + momentum * direction[client]!;
      length += direction[client]! ** 2;
    }
    if (length === 0) break;
    const move = (stride * (1.0005 * value() - bound)) / length;
    for (let client = 0; client < slope.length; client++)
      multipliers[client] = Math.min(
        caps[client]!,
        Math.max(0, multipliers[client]! + move * direction[client]!),
      );
  }
  multipliers.set(best);
  return bound;
}

/** What no client would pay more than: its cheapest open site, or the first site that is not listed. */
export function capsOf({ clients, byClient, beyond }: Instance, state: Uint8Array): Float64Array {
  const caps = beyond.slice();
  for (let client = 0; client < clients; client++)
    for (let at = byClient.start[client]!; at < byClient.start[client + 1]!; at++)
      if (state[byClient.other[at]!] === fixedOpen) {
        caps[client] = Math.min(caps[client]!, byClient.cost[at]!);
        break;
      }
  return caps;
}

/**
 * The same sites and clients, without the pairs that this state leaves no use: closed sites, and beyond an open one.
 * @param worth the instance itself is given when more than this share of its pairs would stay: they only take time
 */
export function narrowed(instance: Instance, state: Uint8Array, worth = 1): Instance {
  const { start, other, cost } = instance.byClient;
  const kept = new Int32Array(start.length);
  let count = 0;
  for (let client = 0; client < instance.clients; client++) {
    for (let at = start[client]!; at < start[client + 1]!; at++) {
      const as = state[other[at]!];
      if (as !== fixedClosed) count++;
      if (as === fixedOpen) break;
    }
    kept[client + 1] = count;
  }
  if (count >= worth * other.length) return instance;
  const byClient = { start: kept, other: new Int32Array(count), cost: new Float64Array(count) };
  for (let client = 0; client < instance.clients; client++) {
    let to = kept[client]!;
    for (let at = start[client]!; to < kept[client + 1]!; at++) {
      if (state[other[at]!] === fixedClosed) continue;
      byClient.other[to] = other[at]!;
      byClient.cost[to++] = cost[at]!;
    }
  }
  return { ...instance, byClient };
}

/** Multipliers to begin with: what each client pays at its second nearest site. */
export function firstMultipliers({ clients, byClient }: Instance, caps: Float64Array): Float64Array {
  return Float64Array.from({ length: clients }, (_, client) => {
    const [from, to] = [byClient.start[client]!, byClient.start[client + 1]!];
    return Math.min(caps[client]!, byClient.cost[Math.min(from + 1, to - 1)] ?? 0);
  });
}
