import { statSync } from 'node:fs';
import { openInstallation } from '../../core/installation.ts';
import type { AloneContext } from '../../core/verb.ts';
import { exits, Stopped } from './cli-files.ts';
import { type House, readHouse } from './house.ts';
import { installedPlaces, installedTable } from './installed.ts';

/** The file that `--data` names; null when it is the territory installed, whose folder it may name. */
export function tableFile({ values }: AloneContext): string | null {
  const { data } = values;
  return typeof data === 'string' && !statSync(data, { throwIfNoEntry: false })?.isDirectory() ? data : null;
}

/** What is published in the installation, read once. */
export async function installedHouse({ values, modules, say }: AloneContext): Promise<House> {
  const data = typeof values.data === 'string' ? values.data : undefined;
  const installation = await openInstallation({ data, modules, say });
  try {
    return await readHouse(installation.ground.database);
  } finally {
    await installation.close();
  }
}

/** The communes of the installation as the table of `--data`: the bytes that certificates name. */
export async function installedCommunes(context: AloneContext): Promise<{ name: string; text: string }> {
  const places = installedPlaces(await installedHouse(context));
  if (places.length === 0) throw new Stopped(exits.unreadable, 'Le territoire installé n’a pas de commune.');
  const { text, sha256 } = installedTable(places);
  return { name: `communes-${sha256.slice(0, 12)}.csv`, text };
}
