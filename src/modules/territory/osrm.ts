import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/** The server of routes did not give the times; the sentence says which and why. */
export class RoutesFailed extends Error {
  override name = 'RoutesFailed';
}

interface Place {
  code: string;
  lat: number;
  lon: number;
}

interface Asked {
  /** Base address of the server, without `/table/v1`. */
  url: string;
  places: readonly Place[];
  /** Where answers wait until all are there: the same command goes on with them. */
  folder: string;
  /** Told of blocks as they come. */
  progress?: (done: number, all: number) => void;
  /** Waits before a new try, milliseconds; as many tries again as there are waits. */
  waits?: readonly number[];
}

/** Places of a block, each way, and requests at a time: what public servers accept. */
const side = 100;
const atOnce = 4;
/** Minutes. */
const longest = 600;
/** A server silent for this long, milliseconds, is a failed try. */
const silence = 60_000;

/**
 * Times by road between all places (product/territory.md §6): tenths of minute, row after row, infinite where there is no
 * road. Blocks of 100 × 100, four at a time; those received before an interruption are not asked again.
 * Throws {@link RoutesFailed}.
 */
export async function timesByRoad({
  url,
  places,
  folder,
  progress,
  waits = [1000, 5000, 25_000],
}: Asked): Promise<Float64Array> {
  const base = url.replace(/\/+$/, '');
  const question = createHash('sha256').update(base);
  for (const { code, lat, lon } of places) question.update(`\n${code} ${lat} ${lon}`);
  const kept = join(folder, `osrm-${question.digest('hex').slice(0, 24)}`);
  await mkdir(kept, { recursive: true });
  const starts = Array.from({ length: Math.ceil(places.length / side) }, (_, block) => block * side);
  const blocks = starts.flatMap(from => starts.map(to => ({ from, to })));
  const times = new Float64Array(places.length ** 2);
  let done = 0;
  let isBroken = false;
  const next = blocks.values();
  const work = async () => {
    for (const block of next) {
      // What one could not have, the others need not ask for.
      if (isBroken) return;
      const file = join(kept, `${block.from}-${block.to}.json`);
      const before = await readFile(file, 'utf8').catch(() => null);
      const rows = before
        ? (JSON.parse(before) as (number | null)[][])
        : await askBlock(base, places, block, waits);
      if (!before) {
        await writeFile(`${file}.part`, JSON.stringify(rows));
        await rename(`${file}.part`, file);
      }
      for (const [at, row] of rows.entries())
        for (const [other, tenths] of row.entries())
          times[(block.from + at) * places.length + block.to + other] = tenths ?? Number.POSITIVE_INFINITY;
      progress?.(++done, blocks.length);
    }
  };
  const all = Array.from({ length: atOnce }, () =>
    work().catch(error => {
      isBroken = true;
      throw error;
    }),
  );
  const ended = await Promise.allSettled(all);
  const failed = ended.find(each => each.status === 'rejected');
  if (failed) throw failed.reason;
  for (const place of places.keys()) times[place * places.length + place] = 0;
  await rm(kept, { recursive: true });
  return times;
}

/** Worth another try: the network, a busy server, an answer cut short. */
class Passing extends Error {}

async function askBlock(
  base: string,
  places: readonly Place[],
  block: { from: number; to: number },
  waits: readonly number[],
): Promise<(number | null)[][]> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await askOnce(base, places, block);
    } catch (error) {
      if (error instanceof RoutesFailed) throw error;
      const pause = waits[attempt];
      const why = error instanceof Passing ? error.message : 'le serveur ne répond pas';
      if (pause === undefined)
        throw new RoutesFailed(`Temps par la route\u00a0: ${why}, après ${attempt + 1} essais (${base}).`, {
          cause: error,
        });
      await wait(pause);
    }
  }
}

async function askOnce(
  base: string,
  places: readonly Place[],
  { from, to }: { from: number; to: number },
): Promise<(number | null)[][]> {
  const sources = places.slice(from, from + side);
  const targets = from === to ? [] : places.slice(to, to + side);
  const points = [...sources, ...targets].map(({ lon, lat }) => `${lon},${lat}`).join(';');
  const numbers = (first: number, count: number) =>
    Array.from({ length: count }, (_, at) => first + at).join(';');
  const wanted = from === to ? numbers(0, sources.length) : numbers(sources.length, targets.length);
  const answer = await fetch(
    `${base}/table/v1/driving/${points}?sources=${numbers(0, sources.length)}&destinations=${wanted}&annotations=duration`,
    { signal: AbortSignal.timeout(silence) },
  );
  if (answer.status === 429 || answer.status >= 500) throw new Passing(`le serveur répond ${answer.status}`);
  if (!answer.ok)
    throw new RoutesFailed(`Temps par la route\u00a0: le serveur répond ${answer.status} (${base}).`);
  const said = (await answer.json().catch(() => {
    throw new Passing('une réponse est coupée');
  })) as { code?: unknown; durations?: unknown };
  const across = from === to ? sources : targets;
  const { durations } = said;
  const isTable =
    said.code === 'Ok' &&
    Array.isArray(durations) &&
    durations.length === sources.length &&
    durations.every(row => Array.isArray(row) && row.length === across.length);
  if (!isTable) throw new Passing('une réponse n’est pas une table de temps');
  return (durations as unknown[][]).map((row, at) =>
    row.map((seconds, other) => {
      if (seconds === null) return null;
      const tenths = typeof seconds === 'number' && seconds >= 0 ? Math.round(seconds / 6) : Number.NaN;
      if (tenths <= longest * 10) return tenths;
      throw new RoutesFailed(
        `Temps par la route\u00a0: de ${sources[at]!.code} à ${across[other]!.code}, le serveur donne «\u00a0${String(seconds).slice(0, 40)}\u00a0» secondes.`,
      );
    }),
  );
}
