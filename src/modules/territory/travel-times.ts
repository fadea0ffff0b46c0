import { buffer } from 'node:stream/consumers';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { Actor } from '../../core/access.ts';
import { act } from '../../core/act.ts';
import { readAs } from '../../core/acting-as.ts';
import type { Database } from '../../core/database.ts';
import type { Ground } from '../../core/ground.ts';
import { sha256 } from './cli-files.ts';
import { matrixText, readMatrix, timeIn } from './domain/positioning/matrix.ts';
import { haversineTime } from './domain/positioning/travel.ts';
import { territoryEvents } from './events.ts';
import { findMatrices, insertMatrix, type KeptMatrix } from './store-matrices.ts';

interface Place {
  code: string;
  lat: number;
  lon: number;
}

const robot = { kind: 'job', ref: 'territory:travel' } as const;

/** Of codes and points: other ones have other times. */
const areasHash = (places: readonly Place[]): string =>
  sha256(places.map(({ code, lat, lon }) => `${code} ${lat} ${lon}`).join('\n'));

/** Keeps times between the communes of the installation. The same times again change nothing. */
export async function addMatrix(
  { storage }: Pick<Ground, 'storage'>,
  acting: { database: Database; actor: Actor; now: Date; key?: string },
  places: readonly Place[],
  times: Float64Array,
  { model, source, missing }: { model: KeptMatrix['model']; source: string; missing: number },
): Promise<KeptMatrix> {
  const text = matrixText(
    places.map(({ code }) => code),
    times,
  );
  const hash = sha256(text);
  const matrix: KeptMatrix = {
    sha256: hash,
    model,
    parameters: { source, missing },
    areasSha256: areasHash(places),
    storageKey: `territory/matrices/${hash}.csv.gz`,
    at: acting.now,
  };
  await storage.put(matrix.storageKey, gzipSync(text));
  return await act(acting.database, acting.now, {
    event: territoryEvents.matrix_added,
    actor: acting.actor,
    ...(acting.key ? { key: acting.key } : {}),
    change: async transaction => {
      const isNew = await insertMatrix(transaction, matrix);
      return {
        answer: matrix,
        object: { type: 'travel_matrix', ref: hash.slice(0, 16) },
        facts: { model },
        unchanged: !isNew,
      };
    },
  });
}

/** The times that fit these communes, the last ones first. */
export async function matricesFor(
  { database }: Pick<Ground, 'database'>,
  places: readonly Place[],
): Promise<KeptMatrix[]> {
  const hash = areasHash(places);
  const kept = await readAs(database, robot, findMatrices);
  return kept.filter(({ areasSha256 }) => areasSha256 === hash);
}

/** As certificates name it. */
export const matrixName = (hash: string): string => `temps-${hash.slice(0, 12)}.csv`;

/** The text of kept times, and its name in certificates; null when there are none of this hash. */
export async function matrixFile(
  { database, storage }: Pick<Ground, 'database' | 'storage'>,
  hash: string,
): Promise<{ name: string; text: string } | null> {
  const matrix = (await readAs(database, robot, findMatrices)).find(each => each.sha256 === hash);
  const stream = matrix && (await storage.get(matrix.storageKey));
  if (!stream) return null;
  return { name: matrixName(hash), text: gunzipSync(await buffer(stream)).toString() };
}

/** The last times read: a plan page asks for the same ones again and again. */
let last: { hash: string; codes: string; times: Float64Array } | null = null;

/** Tenths of minute between places, row after row, of this hash; null when they are not kept. */
export async function timesOf(
  ground: Pick<Ground, 'database' | 'storage'>,
  hash: string,
  codes: readonly string[],
): Promise<Float64Array | null> {
  const names = codes.join();
  if (last?.hash === hash && last.codes === names) return last.times;
  const file = await matrixFile(ground, hash);
  if (!file) return null;
  const { times } = readMatrix(file.text, codes);
  last = { hash, codes: names, times };
  return times;
}

/** Times as a plan asks for them: those of its matrix, else as the crow flies. */
export async function travelOf(
  ground: Pick<Ground, 'database' | 'storage'>,
  matrix: string | null | undefined,
  places: readonly Place[],
): Promise<(from: number, to: number) => number> {
  const codes = places.map(({ code }) => code);
  const times = matrix ? await timesOf(ground, matrix, codes) : null;
  return times ? timeIn(times, places.length) : haversineTime(places);
}
