import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ask } from '../crawl.ts';
import { command, startProduct, stopProduct } from '../running.ts';
import { healthy, onTrial, question, until } from './ground.ts';
import { knownReports, sendReport, somePlace } from './reporting.ts';

const hour = 3_600_000;

const clockOf = (data: string) => join(data, 'horloge');

const trial = onTrial(async data => {
  await writeFile(clockOf(data), '0');
  return await startProduct(data, {
    AIRIAL_NOW: '',
    AIRIAL_TRIAL_CLOCK: clockOf(data),
    NODE_OPTIONS: `--import=${resolve('tests/faults/moving-clock.ts')}`,
  });
});

/** What the clock of the product adds to ours, in milliseconds. */
let shift = 0;

/** The instant the product believes in. */
const there = () => new Date(Date.now() + shift);

/** Sets the clock of the product while it runs. */
async function setClock(at: Date) {
  shift = at.getTime() - Date.now();
  await writeFile(clockOf(trial.data), String(shift));
  trial.running.process.kill('SIGUSR2');
  await until('l’horloge réglée', async () => trial.running.written().includes(`horloge : ${shift}\n`));
}

const openNow = async () => {
  const { status, body } = await ask(`${trial.running.url}/lieux.geojson?ouvert=maintenant`);
  expect(status).toBe(200);
  return (JSON.parse(body.toString()).features as { id?: string; properties: unknown }[]).map(place =>
    JSON.stringify(place),
  );
};

describe('Pendant que le produit tourne, l’horloge', () => {
  test('avance de trois jours, puis recule de cinq : ce qui se fait la nuit se fait chaque fois à la nouvelle heure', async () => {
    for (const days of [3, -2]) {
      const night = new Date(Date.now() + days * 24 * hour);
      night.setUTCHours(4, 19, 55, 0);
      await setClock(night);
      const done = `SELECT FROM graphile_worker._private_known_crontabs WHERE identifier = 'core:forget'
        AND last_execution = '${new Date(night.getTime() + 5000).toISOString()}'`;
      await until(
        `le travail de 4 h 20, ${days} jours`,
        async () => (await question(trial.data, done)).length === 1,
        30,
      );
    }
    await until('les travaux en état', () => healthy(trial.running));
  });

  test('saute : les lieux ouverts sont ceux de la nouvelle heure, en avant comme en arrière', async () => {
    await setClock(new Date('2026-11-24T13:20:00Z'));
    const afternoon = await openNow();
    expect(afternoon.length).toBeGreaterThan(10);
    await setClock(new Date('2026-11-25T02:00:00Z'));
    expect(await openNow()).toEqual([]);
    await setClock(new Date('2026-11-24T13:20:00Z'));
    expect(await openNow()).toEqual(afternoon);
    await setClock(new Date('2026-11-24T03:00:00Z'));
    expect(await openNow()).toEqual([]);
  });

  test('recule entre l’ouverture du formulaire et l’envoi : il est reçu, non pris pour un robot', async () => {
    await setClock(new Date('2026-11-24T13:20:00Z'));
    const place = await somePlace(trial.running);
    const openedAt = there();
    await setClock(new Date(there().getTime() - 3 * hour));
    const { status, reference, page } = await sendReport(trial.running, place, { openedAt });
    expect(status, page).toBe(303);
    expect(await knownReports(trial.data)).toContain(reference);
  });

  test('recule après une limite atteinte : personne n’attend des heures', async () => {
    await setClock(new Date('2026-11-24T18:00:00Z'));
    const place = await somePlace(trial.running);
    const send = () => sendReport(trial.running, place, { openedAt: new Date(there().getTime() - 60_000) });
    const statuses: number[] = [];
    for (let count = 0; count < 11; count++) statuses.push((await send()).status);
    expect(statuses.filter(status => status === 303)).toHaveLength(10);
    expect(statuses.at(-1)).toBe(429);
    await setClock(new Date('2026-11-24T14:00:00Z'));
    expect((await send()).status).toBe(303);
  });

  test('recule entre deux imports : le dernier fichier importé l’emporte', async () => {
    const file = join(trial.data, 'lieu.csv');
    const load = async (name: string, now: string) => {
      await writeFile(
        file,
        `id,pivot,nom,commune,code_postal,code_insee,adresse\nhorloge-1,00000000000000,${name},Dax,40100,40088,1 rue des Essais\n`,
      );
      const ran = await command(['directory', 'import', file, '--source', 'Horloge', '--data', trial.data], {
        AIRIAL_NOW: now,
      }).done;
      expect(ran.code, ran.err).toBe(0);
    };
    const names = async () =>
      (await ask(`${trial.running.url}/lieux.csv`)).body.toString().match(/(Avant|Après) le saut/g);
    await load('Avant le saut', '2026-11-24T18:00:00Z');
    await until('le lieu publié', async () => (await names())?.[0] === 'Avant le saut');
    const { headers } = await ask(`${trial.running.url}/lieux.csv`);
    await load('Après le saut', '2026-11-24T12:00:00Z');
    await until('le lieu corrigé', async () => (await names())?.[0] === 'Après le saut');
    const again = await ask(`${trial.running.url}/lieux.csv`, { 'if-none-match': String(headers.etag) });
    expect(again.status).toBe(200);
  });

  test('saute d’un an, puis d’un siècle, puis revient : les pages répondent, il s’arrête proprement', async () => {
    for (const at of [
      '2027-11-24T13:20:00Z',
      '1970-01-02T00:00:00Z',
      '2099-12-31T22:59:00Z',
      '2026-11-24T13:20:00Z',
    ]) {
      await setClock(new Date(at));
      for (const path of ['/', '/lieux', '/lieux?ouvert=maintenant', '/lieux/couverture', '/lieux.ics'])
        expect((await ask(`${trial.running.url}${path}`)).status, `${at} ${path}`).toBeLessThan(500);
    }
    await until('la santé bonne', () => healthy(trial.running));
    const { code, took } = await stopProduct(trial.running);
    expect(code).toBe(0);
    expect(took).toBeLessThan(5000);
    expect(trial.running.written()).not.toContain('TimeoutOverflowWarning');
  });
});
