// In a worker of its own: plans are solved while the page stays at hand. It keeps nothing between two questions.
import type { PlanAsked, ScoredPlace } from '../domain/plans/asked.ts';
import { type Trail, type Tried, tryPlan } from '../domain/plans/trying.ts';
import { seededRandom } from '../domain/random.ts';

export interface Question {
  places: readonly ScoredPlace[];
  asked: PlanAsked;
  trail: Trail | null;
}

export type Answer = { tried: Tried; trail: Trail } | null;

/** The button of the form looks for longer, in milliseconds. */
const longest = 2000;

const page = globalThis as unknown as Worker;
page.onmessage = async ({ data }: MessageEvent<Question>) => {
  const began = performance.now();
  const budget = () => performance.now() - began < longest;
  const work = { random: seededRandom(1), budget };
  page.postMessage((await tryPlan(data.places, data.asked, work, data.trail ?? undefined)) satisfies Answer);
};
