import { type Term, type VocabularyName, vocabularies } from '../../vocabulary.ts';
import { REQUIRED_FIELDS, STANDARD_FIELDS, type StandardField } from './fields.ts';
import { isSiret, UNKNOWN_PIVOT } from './identity.ts';
import { STANDARD_PHONE } from './phone.ts';
import { SUMMARY_LIMIT } from './presentation.ts';

/** One breach of the standard in a row. */
export interface Breach {
  field: string;
  rule: 'colonnes' | 'requis' | 'motif' | 'liste' | 'longueur' | 'nombre' | 'date' | 'unique' | 'adresse_web';
  value: string;
}

/** Lists of the standard, by field. */
const LISTS: Readonly<Partial<Record<StandardField, VocabularyName>>> = {
  typologie: 'kinds',
  itinerance: 'mobility',
  services: 'services',
  publics_specifiquement_adresses: 'publics',
  prise_en_charge_specifique: 'specialCare',
  frais_a_charge: 'fees',
  dispositif_programmes_nationaux: 'programmes',
  formations_labels: 'trainings',
  modalites_acces: 'accessModes',
  modalites_accompagnement: 'supportModes',
};

const PATTERNS: Readonly<Partial<Record<StandardField, RegExp>>> = {
  pivot: /^[a-zA-Z0-9]{9,14}$/,
  code_postal: /^\d{5}$/,
  code_insee: /^([013-9]\d|2[AB1-9])\d{3}$/,
  telephone: STANDARD_PHONE,
};

/** The patterns of the schema for its lists: no `^` before the group, so junk before a value passes. */
const schemaPatterns = new Map(
  Object.entries(LISTS)
    .filter(([field]) => field !== 'typologie')
    .map(([field, name]) => {
      const values = (vocabularies[name] as readonly Term[]).map(term =>
        term.standard.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'),
      );
      return [field, new RegExp(`(?:(?:^|\\|)(${values.join('|')}))+$`)] as const;
    }),
);

/** Constraints of the Table Schema v1.0.2 on one row: required, patterns, lengths, types. */
export function schemaBreaches(row: Readonly<Record<string, string>>): Breach[] {
  const breaches: Breach[] = [];
  if (Object.keys(row).join() !== STANDARD_FIELDS.join()) {
    breaches.push({ field: '*', rule: 'colonnes', value: Object.keys(row).join() });
  }
  for (const field of STANDARD_FIELDS) {
    const value = row[field] ?? '';
    const breach = (rule: Breach['rule']) => breaches.push({ field, rule, value });
    if (value === '') {
      if (REQUIRED_FIELDS.has(field)) breach('requis');
      continue;
    }
    if (PATTERNS[field]?.test(value) === false) breach('motif');
    if (schemaPatterns.get(field)?.test(value) === false) breach('liste');
    if (field === 'presentation_resume' && value.length > SUMMARY_LIMIT) breach('longueur');
    if ((field === 'latitude' || field === 'longitude') && !/^-?\d+(\.\d+)?$/.test(value)) breach('nombre');
    if (field === 'date_maj' && !/^\d{4}-\d{2}-\d{2}$/.test(value)) breach('date');
  }
  return breaches;
}

function listBreaches(field: StandardField, name: VocabularyName, value: string): Breach[] {
  const allowed = new Set((vocabularies[name] as readonly Term[]).map(term => term.standard));
  const items = value.split('|');
  return items
    .filter((item, index) => !allowed.has(item) || items.indexOf(item) !== index)
    .map(item => ({ field, rule: 'liste' as const, value: item }));
}

/** Our stricter check: the schema, then lists item by item, real numbers, real addresses, a whole point. */
export function strictBreaches(row: Readonly<Record<string, string>>): Breach[] {
  const breaches = schemaBreaches(row);
  for (const [field, name] of Object.entries(LISTS) as [StandardField, VocabularyName][]) {
    const value = row[field] ?? '';
    if (value !== '') breaches.push(...listBreaches(field, name, value));
  }
  const pivot = row.pivot ?? '';
  if (pivot !== UNKNOWN_PIVOT && /^\d{14}$/.test(pivot) && !isSiret(pivot)) {
    breaches.push({ field: 'pivot', rule: 'motif', value: pivot });
  }
  if ((row.latitude === '') !== (row.longitude === '')) {
    breaches.push({ field: 'latitude', rule: 'nombre', value: `${row.latitude} ${row.longitude}` });
  }
  const urls = [...(row.site_web ?? '').split('|'), row.fiche_acces_libre ?? '', row.prise_rdv ?? ''];
  for (const url of urls.filter(text => text !== '')) {
    if (!/^https?:\/\/[^\s|<>"]+$/i.test(url) || !URL.canParse(url)) {
      breaches.push({ field: 'site_web', rule: 'adresse_web', value: url });
    }
  }
  for (const email of (row.courriels ?? '').split('|').filter(text => text !== '')) {
    if (!/^[^\s@|]+@[^\s@|]+\.[^\s@|]+$/.test(email)) {
      breaches.push({ field: 'courriels', rule: 'adresse_web', value: email });
    }
  }
  return breaches;
}

/** Strict breaches of a whole file, with the rank of the row (from 1); identifiers must be unique. */
export function fileBreaches(rows: Iterable<Readonly<Record<string, string>>>): (Breach & { row: number })[] {
  const found: (Breach & { row: number })[] = [];
  const ids = new Set<string>();
  let rank = 0;
  for (const row of rows) {
    rank++;
    for (const breach of strictBreaches(row)) found.push({ ...breach, row: rank });
    const id = row.id ?? '';
    if (ids.has(id)) found.push({ row: rank, field: 'id', rule: 'unique', value: id });
    ids.add(id);
  }
  return found;
}
