/**
 * Measures starting and stopping: `./airial bench start [ROUNDS]` (7 by default). Milliseconds, by the clock, from the
 * command to « Airial est prêt », then from SIGTERM to its end. The first start makes the data; targets: 3 s to start
 * again, 5 s to stop.
 */
import { emptyFolder, startProduct, stopProduct, sweep } from '../tests/running.ts';

const rounds = Number(process.argv[2] ?? 7);
const data = await emptyFolder();
const starts: number[] = [];
const stops: number[] = [];
for (let round = 0; round <= rounds; round++) {
  const running = await startProduct(data);
  starts.push(running.readyAfter);
  stops.push((await stopProduct(running)).took);
}
await sweep(data);

function row(name: string, times: readonly number[]): string {
  const sorted = [...times].sort((a, b) => a - b);
  const shown = [sorted[0]!, sorted[Math.floor(sorted.length / 2)]!, sorted.at(-1)!];
  return `${name.padEnd(24)}${shown.map(time => time.toFixed(0).padStart(9)).join('')}`;
}

const [first, ...again] = starts;
process.stdout.write(
  `${'ms'.padEnd(24)}${['min', 'median', 'max'].map(title => title.padStart(9)).join('')}\n${[
    row('first start', [first!]),
    row('start again', again),
    row('stop', stops),
  ].join('\n')}\n`,
);
