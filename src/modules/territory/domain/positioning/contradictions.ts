import type { Groups } from './instance.ts';

/*
 * What cannot be together in a question, found before anything is computed (product/territory.md §10); only `too_far` comes
 * after. Values only: the words are in `contradiction-words.ts`.
 */

export type Contradiction =
  | { code: 'kept_and_forbidden'; places: number[] }
  | { code: 'more_than_sites'; p: number; sites: number }
  | { code: 'more_kept'; p: number; kept: number }
  | { code: 'minima_exceed'; p: number; minima: number; groups: number }
  | { code: 'maxima_below'; p: number; maxima: number }
  | { code: 'group_range'; group: number; least: number; most: number }
  | { code: 'group_minimum'; group: number; least: number; able: number }
  | { code: 'group_maximum'; group: number; most: number; kept: number }
  | { code: 'out_of_reach'; places: number[]; maxTime: number | null }
  | { code: 'too_far'; p: number; places: number[]; maxTime: number | null }
  | { code: 'too_little_capacity'; needed: number; offered: number };

export interface Question {
  places: number;
  p: number;
  /** Places to keep open, and not to open. */
  kept: readonly number[];
  forbidden: readonly number[];
  groups: Groups | null;
  /** Most that a site counts for p: one, or several counsellors. */
  mostAtSite?: number;
  /** Persons that p counsellors can help, and all who need help. */
  capacity?: { needed: number; offered: number };
  /** True when this site may serve this client; without it, all may. */
  mayServe?: (client: number, site: number) => boolean;
  /** Tenths of minute, to tell. */
  maxTime?: number | null;
}

/** Every contradiction, the simplest first; none when a plan may be looked for. */
export function contradictionsOf(question: Question): Contradiction[] {
  const { places, p, groups, mostAtSite = 1, capacity, mayServe, maxTime = null } = question;
  const found: Contradiction[] = [];
  const kept = new Set(question.kept);
  const forbidden = new Set(question.forbidden);
  const both = [...kept].filter(place => forbidden.has(place));
  if (both.length > 0) found.push({ code: 'kept_and_forbidden', places: both });
  const able = (place: number) => !forbidden.has(place);
  const sites = (places - forbidden.size) * mostAtSite;
  if (p > sites) found.push({ code: 'more_than_sites', p, sites });
  if (kept.size > p) found.push({ code: 'more_kept', p, kept: kept.size });
  if (groups) found.push(...contradictionsOfGroups(groups, p, kept, able, mostAtSite));
  if (capacity && capacity.needed > capacity.offered)
    found.push({ code: 'too_little_capacity', ...capacity });
  if (mayServe) {
    const open = Array.from({ length: places }, (_, place) => place).filter(able);
    const alone = Array.from({ length: places }, (_, client) => client).filter(
      client => !open.some(site => mayServe(client, site)),
    );
    if (alone.length > 0) found.push({ code: 'out_of_reach', places: alone, maxTime });
  }
  return found;
}

function contradictionsOfGroups(
  { of, least, most }: Groups,
  p: number,
  kept: ReadonlySet<number>,
  able: (place: number) => boolean,
  mostAtSite: number,
): Contradiction[] {
  const found: Contradiction[] = [];
  const minima = least.reduce((sum, each) => sum + each, 0);
  if (minima > p) found.push({ code: 'minima_exceed', p, minima, groups: least.length });
  const members = Array.from(least, (): number[] => []);
  let others = 0;
  for (const [place, group] of of.entries())
    if (group >= 0) members[group]!.push(place);
    else if (able(place)) others += mostAtSite;
  let maxima = others;
  for (const [group, inside] of members.entries()) {
    const [low, high] = [least[group]!, most[group]!];
    const here = inside.filter(place => kept.has(place)).length;
    const may = inside.filter(able).length * mostAtSite;
    if (low > high) found.push({ code: 'group_range', group, least: low, most: high });
    if (may < low) found.push({ code: 'group_minimum', group, least: low, able: may });
    if (here > high) found.push({ code: 'group_maximum', group, most: high, kept: here });
    maxima += Math.min(high, may);
  }
  if (maxima < p) found.push({ code: 'maxima_below', p, maxima });
  return found;
}
