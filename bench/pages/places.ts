import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import type { CommuneIndex } from '../../src/modules/territory/index.ts';

const header =
  'id,pivot,nom,commune,code_postal,code_insee,adresse,latitude,longitude,typologie,telephone,courriels,horaires,presentation_resume,itinerance,date_maj,services,frais_a_charge,modalites_acces,modalites_accompagnement\n';

/** What a name begins with, and the kind that goes with it: a search for one word finds a tenth of the places. */
const sorts = [
  ['Médiathèque', 'BIB'],
  ['Bibliothèque', 'BIB'],
  ['Mairie', 'MUNI'],
  ['Centre communal d’action sociale', 'CCAS'],
  ['France services', 'RFS'],
  ['Espace public numérique', 'EPN'],
  ['Tiers-lieu', 'TIERS_LIEUX'],
  ['Centre social', 'CSC'],
  ['Bureau de poste', 'RFS'],
  ['Association', 'ASSO'],
] as const;

const names = 'des Pins,du Marché,Félix Arnaudin,des Écoles,de la Gare,du Lac,Jean Moulin,des Arènes'.split(
  ',',
);

const hours = [
  'Mo-Fr 09:00-12:00,14:00-18:00; Sa 09:00-12:00; PH off',
  'Tu,Th 16:00-18:00; We 10:00-12:00,14:00-18:00; Sa 10:00-12:30',
  'Mo-Fr 09:00-12:30,13:30-17:30',
  'We 14:00-18:00; Sa 10:00-12:00',
  'Jul-Aug Mo-Sa 09:00-19:00; Sep-Jun Mo-Fr 09:00-12:00',
  '',
];

const services = [
  'Aide aux démarches administratives',
  'Accès internet et matériel informatique',
  'Maîtrise des outils numériques du quotidien',
  'Insertion professionnelle via le numérique',
  'Parentalité et éducation avec le numérique',
];

const fees = ['Gratuit', 'Gratuit', 'Gratuit sous condition', 'Payant', ''];

/** Writes a file of the standard: places spread over the communes of the territory, the same on every run. */
export async function writePlaces(file: string, rows: number, index: CommuneIndex): Promise<void> {
  const communes = index.all.filter(commune => commune.home && commune.lat !== null);
  const out = createWriteStream(file);
  out.write(header);
  for (let row = 1; row <= rows; row++) {
    const commune = communes[(row * 7919) % communes.length]!;
    const [sort, kind] = sorts[(row * 31) % sorts.length]!;
    const cells = [
      `mesure-${row}`,
      '00000000000000',
      `${sort} ${names[(row * 17) % names.length]} ${row}`,
      commune.name,
      commune.postalCodes[0] ?? '',
      commune.insee,
      `${row} rue ${names[(row * 13) % names.length]}`,
      (commune.lat! + (row % 100) / 10_000).toFixed(5),
      (commune.lon! + (row % 90) / 10_000).toFixed(5),
      kind,
      row % 4 === 0 ? '' : `+33558${String(row).padStart(6, '0')}`,
      `contact${row}@exemple.fr`,
      hours[(row * 7) % hours.length]!,
      'Des ateliers chaque semaine et des ordinateurs en libre accès.',
      row % 40 === 0 ? 'Itinérant' : 'Fixe',
      `2026-0${1 + (row % 9)}-15`,
      `${services[row % services.length]}|${services[(row * 3 + 1) % services.length]}`,
      fees[(row * 11) % fees.length]!,
      'Se présenter|Téléphoner',
      'Accompagnement individuel',
    ];
    const line = `${cells.map(cell => (cell.includes(',') ? `"${cell}"` : cell)).join(',')}\n`;
    if (!out.write(line)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'finish');
}
