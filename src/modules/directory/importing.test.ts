import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../tests/database.ts';
import { projectRoot } from '../../core/config.ts';
import { territory } from '../territory/index.ts';
import { importFile } from './importing.ts';
import { loadVocabulary } from './seed.ts';
import { findVerdicts } from './store/imports.ts';

const now = () => new Date('2026-11-23T10:00:00Z');
let test: TestDatabase;
let folder: string;
beforeAll(async () => {
  test = await testDatabase();
  folder = await mkdtemp(join(tmpdir(), 'airial-import-'));
  await territory.seed!({ database: test.db, now, say: () => {} });
  await loadVocabulary({ database: test.db, now });
});
afterAll(() => rm(folder, { recursive: true }));

describe('x', () => {
  it('libraries', async () => {
    const start = performance.now();
    const result = await importFile({ database: test.db, actor: { kind: 'command', ref: 'test' }, file: join(projectRoot, 'data/landes/places-libraries.csv'), format: 'libraries', now, say: console.log });
    console.log(result, performance.now() - start);
    console.log(JSON.stringify((await findVerdicts(test.db, result.run!)).filter(v => v.issues.length > 0).slice(0, 5), null, 1));
    const again = await importFile({ database: test.db, actor: { kind: 'command', ref: 'test' }, file: join(projectRoot, 'data/landes/places-libraries.csv'), format: 'libraries', now, say: console.log });
    console.log(again);
    console.log((await test.db.selectFrom('directory.place').select(['slug','folded_name','search']).limit(3).execute()));
  });
});
