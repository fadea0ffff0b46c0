import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { act } from '../../core/act.ts';
import { readAs } from '../../core/acting-as.ts';
import type { Ground } from '../../core/ground.ts';
import { newId } from '../../core/identifier.ts';
import { planJob } from '../../core/queue.ts';
import { directoryEvents } from './events.ts';
import { ImportStopped, importFile } from './importing.ts';
import type { Acting } from './keeping.ts';
import { authorOf } from './keeping.ts';
import { UnreadableFile } from './reading/unreadable.ts';
import {
  endImportRequest,
  findImportRequest,
  type ImportAsked,
  insertImportRequest,
  markImporting,
} from './store/import-requests.ts';

export const importJob = 'directory:import';
const robot = { kind: 'job', ref: importJob } as const;

/** Keeps a file durably and plans its import, together. Gives back where its progress is told. */
export async function askImport(
  { database, actor, now, key, request }: Acting,
  storage: Ground['storage'],
  file: { name: string; bytes: Uint8Array },
  options: Pick<ImportAsked, 'format' | 'source' | 'trial' | 'allowShrink'>,
): Promise<string> {
  const id = newId(now);
  const stored = `imports/${id}/places.${/\.json$/i.test(file.name) ? 'json' : 'csv'}`;
  await storage.put(stored, file.bytes);
  const asked = await act<string>(database, now, {
    event: directoryEvents.import_asked,
    actor,
    ...(key ? { key } : {}),
    ...(request ? { request } : {}),
    change: async transaction => {
      await insertImportRequest(transaction, {
        id,
        key: stored,
        fileName: file.name,
        fileSize: file.bytes.length,
        ...options,
        by: authorOf(actor),
        at: now,
      });
      await planJob(transaction, { job: importJob, payload: { request: id }, key: `import ${id}` });
      return {
        answer: id,
        object: { type: 'import', ref: id },
        facts: { format: options.format, size: file.bytes.length, trial: options.trial },
      };
    },
  });
  // A second press of the same form: its file is kept once.
  if (asked !== id) await storage.delete(stored);
  return asked;
}

/** Does an import that was asked on a page. Killed, it goes on where it was: the file is kept until the end. */
export async function doImport(ground: Ground, id: string): Promise<void> {
  const { database, storage, now } = ground;
  const asked = await readAs(database, robot, transaction => findImportRequest(transaction, id));
  if (!asked || asked.state === 'finished' || asked.state === 'failed') return;
  const tell = (
    facts: { state: string; run: string | null },
    change: (transaction: Parameters<typeof markImporting>[0]) => Promise<void>,
  ) =>
    act(database, now(), {
      event: directoryEvents.import_ended,
      actor: robot,
      change: async transaction => {
        await change(transaction);
        return { answer: null, object: { type: 'import', ref: id }, facts };
      },
    });
  const folder = await mkdtemp(join(tmpdir(), 'airial-import-'));
  try {
    const kept = await storage.get(asked.key);
    if (!kept) throw new ImportStopped('Le fichier n’est plus là. Envoyez-le de nouveau.');
    const file = join(folder, asked.fileName.replace(/[^\p{L}\p{N}._-]+/gu, '_'));
    await writeFile(file, kept);
    let run: Promise<unknown> = Promise.resolve();
    const { counts } = await importFile({
      database,
      actor: robot,
      file,
      format: asked.format,
      ...(asked.source ? { source: asked.source } : {}),
      dryRun: asked.trial,
      allowShrink: asked.allowShrink,
      now,
      say: () => {},
      onStart: started => {
        run = tell({ state: 'running', run: started.run }, transaction =>
          markImporting(transaction, id, started.run),
        );
        run.catch(() => {});
      },
    });
    await run;
    await tell({ state: 'finished', run: null }, transaction =>
      endImportRequest(transaction, id, { at: now(), counts }),
    );
  } catch (error) {
    if (!(error instanceof ImportStopped || error instanceof UnreadableFile)) throw error;
    await tell({ state: 'failed', run: null }, transaction =>
      endImportRequest(transaction, id, { at: now(), message: error.message }),
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  await storage.delete(asked.key);
}
