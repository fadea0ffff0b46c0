import { writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { AloneContext } from '../../core/verb.ts';
import { count, exits, Stopped } from './cli-files.ts';
import {
  type Claimed,
  certificateOf,
  kindOf,
  namedCounts,
  type ProblemSource,
} from './domain/positioning/certificate.ts';
import { minutes, wordsOf } from './domain/positioning/contradiction-words.ts';
import { openOf } from './domain/positioning/instance.ts';
import { leftOutOfReach, type Model, solveModel } from './domain/positioning/models.ts';
import type { Problem } from './domain/positioning/problem.ts';
import type { ProofNode, Work } from './domain/positioning/proving.ts';
import { seededRandom } from './domain/random.ts';
import { HighsProcess } from './linear-solver.ts';

/** Options of every verb that looks for a plan. */
export const solvingOptions = {
  p: { type: 'string', help: 'Nombre de lieux à ouvrir' },
  gap: {
    type: 'string',
    help: 'S’arrête dès que le plan est prouvé à cet écart du meilleur, en part\u00a0: 0.005 (0)',
  },
  'time-limit': { type: 'string', help: 'Secondes de calcul au plus (60)' },
  certificate: { type: 'string', help: 'Écrit le certificat dans ce fichier (.json ou .json.gz)' },
  seed: { type: 'string', help: 'Graine du tirage (1)' },
  json: { type: 'boolean', help: 'Écrit le résultat en JSON, sur une ligne' },
} as const;

export interface Task {
  command: string;
  file: string;
  asked: Model;
  problem: Problem;
  /** For who reads: a place by its number. */
  nameOf: (place: number) => string;
  source: ProblemSource;
  seconds: { read: number; prepare: number };
  from: number;
}

/** `--gap`: the share between plan and bound that is close enough; 0 by default. */
export function shareOf(context: AloneContext): number {
  const gap = Number(context.values.gap ?? 0);
  if (!(gap >= 0 && gap < 1))
    throw new Stopped(exits.wrongWords, '--gap\u00a0: écrivez une part entre 0 et 1, comme 0.005.');
  return gap;
}

/** Solves, writes the certificate, and says the result. */
export async function answer(context: AloneContext, task: Task): Promise<number> {
  const { asked, problem, source } = task;
  const seed = count(context, 'seed', 1, 0);
  const limit = count(context, 'time-limit', 60, 1);
  const solver = new HighsProcess(context.say);
  const began = performance.now();
  let inTime = true;
  const work: Work = {
    random: seededRandom(seed),
    budget: () => {
      inTime = performance.now() - began < limit * 1000;
      return inTime;
    },
    linear: solver.solve,
    gap: shareOf(context),
  };
  let claimed: Claimed | null;
  try {
    claimed = await solveModel(asked, problem, work);
    if (!claimed) throw new Stopped(exits.infeasible, await whyNone(task, work, () => inTime));
  } catch (error) {
    if (error instanceof RangeError)
      throw new Stopped(exits.unreadable, `${task.file}\u00a0: ${error.message}.`);
    throw error;
  } finally {
    solver.stop();
  }
  const solve = (performance.now() - began) / 1000;
  const { certificate } = context.values;
  if (typeof certificate === 'string') {
    const text = JSON.stringify(certificateOf(source, problem.rules, claimed));
    await writeFile(certificate, certificate.endsWith('.gz') ? gzipSync(text) : text);
  }
  const { objective, bound, proof, counsellors } = claimed;
  const gap = objective === bound ? 0 : Math.abs(objective - bound) / Math.max(objective, 1);
  const open = Array.from(openOf(claimed.open), site => source.labels[site]!);
  const result = {
    command: task.command,
    file: basename(task.file),
    model: claimed.model,
    n: problem.persons.length,
    p: problem.rules.p,
    objective,
    bound,
    gap,
    status: gap > 0 ? 'bounded' : 'optimal',
    open,
    ...(counsellors ? { counsellors: namedCounts(source.labels, counsellors) } : {}),
    ...(asked.model === 'capacitated'
      ? { capacity: asked.load.capacity, neighbours: asked.load.neighbours }
      : {}),
    seconds: { ...task.seconds, solve, total: (performance.now() - task.from) / 1000 },
    proof: { kind: kindOf(claimed), leaves: proof ? leavesOf(proof.tree) : 0 },
    certificate: typeof certificate === 'string' ? certificate : null,
    peakMemoryMB: Math.round(process.resourceUsage().maxRSS / 1024),
    seed,
  };
  if (context.values.json) process.stdout.write(`${JSON.stringify(result)}\n`);
  else
    process.stdout.write(
      `${howGood(gap, proof !== null)}\u00a0: ${figures(claimed)}.\nLieux\u00a0: ${open.join(', ')}\n`,
    );
  return exits.done;
}

/** Contradictions were told before: what is left is p sites that do not reach everybody. */
async function whyNone({ problem, nameOf }: Task, work: Work, inTime: () => boolean): Promise<string> {
  if (!inTime()) return 'Aucun plan n’a été trouvé dans le temps donné.';
  const places = await leftOutOfReach(problem, work);
  if (places.length === 0) return 'Aucun plan ne respecte ces contraintes.';
  const { maxTime, rules } = problem;
  return wordsOf({ code: 'too_far', p: rules.p, places, maxTime }, { place: nameOf, group: String });
}

function howGood(gap: number, isProven: boolean): string {
  if (gap > 0) return `À ${(100 * gap).toFixed(2)}\u00a0% au plus du meilleur plan`;
  return isProven ? 'Meilleur plan possible, prouvé' : 'Meilleur plan possible, annoncé par le solveur';
}

function figures({ model, objective, bound, radius = 0 }: Claimed): string {
  if (model === 'p-center') return `personne à plus de ${minutes(objective)}, borne ${minutes(bound)}`;
  if (model === 'mclp')
    return `${objective} personnes à ${minutes(radius)} ou moins, ${bound} au plus seraient possibles`;
  return `coût ${objective}, borne ${bound}`;
}

function leavesOf(node: ProofNode): number {
  if (node.t === 'branch') return leavesOf(node.open) + leavesOf(node.closed);
  return node.t === 'fix' ? leavesOf(node.next) : 1;
}
