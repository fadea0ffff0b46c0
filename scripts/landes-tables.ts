/**
 * Writes the embedded tables of the Landes (data/landes) from the hand-book's tables of facts:
 * same rows, only the columns the product uses, never a name of person.
 * Usage: `node scripts/landes-tables.ts FOLDER_OF_THE_SOURCE_TABLES`.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';

/** Table written → source table and columns kept, names unchanged. */
const TABLES: Record<string, { source?: string; columns: string }> = {
  'communes.csv': { columns: 'insee nom lat lon population epci_siren postal_codes' },
  'epci.csv': { columns: 'siren nom population_municipale communes_total' },
  'communes-anciennes.csv': { columns: 'old_insee old_nom new_insee kind name_source' },
  'places-libraries.csv': {
    columns:
      'id nom nom_complement complement_adresse adresse code_postal commune_as_written insee_as_written insee commune lat lon geocoding typologie weekly_hours open_to_public',
  },
  'places-france-services.csv': {
    columns:
      'id nom adresse complement_adresse code_postal commune insee lat lon telephone courriel horaires hours_comment itinerance label_date typologie dispositif_programmes_nationaux',
  },
  'places-laposte.csv': {
    columns: 'id siret nom adresse code_postal commune insee lat lon typologie formations_labels',
  },
  'host-structures.csv': {
    source: 'counsellors-2021.csv',
    columns: 'siret structure posts_attributed posts_recruited code_postal insee',
  },
};

const from = process.argv[2];
if (!from) throw new Error('Usage: node scripts/landes-tables.ts FOLDER');
const to = join(import.meta.dirname, '../data/landes');
mkdirSync(to, { recursive: true });

for (const [file, { source = file, columns }] of Object.entries(TABLES)) {
  const rows: Record<string, string>[] = parse(readFileSync(join(from, source), 'utf8'), { columns: true });
  const kept = columns.split(' ');
  const absent = kept.filter(column => !(column in (rows[0] ?? {})));
  if (absent.length > 0) throw new Error(`${source}: no column ${absent.join(', ')}`);
  const lines = [kept, ...rows.map(row => kept.map(column => row[column] ?? ''))].map(cells =>
    cells.map(quoted).join(','),
  );
  writeFileSync(join(to, file), `${lines.join('\n')}\n`);
  console.log(`${file}: ${rows.length} rows, ${kept.length} columns`);
}

function quoted(cell: string): string {
  return /[",\n\r]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
