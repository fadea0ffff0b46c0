import { join } from 'node:path';
import { expect, it } from 'vitest';
import { actor, cleanRow, csvOf, rowsUpTo, trial } from '../../../tests/importing.ts';
import { projectRoot } from '../../core/config.ts';
import { loadTerritory } from '../territory/index.ts';
import { standardCsvHeader, toStandardCsvLine } from './domain/standard/export.ts';
import { findPlaces, findPublishedPlaces } from './store/places.ts';

const { test, write, load, state } = trial();

it('our own export, imported, changes nothing; corrected by hand, it is followed', async () => {
  await load(join(projectRoot, 'data/landes/places-libraries.csv'), { format: 'libraries' });
  // What spreadsheets take for formulas.
  const hard = { nom: '=SOMME(A1:A2)', presentation_resume: '-10 % pour tous', telephone: '+33558000000' };
  const row = cleanRow('dur', { ...hard, source: 'Ministère de la Culture' });
  await load(await write('dur.csv', csvOf([row])), { source: 'dur' });
  const { communes } = await loadTerritory(test().db);
  const places = (await findPublishedPlaces(test().db)).filter(
    place => place.source === 'Ministère de la Culture',
  );
  const linesOf = (forSpreadsheet: boolean) =>
    places.map(place => {
      const commune = communes.get(place.communeInsee)!;
      const exported = {
        id: place.id,
        place: { ...place, externalId: '' },
        communeName: commune.name,
        communePostalCode: commune.postalCodes[0]!,
        verifiedOn: place.verifiedOn,
        firstImportedOn: place.createdAt.toISOString().slice(0, 10),
      };
      return toStandardCsvLine(exported, forSpreadsheet);
    });
  const lines = linesOf(false);
  expect(lines).toHaveLength(139);
  const before = await state('bibliotheques');
  for (const written of [lines, linesOf(true)]) {
    const file = await write('export.csv', standardCsvHeader() + written.join(''));
    const { counts } = await load(file, { source: 'retour' });
    expect(counts).toMatchObject({ rejected: 0, created: 0, changed: 0, untouched: 139 });
  }
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
