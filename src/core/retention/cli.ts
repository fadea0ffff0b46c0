import type { Verb } from '../verb.ts';
import { applyRetention, rehearseRetention, rulesOf } from './engine.ts';

export const retentionVerb: Verb = {
  path: ['retention'],
  summary: 'Effacer ce qui a fait son temps, avec un certificat',
  options: {
    'dry-run': { type: 'boolean', help: 'Dire ce qui serait effacé, sans rien changer' },
    json: { type: 'boolean', help: 'Écrire le résultat en JSON' },
  },
  run: async ({ ground, database, actor, now, values }) => {
    const rules = rulesOf(ground);
    const dry = values['dry-run'] === true;
    const at = now();
    const run = dry ? null : await applyRetention(database, rules, actor, at);
    const results = dry ? await rehearseRetention(database, rules, actor, at) : (run?.results ?? []);
    const print = (line: string) => void process.stdout.write(`${line}\n`);
    if (values.json) {
      print(
        JSON.stringify(
          { dry_run: dry, at: at.toISOString(), run: run?.id ?? null, digest: run?.digest ?? null, results },
          null,
          2,
        ),
      );
      return 0;
    }
    for (const { rule, rows } of results.filter(result => result.rows > 0)) {
      const { fr } = rules.find(({ code }) => code === rule)!;
      print(`${rows}\t${rule}\t${fr}`);
    }
    if (results.every(({ rows }) => rows === 0)) print('Rien à effacer.');
    else if (run) print(`Certificat\u00a0: ${run.id} (${run.digest})`);
    else print('Rien n’a été changé.');
    return 0;
  },
};
