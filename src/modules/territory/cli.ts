import { join } from 'node:path';
import type { Verb, VerbContext } from '../../core/verb.ts';
import { indicatorOptions, loadIndicator } from './cli-load-indicator.ts';
import { honourProxy } from './download.ts';
import { loadFromSources, type PlacesFile, type SourceGroup } from './load.ts';

const groups: readonly SourceGroup[] = ['communes', 'contours', 'places'];

/** `territory load 40`: fresh communes, limits and places from open files; with `--indicator`, a file of values. */
export const loadVerb: Verb = {
  path: ['territory', 'load'],
  summary: 'Charge les communes, leurs limites et les lieux depuis les fichiers publics, ou un indicateur',
  positionals: 'DÉPARTEMENT|FICHIER',
  options: {
    only: {
      type: 'string',
      help: `Seulement certaines données, séparées par des virgules\u00a0: ${groups.join(', ')}`,
    },
    from: { type: 'string', help: 'Lit les fichiers dans ce dossier, sans réseau' },
    ...indicatorOptions,
    json: { type: 'boolean', help: 'Écrit le compte rendu en JSON' },
  },
  run: async context => {
    if (context.values.indicator !== undefined) return await loadIndicator(context);
    const [departement] = context.positionals;
    if (!departement || !/^(\d{2}|2[AB]|9[78]\d)$/.test(departement)) {
      context.say('Donnez le code du département, par exemple\u00a0: ./airial territory load 40');
      return 2;
    }
    const only =
      typeof context.values.only === 'string'
        ? context.values.only.split(',').map(each => each.trim())
        : groups;
    const unknown = only.filter(each => !groups.some(group => group === each));
    if (unknown.length > 0) {
      context.say(
        `--only\u00a0: «\u00a0${unknown.join(', ')}\u00a0» n’est pas connu. Choisissez parmi\u00a0: ${groups.join(', ')}.`,
      );
      return 2;
    }
    const restore = honourProxy(process.env);
    try {
      const report = await loadFromSources({
        database: context.database,
        departement,
        base: process.env.AIRIAL_DATA_BASE,
        from: typeof context.values.from === 'string' ? context.values.from : undefined,
        only: only as SourceGroup[],
        downloads: join(context.data, 'downloads'),
        now: context.now(),
        actor: context.actor,
        say: context.say,
        importPlaces: importerOf(context),
      });
      if (context.values.json) process.stdout.write(`${JSON.stringify(report)}\n`);
      if (!report.ok) context.say(`Rien n’a été changé. ${report.reason}`);
      else if (!context.values.json)
        process.stdout.write(`${summary(report.communes, report.contours, report.changed)}\n`);
      return report.ok ? 0 : 1;
    } finally {
      restore();
    }
  },
};

function summary(communes: number | null, contours: number | null, changed: boolean): string {
  const parts = [
    communes === null ? '' : `${communes} communes`,
    contours === null ? '' : `les limites de ${contours} communes`,
  ].filter(Boolean);
  if (parts.length === 0) return 'Fichiers de lieux lus.';
  return changed ? `Chargé\u00a0: ${parts.join(', ')}.` : `Déjà à jour\u00a0: ${parts.join(', ')}.`;
}

/** The directory stands above: its own command reads the places, found among the houses of this installation. */
function importerOf(context: VerbContext): ((file: PlacesFile) => Promise<boolean>) | undefined {
  const verb = context.ground.modules
    .flatMap(house => house.verbs ?? [])
    .find(each => each.path.join(' ') === 'directory import');
  const { run } = verb ?? {};
  if (!run) return undefined;
  return async ({ path, format }) => {
    const code = await run({ ...context, positionals: [path], values: { format } });
    // 2: some rows were refused and said so; the good ones are kept.
    return code === 0 || code === 2;
  };
}
