import { meantCommune } from '../commune-search.ts';
import type { CommuneIndex } from '../communes.ts';
import type { PlanAsked } from './asked.ts';
import { type HypothesesTyped, hypothesesOf, isNobody } from './trying.ts';

/** What the form of a plan holds, as typed. */
export interface PlanTyped extends HypothesesTyped {
  name: string;
  model: string;
  radius: string;
  longest: string;
  open: string;
  closed: string;
  least: string;
  most: string;
  /** Hash of travel times; empty for times as the crow flies. */
  travel: string;
}

/** Why an answer is not understood; contradictions between answers come after. */
export type FieldFault =
  | { why: 'empty'; field: 'name' }
  | { why: 'minutes'; field: 'radius' | 'longest' }
  | { why: 'number'; field: 'least' | 'most' }
  | { why: 'nobody'; field: 'age' }
  | { why: 'places'; field: 'p'; most: number }
  | { why: 'counsellors'; field: 'p'; least: number; most: number }
  | { why: 'unknown'; field: 'open' | 'closed'; names: string[] }
  | { why: 'not_for_rounds'; field: (typeof notForRounds)[number] };

/** What may be looked for, in the order of the choice. */
export const models = ['p-median', 'p-center', 'mclp', 'capacitated', 'itinerant'] as const;

const names = (text: string) =>
  text
    .split(/[\n;]|,(?!\d)/)
    .map(each => each.trim())
    .filter(Boolean);

/** Constraints that say nothing of rounds. */
const notForRounds = ['open', 'closed', 'least', 'most', 'longest'] as const;

/** Reads the form of a plan; communes by name or by code, of today or old. */
export function readPlan(
  typed: PlanTyped,
  communes: CommuneIndex,
  {
    possible,
    adopted,
    counsellors,
    matrices,
  }: {
    possible: number;
    adopted: readonly string[];
    /** Hashes of the travel times that fit the communes. */
    matrices: readonly string[];
    /** Least and most counsellors of rounds. */
    counsellors: { least: number; most: number };
  },
): { asked: PlanAsked; name: string; faults: FieldFault[] } {
  const faults: FieldFault[] = [];
  const name = typed.name.trim().slice(0, 200);
  if (name === '') faults.push({ why: 'empty', field: 'name' });
  const p = Number(typed.p);
  const isRounds = typed.model === 'itinerant';
  if (isRounds && !(Number.isInteger(p) && p >= counsellors.least && p <= counsellors.most))
    faults.push({ why: 'counsellors', field: 'p', ...counsellors });
  else if (!Number.isInteger(p) || p < 1) faults.push({ why: 'places', field: 'p', most: possible });
  const codes = (field: 'open' | 'closed') => {
    const unknown: string[] = [];
    const found = names(typed[field]).flatMap(each => {
      const meant = meantCommune(communes, each);
      const hit = meant.kind === 'one' ? meant.hit : null;
      if (!hit || !communes.get(hit.insee)?.home) {
        unknown.push(each.slice(0, 60));
        return [];
      }
      return [hit.insee];
    });
    if (unknown.length > 0) faults.push({ why: 'unknown', field, names: unknown });
    return [...new Set(found)].sort();
  };
  const bound = (field: 'least' | 'most') => {
    if (typed[field].trim() === '') return null;
    const value = Number(typed[field]);
    if (Number.isInteger(value) && value >= 0 && value <= 1000) return value;
    faults.push({ why: 'number', field });
    return null;
  };
  const [least, most] = [bound('least'), bound('most')];
  const minutes = (field: 'radius' | 'longest') => {
    if (typed[field].trim() === '') return null;
    const value = Number(typed[field].replace(',', '.'));
    if (value > 0 && value <= 600) return Math.round(value * 10) / 10;
    faults.push({ why: 'minutes', field });
    return null;
  };
  const asked: PlanAsked = {
    model: models.find(code => code === typed.model) ?? 'p-median',
    p,
    radius: minutes('radius') ?? 15,
    max_time: minutes('longest'),
    matrix: matrices.find(hash => hash === typed.travel) ?? null,
    fixed_open: codes('open'),
    fixed_closed: codes('closed'),
    per_epci: least === null && most === null ? null : { least: least ?? 0, most },
    ...hypothesesOf(typed),
    adopted,
  };
  if (isRounds)
    for (const field of notForRounds)
      if (typed[field].trim() !== '') faults.push({ why: 'not_for_rounds', field });
  if (isNobody(asked.weights)) faults.push({ why: 'nobody', field: 'age' });
  return { asked, name, faults };
}

/** The form as it was for this plan. */
export function typedOf(asked: PlanAsked, name: string, nameOf: (code: string) => string): PlanTyped {
  return {
    name,
    p: String(asked.p),
    model: asked.model,
    radius: String(asked.radius),
    travel: asked.matrix ?? '',
    longest: asked.max_time === null ? '' : String(asked.max_time),
    open: asked.fixed_open.map(nameOf).join('\n'),
    closed: asked.fixed_closed.map(nameOf).join('\n'),
    least: asked.per_epci ? String(asked.per_epci.least) : '',
    most: asked.per_epci?.most == null ? '' : String(asked.per_epci.most),
    age: String(Math.round(asked.weights.age65Plus * 100)),
    diploma: String(Math.round(asked.weights.lowDiploma * 100)),
    everybody: String(asked.weights.everybody),
    equity: String(Math.round(asked.equity * 100)),
    keep: String(Math.round(asked.keep / 1000)),
  };
}
