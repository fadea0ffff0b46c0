import { join } from 'node:path';
import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { actor, cleanRow, csvOf, trial } from '../../../tests/importing.ts';
import { projectRoot } from '../../core/config.ts';
import { loadTerritory } from '../territory/index.ts';
import { standardCsvHeader, toStandardCsvLine } from './domain/standard/export.ts';
import { findPlaces, findPublishedPlaces } from './store/places.ts';

const { test, write, load } = ((it: ReturnType<typeof trial>) => ({
  test: () => it.test,
  write: it.write,
  load: it.load,
}))(trial());

const rowsUpTo = (count: number, prefix: string) =>
  Array.from({ length: count }, (_, index) => cleanRow(`${prefix}-${index + 1}`));

/** What a second import must leave as it is. */
async function state(source: string) {
  const { rows } = await sql<{ records: number; versions: number; recorded: number }>`
    SELECT (SELECT count(*) FROM directory.source_record r JOIN directory.source s ON s.id = r.source_id WHERE s.name = ${source}) AS records,
      (SELECT count(*) FROM directory.place_version) AS versions,
      (SELECT count(*) FROM core.journal_entry WHERE event = 'directory.import.recorded') AS recorded`.execute(
    test().db,
  );
  return rows[0]!;
}

it('our own export, imported, changes nothing; corrected by hand, it is followed', async () => {
  await load(join(projectRoot, 'data/landes/places-libraries.csv'), { format: 'libraries' });
  const { communes } = await loadTerritory(test().db);
  const places = (await findPublishedPlaces(test().db)).filter(
    place => place.source === 'Ministère de la Culture',
  );
  const lines = places.map(place => {
    const commune = communes.get(place.communeInsee)!;
    return toStandardCsvLine({
      id: place.id,
      place: { ...place, externalId: '' },
      communeName: commune.name,
      communePostalCode: commune.postalCodes[0]!,
      verifiedOn: place.verifiedOn,
      firstImportedOn: place.createdAt.toISOString().slice(0, 10),
    });
  });
  expect(lines).toHaveLength(138);
  const before = await state('bibliotheques');
  const { counts } = await load(await write('export.csv', standardCsvHeader() + lines.join('')), {
    source: 'retour',
  });
  expect(counts).toMatchObject({ rejected: 0, created: 0, changed: 0, untouched: 138 });
  expect(await state('bibliotheques')).toEqual(before);
  expect((await state('retour')).records).toBe(0);

  const corrected = lines[0]!.replace(places[0]!.name, 'Médiathèque renommée');
  expect(
    (await load(await write('export2.csv', standardCsvHeader() + corrected), { source: 'retour' })).counts,
  ).toMatchObject({ changed: 1 });
  expect((await findPlaces(test().db, [places[0]!.id])).get(places[0]!.id)).toMatchObject({
    name: 'Médiathèque renommée',
    weeklyHours: places[0]!.weeklyHours,
    versionNo: 2,
  });
});

it('only commands and jobs import', async () => {
  const file = await write('visiteur.csv', csvOf(rowsUpTo(1, 'v')));
  await expect(load(file, { source: 'visiteur', actor: { ...actor, kind: 'visitor' } })).rejects.toThrow();
});
