import { writeFile } from 'node:fs/promises';
import canonicalize from 'canonicalize';
import { toCsvLine } from '../../core/csv.ts';
import type { Verb } from '../../core/verb.ts';
import { count, exits, Stopped, sha256, textOf, told } from './cli-files.ts';
import { readIndicators } from './communes-table.ts';
import { airial1, type IndexDefinition } from './domain/fragility/definition.ts';
import { type CommuneValues, inCodeOrder } from './domain/fragility/imputing.ts';
import {
  type IndexRun,
  NothingObserved,
  onScale,
  runIndex,
  type Score,
} from './domain/fragility/index-run.ts';
import { compatScore } from './domain/fragility/position.ts';

const definitions: readonly IndexDefinition[] = [airial1];

export const indexVerb: Verb = {
  path: ['territory', 'index'],
  summary: 'Calcule l’indice de fragilité numérique des communes, avec ses fourchettes',
  options: {
    data: { type: 'string', help: 'Table des indicateurs, en CSV' },
    definition: { type: 'string', help: 'Définition de l’indice (airial-1)' },
    draws: { type: 'string', help: 'Nombre de tirages (2000)' },
    csv: { type: 'string', help: 'Écrit les scores dans ce fichier' },
    json: { type: 'boolean', help: 'Écrit le résultat en JSON, sur une ligne' },
  },
  alone: context =>
    told(context, async () => {
      const { data, csv, json, definition: wanted = airial1.id } = context.values;
      if (typeof data !== 'string')
        throw new Stopped(exits.wrongWords, 'Donnez la table des indicateurs\u00a0: --data FICHIER');
      const published = definitions.find(({ id }) => id === wanted);
      if (!published)
        throw new Stopped(
          exits.wrongWords,
          `--definition\u00a0: «\u00a0${wanted}\u00a0» n’est pas connue (${definitions.map(({ id }) => id).join(', ')}).`,
        );
      const draws = count(context, 'draws', published.robustness.draws, 20);
      const definition = { ...published, robustness: { ...published.robustness, draws } };
      const communes = readIndicators(
        await textOf(data),
        definition.indicators.map(({ id }) => id),
      );
      const run = runOf(definition, communes);
      const result = resultOf(definition, communes, run);
      if (typeof csv === 'string') await writeFile(csv, csvOf(result));
      process.stdout.write(json ? `${JSON.stringify(result)}\n` : tableOf(definition, run));
      return exits.done;
    }),
};

function runOf(definition: IndexDefinition, communes: readonly CommuneValues[]): IndexRun {
  try {
    return runIndex(definition, communes);
  } catch (error) {
    if (!(error instanceof NothingObserved)) throw error;
    throw new Stopped(
      exits.unreadable,
      `Aucune commune n’a de valeur pour ${error.indicator}\u00a0: l’indice ne peut pas être calculé.`,
    );
  }
}

/** product/territory.md §9, and beside it the points in the manner of 2022. */
function resultOf(
  definition: IndexDefinition,
  communes: readonly CommuneValues[],
  { mean, scores, guessings }: IndexRun,
) {
  const inputs = inCodeOrder(communes);
  return {
    command: 'territory.index',
    definition: definition.id,
    version: definition.version,
    sha256: sha256(canonicalize(definition)!),
    inputs_sha256: sha256(canonicalize(inputs)!),
    draws: definition.robustness.draws,
    mean,
    imputation: guessings,
    scores: scores.map((score, index) => ({
      insee: score.code,
      z: score.z,
      value: score.value,
      value10: score.value10,
      lo90: score.lo90,
      hi90: score.hi90,
      rank: score.rank,
      rank_lo90: score.rankLo90,
      rank_hi90: score.rankHi90,
      p_top: score.pTop,
      contributions: score.contributions,
      missing: score.guessed.map(({ indicator }) => indicator),
      imputed: score.guessed,
      compat_ifn_2022: compatScore(definition, inputs[index]!.values),
    })),
  };
}

function csvOf({ scores }: ReturnType<typeof resultOf>): string {
  const rows = scores.map(({ contributions, missing, compat_ifn_2022, z: _, imputed: __, ...score }) => ({
    ...score,
    ...Object.fromEntries(Object.entries(contributions).map(([id, value]) => [`contribution_${id}`, value])),
    missing: missing.join('|'),
    compat_ifn_2022: compat_ifn_2022.value10 ?? '',
  }));
  const [first] = rows;
  if (!first) return '';
  return [Object.keys(first), ...rows.map(row => Object.values(row).map(String))]
    .map(cells => toCsvLine(cells))
    .join('');
}

/** The most fragile first, never a rank without its bounds. */
function tableOf(definition: IndexDefinition, { scores, mean, guessings }: IndexRun): string {
  const printed = (value: number) => onScale(definition, value).toFixed(1).replace('.', ',');
  const s = (count: number) => (count > 1 ? 's' : '');
  const line = ({ code, value, lo90, hi90, rank, rankLo90, rankHi90, guessed }: Score) =>
    [
      String(rank).padStart(5),
      `${rankLo90} à ${rankHi90}`.padStart(12),
      code,
      printed(value).padStart(5),
      `${printed(lo90)} à ${printed(hi90)}`.padStart(12),
      guessed.length > 0
        ? `  ${guessed.length} donnée${s(guessed.length)} non publiée${s(guessed.length)}`
        : '',
    ].join('  ');
  const missing = Object.entries(guessings)
    .filter(([, guessing]) => guessing.missing > 0)
    .map(
      ([id, guessing]) => `${id}\u00a0: non publié pour ${guessing.missing} commune${s(guessing.missing)}`,
    );
  return [
    `Indice sur 10, moyenne ${printed(mean)}. ${scores.length} communes.`,
    ...missing,
    ' rang  fourchette    code   indice  fourchette',
    ...scores.toSorted((a, b) => a.rank - b.rank).map(line),
    '',
  ].join('\n');
}
