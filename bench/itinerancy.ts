import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { embeddedIndex, embeddedIndicators } from '../src/modules/territory/embedded.ts';
import { installedTable } from '../src/modules/territory/installed.ts';

const turns = 5;

/** The table of the Landes, as the installation gives it. */
async function landes(): Promise<string> {
  const columns = await embeddedIndicators();
  const rate = (id: string, code: string) =>
    columns.find(({ indicator }) => indicator === id)!.kept.find(each => each.code === code)?.value ?? null;
  return installedTable(
    embeddedIndex().all.flatMap(({ insee, name, lat, lon, epci, population, home }) =>
      home && lat !== null && lon !== null
        ? [
            {
              code: insee,
              name,
              lat,
              lon,
              epci: epci ?? '',
              population: population ?? 0,
              age65Plus: rate('age_65_plus_pct', insee),
              lowDiploma: rate('low_or_no_diploma_15_plus_pct', insee),
              score: null,
            },
          ]
        : [],
    ),
  ).text;
}

/** Thirty counsellors of the Landes: seconds of each stage, gap, and what the week holds. */
async function benchItinerancy(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'airial-itinerancy-'));
  const file = join(folder, 'landes.csv');
  writeFileSync(file, await landes());
  const words = ['territory', 'position', '--model', 'itinerant', '--p', '30', '--data', file, '--json'];
  const results = Array.from({ length: turns }, () =>
    JSON.parse(execFileSync(process.execPath, ['build/airial.js', ...words], { encoding: 'utf8' })),
  );
  rmSync(folder, { recursive: true });
  for (const stage of ['bases', 'half-days', 'timetable', 'total']) {
    const seconds = results.map(result => result.seconds[stage] as number).sort((a, b) => a - b);
    console.log(
      `${stage.padEnd(10)} seconds: min ${seconds[0]!.toFixed(2)}, median ${seconds[(turns - 1) / 2]!.toFixed(2)}, max ${seconds.at(-1)!.toFixed(2)}`,
    );
  }
  const [{ gap, places, half_days, left, conflicts }] = results;
  console.log(
    `gap ${(100 * gap).toFixed(3)} % (asked ≤ 0.5 in 10 s), ${places.length} places, ${half_days} half-days a week, ${left.length} without a slot, ${conflicts.length} conflicts`,
  );
}

if (import.meta.main) await benchItinerancy();
