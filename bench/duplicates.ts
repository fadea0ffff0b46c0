/**
 * Measures the search for duplicates: `node bench/duplicates.ts BENCHMARK.json [REPEATS]`.
 * Prints the figures, the classes, and the median and worst times over the repeats.
 */
import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { scoreBenchmark } from '../src/modules/directory/domain/duplicates/bench.ts';

const [path, repeatsText] = process.argv.slice(2);
if (!path) {
  console.error('usage: node bench/duplicates.ts BENCHMARK.json [REPEATS]');
  process.exit(1);
}
const repeats = Math.max(1, Number(repeatsText ?? 5) || 5);
const benchmark: unknown = JSON.parse(readFileSync(path, 'utf8'));
const reports = Array.from({ length: repeats }, () => scoreBenchmark(benchmark, () => performance.now()));
const report = reports[0]!;
const times = reports.map(run => run.milliseconds).sort((a, b) => a - b);

const percent = (share: number) => `${(share * 100).toFixed(2)} %`.padStart(9);
console.log(`${report.places} places, ${report.matches} true pairs`);
console.log(`precision (automatic)      ${percent(report.precision)}`);
console.log(`recall (automatic)         ${percent(report.recall)}`);
console.log(`recall (with review)       ${percent(report.recallWithReview)}`);
console.log(`hard negatives merged      ${report.hardNegativesMerged}`);
console.log(`false positives            ${report.falsePositives.length}`);
console.log(`pairs to review            ${report.reviewPairs}`);
console.log(
  `time, median / worst       ${times[times.length >> 1]!.toFixed(0)} / ${times.at(-1)!.toFixed(0)} ms (${repeats} runs)`,
);
console.log(`\n${'class'.padEnd(52)} pairs   automatic  with review`);
for (const [name, figures] of Object.entries(report.byClass)) {
  console.log(
    `${name.padEnd(52)} ${String(figures.pairs).padStart(5)}   ${percent(figures.recall)}    ${percent(figures.recallWithReview)}`,
  );
}
