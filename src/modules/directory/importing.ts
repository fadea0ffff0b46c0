import { fullDisk, isDatabaseAway, isDiskFull } from '../../core/failures.ts';
import { newSecret } from '../../core/identifier.ts';
import { dayInParis, numberText } from '../../core/typography.ts';
import { loadTerritory } from '../territory/index.ts';
import { counted } from './counted.ts';
import { hasOverlap, parseHours } from './domain/hours/index.ts';
import { type ImportCounts, verdictOf } from './domain/import-report.ts';
import { hoursReader } from './domain/standard/hours-reading.ts';
import type { ParsingContext } from './domain/standard/types.ts';
import { type PreparedPlace, planBatch, preparePlace } from './import-batch.ts';
import {
  addCounts,
  finishRun,
  type Import,
  type ImportRequest,
  noCounts,
  openRun,
  recordBatch,
} from './import-run.ts';
import { mappings } from './mappings.ts';
import { openPlacesFile, type PlacesFile } from './reading/file.ts';
import { bytesOfFile } from './reading/inspection.ts';
import { readPlaces } from './reading/places.ts';
import { LostFile } from './reading/unreadable.ts';
import { countRecords, findSourceId, holdSource, releaseSource } from './store/imports.ts';

export interface ImportResult {
  run: string | null;
  /** Unguessable address of the report, from the root of the site; null for a trial. */
  report: string | null;
  source: string;
  counts: ImportCounts;
  unknownColumns: string[];
}

/** The import cannot be done, or had to stop; the sentence says why, and what is written already. */
export class ImportStopped extends Error {
  override name = 'ImportStopped';
}

/** Rows of one transaction. */
const BATCH = 500;

/** Smallest share of the records of a source that a new file must have. */
const LEAST_SHARE = 0.8;

/**
 * Imports a file of places, 500 rows a transaction. What an interrupted import of the same file had recorded is
 * kept, and the import resumes there. Throws {@link ImportStopped} or UnreadableFile, both in French.
 */
export async function importFile(request: ImportRequest): Promise<ImportResult> {
  const mapping = mappings.get(request.format ?? 'standard');
  if (!mapping) {
    throw new ImportStopped(
      `Format inconnu\u00a0: «\u00a0${request.format}\u00a0». Formats lus\u00a0: ${[...mappings.keys()].join(', ')}.`,
    );
  }
  const name = request.source?.trim();
  const source =
    name && name !== mapping.source.name
      ? { ...mapping.source, name, attribution: name, url: null }
      : mapping.source;
  const file = await openPlacesFile(bytesOfFile(request.file), mapping);
  const territory = await loadTerritory(request.database);
  if (territory.communes.all.length === 0) {
    throw new ImportStopped(
      'Les communes du territoire ne sont pas chargées\u00a0: lancez d’abord ./airial territory load.',
    );
  }
  const known = await countRecords(request.database, source.name);
  const it: Import = {
    request,
    mapping,
    source,
    file,
    territory,
    total: await countRows(file, known),
  };
  refuseShrinking(it, known);
  if (request.dryRun) return await rehearse(it);
  return await oneAtATime(it, holding => record(it, holding)).catch(error => {
    throw isCut(error) ? stoppedAt(0, 0, error) : error;
  });
}

/** From this many lines a new source is not counted beforehand: nothing depends on it but the progress shown. */
const LONG = 1000;

async function countRows(file: PlacesFile, known: number): Promise<number> {
  const { shape, rowsAtMost } = file.facts;
  // Header and last line break left out.
  if (known === 0 && shape === 'csv' && rowsAtMost > LONG) return rowsAtMost - 2;
  let total = 0;
  for await (const _ of file.rows()) total++;
  return total;
}

/** A truncated or empty file must not make every place of a source look gone. */
function refuseShrinking({ request, source, total }: Import, known: number) {
  if (request.allowShrink) return;
  if (total === 0) throw new ImportStopped('Ce fichier n’a aucune ligne de lieu. Rien n’a été changé.');
  if (total >= known * LEAST_SHARE) return;
  throw new ImportStopped(
    `Ce fichier a ${numberText(total)} lignes, et la source «\u00a0${source.name}\u00a0» en avait ${numberText(known)}\u00a0: une baisse de plus de 20\u00a0% ressemble à un fichier coupé. Rien n’a été changé. Si c’est voulu, ajoutez --allow-shrink\u00a0; si c’est une autre source, nommez-la avec --source.`,
  );
}

/** Different timetables remembered while a file is read: most places share theirs with others. */
const MOST_TIMETABLES = 2000;

function hoursReaderOfOneFile(): ParsingContext['readHours'] {
  const read = hoursReader(parseHours, hasOverlap);
  const known = new Map<string, ReturnType<typeof read>>();
  return text => {
    const before = known.get(text);
    if (before) return before;
    const reading = read(text);
    if (known.size < MOST_TIMETABLES) known.set(text, reading);
    return reading;
  };
}

function contextOf({ territory, request }: Import): ParsingContext {
  const { communes } = territory;
  const readHours = hoursReaderOfOneFile();
  return { communes, box: communes.box, today: dayInParis(request.now()), readHours };
}

/** Rows read in one go: short enough that the answers of the database do not wait. */
const SLICE = 20;

/** The rows of a file by 500. */
interface Batches {
  /** The next rows; none at the end. */
  next(): Promise<PreparedPlace[]>;
  /** Begins to read the next rows, while the caller waits for something else. */
  readAhead(): void;
}

function openBatches(it: Import): Batches {
  const places = readPlaces(it.file, it.mapping, contextOf(it));
  let coming: Promise<PreparedPlace[]> | null = null;
  const read = async () => {
    const batch: PreparedPlace[] = [];
    while (batch.length < BATCH) {
      const { value, done } = await places.next();
      if (done) break;
      batch.push(preparePlace(value));
      if (batch.length % SLICE === 0) await new Promise(done => setImmediate(done));
    }
    return batch;
  };
  return {
    next() {
      const batch = coming ?? read();
      coming = null;
      return batch;
    },
    readAhead() {
      // After what the caller waits for has left for the database.
      coming ??= new Promise(done => setImmediate(done)).then(read);
      coming.catch(() => {});
    },
  };
}

/** The same reading and comparing, nothing written. */
async function rehearse(it: Import): Promise<ImportResult> {
  const { database, now, onStart, onVerdict, onProgress } = it.request;
  const source = await findSourceId(database, it.source.name);
  onStart?.({ run: null, report: null });
  let counts = noCounts;
  const batches = openBatches(it);
  for (let rows = await batches.next(); rows.length > 0; rows = await batches.next()) {
    counts = addCounts(counts, rows, await planBatch(database, source, rows, now()));
    for (const { parsed } of rows) onVerdict?.(verdictOf(parsed));
    onProgress?.(counts.rows, it.total);
  }
  return {
    run: null,
    report: null,
    source: it.source.name,
    counts,
    unknownColumns: it.file.facts.unknownColumns,
  };
}

/** How often, and how many times, a source that is busy is asked for again: a killed import lets go a little late. */
const PATIENCE = { milliseconds: 200, times: 10 };

/** Holds the source for the time of the work: another import of it is refused, those of other sources are not. */
async function oneAtATime<Answer>(
  { request, source }: Import,
  work: (holding: () => Promise<unknown>) => Promise<Answer>,
): Promise<Answer> {
  return await request.database.connection().execute(async connection => {
    for (let tries = 0; !(await holdSource(connection, source.name)); tries++) {
      if (tries === PATIENCE.times) {
        throw new ImportStopped(
          `Un autre import de la source «\u00a0${source.name}\u00a0» est en cours. Attendez qu’il finisse, puis relancez celui-ci. Rien n’a été changé.`,
        );
      }
      await new Promise(done => setTimeout(done, PATIENCE.milliseconds));
    }
    try {
      // Any question fails once this connection is lost.
      return await work(() => findSourceId(connection, source.name));
    } finally {
      await releaseSource(connection, source.name).catch(() => {});
    }
  });
}

/** `holding` fails once the connection that holds the source is lost: another import may then have begun. */
async function record(it: Import, holding: () => Promise<unknown>): Promise<ImportResult> {
  const { onStart, onProgress, onVerdict } = it.request;
  const secret = newSecret();
  const run = await openRun(it, secret);
  const report = `/lieux/imports/${secret}`;
  onStart?.({ run: run.id, report });
  let { counts, lineDone } = run;
  const resumed = run.rowsDone;
  try {
    const batches = openBatches(it);
    for (let rows = await batches.next(); rows.length > 0; rows = await batches.next()) {
      const rest = rows.filter(({ parsed }) => parsed.row > resumed);
      if (rest.length > 0) {
        await holding();
        counts = await recordBatch(it, run, counts, rest, batches.readAhead);
        lineDone = rest.at(-1)!.parsed.line;
      }
      for (const { parsed } of rows) onVerdict?.(verdictOf(parsed));
      onProgress?.(Math.max(counts.rows, rows.at(-1)!.parsed.row), it.total);
    }
    await holding();
    counts = await finishRun(it, run, counts);
  } catch (error) {
    throw isCut(error) ? stoppedAt(lineDone, counts.rows, error) : error;
  }
  return {
    run: run.id,
    report,
    source: it.source.name,
    counts,
    unknownColumns: it.file.facts.unknownColumns,
  };
}

/** The work stopped for a reason of the machine, and can go on later. */
function isCut(error: unknown): boolean {
  return error instanceof LostFile || isDiskFull(error) || isDatabaseAway(error);
}

function stoppedAt(line: number, rows: number, cause: unknown): ImportStopped {
  const reached =
    rows === 0
      ? 'avant la première ligne'
      : `après la ligne ${line} (${counted(rows, 'ligne enregistrée', 'lignes enregistrées')})`;
  if (isDiskFull(cause))
    return new ImportStopped(`${fullDisk(`l’import s’est arrêté ${reached}`)} Il reprendra là.`, { cause });
  const [why, first] =
    cause instanceof LostFile
      ? [cause.message, 'Remettez le fichier, puis relancez']
      : ['La base de données ne répond plus.', 'Relancez'];
  return new ImportStopped(
    `${why} L’import s’est arrêté ${reached}. ${first} la même commande\u00a0: il reprendra là.`,
    { cause },
  );
}
