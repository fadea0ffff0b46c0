import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { z } from 'zod';
import type { Actor } from '../../core/access.ts';
import { act } from '../../core/act.ts';
import type { Database } from '../../core/database.ts';
import { UnreadableContours } from './domain/contours.ts';
import { DownloadFailed, download } from './download.ts';
import type { AreaFacts } from './embedded.ts';
import { territoryEvents } from './events.ts';
import given from './sources.json' with { type: 'json' };
import { loadContours, type Provenance, RefusedData } from './store.ts';
import { loadAreas } from './store-areas.ts';
import {
  departementName,
  membersElsewhere,
  readCommunes,
  readEpcis,
  readFormerCommunes,
  refuseHtml,
  UnreadableTable,
} from './tables.ts';

const sourceSchema = z.object({
  id: z.string(),
  group: z.enum(['communes', 'contours', 'places']),
  /** Name under a base address and in a folder. */
  file: z.string(),
  /** Official address of the file itself; null when none is known that the product can read. */
  url: z.url().nullable(),
  /** Where the publisher presents the data. */
  page: z.url(),
  /** False until the address was seen to answer. */
  confirmed: z.boolean(),
  sha256: z.string().nullable(),
  parser: z.enum(['communes', 'epci', 'former-communes', 'contours', 'france-services', 'libraries']),
  vintage: z.string(),
  source: z.string(),
  licence: z.string(),
  maxBytes: z.number().int().positive(),
});

export type Source = z.infer<typeof sourceSchema>;
export type SourceGroup = Source['group'];

/** The official files, as written in sources.json. */
export const officialSources: readonly Source[] = z.array(sourceSchema).parse(given.sources);

/** A file of places brought here for the directory, which reads it itself. */
export interface PlacesFile {
  path: string;
  /** Format of the file in the words of the directory's importer. */
  format: 'france-services' | 'libraries';
}

export interface Loading {
  database: Database;
  /** Code of the département. */
  departement: string;
  /** Address under which all files are found by name, in place of the official addresses. */
  base?: string | undefined;
  /** Folder where the files are, for a machine without network. */
  from?: string | undefined;
  /** Groups to load; all of them when absent. */
  only?: readonly SourceGroup[] | undefined;
  /** Folder that keeps downloaded files. */
  downloads: string;
  now: Date;
  actor: Actor;
  say: (line: string) => void;
  /** Hands a file of places to the directory; true when it took it. Without it the files are only brought. */
  importPlaces?: ((file: PlacesFile) => Promise<boolean>) | undefined;
  sources?: readonly Source[];
  /** Waits before a new try, milliseconds. */
  waits?: readonly number[];
}

export interface LoadReport {
  /** False when something was refused: nothing was changed then, and `reason` says why. */
  ok: boolean;
  reason: string | null;
  changed: boolean;
  /** Communes of the département after the load, and communes whose limits are drawn; null when not asked. */
  communes: number | null;
  contours: number | null;
  files: { id: string; file: string; from: string; bytes: number; sha256: string; notModified: boolean }[];
  places: { file: string; imported: boolean }[];
}

interface Brought {
  source: Source;
  path: string;
  text: string;
  sha256: string;
}

/**
 * Loads fresh communes, limits and places: all files are brought and read first, then communes and limits change in
 * one transaction, or nothing does and the report says why. Never throws for bad files or a bad network.
 */
export async function loadFromSources(it: Loading): Promise<LoadReport> {
  const report: LoadReport = {
    ok: true,
    reason: null,
    changed: false,
    communes: null,
    contours: null,
    files: [],
    places: [],
  };
  try {
    const groups = it.only ?? ['communes', 'contours', 'places'];
    const brought: Brought[] = [];
    for (const source of (it.sources ?? officialSources).filter(each => groups.includes(each.group))) {
      if (source.url === null && !it.base && !it.from) {
        it.say(
          `${source.file}\u00a0: pas d’adresse officielle connue, fichier laissé de côté (${source.page})`,
        );
        continue;
      }
      brought.push(await bring(it, source, report));
    }
    await change(it, brought, report);
    for (const { source, path } of brought.filter(each => each.source.group === 'places')) {
      const format = source.parser as PlacesFile['format'];
      const imported = (await it.importPlaces?.({ path, format })) ?? false;
      report.places.push({ file: source.file, imported });
      if (it.importPlaces && !imported) {
        report.ok = false;
        report.reason = `${source.file}\u00a0: l’annuaire n’a pas pu lire ces lieux.`;
      }
    }
  } catch (error) {
    if (!isRefusal(error)) throw error;
    report.ok = false;
    report.reason = error.message;
  }
  return report;
}

function isRefusal(error: unknown): error is Error {
  return [DownloadFailed, UnreadableTable, UnreadableContours, RefusedData].some(
    kind => error instanceof kind,
  );
}

async function bring(it: Loading, source: Source, report: LoadReport): Promise<Brought> {
  const { path, from, notModified } = it.from
    ? { path: join(it.from, source.file), from: join(it.from, source.file), notModified: false }
    : await fetched(it, source);
  let content: Buffer;
  try {
    content = await readFile(path);
  } catch (error) {
    throw new DownloadFailed(`${source.file}\u00a0: ce fichier n’est pas dans ${it.from ?? path}.`, {
      cause: error,
    });
  }
  const sha256 = createHash('sha256').update(content).digest('hex');
  if (content.length > source.maxBytes) {
    throw new DownloadFailed(
      `${source.file}\u00a0: le fichier dépasse ${Math.round(source.maxBytes / 1_000_000)}\u00a0Mo.`,
    );
  }
  const text = content.toString('utf8');
  refuseHtml(text, source.file);
  it.say(`${source.file}\u00a0: ${notModified ? 'inchangé' : `${Math.ceil(content.length / 1000)}\u00a0ko`}`);
  report.files.push({ id: source.id, file: source.file, from, bytes: content.length, sha256, notModified });
  return { source, path, text, sha256 };
}

async function fetched(it: Loading, source: Source) {
  const url = it.base
    ? `${it.base.replace(/\/+$/, '')}/${source.file}`
    : (source.url ?? '').replaceAll('{code}', it.departement);
  const { path, notModified } = await download({
    url,
    folder: it.downloads,
    file: basename(source.file),
    maxBytes: source.maxBytes,
    sha256: source.sha256,
    ...(it.waits ? { waits: it.waits } : {}),
  });
  return { path, from: url, notModified };
}

async function change(it: Loading, brought: readonly Brought[], report: LoadReport) {
  const of = (parser: Source['parser']) => brought.find(each => each.source.parser === parser);
  const communes = of('communes');
  const contours = of('contours');
  if (!communes && !contours) return;
  const facts = communes ? areaFacts(it.departement, communes, of('epci'), of('former-communes')) : null;
  const document = contours ? parsed(contours) : null;
  await act(it.database, it.now, {
    event: territoryEvents.areas_loaded,
    actor: it.actor,
    change: async transaction => {
      let rows = 0;
      if (facts && communes) {
        rows = await loadAreas(transaction, facts, provenance(it, communes));
        report.communes = facts.communes.filter(each => each.lat !== null).length;
      }
      let redrawn = false;
      if (contours) {
        const drawn = await loadContours(transaction, document, provenance(it, contours));
        report.contours = drawn.communes;
        redrawn = drawn.changed;
      }
      report.changed = rows > 0 || redrawn;
      return {
        answer: null,
        object: { type: 'territory', ref: it.departement },
        facts: { rows, contours: redrawn, files: brought.map(each => each.source.id) },
        unchanged: !report.changed,
      };
    },
  });
}

function areaFacts(
  departement: string,
  communes: Brought,
  epci: Brought | undefined,
  former: Brought | undefined,
): AreaFacts {
  const home = readCommunes(communes.text, communes.source.file);
  // The national list of a département may name neighbours that only touch it.
  const used = new Set(home.map(each => each.epci));
  const epcis = epci ? readEpcis(epci.text, epci.source.file).filter(each => used.has(each.siren)) : [];
  const elsewhere = membersElsewhere(
    epcis.map(each => each.siren),
    departement,
  );
  const written = new Set(home.map(each => each.insee));
  return {
    departement: { code: departement, name: departementName(departement) ?? departement },
    vintage: `${communes.source.vintage}-01-01`,
    communes: [...home, ...elsewhere.filter(each => !written.has(each.insee))],
    epcis,
    former: former ? readFormerCommunes(former.text, former.source.file, departement) : [],
  };
}

function parsed(contours: Brought): unknown {
  try {
    return JSON.parse(contours.text);
  } catch (error) {
    throw new UnreadableContours(`${contours.source.file}\u00a0: ce fichier est incomplet ou abîmé.`, {
      cause: error,
    });
  }
}

/** The year written in sources.json is that of the official address: a file found elsewhere may be of any year. */
function provenance({ from, base, now }: Loading, { source, sha256 }: Brought): Provenance {
  const vintage = from || base ? 'date inconnue' : source.vintage;
  return { vintage, source: source.source, licence: source.licence, sha256, at: now };
}
