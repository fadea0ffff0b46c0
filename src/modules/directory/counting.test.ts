import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../tests/database.ts';
import { directorySite, importText, prepareTerritory } from '../../../tests/directory-site.ts';
import type { Ground } from '../../core/ground.ts';
import { missedVerb } from './cli-statistics.ts';
import { countMissedSearch, countView, flushCounts, isRobot } from './counting.ts';
import { directoryJobs } from './jobs.ts';
import { listRoutes } from './routes/list.tsx';
import { placeRoutes } from './routes/place.tsx';

const header = 'id,pivot,nom,commune,code_postal,code_insee,adresse,date_maj';
let base: TestDatabase;
let ground: Ground;
let place: string;
beforeAll(async () => {
  base = await testDatabase();
  await prepareTerritory(base.db);
  await importText(
    base.db,
    'un.csv',
    `${header}\nun,00000000000000,Espace numérique,Dax,40100,40088,1 rue des Essais,2026-10-01\n`,
    { source: 'Essai' },
  );
  place = (await base.db.selectFrom('directory.place').select('id').executeTakeFirstOrThrow()).id;
});
beforeEach(async () => {
  ground = { database: base.db, now: () => new Date('2026-11-24T10:00:00Z') } as Ground;
  await base.db.deleteFrom('directory.view_count').execute();
  await base.db.deleteFrom('directory.missed_search').execute();
});

const views = () =>
  base.db.selectFrom('directory.view_count').select(['day', 'views']).orderBy('day').execute();
const missed = () =>
  base.db.selectFrom('directory.missed_search').select(['folded', 'times']).orderBy('folded').execute();
const counted = async () =>
  (
    await base.db
      .selectFrom('core.journal_entry')
      .select('id')
      .where('event', '=', 'directory.views_counted')
      .execute()
  ).length;

describe('views of places', () => {
  it('are added by day, in one journal entry for everything held', async () => {
    const before = await counted();
    for (const day of ['2026-11-23', '2026-11-24', '2026-11-24']) countView(ground, place, day);
    countMissedSearch(ground, 'zzz', '2026-11-24');
    await flushCounts(ground);
    expect(await counted()).toBe(before + 1);
    countView(ground, place, '2026-11-24');
    await flushCounts(ground);
    expect(await views()).toEqual([
      { day: '2026-11-23', views: 1 },
      { day: '2026-11-24', views: 3 },
    ]);
  });

  it('write nothing when nothing was seen, and survive a place that is unknown', async () => {
    const before = await counted();
    await flushCounts(ground);
    expect(await counted()).toBe(before);
    countView(ground, '01980000-0000-7000-8000-000000000000', '2026-11-24');
    countView(ground, place, '2026-11-24');
    await flushCounts(ground);
    expect(await views()).toEqual([{ day: '2026-11-24', views: 1 }]);
  });

  it('are kept when the database is away, and written when it is back', async () => {
    const away = {
      transaction: () => {
        throw new Error('away');
      },
    };
    const shaky = { ...ground, database: away } as unknown as Ground;
    countView(shaky, place, '2026-11-24');
    await flushCounts(shaky);
    shaky.database = base.db;
    countView(shaky, place, '2026-11-24');
    await flushCounts(shaky);
    expect(await views()).toEqual([{ day: '2026-11-24', views: 2 }]);
  });

  it('do not count robots nor pages fetched in advance', () => {
    const said = (values: Record<string, string>) => isRobot(new Headers(values));
    expect(said({ 'User-Agent': 'Mozilla/5.0 (compatible; Googlebot/2.1)' })).toBe(true);
    expect(said({ 'User-Agent': 'Mozilla/5.0 Firefox/140', 'Sec-Purpose': 'prefetch;prerender' })).toBe(true);
    expect(said({ 'User-Agent': 'Mozilla/5.0 Firefox/140' })).toBe(false);
  });

  it('answer the page in the same way, whether it is counted or not', async () => {
    const site = directorySite(base, [...listRoutes, ...placeRoutes]);
    const { slug } = await base.db.selectFrom('directory.place').select('slug').executeTakeFirstOrThrow();
    const ask = async (agent: string) =>
      await site.request(`/lieux/${slug}`, { headers: { 'User-Agent': agent } });
    const person = await ask('Firefox');
    const robot = await ask('bingbot');
    expect([person.status, robot.status]).toEqual([200, 200]);
    expect(await person.text()).toBe(await robot.text());
  });
});

describe('searches without result', () => {
  it('are kept folded, without what may be somebody’s address or number, and not when long', async () => {
    for (const typed of [
      'Réparer  L’ÉCRAN',
      'reparer l ecran',
      'jean@exemple.fr',
      '06 12 34 56 78',
      'x'.repeat(61),
      ' – ',
    ])
      countMissedSearch(ground, typed, '2026-11-24');
    await flushCounts(ground);
    expect(await missed()).toEqual([{ folded: 'reparer l ecran', times: 2 }]);
  });

  it('are shown from five times over ninety days', async () => {
    const type = (words: string, day: string, times: number) => {
      for (let time = 0; time < times; time++) countMissedSearch(ground, words, day);
    };
    type('drone', '2026-11-01', 3);
    type('drone', '2026-11-24', 2);
    type('rare', '2026-11-24', 4);
    type('ancien', '2026-08-01', 9);
    await flushCounts(ground);
    const written: string[] = [];
    const { write } = process.stdout;
    process.stdout.write = ((text: string) => written.push(text) > 0) as typeof write;
    try {
      await missedVerb.run!({ database: base.db, values: { json: true }, now: ground.now } as never);
    } finally {
      process.stdout.write = write;
    }
    expect(JSON.parse(written.join(''))).toEqual([{ words: 'drone', times: 5 }]);
  });
});

describe('the end of what is counted', () => {
  it('comes after 25 months for views, 90 days for searches, 24 months for older import reports and rows no source lists', async () => {
    for (const day of ['2024-10-23', '2024-10-24']) countView(ground, place, day);
    for (const day of ['2026-08-25', '2026-08-26']) countMissedSearch(ground, 'drone', day);
    await flushCounts(ground);
    const file = (id: string, name: string) =>
      `${header}\n${id},00000000000000,${name},Dax,40100,40088,1 rue des Essais,2020-10-01\n`;
    for (const [id, name, at] of [
      ['vieux-1', 'Vieux', '2021-01-01'],
      ['vieux-1', 'Ancien', '2022-01-01'],
      ['vieux-2', 'Autre', '2022-06-01'],
    ] as const)
      await importText(base.db, 'vieux.csv', file(id, name), {
        source: 'Ancienne source',
        at: new Date(`${at}T10:00:00Z`),
      });
    const [job] = directoryJobs;
    await job!.run(ground, {});
    expect(await views()).toEqual([{ day: '2024-10-24', views: 1 }]);
    expect(await base.db.selectFrom('directory.missed_search').select('day').execute()).toEqual([
      { day: '2026-08-26' },
    ]);
    const reports = await base.db
      .selectFrom('directory.import_issue')
      .innerJoin('directory.import_run as run', 'run.id', 'run_id')
      .select('run.started_at')
      .where('run.started_at', '<', new Date('2023-01-01'))
      .execute();
    expect(new Set(reports.map(row => row.started_at.getUTCMonth()))).toEqual(new Set([5]));
    const rows = await base.db
      .selectFrom('directory.source_record')
      .select(['external_id', 'raw'])
      .where('external_id', 'in', ['vieux-1', 'vieux-2'])
      .orderBy('external_id')
      .execute();
    expect(rows).toEqual([
      { external_id: 'vieux-1', raw: {} },
      { external_id: 'vieux-2', raw: expect.objectContaining({ nom: 'Autre' }) },
    ]);
  });

  it('is not planned at an hour that may not exist', () => {
    const planned = directoryJobs.flatMap(({ cron }) => cron ?? []);
    expect(planned.length).toBeGreaterThanOrEqual(2);
    for (const cron of planned) expect(Number(cron.split(' ')[1])).toBeGreaterThanOrEqual(2);
  });
});
