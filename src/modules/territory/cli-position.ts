import { basename } from 'node:path';
import type { AloneContext, Verb } from '../../core/verb.ts';
import { count, exits, Stopped, sha256, textOf, told } from './cli-files.ts';
import { installedCommunes, tableFile } from './cli-installed.ts';
import { answerItinerant } from './cli-itinerant.ts';
import { answer, shareOf, solvingOptions } from './cli-solving.ts';
import { timesOfFile } from './cli-times.ts';
import { type NamedPlace, readCommunes } from './communes-table.ts';
import { capacityOf, type Load } from './domain/positioning/capacitated.ts';
import { wordsOf } from './domain/positioning/contradiction-words.ts';
import { contradictionsOf } from './domain/positioning/contradictions.ts';
import { demandOf, demandV1 } from './domain/positioning/demand.ts';
import { fixedClosed, fixedOpen, type Groups } from './domain/positioning/instance.ts';
import { timeIn } from './domain/positioning/matrix.ts';
import type { Model } from './domain/positioning/models.ts';
import { instanceOfPlaces } from './domain/positioning/nearest.ts';
import { mayServe, type Problem } from './domain/positioning/problem.ts';
import { haversineTime, haversineV1 } from './domain/positioning/travel.ts';

export const positionVerb: Verb = {
  path: ['territory', 'position'],
  summary: 'Cherche où placer des conseillers, avec la preuve que le plan est le meilleur',
  options: {
    data: {
      type: 'string',
      help: 'Table des communes, en CSV\u00a0; par défaut, le territoire installé',
    },
    model: {
      type: 'string',
      help: 'p-median\u00a0: trajet moyen le plus court (défaut)\u00a0; p-center\u00a0: personne trop loin\u00a0; mclp\u00a0: le plus de monde à moins de T minutes\u00a0; capacitated\u00a0: charge équilibrée\u00a0; itinerant\u00a0: tournées',
    },
    ...solvingOptions,
    matrix: { type: 'string', help: 'Temps de trajet, en CSV\u00a0: from,to,minutes' },
    missing: {
      type: 'string',
      help: 'Paires absentes de la matrice\u00a0: unreachable, inaccessibles (défaut), ou refuse',
    },
    capacity: {
      type: 'string',
      help: 'Personnes par conseiller au plus, pour capacitated (1,25 fois la moyenne)',
    },
    neighbours: {
      type: 'string',
      help: 'Lieux les plus proches comptés pour chaque commune (tous jusqu’à 2000 communes, 64 au-delà\u00a0; 40 pour capacitated)',
    },
    places: { type: 'string', help: 'Communes où aller, les plus grandes en besoin, pour itinerant (120)' },
    'half-days': { type: 'string', help: 'Demi-journées de chacun hors de sa base, pour itinerant (8)' },
    radius: { type: 'string', help: 'Minutes à couvrir, pour mclp (15)' },
    'max-time': { type: 'string', help: 'Personne n’est envoyé plus loin, en minutes' },
    'fixed-open': { type: 'string', help: 'Communes à garder ouvertes, codes séparés par des virgules' },
    'fixed-closed': { type: 'string', help: 'Communes à ne pas ouvrir' },
    'per-epci': {
      type: 'string',
      help: 'Nombre de lieux par intercommunalité, au moins et au plus\u00a0: 1:5',
    },
  },
  alone: context =>
    told(context, async () => {
      const given = tableFile(context);
      const p = count(context, 'p', 0, 1);
      if (p === 0) throw new Stopped(exits.wrongWords, 'Dites combien de lieux ouvrir\u00a0: --p 30');
      const isItinerant = context.values.model === 'itinerant';
      const model = isItinerant ? null : modelOf(context);
      const from = performance.now();
      const { name: file, text } =
        given === null ? await installedCommunes(context) : { name: given, text: await textOf(given) };
      const places = readCommunes(text);
      const travel = await travelOf(context, places);
      const read = (performance.now() - from) / 1000;
      const { persons, estimated } = demandOf(places);
      if (persons.every(need => need === 0))
        throw new Stopped(
          exits.unreadable,
          'Personne n’habite ces communes\u00a0: la colonne population est vide ou nulle.',
        );
      if (isItinerant)
        return await answerItinerant(context, {
          file,
          places,
          persons,
          time: travel.time,
          counsellors: p,
          from,
        });
      const asked = model ?? { model: 'capacitated', load: loadOf(context, persons, p) };
      const problem = problemOf(context, asked, p, places, persons, travel.time);
      return await answer(context, {
        command: 'territory.position',
        file,
        asked,
        problem,
        nameOf: place => `${places[place]!.code} ${places[place]!.name}`,
        source: {
          labels: places.map(({ code }) => code),
          instance: { file: basename(file), sha256: sha256(text) },
          travel: travel.said,
          demand: { kind: 'demande-v1', ...demandV1, estimated },
        },
        seconds: { read, prepare: (performance.now() - from) / 1000 - read },
        from,
      });
    }),
};

/** The model that is asked; null for `capacitated`, whose load depends on the data. */
function modelOf(context: AloneContext): Model | null {
  const model = context.values.model ?? 'p-median';
  if (model === 'p-median' || model === 'p-center') return { model };
  if (model === 'mclp') return { model, radius: tenths(context, 'radius') ?? 150 };
  if (model === 'capacitated') return null;
  throw new Stopped(exits.wrongWords, `--model\u00a0: «\u00a0${model}\u00a0» n’est pas connu.`);
}

/** `--neighbours`; nothing says as many as it takes. */
const neighboursOf = (context: AloneContext) =>
  context.values.neighbours === undefined ? undefined : count(context, 'neighbours', 0, 1);

/** Counsellors at a site, at most. */
const mostAtSite = 4;

function loadOf(context: AloneContext, persons: Float64Array, p: number): Load {
  return {
    capacity: count(context, 'capacity', capacityOf(persons, p), 1),
    mostAtSite,
    neighbours: count(context, 'neighbours', 40, 1),
    seconds: count(context, 'time-limit', 60, 1),
    gap: shareOf(context),
  };
}

/** The question, once nothing contradicts it. */
function problemOf(
  context: AloneContext,
  asked: Model,
  p: number,
  places: readonly NamedPlace[],
  persons: Float64Array,
  time: Problem['time'],
): Problem {
  const kept = placesOf(context, 'fixed-open', places);
  const forbidden = placesOf(context, 'fixed-closed', places);
  const epcis = [...new Set(places.map(({ epci }) => epci))];
  const groups = groupsOf(context, places, epcis);
  const maxTime = tenths(context, 'max-time');
  const fixed = new Uint8Array(places.length);
  for (const place of forbidden) fixed[place] = fixedClosed;
  for (const place of kept) fixed[place] = fixedOpen;
  const byAir = asked.model === 'p-median' && maxTime === null && context.values.matrix === undefined;
  const problem: Problem = {
    persons,
    time,
    maxTime,
    rules: { p, fixed, siteCost: null, groups },
    ...(byAir ? { instance: instanceOfPlaces(places, persons, neighboursOf(context)) } : {}),
  };
  // Who is left out of what is covered may be anywhere.
  const everywhere = (asked.model === 'mclp' && maxTime === null) || byAir;
  const contradictions = contradictionsOf({
    places: places.length,
    p,
    kept,
    forbidden,
    groups,
    maxTime,
    ...(asked.model === 'capacitated' ? capacityAsked(asked.load, p, persons) : {}),
    ...(everywhere ? {} : { mayServe: (client, site) => mayServe(problem, client, site) }),
  });
  if (contradictions.length > 0) {
    const names = {
      place: (place: number) => `${places[place]!.code} ${places[place]!.name}`,
      group: (group: number) => `L’intercommunalité ${epcis[group]}`,
    };
    throw new Stopped(exits.infeasible, contradictions.map(each => wordsOf(each, names)).join('\n'));
  }
  return problem;
}

const capacityAsked = (load: Load, p: number, persons: Float64Array) => ({
  mostAtSite: load.mostAtSite,
  capacity: { needed: persons.reduce((sum, each) => sum + each, 0), offered: load.capacity * p },
});

/** Times from the matrix that is given, else as the crow flies, and how certificates say it. */
async function travelOf(
  context: AloneContext,
  places: readonly NamedPlace[],
): Promise<{ time: Problem['time']; said: unknown }> {
  const file = context.values.matrix;
  if (typeof file !== 'string') return { time: haversineTime(places), said: haversineV1 };
  const text = await textOf(file);
  const { times, asymmetric } = timesOfFile(
    context,
    file,
    text,
    places.map(({ code }) => code),
  );
  if (asymmetric > 0)
    context.say(`${file}\u00a0: ${asymmetric} paires n’ont pas le même temps à l’aller et au retour.`);
  return {
    time: timeIn(times, places.length),
    said: { model: 'matrix-csv', file: basename(file), sha256: sha256(text) },
  };
}

/** Minutes given as an option, in tenths; null when it is not given. */
function tenths(context: AloneContext, name: string): number | null {
  const typed = context.values[name];
  if (typed === undefined) return null;
  const value = Math.round(Number(String(typed).replace(',', '.')) * 10);
  if (!(value >= 0))
    throw new Stopped(
      exits.wrongWords,
      `--${name}\u00a0: «\u00a0${typed}\u00a0» n’est pas un nombre de minutes.`,
    );
  return value;
}

/** The places of an option, by number. */
function placesOf(context: AloneContext, name: string, places: readonly NamedPlace[]): number[] {
  const numberOf = new Map(places.map(({ code }, index) => [code, index]));
  const codes = String(context.values[name] ?? '')
    .split(',')
    .map(code => code.trim())
    .filter(Boolean);
  return codes.map(code => {
    const place = numberOf.get(code);
    if (place === undefined)
      throw new Stopped(exits.wrongWords, `--${name}\u00a0: la commune ${code} n’est pas dans la table.`);
    return place;
  });
}

function groupsOf(
  context: AloneContext,
  places: readonly NamedPlace[],
  epcis: readonly string[],
): Groups | null {
  const typed = context.values['per-epci'];
  if (typed === undefined) return null;
  const [, least, most] = /^(\d+)?:(\d+)?$/.exec(String(typed)) ?? [];
  if (least === undefined && most === undefined)
    throw new Stopped(
      exits.wrongWords,
      '--per-epci\u00a0: écrivez le minimum et le maximum, comme 1:5, 1: ou :5.',
    );
  return {
    of: Int32Array.from(places, ({ epci }) => epcis.indexOf(epci)),
    least: new Int32Array(epcis.length).fill(Number(least ?? 0)),
    most: new Int32Array(epcis.length).fill(Number(most ?? places.length)),
  };
}
