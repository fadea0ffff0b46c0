/**
 * Measures the robustness of the plan of the Landes: `node bench/scenarios.ts [DRAWS] [P]` (100 and 30 by default): the
 * processor time of the draws, one after the other, and how many sites are sure.
 */
import { existsSync, readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { readCommunes, readIndicators } from '../src/modules/territory/communes-table.ts';
import { airial1 } from '../src/modules/territory/domain/fragility/definition.ts';
import { drawPlans, sharesOf } from '../src/modules/territory/domain/plans/robustness.ts';
import { demandOf } from '../src/modules/territory/domain/positioning/demand.ts';
import { instanceOf } from '../src/modules/territory/domain/positioning/instance.ts';
import { solveMedian } from '../src/modules/territory/domain/positioning/proving.ts';
import { haversineTime } from '../src/modules/territory/domain/positioning/travel.ts';
import { seededRandom } from '../src/modules/territory/domain/random.ts';

const [draws, p] = [Number(process.argv[2] ?? 100) || 100, Number(process.argv[3] ?? 30) || 30];
const seed = 1;
const budget = () => true;

const indicators = ['data/landes/indicators.csv', '../shared/data/landes/indicators.csv'].find(existsSync);
if (indicators)
  await measure(joined(readFileSync('data/landes/communes.csv', 'utf8'), readFileSync(indicators, 'utf8')));
else console.log('Non mesuré : il faut data/landes/indicators.csv');

/** One table of both, by code. */
function joined(communes: string, indicators: string): string {
  const [head = '', ...rows] = indicators.trim().split('\n');
  const rest = (line: string) => line.slice(line.indexOf(',') + 1);
  const known = new Map(rows.map(line => [line.split(',', 1)[0], rest(line)]));
  const [first, ...lines] = communes.trim().split('\n');
  return [`${first},${rest(head)}`, ...lines.map(line => `${line},${known.get(line.split(',', 1)[0])}`)].join(
    '\n',
  );
}

async function measure(table: string) {
  const places = readCommunes(table);
  const communes = readIndicators(
    table,
    airial1.indicators.map(({ id }) => id),
  );
  const { persons } = demandOf(places);
  const time = haversineTime(places);
  const instance = instanceOf(places.length, places.length, (from, to) => persons[from]! * time(from, to));
  const rules = { p, fixed: new Uint8Array(places.length), siteCost: null, groups: null };
  const central = (await solveMedian(instance, rules, { random: seededRandom(seed), budget }))!;
  const [began, used] = [performance.now(), process.cpuUsage()];
  const trial = { places, time, rules, central, persons, communes, definition: airial1 };
  const kept = await drawPlans(trial, { draws, seed, budget });
  const { user, system } = process.cpuUsage(used);
  const [cpu, wall] = [(user + system) / 1e6, (performance.now() - began) / 1000];
  const shares = sharesOf(kept);
  const count = (least: number) => shares.filter(({ share }) => share >= least).length;
  console.log(
    `${places.length} communes, ${p} sites, central plan ${central.plan.value}, bound ${central.bound}`,
  );
  console.log(
    `${kept.length} draws in ${cpu.toFixed(1)} s of processor, ${wall.toFixed(1)} s in all (${cpu <= (20 * draws) / 100 ? 'within' : 'OVER'} 20 s for 100)`,
  );
  console.log(`proven                     ${kept.filter(each => each.objective === each.bound).length}`);
  console.log(`sites in all draws         ${count(1)}`);
  console.log(`sites in 80 % or more      ${count(0.8)}`);
  console.log(`sites ever used            ${shares.length}`);
  console.log(
    `of the central plan, kept in all: ${shares.filter(({ share, code }) => share === 1 && central.plan.open[places.findIndex(each => each.code === code)]).length}`,
  );
}
