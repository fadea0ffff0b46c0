import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { isDiskFull } from './core/disk-full.ts';
import type { Ground } from './core/ground.ts';
import { openInstallation } from './core/installation.ts';
import type { Module } from './core/module.ts';
import type { Verb } from './core/verb.ts';
import { coreVerbs } from './verbs.ts';

/** Options every verb takes. */
const everywhere = {
  data: { type: 'string', help: 'Dossier des données (par défaut : .airial)' },
  help: { type: 'boolean', help: 'Afficher cette aide' },
} as const;

/**
 * Runs one command. Returns the exit code: 0 done, 1 impossible, 2 done in part.
 * Standard output carries the result, standard error the progress.
 */
export async function runCommand(words: readonly string[], modules: readonly Module[]): Promise<number> {
  const verbs = [...coreVerbs, ...modules.flatMap(module => module.verbs ?? [])];
  const verb = verbs
    .filter(candidate => candidate.path.every((word, index) => words[index] === word))
    .sort((a, b) => b.path.length - a.path.length)[0];
  if (!verb) {
    process.stdout.write(overview(verbs));
    return words.length === 0 || ['help', '--help', '-h'].includes(words[0]!) ? 0 : 1;
  }
  const options = { ...verb.options, ...everywhere };
  let parsed: ReturnType<typeof parseArgs>;
  try {
    parsed = parseArgs({
      args: words.slice(verb.path.length),
      options,
      allowPositionals: true,
      strict: true,
    });
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n\n${usage(verb)}`);
    return 1;
  }
  if (parsed.values.help) {
    process.stdout.write(usage(verb));
    return 0;
  }
  const wanted = (verb.positionals ?? '').split(' ').filter(word => word && !word.startsWith('[')).length;
  if (parsed.positionals.length < wanted) {
    process.stderr.write(usage(verb));
    return 1;
  }
  return await runVerb(
    verb,
    parsed.values as Record<string, string | boolean | undefined>,
    parsed.positionals,
    modules,
  );
}

async function runVerb(
  verb: Verb,
  values: Record<string, string | boolean | undefined>,
  positionals: readonly string[],
  modules: readonly Module[],
): Promise<number> {
  const say = (line: string) => void process.stderr.write(`${line}\n`);
  const data = values.data as string | undefined;
  try {
    if (verb.alone) return await verb.alone({ values, positionals, say, data, modules });
    const missing = verb.files?.(positionals).find(file => !existsSync(file));
    if (missing) throw new Error(`Le fichier ${missing} est introuvable.`);
    const installation = await openInstallation({ data, modules, say });
    try {
      const ground: Ground = installation.ground;
      return await verb.run!({
        ground,
        database: ground.database,
        values,
        positionals,
        say,
        now: ground.now,
        data: ground.folder,
        actor: { kind: 'command', ref: verb.path.join(' ') },
      });
    } finally {
      await installation.close();
    }
  } catch (error) {
    say(process.env.AIRIAL_TRACE ? (error as Error).stack! : sentence(error as Error));
    return 1;
  }
}

/** Programs and libraries say that the disk is full in English, whatever was being written. */
function sentence(error: Error): string {
  if (!isDiskFull(error) || /disque/.test(error.message)) return error.message;
  return 'Le disque est plein : ce qui était en cours n’a pas été enregistré, ce qui l’était déjà est gardé. Libérez de la place, puis relancez la même commande.';
}

function overview(verbs: readonly Verb[]): string {
  const lines = verbs.map(
    verb =>
      `  ./airial ${[...verb.path, verb.positionals].filter(Boolean).join(' ').padEnd(38)} ${verb.summary}`,
  );
  const launcher = [
    `  ./airial ${'test [--all]'.padEnd(38)} Passer tous les essais`,
    `  ./airial ${'check'.padEnd(38)} Vérifier types, style, étages, code mort`,
    `  ./airial ${'bench [NOM]'.padEnd(38)} Mesurer`,
  ];
  return `Airial\n\n${[...lines, ...launcher].join('\n')}\n\nChaque commande explique ses options avec --help.\n`;
}

function usage(verb: Verb): string {
  const rows = Object.entries({ ...verb.options, ...everywhere }).map(
    ([name, option]) => `  --${`${name}${option.type === 'string' ? ' …' : ''}`.padEnd(18)} ${option.help}`,
  );
  return `./airial ${[...verb.path, verb.positionals].filter(Boolean).join(' ')}\n${verb.summary}\n\n${rows.join('\n')}\n`;
}
