/**
 * Measures the writing of the open exports: `node bench/exports.ts [PLACES]` (20,000 by default).
 * Processor time of the text alone, then with gzip, median of five; the target is 1 s (directory.md §11).
 */
import { gzipSync } from 'node:zlib';
import { toCsvLine } from '../src/core/csv.ts';
import {
  type ExportedPlace,
  standardCsvHeader,
  toGeoJsonFeature,
  toStandardCsvLine,
  toStandardJson,
} from '../src/modules/directory/domain/standard/export.ts';
import { toLandesRow } from '../src/modules/directory/domain/standard/landes-config.ts';

const count = Number(process.argv[2] ?? 20_000);

function madePlace(rank: number): ExportedPlace {
  const id = `01a1f866-0d00-7000-8000-${String(rank).padStart(12, '0')}`;
  return {
    id,
    communeName: 'Dax',
    communePostalCode: '40100',
    verifiedOn: rank % 3 === 0 ? '2026-09-15' : null,
    firstImportedOn: '2026-11-20',
    place: {
      externalId: id,
      name: `Médiathèque no ${rank}`,
      secondName: null,
      pivot: rank % 5 === 0 ? '21400088900017' : null,
      communeInsee: '40088',
      communeInseeSource: '40088',
      communeLabel: 'Dax',
      postalCode: '40100',
      street: `${rank} rue de la Gare`,
      streetComplement: null,
      lat: 43.7 + (rank % 100) / 1000,
      lon: -1.05 - (rank % 100) / 1000,
      geoQuality: 'address',
      kinds: ['BIB', 'EPN'],
      phone: '+33558000000',
      phoneShort: null,
      emails: [`lieu${rank}@exemple.fr`],
      privateEmails: [],
      urls: ['https://exemple.fr/lieu'],
      hoursRaw: 'Mo-Fr 09:00-12:00,14:00-18:00; Sa 09:00-12:00',
      weeklyHours: null,
      summary: 'Un lieu, avec une virgule et des « guillemets ».',
      detail: null,
      source: 'essai',
      mobility: ['fixe'],
      parentStructure: null,
      sourceUpdatedOn: '2026-02-03',
      services: ['aide_aux_demarches_administratives', 'acces_internet_et_materiel_informatique'],
      publics: ['seniors'],
      specialCare: [],
      fees: ['gratuit'],
      programmes: [],
      trainings: [],
      otherLabels: [],
      accessModes: ['se_presenter', 'telephoner'],
      supportModes: ['en_autonomie'],
      accesslibreUrl: null,
      bookingUrl: null,
    },
  };
}

const places = Array.from({ length: count }, (_, rank) => madePlace(rank));
const formats: Record<string, () => string> = {
  'lieux.csv': () => standardCsvHeader() + places.map(place => toStandardCsvLine(place)).join(''),
  'lieux.json': () => places.map(place => JSON.stringify(toStandardJson(place))).join(',\n'),
  'lieux.geojson': () => places.map(place => JSON.stringify(toGeoJsonFeature(place))).join(',\n'),
  'landes-config.csv': () => places.map(place => toCsvLine(toLandesRow(place))).join(''),
};

/** Median processor time of five runs, in milliseconds. */
function measured(work: () => unknown): number {
  const times = Array.from({ length: 5 }, () => {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  });
  return times.sort((a, b) => a - b)[2]!;
}

console.log(`${count} places        text      with gzip      size`);
let slowest = 0;
for (const [name, write] of Object.entries(formats)) {
  const text = measured(write);
  const zipped = measured(() => gzipSync(write()));
  slowest = Math.max(slowest, zipped);
  const size = (Buffer.byteLength(write()) / 1e6).toFixed(1);
  console.log(
    `${name.padEnd(20)} ${text.toFixed(0).padStart(5)} ms ${zipped.toFixed(0).padStart(9)} ms ${size.padStart(8)} MB`,
  );
}
if (count === 20_000 && slowest > 1000) process.exitCode = 1;
