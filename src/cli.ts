import { parseArgs } from 'node:util';
import { failureText, refuseUnreadable } from './core/failures.ts';
import type { Ground } from './core/ground.ts';
import { openInstallation } from './core/installation.ts';
import { isEnding } from './core/interruption.ts';
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
  const parsed = parseArgs({
    args: words.slice(verb.path.length),
    options,
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  const wrong = parsed.tokens.map(token => wrongOption(token, options)).find(Boolean);
  if (wrong) {
    process.stderr.write(`${wrong}\n\n${usage(verb)}`);
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

type Token = NonNullable<ReturnType<typeof parseArgs>['tokens']>[number];

/** What is wrong with an option, as strict parsing would say it in English; null when nothing is. */
function wrongOption(token: Token, options: NonNullable<Verb['options']>): string | null {
  if (token.kind !== 'option') return null;
  const { name, rawName, value, inlineValue } = token;
  if (!Object.hasOwn(options, name)) return `Option inconnue\u00a0: ${rawName}.`;
  if (options[name]!.type === 'boolean')
    return value === undefined ? null : `L’option ${rawName} n’attend pas de valeur.`;
  // « --data --json »: the value was forgotten.
  const forgotten = value === undefined || (!inlineValue && value.startsWith('-'));
  return forgotten ? `L’option ${rawName} attend une valeur\u00a0: ${rawName}=….` : null;
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
    for (const file of verb.files?.(positionals) ?? []) refuseUnreadable(file);
    if (verb.alone) return await verb.alone({ values, positionals, say, data, modules });
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
    if (isEnding()) return await new Promise(() => {});
    say(process.env.AIRIAL_TRACE ? (error as Error).stack! : failureText(error));
    return 1;
  }
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
