import type { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../tests/database.ts';
import {
  asOwner,
  formOf,
  groundOf,
  openedOrganisation,
  type Someone,
  someone,
} from '../../../tests/signed-in.ts';
import { hiddenFields } from '../../../tests/walker.ts';
import { buildSite } from '../http/app.ts';
import { type JobDefinition, startWorker } from '../jobs.ts';
import { defineModule } from '../module.ts';
import { problemsOf, type State } from './state.ts';

const now = new Date('2026-11-24T10:00:00Z');
let broken = true;
let done = 0;
const trial: JobDefinition = {
  title: { fr: 'Essai', en: 'Trial' },
  name: 'essai:panne',
  async run() {
    if (broken) throw new Error('marie.dupouy@landes.example ne répond pas');
    done++;
  },
};

let base: TestDatabase;
let site: Hono;
let worker: { stop(): Promise<void> };
let administrator: Someone;
let coordinator: Someone;

beforeAll(async () => {
  base = await testDatabase();
  const ground = groundOf(base, () => now);
  site = buildSite(ground, () => ({ jobs: true }));
  const pilot = await openedOrganisation(base, now, 'Département des Landes', true);
  administrator = await someone(base, now, { in: { organisation: pilot, roles: ['administrateur'] } });
  coordinator = await someone(base, now, { in: { organisation: pilot, roles: ['coordinateur'] } });
  worker = await startWorker({ ...ground, modules: [defineModule({ name: 'essai', jobs: [trial] })] });
  await asOwner(base, async client => {
    await client.query(`SELECT graphile_worker.add_job('essai:panne', '{"who":"marie"}', max_attempts := 1)`);
    await until(async () => {
      const { rows } = await client.query(
        `SELECT 1 FROM graphile_worker.jobs WHERE task_identifier = 'essai:panne' AND attempts = 1 AND locked_at IS NULL`,
      );
      return rows.length === 1;
    });
  });
});
afterAll(async () => {
  await worker?.stop();
});

async function until(holds: () => Promise<boolean> | boolean): Promise<void> {
  for (const end = Date.now() + 15_000; Date.now() < end; ) {
    if (await holds()) return;
    await new Promise(again => setTimeout(again, 50));
  }
  throw new Error('too long');
}

const get = async (who: Someone, path = '/pro/admin') => {
  const answer = await site.request(path, { headers: who.headers });
  return { status: answer.status, html: await answer.text() };
};

describe('/pro/admin', { shuffle: false }, () => {
  it('is for administrators', async () => {
    expect((await get(coordinator)).status).toBe(403);
    expect((await site.request('/pro/admin')).status).toBe(303);
  });

  it('says first that a job was given up, and never what it was about', async () => {
    const { status, html } = await get(administrator);
    expect(status).toBe(200);
    expect(html).toContain('ne seront plus essayés');
    expect(html).toContain('essai:panne');
    expect(html).not.toMatch(/marie/);
  });

  it('starts nothing for who may not', async () => {
    const answer = await site.request('/pro/admin', formOf({}, coordinator));
    expect(answer.status).toBe(403);
    expect(done).toBe(0);
  });

  it.each(['0 OR 1=1', '-1', '9'.repeat(30), ''])('knows no job « %s »', async travail => {
    const answer = await site.request('/pro/admin', formOf({ travail }, administrator));
    expect(answer.status).toBe(404);
  });

  it('starts a failed job again, once however often the button is pressed', async () => {
    broken = false;
    const { html } = await get(administrator);
    const fields = Object.fromEntries(hiddenFields(html, '/pro/admin'));
    expect(fields.travail).toMatch(/^\d+$/);
    const press = () => site.request('/pro/admin', formOf(fields, administrator));
    const [first, second] = await Promise.all([press(), press()]);
    expect(first.headers.get('Location')).toBe('/pro/admin?relances=1');
    expect(second.headers.get('Location')).toBe('/pro/admin?relances=1');
    await until(() => done === 1);
    await until(async () => (await get(administrator)).html.includes('Aucun travail n’a échoué'));
    expect((await get(administrator, '/pro/admin?relances=1')).html).toContain('1\u00a0travail est relancé');
    expect(done).toBe(1);
  });
});

describe('what must be looked at', () => {
  const well: State = {
    counts: [],
    failures: [],
    rounds: [{ job: 'core:retention', lastAt: now, late: false }],
    channels: [],
    checkpoint: { size: 12, at: now },
    verified: { at: now, size: 12, findings: 0 },
    retention: null,
    disk: { free: 50 * 2 ** 30, total: 100 * 2 ** 30 },
    postgres: '18',
    schema: '',
  };
  const mail = (gone: number, failed: number) =>
    [{ channel: 'email', waiting: 0, gone, failed, lastGone: null, lastFailed: now }] as const;

  it.each<[string, Partial<State>, boolean, string[]]>([
    ['nothing', {}, true, []],
    ['no server of mail', {}, false, ['silent']],
    ['a tampered journal', { verified: { at: now, size: 12, findings: 1 } }, true, ['tampered']],
    ['a journal never verified', { verified: null }, true, ['unverified']],
    ['a full disk', { disk: { free: 2 ** 30, total: 100 * 2 ** 30 } }, true, ['room']],
    ['a late job', { rounds: [{ job: 'a', lastAt: now, late: true }] }, true, ['late']],
    ['more failures than messages gone', { channels: mail(2, 3) }, true, ['failing']],
    ['a failure among many', { channels: mail(200, 3) }, true, []],
  ])('%s', (_, change, email, problems) => {
    expect(problemsOf({ ...well, ...change }, { email }, now)).toEqual(problems);
  });
});
