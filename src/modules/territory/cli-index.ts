import { statSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import canonicalize from 'canonicalize';
import { toCsvLine } from '../../core/csv.ts';
import { openInstallation } from '../../core/installation.ts';
import type { AloneContext, Verb } from '../../core/verb.ts';
import { count, exits, Stopped, sha256, textOf, told } from './cli-files.ts';
import { readIndicators } from './communes-table.ts';
import { compositions, definitionFrom, definitionsNow } from './defining.ts';
import { airial1, type IndexDefinition } from './domain/fragility/definition.ts';
import { type CommuneValues, inCodeOrder } from './domain/fragility/imputing.ts';
import { type IndexRun, onScale, runIndex, type Score } from './domain/fragility/index-run.ts';
import { compatScore } from './domain/fragility/position.ts';
import type { Composition } from './domain/fragility/variants.ts';
import { publishIndex } from './indexing.ts';

export const indexVerb: Verb = {
  path: ['territory', 'index'],
  summary: 'Calcule l’indice de fragilité numérique des communes, avec ses fourchettes',
  options: {
    data: { type: 'string', help: 'Table des indicateurs, en CSV ; par défaut, le territoire installé' },
    definition: {
      type: 'string',
      help: `Définition de l’indice : ${compositions.map(({ id }) => id).join(', ')}`,
    },
    draws: { type: 'string', help: 'Nombre de tirages (2000)' },
    csv: { type: 'string', help: 'Écrit les scores dans ce fichier' },
    publish: { type: 'boolean', help: 'Publie l’indice du territoire installé' },
    json: { type: 'boolean', help: 'Écrit le résultat en JSON, sur une ligne' },
  },
  alone: context =>
    told(context, async () => {
      const { data, csv, json, publish, definition: wanted = airial1.id } = context.values;
      const composition = compositions.find(({ id }) => id === wanted);
      if (!composition)
        throw new Stopped(
          exits.wrongWords,
          `--definition : « ${wanted} » n’est pas connue (${compositions.map(({ id }) => id).join(', ')}).`,
        );
      const draws = count(context, 'draws', composition.robustness.draws, 20);
      const table = typeof data === 'string' && !isFolder(data) ? data : null;
      if (publish && (table !== null || draws !== composition.robustness.draws))
        throw new Stopped(
          exits.wrongWords,
          '--publish : seulement pour le territoire installé, avec les tirages de la définition.',
        );
      const {
        definition: complete,
        missing,
        inputs,
      } = table === null
        ? await ofTheInstallation(context, composition, publish === true)
        : await ofATable(table, composition);
      if (!complete)
        throw new Stopped(
          exits.unreadable,
          `Aucune commune n’a de valeur pour ${missing.join(', ')} : l’indice ne peut pas être calculé.`,
        );
      const definition = { ...complete, robustness: { ...complete.robustness, draws } };
      const run = runIndex(definition, inputs);
      const result = resultOf(definition, inputs, run);
      if (typeof csv === 'string') await writeFile(csv, csvOf(result));
      process.stdout.write(json ? `${JSON.stringify(result)}\n` : tableOf(definition, run));
      return exits.done;
    }),
};

const isFolder = (path: string) => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;

async function ofATable(file: string, composition: Composition) {
  const ids = composition.indicators.map(({ id }) => id);
  const inputs = readIndicators(await textOf(file), ids);
  return { inputs, ...definitionFrom(composition, inputs, 'celle de la table lue') };
}

/** Reads the values published in the installation (`--data` may name its folder); publishes their index if asked. */
async function ofTheInstallation(
  { values, modules, say }: AloneContext,
  composition: Composition,
  publish: boolean,
) {
  const installation = await openInstallation({ data: values.data as string | undefined, modules, say });
  try {
    const { ground } = installation;
    const { database } = ground;
    const found = (await definitionsNow(database)).find(each => each.composition === composition)!;
    if (publish && found.definition) {
      say(`${composition.title_fr} : calcul sur ${found.inputs.length} communes`);
      const changed = await publishIndex(database, {
        definition: found.definition,
        actor: { kind: 'command', ref: 'territory index' },
        now: ground.now(),
      });
      say(changed ? 'Indice publié.' : 'Indice déjà publié avec ces valeurs.');
    }
    return found;
  } finally {
    await installation.close();
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
