import type { AloneContext, Verb } from '../../core/verb.ts';
import { count, exits, Stopped, textOf, told } from './cli-files.ts';
import { installedPlan, installedWith, tableFile } from './cli-installed.ts';
import { type NamedPlace, readCommunes, readIndicators } from './communes-table.ts';
import { airial1 } from './domain/fragility/definition.ts';
import { needOf, type PlanAsked, rulesOf, type ScoredPlace } from './domain/plans/asked.ts';
import { type Draw, drawPlans, type SiteShare, type Sureness, sharesOf } from './domain/plans/robustness.ts';
import { demandOf } from './domain/positioning/demand.ts';
import { instanceOf, type Rules } from './domain/positioning/instance.ts';
import { solveMedian } from './domain/positioning/proving.ts';
import { haversineTime } from './domain/positioning/travel.ts';
import { seededRandom } from './domain/random.ts';
import { reasonMessages } from './messages-reasons.ts';

const income = 'low_income_households_pct';
const inputs = airial1.indicators.map(({ id }) => id);

export const robustVerb: Verb = {
  path: ['territory', 'robust'],
  positionals: '[PLAN]',
  summary: 'Recalcule le plan sous de nombreuses hypothèses, et dit combien de fois chaque lieu est choisi',
  options: {
    data: {
      type: 'string',
      help: 'Table des communes et de leurs indicateurs, en CSV\u00a0; par défaut, le territoire installé',
    },
    p: { type: 'string', help: 'Nombre de lieux à ouvrir' },
    draws: { type: 'string', help: 'Nombre d’hypothèses (100)' },
    seed: { type: 'string', help: 'Graine du tirage (1)' },
    'time-limit': { type: 'string', help: 'Secondes de calcul au plus (300)' },
    json: { type: 'boolean', help: 'Écrit le résultat en JSON, sur une ligne' },
  },
  alone: context =>
    told(context, async () => {
      const [named] = context.positionals;
      const p = count(context, 'p', 0, 1);
      if ((p === 0) === (named === undefined))
        throw new Stopped(
          exits.wrongWords,
          'Dites combien de lieux ouvrir (--p 30), ou le plan enregistré à éprouver (son nom ou son identifiant).',
        );
      const file = tableFile(context);
      if (named !== undefined && file !== null)
        throw new Stopped(
          exits.wrongWords,
          'Un plan enregistré s’éprouve sur le territoire installé\u00a0: retirez --data.',
        );
      const asked = named === undefined ? null : await installedPlan(context, named);
      if (asked && asked.model !== 'p-median')
        throw new Stopped(
          exits.wrongWords,
          'Seuls les plans «\u00a0trajet moyen le plus court\u00a0» s’éprouvent.',
        );
      const text = file === null ? await installedWith(context, inputs) : await textOf(file);
      const result = await resultOf(context, text, asked ?? p);
      process.stdout.write(context.values.json ? `${JSON.stringify(result)}\n` : tableOf(result));
      return exits.done;
    }),
};

/** @param wanted a number of places, or all that a plan must be */
async function resultOf(context: AloneContext, text: string, wanted: number | PlanAsked) {
  const asked = typeof wanted === 'number' ? null : wanted;
  const p = asked?.p ?? (wanted as number);
  // In the order of codes: the order of the file changes nothing.
  const places = readCommunes(text).toSorted((a, b) => (a.code < b.code ? -1 : 1));
  const communes = readIndicators(text, inputs);
  const column = airial1.indicators.findIndex(({ id }) => id === income);
  if (communes.every(({ values }) => values[column] === null))
    throw new Stopped(
      exits.unreadable,
      `Aucune commune n’a de valeur pour ${income}\u00a0: rien ne peut être tiré.`,
    );
  if (p > places.length)
    throw new Stopped(exits.infeasible, `Vous demandez ${p} lieux, il n’y a que ${places.length} communes.`);
  const persons = asked ? needOf(asked, scored(text, places)).persons : demandOf(places).persons;
  if (persons.every(need => need === 0))
    throw new Stopped(
      exits.unreadable,
      'Personne n’habite ces communes\u00a0: la colonne population est vide ou nulle.',
    );
  const draws = count(context, 'draws', 100, 1);
  const seed = count(context, 'seed', 1, 0);
  const limit = count(context, 'time-limit', 300, 1);
  const began = performance.now();
  const budget = () => performance.now() - began < limit * 1000;
  const time = haversineTime(places);
  const instance = instanceOf(places.length, places.length, (from, to) => persons[from]! * time(from, to));
  const rules: Rules = asked
    ? rulesOf(asked, scored(text, places))
    : { p, fixed: new Uint8Array(places.length), siteCost: null, groups: null };
  const central = (await solveMedian(instance, rules, { random: seededRandom(seed), budget }))!;
  const between = performance.now();
  const trial = { places, time, rules, central, persons, communes, definition: airial1 };
  const kept = await drawPlans(trial, {
    draws,
    seed,
    budget,
    progress: done => {
      if (done % 10 === 0) context.say(`${done} hypothèses sur ${draws}`);
    },
  });
  if (kept.length < draws)
    context.say(`Arrêté après ${limit}\u00a0s\u00a0: ${kept.length} hypothèses sur ${draws} sont calculées.`);
  const names = new Map(places.map(({ code, name }) => [code, name]));
  const inPlan = new Set(places.filter((_, site) => central.plan.open[site]).map(({ code }) => code));
  const shares = sharesOf(kept);
  return {
    command: 'territory.robust',
    n: places.length,
    p,
    objective: central.plan.value,
    bound: central.bound,
    asked: draws,
    draws: kept.length,
    proven: kept.filter(({ objective, bound }) => objective === bound).length,
    always: shares.filter(({ sureness }) => sureness === 'always').length,
    very_sure: shares.filter(({ share }) => share >= 0.8).length,
    ever: shares.length,
    sites: shares.map(({ code, share, sureness }) => ({
      insee: code,
      nom: names.get(code)!,
      share,
      class: sureness,
      in_plan: inPlan.has(code),
    })),
    runs: kept,
    seconds: { plan: (between - began) / 1000, draws: (performance.now() - between) / 1000 },
    seed,
  };
}

/** The same places with the index of the installation, for plans that count fragile communes more. */
function scored(text: string, places: readonly NamedPlace[]): ScoredPlace[] {
  const scores = new Map(readIndicators(text, ['indice']).map(({ code, values }) => [code, values[0]!]));
  return places.map(place => ({ ...place, score: scores.get(place.code) ?? null }));
}

interface Result {
  draws: number;
  always: number;
  very_sure: number;
  ever: number;
  sites: {
    insee: string;
    nom: string;
    share: SiteShare['share'];
    class: Sureness | null;
    in_plan: boolean;
  }[];
  runs: readonly Draw[];
}

function tableOf({ draws, always, very_sure, ever, sites }: Result): string {
  const words = reasonMessages.fr;
  const line = ({ insee, nom, share, class: sureness, in_plan }: Result['sites'][number]) =>
    [
      insee,
      words.share(share).padStart(6),
      (sureness ? words[sureness] : '').padEnd(20),
      in_plan ? '●' : ' ',
      nom,
    ].join('  ');
  return [
    `${draws} hypothèses\u00a0: ${always} lieux toujours choisis, ${very_sure} dans 80\u00a0% des cas au moins, ${ever} choisis au moins une fois.`,
    ' code  choisi  ● dans le plan de départ',
    ...sites.map(line),
    '',
  ].join('\n');
}
