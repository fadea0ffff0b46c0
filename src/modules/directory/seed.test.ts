import { beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../tests/database.ts';
import { now } from '../../../tests/importing.ts';
import { seedAreas } from '../../../tests/territory.ts';
import { seedDirectory } from './seed.ts';
import { findQueue } from './store/duplicates.ts';
import { findPublishedPlaces } from './store/places.ts';

let test: TestDatabase;
const seed = (say: (line: string) => void = () => {}) => seedDirectory({ database: test.db, now, say });
beforeAll(async () => {
  test = await testDatabase();
  await seedAreas({ database: test.db, now, say: () => {} });
  // As if the first start had been cut after one of the three tables: the next one does the rest.
  const cut = seed(line => {
    if (line.includes('bibliotheques')) throw new Error('coupure');
  });
  await expect(cut).rejects.toThrow('coupure');
  await seed();
});
const journal = () =>
  test.db.selectFrom('core.journal_entry').select(['event', 'facts']).orderBy('id').execute();

describe('the real Landes on an empty database', () => {
  it('are loaded once: 156 rows, the 7 double libraries made one, two pairs left to a person', async () => {
    const runs = await test.db
      .selectFrom('directory.import_run')
      .select(['format', 'state', 'accepted', 'warned', 'rejected', 'created'])
      .orderBy('created', 'desc')
      .execute();
    expect(
      runs.map(run => [run.format, run.state, run.accepted + run.warned, run.rejected, run.created]),
    ).toEqual([
      ['libraries', 'finished', 138, 0, 138],
      ['france-services', 'finished', 17, 0, 17],
      ['laposte', 'finished', 1, 0, 1],
    ]);
    expect(await findPublishedPlaces(test.db)).toHaveLength(149);

    const kept = await test.db
      .selectFrom('directory.merge_operation as merge')
      .innerJoin('directory.source_record as record', 'record.place_id', 'merge.kept')
      .select(eb => eb.fn.agg<string[]>('array_agg', ['record.external_id']).as('records'))
      .groupBy('merge.id')
      .execute();
    expect(kept.map(row => row.records.sort().join(' ')).sort()).toEqual([
      'bib-10595 bib-18509',
      'bib-10597 bib-18507',
      'bib-1734 bib-18504',
      'bib-1752 bib-18510',
      'bib-18505 bib-5677',
      'bib-18508 bib-7892',
      'bib-18511 bib-7896',
    ]);
    const queue = await findQueue(test.db);
    expect(queue.map(pair => pair.a.commune?.toLocaleUpperCase('fr')).sort()).toEqual([
      'GEAUNE',
      'RION-DES-LANDES',
    ]);
    expect((await journal()).filter(({ event }) => event === 'directory.place_merged')).toHaveLength(7);
  });

  it('are left alone at the next start', async () => {
    const before = await journal();
    const said: string[] = [];
    await seed(line => said.push(line));
    expect(await journal()).toEqual(before);
    expect(said).toEqual([]);
  });
});
