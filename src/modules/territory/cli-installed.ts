import { statSync } from 'node:fs';
import { readAs } from '../../core/acting-as.ts';
import { type Installation, openInstallation } from '../../core/installation.ts';
import type { AloneContext } from '../../core/verb.ts';
import { exits, Stopped } from './cli-files.ts';
import type { PlanAsked } from './domain/plans/asked.ts';
import { type House, readHouse } from './house.ts';
import { installedPlaces, installedTable } from './installed.ts';
import { findScenarios } from './store-scenarios.ts';

/** The file that `--data` names; null when it is the territory installed, whose folder it may name. */
export function tableFile({ values }: AloneContext): string | null {
  const { data } = values;
  return typeof data === 'string' && !statSync(data, { throwIfNoEntry: false })?.isDirectory() ? data : null;
}

/** What is published in the installation, read once. */
export const installedHouse = (context: AloneContext): Promise<House> =>
  readInstalled(context, ({ ground }) => readHouse(ground.database));

async function readInstalled<T>(
  { values, modules, say }: AloneContext,
  read: (installation: Installation) => Promise<T>,
): Promise<T> {
  const data = typeof values.data === 'string' ? values.data : undefined;
  const installation = await openInstallation({ data, modules, say });
  try {
    return await read(installation);
  } finally {
    await installation.close();
  }
}

/** What is asked of a plan that is kept, by its identifier or its name; of two of the same name, the last one. */
export async function installedPlan(context: AloneContext, named: string): Promise<PlanAsked> {
  const plans = await readInstalled(context, ({ ground }) =>
    readAs(ground.database, { kind: 'command', ref: 'territory robust' }, findScenarios),
  );
  const found = plans.find(({ id, name }) => id === named || name === named);
  if (!found) throw new Stopped(exits.unreadable, `Aucun plan ne s’appelle «\u00a0${named}\u00a0».`);
  return found.problem;
}

/** The same with the indicators of these names beside, empty where they are not published. */
export async function installedWith(context: AloneContext, indicators: readonly string[]): Promise<string> {
  const house = await installedHouse(context);
  const places = installedPlaces(house);
  const [header, ...lines] = installedTable(places).text.trimEnd().split('\n');
  const missing = indicators.filter(id => !header!.split(',').includes(id));
  const valueIn = (id: string, code: string) => house.observations.get(id)?.byCommune.get(code)?.value ?? '';
  return [
    [header, ...missing].join(','),
    ...lines.map((line, at) => [line, ...missing.map(id => valueIn(id, places[at]!.code))].join(',')),
    '',
  ].join('\n');
}

/** The communes of the installation as the table of `--data`: the bytes that certificates name. */
export async function installedCommunes(context: AloneContext): Promise<{ name: string; text: string }> {
  const places = installedPlaces(await installedHouse(context));
  if (places.length === 0) throw new Stopped(exits.unreadable, 'Le territoire installé n’a pas de commune.');
  const { text, sha256 } = installedTable(places);
  return { name: `communes-${sha256.slice(0, 12)}.csv`, text };
}
