/**
 * Measures a country: `node bench/france.ts [P]` (4,000 by default) positions P places among 35,000 communes of a synthetic
 * France, down to three gaps, then verifies each certificate. `node bench/france.ts --write FILE` only writes the table.
 */
import { statSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seededRandom } from '../src/modules/territory/domain/random.ts';
import { airial, noise, type Told } from './positioning/command.ts';

const seed = 2026;
const communes = 35_000;
const towns = 300;
const inhabitants = 65_000_000;
/** Corners of a hexagon that looks like France: latitude, longitude. */
const corners = [
  [51.0, 2.4],
  [48.95, 8.2],
  [43.75, 7.5],
  [42.45, 3.2],
  [43.35, -1.8],
  [48.4, -4.8],
] as const;

/**
 * A synthetic France, the same on every machine: 35,000 points in the hexagon, two in three spread evenly, one in three
 * around 300 towns (normal law, 10 km); the population of rank r is proportional to 1 / (r + 2), 65 million in all, the
 * towns first; shares of elders from 15 to 40 %, of low diplomas from 20 to 50 %, evenly.
 */
function syntheticFrance(): string {
  const random = seededRandom(seed);
  const isInside = (lat: number, lon: number) =>
    corners.every(([fromLat, fromLon], index) => {
      const [toLat, toLon] = corners[(index + 1) % corners.length]!;
      return (toLon - fromLon) * (lat - fromLat) - (toLat - fromLat) * (lon - fromLon) <= 0;
    });
  const anywhere = (): [number, number] => {
    for (;;) {
      const [lat, lon] = [42.4 + 8.7 * random(), -4.9 + 13.2 * random()];
      if (isInside(lat, lon)) return [lat, lon];
    }
  };
  // Box and Muller: a distance of normal law in a direction drawn evenly.
  const around = ([lat, lon]: [number, number]): [number, number] => {
    const away = Math.sqrt(-2 * Math.log(1 - random())) * (10 / 111);
    const angle = 2 * Math.PI * random();
    return [lat + away * Math.sin(angle), lon + (away * Math.cos(angle)) / Math.cos((lat * Math.PI) / 180)];
  };
  const points = Array.from({ length: towns }, anywhere);
  while (points.length < communes) {
    const point = points.length % 3 === 0 ? around(points[Math.floor(random() * towns)]!) : anywhere();
    if (isInside(...point)) points.push(point);
  }
  const whole = points.reduce((sum, _, rank) => sum + 1 / (rank + 3), 0);
  const rows = points.map(([lat, lon], rank) => {
    const population = Math.round(inhabitants / whole / (rank + 3));
    // A code of commune, and an intercommunalité of half a degree: nothing more is asked of them.
    const code = `${String(1 + Math.floor(rank / 900)).padStart(2, '0')}${String(1 + (rank % 900)).padStart(3, '0')}`;
    const epci = `2${String(Math.floor(lat * 2)).padStart(4, '0')}${String(Math.floor((lon + 10) * 2)).padStart(4, '0')}`;
    const [elders, diplomas] = [15 + 25 * random(), 20 + 30 * random()];
    return `${code},Commune ${rank + 1},${lat.toFixed(5)},${lon.toFixed(5)},${epci},${population},${elders.toFixed(1)},${diplomas.toFixed(1)}`;
  });
  return `insee,nom,lat,lon,epci_siren,population,age_65_plus_pct,low_or_no_diploma_15_plus_pct\n${rows.join('\n')}\n`;
}

const [word, file] = process.argv.slice(2);
if (word === '--write') writeFileSync(file!, syntheticFrance());
else await measure(Number(word ?? 4000) || 4000);

async function measure(p: number) {
  const folder = await mkdtemp(join(tmpdir(), 'airial-bench-'));
  const [data, certificate] = [join(folder, 'france.csv'), join(folder, 'certificate.json.gz')];
  writeFileSync(data, syntheticFrance());
  console.log(`${communes} communes, ${p} places; ${noise()}`);
  console.log(
    'gap asked   gap proven   objective       bound  whole s  processor s  peak MB  certificate kB  verified  in s  peak MB',
  );
  for (const gap of ['0.005', '0.001', '0']) {
    const words = ['--p', String(p), '--gap', gap, '--certificate', certificate, '--json'];
    const run = await airial(['territory', 'position', '--data', data, ...words]);
    const check = await airial(['territory', 'verify', certificate, '--instance', data]);
    const told: Told = JSON.parse(run.output);
    const isWithin = told.gap <= 0.005 && run.wall <= 60 && run.megabytes <= 400;
    const percent = (share: number) => `${(100 * share).toFixed(4)} %`;
    console.log(
      [
        percent(Number(gap)).padStart(9),
        percent(told.gap).padStart(12),
        String(told.objective).padStart(11),
        String(told.bound).padStart(11),
        run.wall.toFixed(1).padStart(8),
        run.cpu.toFixed(1).padStart(12),
        run.megabytes.toFixed(0).padStart(8),
        (statSync(certificate).size / 1000).toFixed(0).padStart(15),
        (check.code === 0 ? 'yes' : `NO (${check.code})`).padStart(9),
        check.wall.toFixed(1).padStart(5),
        check.megabytes.toFixed(0).padStart(8),
        ` (${isWithin ? 'within' : 'NOT WITHIN'} 0.5 %, 60 s, 400 MB)`,
      ].join(' '),
    );
  }
  await rm(folder, { recursive: true, force: true });
}
