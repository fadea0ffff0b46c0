import { writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Verb, VerbContext } from '../../core/verb.ts';
import { exits, Stopped, textOf } from './cli-files.ts';
import { timesOfFile } from './cli-times.ts';
import { honourProxy } from './download.ts';
import { openTerritory } from './house.ts';
import { installedPlaces } from './installed.ts';
import { RoutesFailed, timesByRoad } from './osrm.ts';
import { addMatrix, matrixFile } from './travel-times.ts';

/** `territory matrix`: times by road between the communes of the installation, kept for its plans. */
export const matrixVerb: Verb = {
  path: ['territory', 'matrix'],
  summary: 'Charge les temps de trajet par la route entre les communes, depuis un serveur OSRM ou un fichier',
  options: {
    osrm: { type: 'string', help: 'Adresse d’un serveur OSRM, comme http://localhost:5000' },
    file: { type: 'string', help: 'Fichier CSV\u00a0: from,to,minutes' },
    missing: {
      type: 'string',
      help: 'Paires absentes du fichier\u00a0: unreachable, inaccessibles (défaut), ou refuse',
    },
    out: { type: 'string', help: 'Écrit aussi les temps dans ce fichier, pour position et verify --matrix' },
    json: { type: 'boolean', help: 'Écrit le résultat en JSON, sur une ligne' },
  },
  run: async context => {
    try {
      return await load(context);
    } catch (error) {
      if (error instanceof Stopped) {
        context.say(error.message);
        return error.exit;
      }
      if (!(error instanceof RoutesFailed)) throw error;
      context.say(`${error.message} Relancez la même commande\u00a0: ce qui est reçu n’est pas redemandé.`);
      return exits.unreadable;
    }
  },
};

async function load(context: VerbContext): Promise<number> {
  const { osrm, file, out } = context.values;
  if ((typeof osrm === 'string') === (typeof file === 'string'))
    throw new Stopped(
      exits.wrongWords,
      'Dites d’où viennent les temps\u00a0: --osrm ADRESSE ou --file FICHIER.',
    );
  const places = installedPlaces(await openTerritory(context.ground));
  if (places.length === 0) throw new Stopped(exits.unreadable, 'Le territoire installé n’a pas de commune.');
  const began = performance.now();
  const { times, source } =
    typeof osrm === 'string'
      ? { times: await byRoad(context, osrm, places), source: new URL(osrm).host }
      : await fromFile(context, file as string, places);
  const missing = times.reduce((sum, tenths) => sum + (tenths === Number.POSITIVE_INFINITY ? 1 : 0), 0);
  const acting = { database: context.database, actor: context.actor, now: context.now() };
  const model = typeof osrm === 'string' ? 'osrm' : 'csv';
  const kept = await addMatrix(context.ground, acting, places, times, { model, source, missing });
  if (typeof out === 'string') await writeFile(out, (await matrixFile(context.ground, kept.sha256))!.text);
  const result = {
    command: 'territory.matrix',
    model,
    n: places.length,
    missing,
    sha256: kept.sha256,
    out: typeof out === 'string' ? out : null,
    seconds: (performance.now() - began) / 1000,
  };
  process.stdout.write(
    context.values.json
      ? `${JSON.stringify(result)}\n`
      : `${places.length} communes, ${missing} paires sans route. Les plans peuvent s’en servir.\n`,
  );
  return exits.done;
}

async function byRoad(context: VerbContext, url: string, places: ReturnType<typeof installedPlaces>) {
  if (!URL.canParse(url) || !/^https?:/.test(url))
    throw new Stopped(exits.wrongWords, `--osrm\u00a0: «\u00a0${url}\u00a0» n’est pas une adresse.`);
  const restore = honourProxy(process.env);
  try {
    return await timesByRoad({
      url,
      places,
      folder: join(context.data, 'downloads'),
      progress: (done, all) => context.say(`${done} blocs sur ${all}`),
    });
  } finally {
    restore();
  }
}

async function fromFile(context: VerbContext, file: string, places: ReturnType<typeof installedPlaces>) {
  const codes = places.map(({ code }) => code);
  const { times } = timesOfFile(context, file, await textOf(file), codes);
  return { times, source: basename(file) };
}
