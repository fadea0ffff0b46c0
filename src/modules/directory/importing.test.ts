import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { sql } from 'kysely';
import pg from 'pg';
import { describe, expect, it, vi } from 'vitest';
import { cleanRow, csvOf, now, rowsUpTo, trial } from '../../../tests/importing.ts';
import { projectRoot } from '../../core/config.ts';
import { newId } from '../../core/identifier.ts';
import type { StoredPlace } from './domain/content.ts';
import { CLEAN, DIRTY } from './domain/standard/dirty.fixture.ts';
import { standardCsvHeader } from './domain/standard/export.ts';
import { findImportReport, findVerdicts } from './store/import-runs.ts';
import { contentOf, findPlaces, findPublishedPlaces, writeVersions } from './store/places.ts';

const { test, write, load, state } = trial();

async function placeOf(source: string, externalId: string): Promise<StoredPlace> {
  const { place_id } = await test()
    .db.selectFrom('directory.source_record as record')
    .innerJoin('directory.source as source', 'source.id', 'record.source_id')
    .where('source.name', '=', source)
    .where('record.external_id', '=', externalId)
    .select('record.place_id')
    .executeTakeFirstOrThrow();
  return (await findPlaces(test().db, [place_id])).get(place_id)!;
}

describe('a file where each row has one defect', () => {
  const rows = DIRTY.map((dirty, index) => ({ ...CLEAN, id: `sale-${index}`, ...dirty.cells }));

  // A null character makes a whole file binary; the other control characters are for the parser.
  const text = csvOf(rows).replaceAll('\0', '\u0001');

  it('has the expected verdict row by row, and changes nothing the second time', async () => {
    const file = await write('sale.csv', text);
    const told: string[] = [];
    const first = await load(file, { source: 'sale', onVerdict: verdict => told.push(verdict.outcome) });
    expect(told).toEqual(DIRTY.map(dirty => dirty.outcome));
    const kept = await findVerdicts(test().db, first.run!);
    expect(kept.map(verdict => verdict.outcome)).toEqual(told);
    for (const [index, { code, title }] of DIRTY.entries()) {
      if (code)
        expect(
          kept[index]!.issues.map(issue => issue.code),
          title,
        ).toContain(code);
    }
    const good = told.filter(outcome => outcome !== 'rejected').length;
    expect(first.counts).toMatchObject({ rows: rows.length, created: good, changed: 0, untouched: 0 });

    const before = await state('sale');
    const second = await load(file, { source: 'sale' });
    expect(second.counts).toMatchObject({ created: 0, changed: 0, untouched: good, missing: 0 });
    expect(await state('sale')).toEqual(before);
  });

  it('has a report whose address cannot be guessed: the database only keeps its hash', async () => {
    const { report, counts } = await load(await write('rapport.csv', text), { source: 'rapport' });
    const secret = report!.replace('/lieux/imports/', '');
    expect(secret.length).toBeGreaterThanOrEqual(32);
    expect(await findImportReport(test().db, secret)).toMatchObject({ state: 'finished', counts });
    expect(await findImportReport(test().db, `${secret.slice(1)}A`)).toBeNull();
    const { n } = await test()
      .db.selectFrom('directory.import_run')
      .where('report_hash', '=', secret)
      .select(eb => eb.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow();
    expect(n).toBe(0);
  });
});

it('the same rows with semicolons, Windows-1252, BOM or columns in another order are the same', async () => {
  const rows = [
    cleanRow('forme-1', { nom: 'Médiathèque d’été', services: CLEAN.services }),
    cleanRow('forme-2'),
  ];
  const text = csvOf(rows);
  await load(await write('forme.csv', text), { source: 'forme' });
  const before = await state('forme');
  const fields = [
    'nom',
    'id',
    'services',
    'date_maj',
    'adresse',
    'commune',
    'code_insee',
    'code_postal',
    'pivot',
  ] as const;
  const latin = Buffer.from(text.replaceAll('’', '\u0092'), 'latin1');
  for (const other of [
    csvOf(rows, fields),
    `\ufeff${text}`,
    text.replaceAll(',', ';').replaceAll('\n', '\r\n'),
    latin,
  ]) {
    expect((await load(await write('forme-autre.csv', other), { source: 'forme' })).counts).toMatchObject({
      untouched: 2,
      accepted: 2,
    });
  }
  expect(await state('forme')).toEqual(before);
});

describe('a row that changes', () => {
  it('makes a second version; the old address goes on leading to the place', async () => {
    await load(await write('change.csv', csvOf([cleanRow('c-1'), cleanRow('c-2')])), { source: 'change' });
    const before = await placeOf('change', 'c-1');
    const { counts } = await load(
      await write('change2.csv', csvOf([cleanRow('c-1', { nom: 'Maison ouverte' }), cleanRow('c-2')])),
      { source: 'change' },
    );
    expect(counts).toMatchObject({ created: 0, changed: 1, untouched: 1 });
    const after = await placeOf('change', 'c-1');
    expect(after).toMatchObject({
      id: before.id,
      name: 'Maison ouverte',
      versionNo: 2,
      createdAt: before.createdAt,
    });
    expect(after.slug).toMatch(/^maison-ouverte-40088-[a-z2-9]{4}$/);
    const former = await test()
      .db.selectFrom('directory.former_slug')
      .selectAll()
      .where('slug', '=', before.slug)
      .execute();
    expect(former).toMatchObject([{ place_id: before.id }]);
    const names = await test()
      .db.selectFrom('directory.place_version')
      .select('name')
      .where('place_id', '=', before.id)
      .orderBy('no')
      .execute();
    expect(names.map(row => row.name)).toEqual(['Relais c-1', 'Maison ouverte']);
  });

  it('does not touch what an editor corrected: the other fields follow, the difference is kept for the moderator', async () => {
    await load(await write('corrige.csv', csvOf([cleanRow('e-1', { telephone: '+33558000000' })])), {
      source: 'corrige',
    });
    const place = await placeOf('corrige', 'e-1');
    await test()
      .db.transaction()
      .execute(transaction =>
        writeVersions({ transaction, at: now(), author: 'essai', newId: () => newId(now()) }, [
          {
            placeId: place.id,
            previous: place,
            content: { ...contentOf(place), phone: '+33558999999' },
            provenance: {
              ...place.provenance,
              phone: { by: 'editor', record: null, at: now().toISOString() },
            },
            reason: null,
          },
        ]),
      );
    await load(
      await write(
        'corrige2.csv',
        csvOf([cleanRow('e-1', { telephone: '+33558111111', adresse: '9 rue Neuve' })]),
      ),
      { source: 'corrige' },
    );
    expect(await placeOf('corrige', 'e-1')).toMatchObject({
      phone: '+33558999999',
      street: '9 rue Neuve',
      versionNo: 3,
    });
    const { review } = await test()
      .db.selectFrom('directory.source_record')
      .select('review')
      .where('external_id', '=', 'e-1')
      .executeTakeFirstOrThrow();
    expect(review).toMatchObject([
      { field: 'phone', code: 'correction_conservee', proposed: '+33558111111' },
    ]);
  });
});

describe('a file that lost rows', () => {
  it('is refused beyond a fifth, and accepted when the person says so; nothing is ever deleted', async () => {
    await load(await write('baisse.csv', csvOf(rowsUpTo(10, 'b'))), { source: 'baisse' });
    const shorter = await write('baisse2.csv', csvOf(rowsUpTo(7, 'b')));
    await expect(load(shorter, { source: 'baisse' })).rejects.toThrow(/baisse de plus de 20/);
    expect((await load(shorter, { source: 'baisse', allowShrink: true })).counts).toMatchObject({
      untouched: 7,
      missing: 3,
    });
    await load(shorter, { source: 'baisse' });
    const gone = await test()
      .db.selectFrom('directory.source_record')
      .select('external_id')
      .where('missing_runs', '=', 2)
      .where('external_id', 'like', 'b-%')
      .orderBy('external_id')
      .execute();
    expect(gone.map(row => row.external_id)).toEqual(['b-10', 'b-8', 'b-9']);
    expect((await placeOf('baisse', 'b-9')).status).toBe('published');
    await load(await write('baisse.csv', csvOf(rowsUpTo(10, 'b'))), { source: 'baisse' });
    const back = await test()
      .db.selectFrom('directory.source_record')
      .select('missing_runs')
      .where('external_id', '=', 'b-9')
      .executeTakeFirstOrThrow();
    expect(back.missing_runs).toBe(0);
  });

  it.each([
    ['vide', ''],
    ['sans-ligne', standardCsvHeader()],
    ['binaire', new Uint8Array([0, 1, 2, 3])],
  ])('%s: nothing is written', async (name, content) => {
    const runs = () =>
      test()
        .db.selectFrom('directory.import_run')
        .select(eb => eb.fn.countAll<number>().as('n'))
        .executeTakeFirstOrThrow();
    const before = await runs();
    await expect(load(await write(`${name}.csv`, content), { source: name })).rejects.toThrow(/fichier/i);
    expect(await runs()).toEqual(before);
  });
});

it('a rehearsal says what would be done and writes nothing', async () => {
  const before = [await state('repetition'), (await findPublishedPlaces(test().db)).length];
  const { run, report, counts } = await load(await write('r.csv', csvOf(rowsUpTo(3, 'r'))), {
    source: 'repetition',
    dryRun: true,
  });
  expect([run, report, counts.created]).toEqual([null, null, 3]);
  expect([await state('repetition'), (await findPublishedPlaces(test().db)).length]).toEqual(before);
});

describe('two imports at once', () => {
  it('of one source: the second is told to wait; of two sources: both go through', async () => {
    const file = await write('deux.csv', csvOf(rowsUpTo(2500, 'd')));
    const [a, b, c] = await Promise.allSettled([
      load(file, { source: 'deux' }),
      load(file, { source: 'deux' }),
      load(file, { source: 'trois' }),
    ]);
    const same = [a, b].filter(each => each.status === 'fulfilled');
    // Whichever came second either waited its turn and found nothing to do, or was told.
    expect(same.length).toBeGreaterThanOrEqual(1);
    for (const each of [a, b]) {
      if (each.status === 'rejected') expect(each.reason.message).toMatch(/Un autre import de la source/);
    }
    expect(c.status).toBe('fulfilled');
    expect((await state('deux')).records).toBe(2500);
    expect((await state('trois')).records).toBe(2500);
  });

  it('is refused for as long as another process holds the source', async () => {
    const holder = new pg.Client({ connectionString: test().connectionString });
    await holder.connect();
    await holder.query(`SELECT pg_advisory_lock(hashtextextended('airial import tenue', 0))`);
    const file = await write('tenue.csv', csvOf(rowsUpTo(1, 't')));
    await expect(load(file, { source: 'tenue' })).rejects.toThrow(/Un autre import de la source/);
    await holder.end();
    expect((await load(file, { source: 'tenue' })).counts.created).toBe(1);
  });
});

describe('an import that is cut', () => {
  /** Runs an import in a process of its own, killed without warning once some rows are recorded. */
  async function killedImport(file: string, source: string) {
    const script = `
      import { openDatabase, openPool } from '${projectRoot}/src/core/database.ts';
      import { importFile } from '${projectRoot}/src/modules/directory/importing.ts';
      await importFile({ database: openDatabase(openPool(process.env.DB)), actor: { kind: 'command', ref: 'essai' }, file: ${JSON.stringify(file)},
        source: '${source}', now: () => new Date(), say() {}, onProgress(done) { if (done >= 1000) process.kill(process.pid, 'SIGKILL'); } });`;
    // Bundled: the houses bring pages, which Node alone does not read.
    const outfile = join(projectRoot, 'node_modules/.cache/airial/killed-import.js');
    await build({
      stdin: { contents: script, resolveDir: projectRoot },
      outfile,
      bundle: true,
      packages: 'external',
      platform: 'node',
      format: 'esm',
      jsx: 'automatic',
      jsxImportSource: 'hono/jsx',
      logLevel: 'error',
    });
    const child = spawn(process.execPath, [outfile], {
      env: { ...process.env, DB: test().connectionString },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    const [, signal] = await once(child, 'exit');
    expect(signal).toBe('SIGKILL');
  }

  it('resumes where it stopped when the same file comes back', async () => {
    const file = await write('tue.csv', csvOf(rowsUpTo(2200, 'k')));
    await killedImport(file, 'tue');
    expect((await state('tue')).records).toBe(1000);
    const said: string[] = [];
    const { counts } = await load(file, { source: 'tue', say: line => said.push(line) });
    expect(said.join()).toContain('après la ligne 1001');
    expect(counts).toMatchObject({ rows: 2200, accepted: 2200, created: 2200, untouched: 0 });
    const runs = await test()
      .db.selectFrom('directory.import_run')
      .where('file_name', '=', 'tue.csv')
      .selectAll()
      .execute();
    expect(runs.map(run => [run.state, run.rows_done])).toEqual([['finished', 2200]]);
  });

  it('is marked stopped, with the line reached, when another file of the source comes', async () => {
    await killedImport(await write('tue2.csv', csvOf(rowsUpTo(1500, 'm'))), 'tue2');
    await load(await write('tue3.csv', csvOf(rowsUpTo(1501, 'm'))), { source: 'tue2' });
    const run = await test()
      .db.selectFrom('directory.import_run')
      .where('file_name', '=', 'tue2.csv')
      .selectAll()
      .executeTakeFirstOrThrow();
    expect(run).toMatchObject({ state: 'stopped', rows_done: 1000 });
    expect(run.message).toContain('après la ligne 1001');
    expect((await state('tue2')).records).toBe(1501);
  });

  it('says in French where it stopped when the database goes away, and holds no half row', async () => {
    // Long enough for the cut to come before the end on a busy machine.
    const file = await write('perdu.csv', csvOf(rowsUpTo(5000, 'p')));
    const owner = new pg.Client({ connectionString: test().ownerConnectionString });
    await owner.connect();
    let cut: Promise<unknown> | null = null;
    const lost = load(file, {
      source: 'perdu',
      onProgress: done => {
        if (done >= 500)
          cut ??= owner.query(
            `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = current_database()`,
          );
      },
    });
    await expect(lost).rejects.toThrow(
      /La base de données ne répond plus. L’import s’est arrêté après la ligne \d+/,
    );
    await cut;
    await vi.waitFor(
      async () => {
        const others = `SELECT FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = current_database() AND backend_type = 'client backend'`;
        expect((await owner.query(others)).rowCount).toBe(0);
      },
      { timeout: 5000 },
    );
    await owner.end();
    // The pool learns a moment later that its connections are dead.
    await new Promise(done => setTimeout(done, 300));
    const { rows } = await sql<{
      n: number;
    }>`SELECT count(*) AS n FROM directory.source_record r LEFT JOIN directory.place p ON p.id = r.place_id
      LEFT JOIN directory.place_version v ON v.id = p.current_version_id WHERE r.external_id LIKE 'p-%' AND v.id IS NULL`.execute(
      test().db,
    );
    expect(rows[0]!.n).toBe(0);
    expect((await load(file, { source: 'perdu' })).counts).toMatchObject({ rows: 5000, created: 5000 });
  });
});

describe('a file that goes away during its import', () => {
  it('is told in French, with the line reached; put back, the import goes on and ends', async () => {
    const content = csvOf(rowsUpTo(3, 'f'));
    const file = await write('parti.csv', content);
    const remove = { source: 'parti', onStart: () => rmSync(file) };
    await expect(load(file, { ...remove, dryRun: true })).rejects.toThrow(
      `Le fichier ${file} est introuvable.`,
    );
    await write('parti.csv', content);
    await expect(load(file, remove)).rejects.toThrow(
      `Le fichier ${file} est introuvable. L’import s’est arrêté avant la première ligne. Remettez le fichier, puis relancez la même commande`,
    );
    expect((await state('parti')).records).toBe(0);
    await write('parti.csv', content);
    expect((await load(file, { source: 'parti' })).counts).toMatchObject({ rows: 3, created: 3 });
  });

  it('is told before anything is written when it is already gone', async () => {
    await expect(load('/nowhere/lieux.csv')).rejects.toMatchObject({
      code: 'fichier_perdu',
      message: 'Le fichier /nowhere/lieux.csv est introuvable.',
    });
  });
});
