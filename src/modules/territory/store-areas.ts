import { sql } from 'kysely';
import type { Transaction } from '../../core/database.ts';
import { departementOf } from './domain/communes.ts';
import { fold, joined } from './domain/folding.ts';
import { absurdity } from './domain/plausibility.ts';
import type { AreaFacts } from './embedded.ts';
import type { AreaTable } from './schema.ts';
import {
  type Provenance,
  populationOf,
  presentAreas,
  presentTotals,
  RefusedData,
  recordDataSet,
} from './store.ts';

/** First day on which a former commune is taken to exist: that of the official list of codes. */
const FIRST_DAY = '1943-01-01';

/**
 * Makes the communes, EPCI, former codes and postal codes of the territory those of the facts. Returns the number of
 * rows changed, that of their provenance included: 0 when the same facts are loaded again. Throws {@link RefusedData} for another département, for a list
 * that cannot be true (± 3 % communes, ± 5 % inhabitants) or a commune that disappears without a successor.
 */
export async function loadAreas(
  transaction: Transaction,
  facts: AreaFacts,
  from: Provenance,
): Promise<number> {
  await sql`SELECT pg_advisory_xact_lock(hashtext('territory.load'))`.execute(transaction);
  await refuseAbsurd(transaction, facts);
  const wanted = areasOf(facts);
  const codes = new Set([...facts.communes, ...facts.former].map(fact => fact.insee));
  for (const { presentInsee } of facts.former) codes.add(presentInsee);
  await transaction
    .insertInto('territory.commune')
    .values([...codes].map(insee => ({ insee })))
    .onConflict(conflict => conflict.doNothing())
    .execute();
  const changed =
    (await swapAreas(transaction, wanted, facts)) +
    (await addFormer(transaction, facts)) +
    (await swapPostalCodes(transaction, facts));
  const recorded = await recordDataSet(transaction, 'communes', from);
  return changed + Number(recorded);
}

async function refuseAbsurd(transaction: Transaction, facts: AreaFacts) {
  const before = await presentTotals(transaction);
  const home = facts.communes.filter(({ insee }) => departementOf(insee) === facts.departement.code);
  if (before && before.departement !== facts.departement.code) {
    throw new RefusedData(
      `Ces données sont celles du département ${before.departement}\u00a0: un autre territoire demande une autre installation.`,
    );
  }
  const reason = absurdity(before ?? { communes: 0, population: 0 }, {
    communes: home.length,
    population: populationOf(home),
  });
  if (reason) throw new RefusedData(reason);
  const epcis = new Set(facts.epcis.map(epci => epci.siren));
  const lost = facts.communes.find(({ epci }) => epci !== null && !epcis.has(epci));
  if (lost) {
    throw new RefusedData(`${lost.name} est dans l’intercommunalité ${lost.epci}, absente de la liste.`);
  }
  const present = new Set(facts.communes.map(fact => fact.insee));
  const leading = new Map(facts.former.map(fact => [fact.insee, fact.presentInsee]));
  const gone = await presentAreas(transaction)
    .where('level', '=', 'commune')
    .select(['code', 'name'])
    .execute();
  const vanished = gone.find(
    ({ code }) => departementOf(code) === facts.departement.code && !present.has(code) && !leading.has(code),
  );
  if (vanished) {
    throw new RefusedData(
      `${vanished.name} (${vanished.code}) n’est plus dans la liste, et rien ne dit quelle commune la remplace.`,
    );
  }
  const astray = facts.former.find(
    fact => !present.has(fact.presentInsee) && !leading.has(fact.presentInsee),
  );
  if (astray)
    throw new RefusedData(
      `L’ancien code ${astray.insee} mène à ${astray.presentInsee}, qui n’est pas une commune.`,
    );
}

type AreaRow = Omit<AreaTable, 'name_confirmed'> & { name_confirmed: boolean };

function areasOf(facts: AreaFacts): AreaRow[] {
  const common = {
    parent_code: null,
    lat: null,
    lon: null,
    siren: null,
    valid_from: facts.vintage,
    valid_to: null,
  };
  const { departement } = facts;
  const home = facts.communes.filter(({ insee }) => departementOf(insee) === departement.code);
  return [
    {
      ...common,
      code: departement.code,
      level: 'departement',
      ...named(departement.name),
      population: populationOf(home),
    },
    ...facts.epcis.map(
      ({ siren, name, population }): AreaRow => ({
        ...common,
        code: siren,
        level: 'epci',
        ...named(name),
        siren,
        population,
      }),
    ),
    ...facts.communes.map(
      ({ insee, name, lat, lon, population, epci }): AreaRow => ({
        ...common,
        code: insee,
        level: 'commune',
        ...named(name),
        parent_code: epci,
        lat,
        lon,
        population,
      }),
    ),
  ];
}

function named(name: string, confirmed = true) {
  return {
    name,
    name_confirmed: confirmed,
    name_sort: fold(name),
    name_folded: fold(name),
    name_joined: joined(name),
  };
}

/** Columns whose change is a correction, not a new validity. */
const ATTRIBUTES = ['name', 'name_sort', 'parent_code', 'lat', 'lon', 'population'] as const;

async function swapAreas(
  transaction: Transaction,
  wanted: readonly AreaRow[],
  facts: AreaFacts,
): Promise<number> {
  const rows = await presentAreas(transaction).selectAll().execute();
  const before = new Map(rows.map(row => [`${row.level} ${row.code}`, row]));
  let changed = 0;
  const added: AreaRow[] = [];
  for (const row of wanted) {
    const known = before.get(`${row.level} ${row.code}`);
    before.delete(`${row.level} ${row.code}`);
    if (!known) added.push(row);
    else if (ATTRIBUTES.some(column => known[column] !== row[column])) {
      const { code, level, valid_from, ...attributes } = row;
      await presentAreasOf(transaction, level, code).set(attributes).execute();
      changed++;
    }
  }
  for (const { level, code } of before.values()) {
    await presentAreasOf(transaction, level, code)
      .set({ valid_to: sql<string>`greatest(${facts.vintage}::date, valid_from + 1)` })
      .execute();
    changed++;
  }
  // Ends before beginnings: a code that comes back the same day would otherwise overlap itself.
  if (added.length > 0) {
    await transaction
      .insertInto('territory.area')
      .values(added)
      .onConflict(conflict =>
        conflict.columns(['code', 'level', 'valid_from']).doUpdateSet({ valid_to: null }),
      )
      .execute();
  }
  return changed + added.length;
}

async function addFormer(transaction: Transaction, facts: AreaFacts): Promise<number> {
  const known = new Map(
    (await transaction.selectFrom('territory.area_change').select(['old_code', 'new_code']).execute()).map(
      row => [row.old_code, row.new_code],
    ),
  );
  const fresh = facts.former.filter(fact => known.get(fact.insee) !== fact.presentInsee);
  for (const { insee, name, nameConfirmed, presentInsee, kind } of fresh) {
    await transaction.deleteFrom('territory.area_change').where('old_code', '=', insee).execute();
    await transaction
      .insertInto('territory.area_change')
      .values({ old_code: insee, new_code: presentInsee, kind, effective: facts.vintage })
      .execute();
    const drawn = await transaction
      .selectFrom('territory.area')
      .where('level', '=', 'commune')
      .where('code', '=', insee)
      .select('code')
      .executeTakeFirst();
    if (drawn) continue;
    await transaction
      .insertInto('territory.area')
      .values({
        code: insee,
        level: 'commune',
        ...named(name, nameConfirmed),
        valid_from: FIRST_DAY,
        valid_to: facts.vintage,
      })
      .execute();
  }
  return fresh.length;
}

async function swapPostalCodes(transaction: Transaction, facts: AreaFacts): Promise<number> {
  const rows = await transaction.selectFrom('territory.postal_code').selectAll().execute();
  const before = new Set(rows.map(row => `${row.postal_code} ${row.commune_code}`));
  const wanted = new Map(
    facts.communes.flatMap(({ insee, postalCodes }) =>
      postalCodes.map(code => [`${code} ${insee}`, { postal_code: code, commune_code: insee }] as const),
    ),
  );
  const gone = rows.filter(row => !wanted.has(`${row.postal_code} ${row.commune_code}`));
  for (const row of gone) {
    await transaction
      .deleteFrom('territory.postal_code')
      .where('postal_code', '=', row.postal_code)
      .where('commune_code', '=', row.commune_code)
      .execute();
  }
  const added = [...wanted].filter(([key]) => !before.has(key)).map(([, row]) => row);
  if (added.length > 0) await transaction.insertInto('territory.postal_code').values(added).execute();
  return gone.length + added.length;
}

function presentAreasOf(transaction: Transaction, level: AreaTable['level'], code: string) {
  return transaction
    .updateTable('territory.area')
    .where('level', '=', level)
    .where('code', '=', code)
    .where('valid_to', 'is', null);
}
