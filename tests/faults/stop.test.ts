import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ask } from '../crawl.ts';
import { command, emptyFolder, postgresOf, startProduct, stopProduct, sweep } from '../running.ts';
import { onTrial, question, until } from './ground.ts';

const trial = onTrial(startProduct);

describe('Airial s’arrête et repart', () => {
  test.each(['SIGTERM', 'SIGINT'] as const)(
    '%s : arrêté en moins de 5 s, PostgreSQL aussi, et reparti',
    async signal => {
      const { code, took } = await stopProduct(trial.running, signal);
      expect(code).toBe(0);
      expect(took).toBeLessThan(5000);
      expect(await postgresOf(trial.data)).toBeNull();
      trial.running = await startProduct(trial.data);
      expect((await ask(`${trial.running.url}/`)).status).toBe(200);
    },
  );

  test('une demande en cours ne retient pas l’arrêt', async () => {
    const slow = fetch(`${trial.running.url}/lieux.json`)
      .then(answer => answer.text())
      .catch(() => 'coupée');
    const { code, took } = await stopProduct(trial.running);
    await slow;
    expect(code).toBe(0);
    expect(took).toBeLessThan(5000);
    trial.running = await startProduct(trial.data);
  });

  test('la base tuée puis relancée : la santé le dit, puis tout revient seul', async () => {
    process.kill((await postgresOf(trial.data))!, 'SIGKILL');
    await until(
      'la santé de nouveau bonne',
      async () =>
        (await ask(`${trial.running.url}/healthz`)).status === 200 && (await postgresOf(trial.data)) !== null,
      40,
    );
    expect((await ask(`${trial.running.url}/lieux?commune=40088`)).status).toBe(200);
  });

  test('l’horloge qui recule ou avance d’un an ne l’arrête pas', async () => {
    for (const now of ['2025-11-24T13:20:00Z', '2027-11-24T13:20:00Z']) {
      await stopProduct(trial.running);
      trial.running = await startProduct(trial.data, { AIRIAL_NOW: now });
      for (const path of ['/', '/lieux', '/lieux?ouvert=maintenant', '/lieux/couverture'])
        expect((await ask(`${trial.running.url}${path}`)).status, path).toBe(200);
    }
  });

  test('une horloge arrêtée est refusée en production', async () => {
    const ran = await command(['run', '--port', '0', '--data', trial.data], { AIRIAL_ENV: 'production' })
      .done;
    expect(ran.code).toBe(1);
    expect(ran.err).toContain('AIRIAL_NOW');
  });

  test('un port déjà pris est dit en français, le premier serveur continue', async () => {
    const port = new URL(trial.running.url).port;
    const ran = await command(['run', '--port', port, '--data', trial.data]).done;
    expect(ran.code).toBe(1);
    expect(ran.err).toMatch(/port \d+ est déjà pris/);
    expect((await ask(`${trial.running.url}/healthz`)).status).toBe(200);
  });
});

describe('Chaque commande marche que le produit tourne ou non', () => {
  test('elle rejoint la base qui tourne et la laisse', async () => {
    const before = await postgresOf(trial.data);
    const ran = await command(['directory', 'reports', '--json', '--data', trial.data]).done;
    expect(ran.code, ran.err).toBe(0);
    expect(JSON.parse(ran.out)).toEqual([]);
    expect(await postgresOf(trial.data)).toBe(before);
  });

  test('elle la démarre pour son temps, puis l’arrête', async () => {
    await stopProduct(trial.running);
    const ran = await command(['directory', 'reports', '--json', '--data', trial.data]).done;
    expect(ran.code, ran.err).toBe(0);
    expect(await postgresOf(trial.data)).toBeNull();
    trial.running = await startProduct(trial.data);
  });

  test('un fichier absent ne démarre rien et n’écrit pas de trace', async () => {
    const elsewhere = await emptyFolder();
    const ran = await command(['directory', 'import', join(elsewhere, 'absent.csv'), '--data', elsewhere])
      .done;
    expect(ran.code).toBe(1);
    expect(ran.err).toContain('absent.csv');
    expect(ran.err).not.toMatch(/\n\s+at \S+ \(/);
    expect(existsSync(join(elsewhere, 'postgres'))).toBe(false);
    await sweep(elsewhere);
  });
});

test('une base plus récente que le programme est refusée, sans y toucher', async () => {
  await question(
    trial.data,
    `INSERT INTO core.migration (name, hash) VALUES ('directory/9999_demain.sql', 'x')`,
  );
  try {
    const ran = await command(['directory', 'reports', '--json', '--data', trial.data]).done;
    expect(ran.code).toBe(1);
    expect(ran.err).toMatch(/récent|mettez|version/i);
  } finally {
    await question(trial.data, `DELETE FROM core.migration WHERE name = 'directory/9999_demain.sql'`);
  }
});

test('sauvegarder puis remettre ailleurs rend les mêmes exports, octet pour octet', async () => {
  const file = join(trial.data, 'sauvegarde.airial');
  const saved = await command(['backup', file, '--data', trial.data]).done;
  expect(saved.code, saved.err).toBe(0);
  const elsewhere = await emptyFolder();
  try {
    const restored = await command(['restore', file, '--data', elsewhere]).done;
    expect(restored.code, restored.err).toBe(0);
    const refused = await command(['restore', file, '--data', elsewhere]).done;
    expect(refused.code).toBe(1);
    expect(refused.err).toContain('--force');
    const other = await startProduct(elsewhere);
    try {
      for (const path of ['/lieux.csv', '/lieux.json', '/lieux.geojson']) {
        const [here, there] = [await ask(`${trial.running.url}${path}`), await ask(`${other.url}${path}`)];
        expect(here.status).toBe(200);
        expect(there.body.toString().replaceAll(other.url, trial.running.url), path).toBe(
          here.body.toString(),
        );
      }
    } finally {
      await stopProduct(other);
    }
  } finally {
    await sweep(elsewhere);
  }
});
