import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { ask } from '../crawl.ts';
import { command, emptyFolder, postgresOf, startProduct, stopProduct } from '../running.ts';
import {
  countPlaces,
  expectNoTrace,
  expectNothingLost,
  healthy,
  load,
  onTrial,
  rowsOfTheTrial,
  underWay,
  until,
  writePlaces,
} from './ground.ts';
import { knownReports, sendReport, somePlace } from './reporting.ts';

const disk = await emptyFolder();
const mounting = spawnSync(
  'mount',
  ['-t', 'tmpfs', '-o', `size=${rowsOfTheTrial > 4000 ? 400 : 250}m,mode=755`, 'airial-essai', disk],
  { encoding: 'utf8' },
);
const isMounted = mounting.status === 0;
const title = isMounted
  ? 'Quand le disque est plein'
  : 'Quand le disque est plein (non passé : monter un petit disque d’essai est réservé à root)';
if (!isMounted) await rm(disk, { recursive: true });

const filler = join(disk, 'remplissage');

/** Takes all the room left but `spare` bytes. */
async function fill(spare = 0) {
  await rm(filler, { force: true });
  const file = await open(filler, 'w');
  try {
    for (const piece of [4_194_304, 65_536, 4096]) {
      const bytes = Buffer.alloc(piece);
      for (;;) {
        const { bytesWritten } = await file.write(bytes);
        if (bytesWritten < piece) break;
      }
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
  } finally {
    const { size } = await file.stat();
    await file.truncate(Math.max(0, size - spare));
    await file.close();
  }
}

const free = () => rm(filler, { force: true });

describe.skipIf(!isMounted)(title, () => {
  afterAll(async () => {
    spawnSync('umount', [disk]);
    await rm(disk, { recursive: true, force: true });
  });

  const file = join(disk, 'pannes.csv');
  const trial = onTrial(
    async data => {
      await writePlaces(file, rowsOfTheTrial);
      return await startProduct(data);
    },
    { folder: async () => join(disk, 'data') },
  );

  afterEach(free);

  test('un signalement est reçu pour de bon ou refusé en français, et les pages restent lisibles', async () => {
    const place = await somePlace(trial.running);
    await fill();
    const received: string[] = [];
    const refused: string[] = [];
    // Ten in an hour: as many as the limit lets through, long enough that their table must grow.
    for (let count = 0; count < 10; count++) {
      const { reference, status, page } = await sendReport(trial.running, place, {
        details: `${count} `.repeat(900),
      });
      if (reference) received.push(reference);
      else refused.push(`${status} ${page}`);
    }
    expect(refused.length, 'le disque n’était pas plein').toBeGreaterThan(0);
    for (const page of refused) {
      expect(page).toMatch(/^50\d /);
      expect(page).toMatch(/<html lang="fr"/);
      expectNoTrace(page);
      expect(page).not.toMatch(/No space|could not|ENOSPC/);
    }
    await free();
    await until('la santé de nouveau bonne', () => healthy(trial.running), 60);
    const after = await sendReport(trial.running, place).then(({ reference, status }) => ({
      reference,
      status,
    }));
    expect([303, 429]).toContain(after.status);
    process.kill((await postgresOf(trial.data))!, 'SIGKILL');
    await until('la santé de nouveau bonne', () => healthy(trial.running), 60);
    const known = await knownReports(trial.data);
    expect(known).toEqual(expect.arrayContaining(received));
    expect(known.length - received.length).toBe(after.reference ? 1 : 0);
  });

  test('un import s’arrête en français, garde ce qui est écrit, et reprend quand il y a de la place', async () => {
    const importing = load(trial.data, file);
    await underWay(trial.data);
    let over = false;
    importing.process.once('exit', () => {
      over = true;
    });
    // PostgreSQL gives room back as it goes: it is taken again until the import has seen it.
    while (!over) {
      await fill();
      await new Promise(done => setTimeout(done, 50));
    }
    const ran = await importing.done;
    expect(ran.code, ran.err).toBe(1);
    expectNoTrace(ran.err);
    expect(ran.err).toMatch(/disque est plein|base de données ne répond plus/);
    expect(ran.err).not.toMatch(/No space|could not|ENOSPC/);
    const acknowledged = Number(
      /\((\d[\d\s\u202f\u00a0]*) lignes? enregistrée/.exec(ran.err)?.[1]?.replace(/\D/g, '') ?? 0,
    );
    await free();
    await until('la santé de nouveau bonne', () => healthy(trial.running), 60);
    expect((await ask(`${trial.running.url}/lieux`)).status).toBe(200);
    await expectNothingLost(trial.data, file, acknowledged);
  });

  test('une sauvegarde vers ce disque échoue en français, et celle d’avant reste entière', async () => {
    const target = join(disk, 'sauvegarde.airial');
    const first = await command(['backup', target, '--data', trial.data]).done;
    expect(first.code, first.err).toBe(0);
    const before = await readFile(target);
    await fill(Math.ceil(before.length / 4));
    for (const name of [target, join(disk, 'autre.airial')]) {
      const ran = await command(['backup', name, '--force', '--data', trial.data]).done;
      expect(ran.code).toBe(1);
      expect(ran.err).toContain('Le disque est plein\u00a0: la sauvegarde n’a pas été écrite.');
      expectNoTrace(ran.err);
      expect(existsSync(`${name}.part`)).toBe(false);
    }
    expect(existsSync(join(disk, 'autre.airial'))).toBe(false);
    expect(before.equals(await readFile(target))).toBe(true);
    await free();
    const again = await command(['backup', target, '--force', '--data', trial.data]).done;
    expect(again.code, again.err).toBe(0);
    await rm(target);
  });

  test('il ne démarre pas et dit pourquoi ; la place rendue, il repart avec tout', async () => {
    const { records } = await countPlaces(trial.data);
    await stopProduct(trial.running);
    await fill();
    const ran = await command(['run', '--port', '0', '--data', trial.data]).done;
    expect(ran.code).toBe(1);
    expect(ran.err).toContain('est plein\u00a0: PostgreSQL ne peut pas démarrer.');
    expectNoTrace(ran.err);
    await free();
    trial.running = await startProduct(trial.data);
    expect(await healthy(trial.running)).toBe(true);
    expect((await countPlaces(trial.data)).records).toBe(records);
  });
});
