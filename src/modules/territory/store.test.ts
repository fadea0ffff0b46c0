import { sql } from 'kysely';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../tests/database.ts';
import type { Transaction } from '../../core/database.ts';
import { mapAreas, mapGeometry } from './domain/map.ts';
import { type AreaFacts, embeddedAreas, embeddedHosts } from './embedded.ts';
import { seed } from './seed.ts';
import {
  hasAreas,
  loadContours,
  loadHostStructures,
  loadTerritory,
  presentTotals,
  RefusedData,
} from './store.ts';
import { loadAreas } from './store-areas.ts';

const now = new Date('2026-11-23T10:00:00Z');
const from = {
  vintage: '2026',
  source: 'essai',
  licence: 'Licence Ouverte 2.0',
  sha256: 'a'.repeat(64),
  at: now,
};
const landes = embeddedAreas();
let base: TestDatabase;

const inTransaction = <Answer>(work: (transaction: Transaction) => Promise<Answer>) =>
  base.db.transaction().execute(work);
const load = (facts: AreaFacts) => inTransaction(transaction => loadAreas(transaction, facts, from));

/** A square of two kilometres around each commune of the département. */
function squares(codes: readonly { insee: string; lat: number | null; lon: number | null }[]) {
  return {
    type: 'FeatureCollection',
    features: codes.flatMap(({ insee, lat, lon }) => {
      if (lat === null || lon === null) return [];
      const [s, n, w, e] = [lat - 0.01, lat + 0.01, lon - 0.01, lon + 0.01];
      const ring = [
        [w, s],
        [e, s],
        [e, n],
        [w, n],
        [w, s],
      ];
      return [{ type: 'Feature', properties: { insee }, geometry: { type: 'Polygon', coordinates: [ring] } }];
    }),
  };
}

beforeAll(async () => {
  base = await testDatabase();
});

describe('the embedded Landes', () => {
  beforeAll(async () => {
    await seed({ database: base.db, now: () => now, say: () => {} });
  });

  // Back to the list of 2026, without limits, whatever the test before did.
  beforeEach(async () => {
    await base.db.deleteFrom('territory.shape_set').execute();
    await base.db.deleteFrom('territory.data_set').where('name', '=', 'contours').execute();
    await base.db.deleteFrom('territory.area_change').where('old_code', '=', '40003').execute();
    await base.db.deleteFrom('territory.area').where('code', '=', '40003').execute();
    await load(landes);
  });

  test('are loaded once, with one journal entry', async () => {
    await seed({ database: base.db, now: () => now, say: () => {} });
    const entries = await base.db
      .selectFrom('core.journal_entry')
      .where('event', '=', 'territory.areas_loaded')
      .select('object_ref')
      .execute();
    expect(entries).toEqual([{ object_ref: '40' }]);
    expect(await hasAreas(base.db)).toBe(true);
    expect(await presentTotals(base.db)).toEqual({ departement: '40', communes: 327, population: 433_570 });
  });

  test('come back as the same index', async () => {
    const { communes, contours, dataSets } = await loadTerritory(base.db);
    expect(communes.departement).toEqual({ code: '40', name: 'Landes' });
    expect(communes.all).toHaveLength(337);
    expect(communes.all.filter(commune => commune.home)).toHaveLength(327);
    expect(communes.byCode('40107')).toMatchObject({ insee: '40197', viaOldCode: true, radiusKm: 15 });
    expect(communes.byName('arouille')).toEqual([]);
    expect(communes.byPostalCode('40300')).toHaveLength(15);
    expect(communes.members('200030435')).toHaveLength(22);
    expect(communes.get('40088')).toMatchObject({
      epci: '244000675',
      lat: landes.communes.find(each => each.insee === '40088')!.lat,
    });
    expect(contours).toBeNull();
    expect(dataSets.map(set => set.name)).toEqual(['communes', 'host_structures']);
  });

  test('the same facts again change nothing', async () => {
    expect(await load(landes)).toBe(0);
    expect(
      await inTransaction(transaction =>
        loadHostStructures(transaction, embeddedHosts(), { ...from, vintage: '2021-2022' }),
      ),
    ).toBe(0);
  });

  test('a corrected name and population are changed in place', async () => {
    const changed = landes.communes.map(each =>
      each.insee === '40003' ? { ...each, name: 'Angoumé-Essai', population: 1 } : each,
    );
    // The commune, and the sum of the département.
    expect(await load({ ...landes, communes: changed })).toBe(2);
    expect((await loadTerritory(base.db)).communes.byName('angoume essai')).toEqual(['40003']);
  });

  test('a new list with a merger closes the old commune and keeps its name as a way in', async () => {
    const merged: AreaFacts = {
      ...landes,
      vintage: '2027-01-01',
      communes: landes.communes.filter(each => each.insee !== '40003'),
      former: [
        ...landes.former,
        {
          insee: '40003',
          name: 'Angoumé',
          nameConfirmed: true,
          presentInsee: '40088',
          kind: 'commune_deleguee',
        },
      ],
    };
    await load(merged);
    const { communes } = await loadTerritory(base.db);
    expect(communes.byName('angoume')).toEqual(['40088']);
    expect(communes.byCode('40003')).toMatchObject({ name: 'Dax', viaOldCode: true });
    const rows = await base.db
      .selectFrom('territory.area')
      .where('code', '=', '40003')
      .select(['valid_from', 'valid_to'])
      .execute();
    expect(rows).toEqual([{ valid_from: '2026-01-01', valid_to: '2027-01-01' }]);
  });

  describe('refuse, and keep what they had, when', () => {
    const home = landes.communes;
    test.each<[string, Partial<AreaFacts>, RegExp]>([
      ['4 % of the communes are missing', { communes: home.slice(14) }, /communes au lieu de 327/],
      [
        'inhabitants are 6 % more',
        { communes: home.map(each => ({ ...each, population: Math.round((each.population ?? 0) * 1.06) })) },
        /habitants au lieu de/,
      ],
      [
        'one commune vanished',
        { communes: home.filter(each => each.insee !== '40003') },
        /Angoumé \(40003\) n’est plus/,
      ],
      ['it is another département', { departement: { code: '33', name: 'Gironde' } }, /autre installation/],
      ['an EPCI is missing', { epcis: landes.epcis.slice(1) }, /absente de la liste/],
      [
        'an old code leads nowhere',
        { former: [{ ...landes.former[0]!, presentInsee: '40999' }] },
        /mène à 40999/,
      ],
      ['there is nothing', { communes: [] }, /aucune commune/],
    ])('%s', async (_, facts, reason) => {
      const before = await loadTerritory(base.db);
      await expect(load({ ...landes, ...facts })).rejects.toThrow(RefusedData);
      await expect(load({ ...landes, ...facts })).rejects.toThrow(reason);
      const after = await loadTerritory(base.db);
      expect(after.communes.all).toEqual(before.communes.all);
      expect(after.dataSets).toEqual(before.dataSets);
    });
  });

  describe('limits', () => {
    const all = squares(landes.communes);

    test('of 327 communes replace the cells, once, old codes joined to the present commune', async () => {
      const old = squares([{ insee: '40107', lat: 44.0, lon: -0.9 }]);
      const document = { ...all, features: [...all.features, ...old.features] };
      const first = await inTransaction(transaction => loadContours(transaction, document, from));
      expect(first).toEqual({ communes: 327, changed: true });
      expect(await inTransaction(transaction => loadContours(transaction, document, from))).toEqual({
        communes: 327,
        changed: false,
      });
      const { communes, contours } = await loadTerritory(base.db);
      expect(contours).toHaveLength(327);
      expect(contours!.find(contour => contour.insee === '40197')!.rings).toHaveLength(2);
      expect(communes.get('40088')!.radiusKm).toBeCloseTo(1.37, 1);
      expect(communes.byCode('32027')!.radiusKm).toBe(15);
      expect(mapGeometry(mapAreas(communes), contours).approximate).toBe(false);
      const next = { ...from, vintage: '2027', sha256: 'b'.repeat(64) };
      expect(await inTransaction(transaction => loadContours(transaction, all, next))).toEqual({
        communes: 327,
        changed: true,
      });
      const sets = await base.db
        .selectFrom('territory.shape_set')
        .select(['vintage', 'published'])
        .orderBy('vintage')
        .execute();
      expect(sets).toEqual([
        { vintage: '2026', published: false },
        { vintage: '2027', published: true },
      ]);
    });

    test('are refused when a commune has none', async () => {
      const document = { ...all, features: all.features.slice(1) };
      await expect(
        inTransaction(transaction =>
          loadContours(transaction, document, { ...from, sha256: 'c'.repeat(64) }),
        ),
      ).rejects.toThrow(/limites de 1 commune\u00a0: Aire-sur-l'Adour \(40001\)/);
    });
  });

  test('host structures of an unknown commune are refused', async () => {
    const [host] = embeddedHosts();
    await expect(
      inTransaction(transaction => loadHostStructures(transaction, [{ ...host!, insee: '33063' }], from)),
    ).rejects.toThrow(RefusedData);
    expect(await base.db.selectFrom('territory.host_structure').select('siret').execute()).toHaveLength(26);
  });
});

describe('states that cannot be stored', () => {
  const insert = (code: string, rest: string) =>
    `INSERT INTO territory.area (code, level, name, name_sort, name_folded, name_joined, valid_from, valid_to, lat, lon) VALUES ('${code}', ${rest})`;
  test.each([
    ['an unknown level', insert('40900', `'canton', 'X', 'x', 'x', 'x', '2026-01-01', NULL, NULL, NULL`)],
    ['half a point', insert('200000099', `'epci', 'X', 'x', 'x', 'x', '2026-01-01', NULL, 43, NULL`)],
    [
      'an end before the beginning',
      insert('75', `'region', 'X', 'x', 'x', 'x', '2026-01-01', '2025-01-01', NULL, NULL`),
    ],
    [
      'two validities that overlap',
      insert(
        '75',
        `'region', 'X', 'x', 'x', 'x', '2024-01-01', NULL, NULL, NULL), ('75', 'region', 'X', 'x', 'x', 'x', '2026-01-01', NULL, NULL, NULL`,
      ),
    ],
    [
      'a commune never registered',
      insert('99999', `'commune', 'X', 'x', 'x', 'x', '2026-01-01', NULL, NULL, NULL`),
    ],
    ['a postal code of letters', `INSERT INTO territory.postal_code VALUES ('4O100', '40088')`],
    [
      'more posts filled than given',
      `INSERT INTO territory.host_structure VALUES ('12345678901234', 'X', '40000', '40192', 1, 2, '2026')`,
    ],
    [
      'shares that do not add up',
      `INSERT INTO territory.area_change (old_code, new_code, kind, effective, share) VALUES ('40001', '40002', 'scission', '2026-01-01', 0.4)`,
    ],
    [
      'a code that leads to itself',
      `INSERT INTO territory.area_change (old_code, new_code, kind, effective) VALUES ('40001', '40002', 'fusion', '2026-01-01'), ('40002', '40001', 'fusion', '2026-01-01')`,
    ],
  ])('%s', async (_, statement) => {
    await inTransaction(transaction =>
      transaction
        .insertInto('territory.commune')
        .values(['40001', '40002', '40088', '40192'].map(insee => ({ insee })))
        .onConflict(conflict => conflict.doNothing())
        .execute(),
    );
    await expect(sql.raw(statement).execute(base.db)).rejects.toThrow(
      /check|constraint|contrainte|parts|mène à lui-même/,
    );
  });
});
