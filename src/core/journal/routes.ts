import { everybodyMay } from '../access.ts';
import type { Route, Visit } from '../http/route.ts';
import { currentNote, lastLeaf, storedHashes } from './reading.ts';
import { readTilePath, tileWidth } from './tree.ts';

const everybodyMayCheck = everybodyMay(
  'A00',
  'Tout le monde peut vérifier le journal\u00a0: ces adresses ne donnent que des empreintes',
);

/** Addresses of C2SP tlog-tiles: the last signed checkpoint, and hashes; never an entry. */
export const journalRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/journal/checkpoint',
    policy: everybodyMayCheck,
    reach: { exempt: 'lu par les programmes qui vérifient le journal' },
    handle: checkpoint,
  },
  {
    method: 'GET',
    path: '/journal/:tile{tile/.+}',
    policy: everybodyMayCheck,
    reach: { exempt: 'lu par les programmes qui vérifient le journal' },
    handle: tile,
  },
];

async function checkpoint(visit: Visit): Promise<Response> {
  const note = await currentNote(visit.ground.pool);
  if (!note) return await visit.error(404);
  return new Response(note, {
    headers: { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-cache' },
  });
}

async function tile(visit: Visit): Promise<Response> {
  const wanted = readTilePath(visit.params.tile ?? '');
  if (!wanted) return await visit.error(404);
  const { level, index, width } = wanted;
  const { pool } = visit.ground;
  const { size } = await lastLeaf(pool);
  if (index * tileWidth + width > Math.floor(size / tileWidth ** level)) return await visit.error(404);
  const hashes = await storedHashes(pool)(level, index * tileWidth, index * tileWidth + width);
  return new Response(Buffer.concat(hashes), {
    headers: {
      'Content-Type': 'application/octet-stream',
      'Cache-Control': 'public, max-age=31536000, immutable',
    },
  });
}
