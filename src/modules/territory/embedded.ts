import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../core/config.ts';
import { buildCommuneIndex, type CommuneIndex, departementOf } from './domain/communes.ts';
import type { ImportGround } from './domain/importing/codes.ts';
import { readImport } from './domain/indicator-import.ts';
import { readTable } from './reading/typed-table.ts';
import {
  type CommuneFact,
  departementName,
  type EpciFact,
  type FormerFact,
  type HostFact,
  membersElsewhere,
  readCommunes,
  readEpcis,
  readFormerCommunes,
  readHostStructures,
} from './tables.ts';
import { indicatorOf } from './vocabulary.ts';

/** The communes of a territory at a date, as read from tables. */
export interface AreaFacts {
  departement: { code: string; name: string };
  /** First day of the year of the official list, ISO. */
  vintage: string;
  /** Communes of the département, and members of its EPCI elsewhere. */
  communes: readonly CommuneFact[];
  epcis: readonly EpciFact[];
  former: readonly FormerFact[];
}

const folder = join(projectRoot, 'data/landes');

function table(file: string): string {
  return readFileSync(join(folder, file), 'utf8');
}

/** The reference territory that comes with the product: the Landes, code list of 2026. */
export function embeddedAreas(): AreaFacts {
  const code = '40';
  const epcis = readEpcis(table('epci.csv'), 'epci.csv');
  const elsewhere = membersElsewhere(
    epcis.map(epci => epci.siren),
    code,
  );
  return {
    departement: { code, name: departementName(code) ?? code },
    vintage: '2026-01-01',
    communes: [...readCommunes(table('communes.csv'), 'communes.csv'), ...elsewhere],
    epcis,
    former: readFormerCommunes(table('communes-anciennes.csv'), 'communes-anciennes.csv', code),
  };
}

/** Organisations of the Landes that host counsellors, 2021-2022. */
export function embeddedHosts(): HostFact[] {
  return readHostStructures(table('host-structures.csv'), 'host-structures.csv');
}

/** Year of each column of the embedded table that has one; the others wait for theirs to be confirmed. */
const vintages = {
  no_very_high_speed_pct: '2019-09',
  low_income_households_pct: '2018',
  age_65_plus_pct: '2017',
  low_or_no_diploma_15_plus_pct: '2017',
  one_person_households_pct: '2017',
  single_parent_families_pct: '2017',
  under_25_pct: '2017',
} as const;

/** What is known of the communes of the Landes: one import an indicator, read as any other file. */
export async function embeddedIndicators() {
  const fileName = 'indicators.csv';
  const bytes = readFileSync(join(folder, fileName));
  const ids = Object.keys(vintages) as (keyof typeof vintages)[];
  const file = await readTable(bytes, ids);
  const ground = embeddedGround();
  return ids.map(indicator => ({
    indicator,
    vintage: vintages[indicator],
    fileName,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    ...readImport(
      file,
      { code: 'insee', value: indicator, numerator: null, denominator: null, population: null },
      ground,
      indicatorOf(indicator)!,
    ),
  }));
}

function embeddedGround(): ImportGround {
  const { departement, communes, former, vintage } = embeddedAreas();
  return {
    departement: departement.code,
    communes: new Map(
      communes.flatMap(({ insee, name, population }) =>
        departementOf(insee) === departement.code ? [[insee, { name, population }] as const] : [],
      ),
    ),
    formerNames: new Map(former.flatMap(each => (each.nameConfirmed ? [[each.insee, each.name]] : []))),
    changes: former.map(({ insee, presentInsee }) => ({
      oldCode: insee,
      newCode: presentInsee,
      effective: vintage,
      share: 1,
    })),
  };
}

/** The index of the embedded territory without a database: for tests and measures. */
export function embeddedIndex(): CommuneIndex {
  const { departement, communes, epcis, former } = embeddedAreas();
  return buildCommuneIndex({
    departement,
    communes: communes.map(commune => ({ ...commune, radiusKm: null })),
    former: former.map(({ insee, name, nameConfirmed, presentInsee }) => ({
      insee,
      name: nameConfirmed ? name : null,
      presentInsee,
    })),
    epcis,
  });
}
