import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { parse } from 'csv-parse/sync';
import { departementOf } from './domain/communes.ts';

/** A table refused as a whole: the sentence says which file and why; nothing was changed. */
export class UnreadableTable extends Error {
  override name = 'UnreadableTable';
}

export interface CommuneFact {
  insee: string;
  name: string;
  lat: number | null;
  lon: number | null;
  population: number | null;
  epci: string | null;
  postalCodes: string[];
}

export interface EpciFact {
  siren: string;
  name: string;
  population: number | null;
}

export interface FormerFact {
  insee: string;
  name: string;
  nameConfirmed: boolean;
  presentInsee: string;
  kind: 'commune_deleguee' | 'commune_associee' | 'ancien_code';
}

export interface HostFact {
  siret: string;
  name: string;
  postalCode: string;
  insee: string;
  postsAttributed: number;
  postsRecruited: number;
}

const INSEE = /^([013-9]\d|2[AB1-9])\d{3}$/;

/** Communes from the project's table, or from the JSON of the national API of communes (`geo.api.gouv.fr`). */
export function readCommunes(text: string, file: string): CommuneFact[] {
  const facts = isJson(text)
    ? jsonRows(text, file).map(row => ({
        insee: textOf(row.code),
        name: textOf(row.nom),
        ...pointOf(row.centre),
        population: countOf(row.population, file),
        epci: textOf(row.codeEpci) || null,
        postalCodes: listOf(row.codesPostaux),
      }))
    : csvRows(text, file, ['insee', 'nom', 'lat', 'lon', 'population', 'epci_siren', 'postal_codes']).map(
        row => ({
          insee: row.insee!,
          name: row.nom!,
          lat: degreesOf(row.lat!, 90, file),
          lon: degreesOf(row.lon!, 180, file),
          population: countOf(row.population, file),
          epci: row.epci_siren || null,
          postalCodes: row.postal_codes ? row.postal_codes.split('|') : [],
        }),
      );
  for (const fact of facts) {
    if (!INSEE.test(fact.insee) || fact.name === '') {
      throw new UnreadableTable(
        `${file}\u00a0: «\u00a0${fact.insee} ${fact.name}\u00a0» n’est pas une commune.`,
      );
    }
    if ((fact.lat === null) !== (fact.lon === null)) {
      throw new UnreadableTable(`${file}\u00a0: le point de ${fact.insee} n’a qu’une coordonnée.`);
    }
    const wrong = fact.postalCodes.find(code => !/^\d{5}$/.test(code));
    if (wrong !== undefined) throw new UnreadableTable(`${file}\u00a0: code postal «\u00a0${wrong}\u00a0».`);
  }
  return distinct(facts, fact => fact.insee, file);
}

/** Intercommunalités from the project's table, or from the JSON of the national API. */
export function readEpcis(text: string, file: string): EpciFact[] {
  const facts = isJson(text)
    ? jsonRows(text, file).map(row => ({
        siren: textOf(row.code),
        name: textOf(row.nom),
        population: countOf(row.population, file),
      }))
    : csvRows(text, file, ['siren', 'nom', 'population_municipale']).map(row => ({
        siren: row.siren!,
        name: row.nom!,
        population: countOf(row.population_municipale, file),
      }));
  const wrong = facts.find(fact => !/^\d{9}$/.test(fact.siren) || fact.name === '');
  if (wrong) throw new UnreadableTable(`${file}\u00a0: «\u00a0${wrong.siren}\u00a0» n’est pas un SIREN.`);
  return distinct(facts, fact => fact.siren, file);
}

/**
 * Former communes of a département from the project's table, or from the INSEE list of communes
 * (columns TYPECOM, COM, LIBELLE, COMPARENT, of the whole country).
 */
export function readFormerCommunes(text: string, file: string, departement: string): FormerFact[] {
  if (/\bCOMPARENT\b/.test(text.slice(0, 500))) {
    const kinds: Record<string, FormerFact['kind']> = { COMD: 'commune_deleguee', COMA: 'commune_associee' };
    return csvRows(text, file, ['TYPECOM', 'COM', 'LIBELLE', 'COMPARENT']).flatMap(row => {
      const kind = kinds[row.TYPECOM!];
      // A delegated commune may keep the code of the whole: no code changed then.
      if (!kind || row.COM === row.COMPARENT || departementOf(row.COMPARENT!) !== departement) return [];
      return [
        { insee: row.COM!, name: row.LIBELLE!, nameConfirmed: true, presentInsee: row.COMPARENT!, kind },
      ];
    });
  }
  return csvRows(text, file, ['old_insee', 'old_nom', 'new_insee', 'kind', 'name_source']).map(row => {
    const kind = row.kind as FormerFact['kind'];
    if (!INSEE.test(row.old_insee!) || !INSEE.test(row.new_insee!)) {
      throw new UnreadableTable(
        `${file}\u00a0: «\u00a0${row.old_insee} → ${row.new_insee}\u00a0» n’est pas un changement de code.`,
      );
    }
    if (!['commune_deleguee', 'commune_associee', 'ancien_code'].includes(kind)) {
      throw new UnreadableTable(`${file}\u00a0: «\u00a0${kind}\u00a0» n’est pas un genre de changement.`);
    }
    return {
      insee: row.old_insee!,
      name: row.old_nom!,
      nameConfirmed: row.name_source !== 'to_be_confirmed',
      presentInsee: row.new_insee!,
      kind,
    };
  });
}

/** Organisations that host counsellors, from the project's table. */
export function readHostStructures(text: string, file: string): HostFact[] {
  const columns = ['siret', 'structure', 'posts_attributed', 'posts_recruited', 'code_postal', 'insee'];
  return csvRows(text, file, columns).map(row => ({
    siret: row.siret!,
    name: row.structure!,
    postalCode: row.code_postal!,
    insee: row.insee!,
    postsAttributed: countOf(row.posts_attributed, file) ?? 0,
    postsRecruited: countOf(row.posts_recruited, file) ?? 0,
  }));
}

interface PackageCommune {
  code: string;
  nom: string;
  type: string;
  population?: number;
  codesPostaux?: string[];
}

/** Member communes, beyond the département, of the EPCI given; from the national package, without a point. */
export function membersElsewhere(sirens: readonly string[], departement: string): CommuneFact[] {
  const asked = new Set(sirens);
  const epcis = fromPackage<{ code: string; membres: { code: string }[] }>('epci').filter(epci =>
    asked.has(epci.code),
  );
  const epciOf = new Map(
    epcis.flatMap(epci =>
      epci.membres
        .filter(member => departementOf(member.code) !== departement)
        .map(member => [member.code, epci.code] as const),
    ),
  );
  if (epciOf.size === 0) return [];
  return fromPackage<PackageCommune>('communes')
    .filter(commune => commune.type === 'commune-actuelle' && epciOf.has(commune.code))
    .map(commune => ({
      insee: commune.code,
      name: commune.nom,
      lat: null,
      lon: null,
      population: commune.population ?? null,
      epci: epciOf.get(commune.code) ?? null,
      postalCodes: commune.codesPostaux ?? [],
    }));
}

/** Name of a département, from the national package; null for an unknown code. */
export function departementName(code: string): string | null {
  const rows = fromPackage<{ code: string; nom: string }>('departements');
  return rows.find(row => row.code === code)?.nom ?? null;
}

function fromPackage<Row>(table: string): Row[] {
  const path = createRequire(import.meta.url).resolve(`@etalab/decoupage-administratif/data/${table}.json`);
  return JSON.parse(readFileSync(path, 'utf8'));
}

/** Refuses a page of the web served in place of a file. */
export function refuseHtml(text: string, file: string): void {
  if (/^\s*</.test(text.slice(0, 200))) {
    throw new UnreadableTable(`${file}\u00a0: une page web a été reçue à la place du fichier.`);
  }
}

function isJson(text: string): boolean {
  return /^\s*[[{]/.test(text.slice(0, 50));
}

function jsonRows(text: string, file: string): Record<string, unknown>[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new UnreadableTable(`${file}\u00a0: ce JSON est incomplet ou abîmé.`);
  }
  if (!Array.isArray(value)) throw new UnreadableTable(`${file}\u00a0: une liste était attendue.`);
  return value;
}

function csvRows(text: string, file: string, columns: readonly string[]): Record<string, string>[] {
  refuseHtml(text, file);
  let rows: Record<string, string>[];
  try {
    rows = parse(text, { columns: true, bom: true, trim: true, skip_empty_lines: true });
  } catch (error) {
    throw new UnreadableTable(`${file}\u00a0: ce fichier CSV est incomplet ou abîmé.`, { cause: error });
  }
  const first = rows[0];
  if (!first) throw new UnreadableTable(`${file}\u00a0: ce fichier est vide.`);
  const absent = columns.filter(column => !(column in first));
  if (absent.length > 0)
    throw new UnreadableTable(`${file}\u00a0: colonne absente\u00a0: ${absent.join(', ')}.`);
  return rows;
}

function distinct<Fact>(facts: Fact[], key: (fact: Fact) => string, file: string): Fact[] {
  const seen = new Set<string>();
  for (const fact of facts) {
    if (seen.has(key(fact)))
      throw new UnreadableTable(`${file}\u00a0: le code ${key(fact)} est écrit deux fois.`);
    seen.add(key(fact));
  }
  return facts;
}

function countOf(value: unknown, file: string): number | null {
  if (value === undefined || value === null || value === '') return null;
  const count = Number(value);
  if (!Number.isSafeInteger(count) || count < 0) {
    throw new UnreadableTable(`${file}\u00a0: «\u00a0${String(value)}\u00a0» n’est pas un nombre entier.`);
  }
  return count;
}

function degreesOf(value: string, limit: number, file: string): number | null {
  if (value === '') return null;
  const degrees = Number(value);
  if (Number.isNaN(degrees) || Math.abs(degrees) > limit) {
    throw new UnreadableTable(`${file}\u00a0: «\u00a0${value}\u00a0» n’est pas une coordonnée.`);
  }
  return degrees;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value.trim() : '';
}

function listOf(value: unknown): string[] {
  return Array.isArray(value) ? value.map(textOf) : [];
}

/** GeoJSON point of the API: longitude first. */
function pointOf(value: unknown): { lat: number | null; lon: number | null } {
  const coordinates = (value as { coordinates?: unknown } | null | undefined)?.coordinates;
  if (!Array.isArray(coordinates)) return { lat: null, lon: null };
  const [lon, lat] = coordinates;
  if (typeof lat !== 'number' || typeof lon !== 'number' || Math.abs(lat) > 90 || Math.abs(lon) > 180) {
    return { lat: null, lon: null };
  }
  return { lat, lon };
}
