/**
 * Measures the positioning of the Landes: `node bench/landes.ts INDICATORS.csv` (the shares of elders and low diplomas, as
 * in the hand-book). Times of the engine once the lists are ready, then the whole command, cold, and the verification.
 */
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { parse } from 'csv-parse/sync';
import { readCommunes } from '../src/modules/territory/communes-table.ts';
import { demandOf } from '../src/modules/territory/domain/positioning/demand.ts';
import { instanceOfPlaces } from '../src/modules/territory/domain/positioning/nearest.ts';
import { solveMedian } from '../src/modules/territory/domain/positioning/proving.ts';
import { seededRandom } from '../src/modules/territory/domain/random.ts';
import { HighsProcess } from '../src/modules/territory/linear-solver.ts';
import { airial, noise, type Told } from './positioning/command.ts';

/** Best values, by number of places (product/territory.md §12). */
const known = new Map([
  [10, 17_514_061],
  [20, 10_654_127],
  [30, 7_830_578],
  [40, 6_129_623],
]);
const repeats = 15;

const [indicators] = process.argv.slice(2);
if (!indicators) {
  console.error('usage: node bench/landes.ts INDICATORS.csv');
  process.exit(1);
}
const table = (file: string): Record<string, string>[] =>
  parse(readFileSync(file, 'utf8'), { columns: true, bom: true });
const shares = new Map(table(indicators).map(row => [row.insee, row]));
const columns = ['insee', 'nom', 'lat', 'lon', 'epci_siren', 'population'];
const rates = ['age_65_plus_pct', 'low_or_no_diploma_15_plus_pct'];
const text = [
  [...columns, ...rates],
  ...table('data/landes/communes.csv').map(row => [
    ...columns.map(name => row[name]),
    ...rates.map(name => shares.get(row.insee!)?.[name] ?? ''),
  ]),
]
  .map(cells => cells.join(','))
  .join('\n');

const places = readCommunes(text);
const instance = instanceOfPlaces(places, demandOf(places).persons);
const solver = new HighsProcess(said => console.log(said));
const folder = await mkdtemp(join(tmpdir(), 'airial-bench-'));
const file = join(folder, 'communes.csv');
await writeFile(file, text);

console.log(`${places.length} communes; ${noise()}`);
console.log(
  '  p  objective  known  proven  solve ms, min / median / max  processor ms  command: solve ms  whole s  peak MB  verified',
);
for (const [p, value] of known) {
  const rules = { p, fixed: new Uint8Array(places.length), siteCost: null, groups: null };
  const times: number[] = [];
  const before = process.cpuUsage();
  let solved = null;
  for (let turn = 0; turn < repeats; turn++) {
    const from = performance.now();
    const work = { random: seededRandom(1), budget: () => true, linear: solver.solve };
    solved = await solveMedian(instance, rules, work);
    times.push(performance.now() - from);
  }
  const { user, system } = process.cpuUsage(before);
  times.sort((a, b) => a - b);
  const { plan, bound } = solved!;
  const certificate = join(folder, 'certificate.json');
  const words = ['--data', file, '--p', String(p), '--certificate', certificate, '--json'];
  const run = await airial(['territory', 'position', ...words]);
  const check = await airial(['territory', 'verify', certificate, '--instance', file]);
  const told: Told = JSON.parse(run.output);
  const spread = [times[0]!, times[repeats >> 1]!, times.at(-1)!].map(time => time.toFixed(0)).join(' / ');
  console.log(
    [
      String(p).padStart(3),
      String(plan.value).padStart(10),
      (plan.value === value ? 'same' : String(value)).padStart(6),
      (plan.value === bound ? 'yes' : 'NO').padStart(7),
      spread.padStart(29),
      ((user + system) / 1000 / repeats).toFixed(0).padStart(13),
      (told.seconds.solve * 1000).toFixed(0).padStart(18),
      run.wall.toFixed(2).padStart(8),
      String(told.peakMemoryMB).padStart(8),
      check.code === 0 ? 'yes' : `NO (${check.code})`,
    ].join(' '),
  );
}
solver.stop();
await rm(folder, { recursive: true, force: true });
