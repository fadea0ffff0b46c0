import { writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { AloneContext, Verb } from '../../core/verb.ts';
import { count, exits, Stopped, sha256, textOf, told } from './cli-files.ts';
import { readCommunes } from './communes-table.ts';
import { certificateOf, type ProblemSource } from './domain/positioning/certificate.ts';
import { demandOf, demandV1 } from './domain/positioning/demand.ts';
import {
  fixedClosed,
  fixedOpen,
  type Groups,
  type Instance,
  instanceOf,
  openOf,
  type Rules,
} from './domain/positioning/instance.ts';
import { instanceOfPlaces } from './domain/positioning/nearest.ts';
import { readOrlib } from './domain/positioning/orlib.ts';
import { type ProofNode, type Solved, solveMedian } from './domain/positioning/proving.ts';
import { haversineV1 } from './domain/positioning/travel.ts';
import { readTsplib } from './domain/positioning/tsplib.ts';
import { seededRandom } from './domain/random.ts';
import { HighsProcess } from './linear-solver.ts';
import { type Facts, verifyCertificate } from './verify.ts';
import { factsOfCommunes, factsOfGraph, factsOfPoints } from './verify-data.ts';

const shared = {
  p: { type: 'string', help: 'Nombre de lieux à ouvrir' },
  'time-limit': { type: 'string', help: 'Secondes de calcul au plus (60)' },
  certificate: { type: 'string', help: 'Écrit le certificat dans ce fichier (.json ou .json.gz)' },
  gap: {
    type: 'string',
    help: 'S’arrête dès que le plan est prouvé à cet écart du meilleur, en part\u00a0: 0.005 (0)',
  },
  seed: { type: 'string', help: 'Graine du tirage (1)' },
  json: { type: 'boolean', help: 'Écrit le résultat en JSON, sur une ligne' },
} as const;

interface Task {
  command: string;
  file: string;
  instance: Instance;
  rules: Rules;
  source: ProblemSource;
  seconds: { read: number; prepare: number };
  from: number;
}

/** Solves, writes the certificate, and says the result. */
async function answer(context: AloneContext, task: Task): Promise<number> {
  const { instance, rules, source } = task;
  const seed = count(context, 'seed', 1, 0);
  const limit = count(context, 'time-limit', 60, 1);
  const gap = Number(context.values.gap ?? 0);
  if (!(gap >= 0 && gap < 1))
    throw new Stopped(exits.wrongWords, '--gap\u00a0: écrivez une part entre 0 et 1, comme 0.005.');
  const solver = new HighsProcess(context.say);
  const began = performance.now();
  let solved: Solved | null;
  try {
    solved = await solveMedian(instance, rules, {
      random: seededRandom(seed),
      budget: () => performance.now() - began < limit * 1000,
      linear: solver.solve,
      gap,
    });
  } finally {
    solver.stop();
  }
  const solve = (performance.now() - began) / 1000;
  if (!solved || solved.plan.value === Number.POSITIVE_INFINITY)
    throw new Stopped(exits.infeasible, 'Aucun plan ne respecte ces contraintes.');
  const { certificate } = context.values;
  if (typeof certificate === 'string') {
    const text = JSON.stringify(certificateOf(source, rules, solved));
    await writeFile(certificate, certificate.endsWith('.gz') ? gzipSync(text) : text);
  }
  const { value } = solved.plan;
  const result = {
    command: task.command,
    file: basename(task.file),
    model: 'p-median',
    n: instance.clients,
    p: rules.p,
    objective: value,
    bound: solved.bound,
    gap: value === 0 ? 0 : (value - solved.bound) / value,
    status: value === solved.bound ? 'optimal' : 'bounded',
    open: Array.from(openOf(solved.plan.open), site => source.labels[site]!),
    seconds: { ...task.seconds, solve, total: (performance.now() - task.from) / 1000 },
    proof: { kind: 'lagrangian-tree', leaves: leavesOf(solved.tree) },
    certificate: typeof certificate === 'string' ? certificate : null,
    peakMemoryMB: Math.round(process.resourceUsage().maxRSS / 1024),
    seed,
  };
  if (context.values.json) process.stdout.write(`${JSON.stringify(result)}\n`);
  else
    process.stdout.write(
      `${result.status === 'optimal' ? 'Meilleur plan possible, prouvé' : `À ${(100 * result.gap).toFixed(2)}\u00a0% au plus du meilleur plan`}\u00a0: coût ${value}, borne ${solved.bound}.\nLieux\u00a0: ${result.open.join(', ')}\n`,
    );
  return exits.done;
}

function leavesOf(node: ProofNode): number {
  if (node.t === 'branch') return leavesOf(node.open) + leavesOf(node.closed);
  return node.t === 'fix' ? leavesOf(node.next) : 1;
}

export const orlibVerb: Verb = {
  path: ['territory', 'orlib'],
  summary: 'Résout un exemplaire d’OR-Library (p-médiane), avec la preuve du résultat',
  positionals: 'FICHIER',
  options: shared,
  alone: context =>
    told(context, async () => {
      const [file] = context.positionals;
      if (!file)
        throw new Stopped(
          exits.wrongWords,
          'Donnez le fichier, par exemple\u00a0: ./airial territory orlib pmed1.txt',
        );
      const from = performance.now();
      const text = await textOf(file);
      const { vertices, distances, ...graph } = file.endsWith('.tsp')
        ? { ...readTsplib(text), p: 0 }
        : readOrlib(text);
      const read = (performance.now() - from) / 1000;
      const p = count(context, 'p', graph.p, 1);
      if (p === 0) throw new Stopped(exits.wrongWords, 'Dites combien de lieux ouvrir\u00a0: --p 20');
      if (p > vertices)
        throw new Stopped(exits.infeasible, `Vous demandez ${p} lieux, il n’y en a que ${vertices}.`);
      const instance = instanceOf(vertices, vertices, (client, site) => distances[client * vertices + site]!);
      return await answer(context, {
        command: 'territory.orlib',
        file,
        instance,
        rules: { p, fixed: new Uint8Array(vertices), siteCost: null, groups: null },
        source: {
          labels: Array.from({ length: vertices }, (_, vertex) => String(vertex + 1)),
          instance: { file: basename(file), sha256: sha256(text) },
        },
        seconds: { read, prepare: (performance.now() - from) / 1000 - read },
        from,
      });
    }),
};

export const positionVerb: Verb = {
  path: ['territory', 'position'],
  summary: 'Cherche où placer des conseillers pour que le trajet moyen soit le plus court, avec la preuve',
  options: {
    data: { type: 'string', help: 'Table des communes, en CSV' },
    ...shared,
    neighbours: {
      type: 'string',
      help: 'Lieux comptés pour chaque commune, les plus proches (tous jusqu’à 2000 communes, 64 au-delà)',
    },
    'fixed-open': { type: 'string', help: 'Communes à garder ouvertes, codes séparés par des virgules' },
    'fixed-closed': { type: 'string', help: 'Communes à ne pas ouvrir' },
    'per-epci': {
      type: 'string',
      help: 'Nombre de lieux par intercommunalité, au moins et au plus\u00a0: 1:5',
    },
  },
  alone: context =>
    told(context, async () => {
      const file = context.values.data;
      if (typeof file !== 'string')
        throw new Stopped(exits.wrongWords, 'Donnez la table des communes\u00a0: --data FICHIER');
      const from = performance.now();
      const text = await textOf(file);
      const places = readCommunes(text);
      const read = (performance.now() - from) / 1000;
      const { persons, estimated } = demandOf(places);
      if (persons.every(need => need === 0))
        throw new Stopped(
          exits.unreadable,
          'Personne n’habite ces communes\u00a0: la colonne population est vide ou nulle.',
        );
      const neighbours =
        context.values.neighbours === undefined ? undefined : count(context, 'neighbours', 0, 1);
      const instance = instanceOfPlaces(places, persons, neighbours);
      const codes = places.map(({ code }) => code);
      const p = count(context, 'p', 0, 1);
      if (p === 0) throw new Stopped(exits.wrongWords, 'Dites combien de lieux ouvrir\u00a0: --p 30');
      const rules: Rules = {
        p,
        fixed: fixedOf(context, codes),
        siteCost: null,
        groups: groupsOf(context, places),
      };
      refuseImpossible(rules);
      return await answer(context, {
        command: 'territory.position',
        file,
        instance,
        rules,
        source: {
          labels: codes,
          instance: { file: basename(file), sha256: sha256(text) },
          travel: haversineV1,
          demand: { kind: 'demande-v1', ...demandV1, estimated },
        },
        seconds: { read, prepare: (performance.now() - from) / 1000 - read },
        from,
      });
    }),
};

function fixedOf(context: AloneContext, codes: readonly string[]): Uint8Array {
  const fixed = new Uint8Array(codes.length);
  const numberOf = new Map(codes.map((code, index) => [code, index]));
  for (const [name, as] of [
    ['fixed-open', fixedOpen],
    ['fixed-closed', fixedClosed],
  ] as const)
    for (const code of String(context.values[name] ?? '').split(',')) {
      if (code.trim() === '') continue;
      const site = numberOf.get(code.trim());
      if (site === undefined)
        throw new Stopped(exits.wrongWords, `--${name}\u00a0: la commune ${code} n’est pas dans la table.`);
      if (fixed[site] !== 0 && fixed[site] !== as)
        throw new Stopped(exits.infeasible, `La commune ${code} est à la fois à garder et à ne pas ouvrir.`);
      fixed[site] = as;
    }
  return fixed;
}

function groupsOf(context: AloneContext, places: readonly { epci: string }[]): Groups | null {
  const typed = context.values['per-epci'];
  if (typed === undefined) return null;
  const [, least, most] = /^(\d+)?:(\d+)?$/.exec(String(typed)) ?? [];
  if (least === undefined && most === undefined)
    throw new Stopped(
      exits.wrongWords,
      '--per-epci\u00a0: écrivez le minimum et le maximum, comme 1:5, 1: ou :5.',
    );
  const names = [...new Set(places.map(({ epci }) => epci))];
  return {
    of: Int32Array.from(places, ({ epci }) => names.indexOf(epci)),
    least: new Int32Array(names.length).fill(Number(least ?? 0)),
    most: new Int32Array(names.length).fill(Number(most ?? places.length)),
  };
}

/** Contradictions, said with their numbers before anything is computed. */
function refuseImpossible({ p, fixed, groups }: Rules): void {
  const open = fixed.filter(each => each === fixedOpen).length;
  const possible = fixed.filter(each => each !== fixedClosed).length;
  if (open > p)
    throw new Stopped(exits.infeasible, `Vous gardez ${open} lieux ouverts mais n’en demandez que ${p}.`);
  if (p > possible)
    throw new Stopped(
      exits.infeasible,
      `Vous demandez ${p} lieux mais ${possible} seulement peuvent ouvrir.`,
    );
  if (!groups) return;
  const needed = groups.least.reduce((sum, least) => sum + least, 0);
  if (needed > p)
    throw new Stopped(
      exits.infeasible,
      `Vous demandez ${needed} lieux au moins (${groups.least[0]} par intercommunalité) mais seulement ${p} conseillers.`,
    );
  for (let group = 0; group < groups.least.length; group++) {
    const members = [...groups.of.keys()].filter(site => groups.of[site] === group);
    const kept = members.filter(site => fixed[site] === fixedOpen).length;
    const able = members.filter(site => fixed[site] !== fixedClosed).length;
    if (kept > groups.most[group]! || able < groups.least[group]!)
      throw new Stopped(
        exits.infeasible,
        `Une intercommunalité garde ${kept} lieux et peut en ouvrir ${able} : son minimum ou son maximum ne tient pas.`,
      );
  }
}

export const verifyVerb: Verb = {
  path: ['territory', 'verify'],
  summary: 'Vérifie un certificat de positionnement, sans le programme qui l’a écrit',
  positionals: 'CERTIFICAT',
  options: {
    instance: { type: 'string', help: 'Les données\u00a0: exemplaire d’OR-Library ou table des communes' },
  },
  alone: context =>
    told(context, async () => {
      const [file] = context.positionals;
      const { instance } = context.values;
      if (!file || typeof instance !== 'string')
        throw new Stopped(
          exits.wrongWords,
          'Donnez le certificat et ses données\u00a0: ./airial territory verify CERTIFICAT --instance FICHIER',
        );
      const text = await textOf(file);
      const data = await textOf(instance);
      let certificate: { problem?: { instance?: { sha256?: unknown } } };
      try {
        certificate = JSON.parse(text);
      } catch {
        throw new Stopped(exits.unreadable, `${file} n’est pas un certificat.`);
      }
      if (certificate?.problem?.instance?.sha256 !== sha256(data)) {
        process.stdout.write(
          'Réfuté\u00a0: ce certificat ne correspond pas à ces données (empreinte différente).\n',
        );
        return exits.refuted;
      }
      const verdict = verifyCertificate(certificate, factsOf(data, certificate));
      if (verdict.kind === 'refuted') process.stdout.write(`Réfuté\u00a0: ${verdict.why}.\n`);
      else if (verdict.kind === 'announced')
        process.stdout.write(
          'Le plan est juste. Sa borne est annoncée par un solveur et ne se vérifie pas.\n',
        );
      else process.stdout.write('Prouvé\u00a0: le plan et sa borne sont justes.\n');
      return verdict.kind === 'refuted'
        ? exits.refuted
        : verdict.kind === 'announced'
          ? exits.notCheckable
          : exits.done;
    }),
};

function factsOf(data: string, certificate: unknown): Facts {
  if (data.includes('NODE_COORD_SECTION')) return factsOfPoints(data);
  return /^\s*\d+\s+\d+\s+\d+\s/.test(data) ? factsOfGraph(data) : factsOfCommunes(data, certificate);
}
