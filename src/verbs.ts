import { backup, restore } from './core/backup.ts';
import { writeSamples } from './core/documents.ts';
import { serveUntilStopped } from './core/http/server.ts';
import { openInstallation } from './core/installation.ts';
import { journalVerbs } from './core/journal/cli.ts';
import { messageVerbs } from './core/notify/verbs.ts';
import { retentionVerb } from './core/retention/cli.ts';
import type { Verb } from './core/verb.ts';

/** The commands of the ground; houses add theirs at their door. */
export const coreVerbs: readonly Verb[] = [
  ...messageVerbs,
  ...journalVerbs,
  {
    path: ['run'],
    summary: 'Préparer et démarrer Airial',
    options: {
      port: { type: 'string', help: 'Port (4040 par défaut)' },
      demo: { type: 'boolean', help: 'Ajouter une vie fictive, clairement marquée' },
    },
    alone: async ({ values, say, data, modules }) => {
      const port = Number(values.port ?? 4040);
      if (!Number.isInteger(port) || port < 0 || port > 65_535)
        throw new Error(`« ${values.port} » n’est pas un port : donnez un nombre de 1 à 65535.`);
      const installation = await openInstallation({ data, modules, say });
      if (values.demo) {
        for (const module of modules)
          await module.demo?.({ database: installation.ground.database, now: installation.ground.now, say });
      }
      return await serveUntilStopped(installation, port);
    },
  },
  {
    path: ['backup'],
    summary: 'Tout sauvegarder dans un fichier',
    positionals: 'FICHIER',
    options: { force: { type: 'boolean', help: 'Remplacer le fichier s’il existe' } },
    run: async ({ ground, values, positionals, say }) => {
      await backup({
        connectionString: ground.ownerConnectionString,
        modules: ground.modules.map(module => module.name),
        storage: ground.storage,
        file: positionals[0]!,
        force: values.force === true,
        now: ground.now(),
      });
      say(`Sauvegarde écrite : ${positionals[0]}`);
      return 0;
    },
  },
  {
    path: ['restore'],
    summary: 'Remettre une sauvegarde',
    positionals: 'FICHIER',
    options: { force: { type: 'boolean', help: 'Remplacer les données présentes' } },
    files: positionals => positionals.slice(0, 1),
    alone: async ({ values, positionals, say, data, modules }) => {
      const installation = await openInstallation({ data, modules, say, seed: false });
      try {
        const { ground } = installation;
        await restore({
          connectionString: ground.ownerConnectionString,
          modules: modules.map(module => module.name),
          storage: ground.storage,
          file: positionals[0]!,
          force: values.force === true,
        });
        say('Sauvegarde remise.');
        return 0;
      } finally {
        await installation.close();
      }
    },
  },
  {
    path: ['documents', 'samples'],
    summary: 'Écrire un exemple de chaque document imprimé',
    positionals: 'DOSSIER',
    alone: async ({ positionals, modules }) => {
      const documents = modules.flatMap(module => module.documents ?? []);
      for (const file of await writeSamples(documents, positionals[0]!)) process.stdout.write(`${file}\n`);
      return 0;
    },
  },
  retentionVerb,
];
