import { airial1 } from '../src/modules/territory/domain/fragility/definition.ts';
import type { CommuneValues } from '../src/modules/territory/domain/fragility/imputing.ts';
import { runIndex } from '../src/modules/territory/domain/fragility/index-run.ts';
import { embeddedAreas, embeddedIndicators } from '../src/modules/territory/embedded.ts';

const rounds = 7;
/** The Landes so many times over: as many communes as France. */
const copies = 107;

async function landes(): Promise<CommuneValues[]> {
  const columns = await embeddedIndicators();
  const population = new Map(
    embeddedAreas().communes.map(commune => [commune.insee, commune.population ?? 0]),
  );
  return columns[0]!.kept.map(({ code }, index) => ({
    code,
    population: population.get(code) ?? 0,
    values: airial1.indicators.map(
      ({ id }) => columns.find(({ indicator }) => indicator === id)!.kept[index]!.value,
    ),
  }));
}

/** Each copy has values of its own, a little moved: no two communes alike. */
function france(communes: readonly CommuneValues[]): CommuneValues[] {
  return Array.from({ length: copies }, (_, copy) =>
    communes.map(({ population, values }, index) => ({
      code: String(copy * 1000 + index).padStart(6, '0'),
      population,
      values: values.map(value => (value === null ? null : Math.min(100, value * (0.9 + copy / 500)))),
    })),
  ).flat();
}

function seconds(communes: readonly CommuneValues[]): number {
  const before = performance.now();
  runIndex(airial1, communes);
  return (performance.now() - before) / 1000;
}

/** Prints seconds of the index with 2,000 draws: the Landes (asked < 1 s), as many communes as France (asked < 60 s). */
export async function benchFragility(): Promise<void> {
  const communes = await landes();
  const times = Array.from({ length: rounds }, () => seconds(communes)).sort((a, b) => a - b);
  const figure = (value: number) => value.toFixed(2);
  console.log(
    `fragility: ${communes.length} communes, ${airial1.robustness.draws} draws, seconds: min ${figure(times[0]!)}, median ${figure(times[3]!)}, max ${figure(times.at(-1)!)}`,
  );
  const many = france(communes);
  console.log(
    `fragility: ${many.length} communes, ${airial1.robustness.draws} draws, seconds: ${figure(seconds(many))}, peak memory ${Math.round(process.resourceUsage().maxRSS / 1024)} MB`,
  );
}

if (import.meta.main) await benchFragility();
