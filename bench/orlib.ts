/**
 * Measures the positioning engine on OR-Library: `node bench/orlib.ts FOLDER` with its `pmed*.txt` and, if there is one,
 * `optima.csv`. Each instance is a command of its own, then its certificate is verified by another.
 */
import { existsSync, globSync, readFileSync, statSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { airial, noise, type Told } from './positioning/command.ts';

const [folder] = process.argv.slice(2);
if (!folder) {
  console.error('usage: node bench/orlib.ts FOLDER');
  process.exit(1);
}
const numberIn = (file: string) => Number(/\d+/.exec(basename(file))?.[0]);
const files = globSync(join(folder, 'pmed*.txt')).sort((a, b) => numberIn(a) - numberIn(b));
const list = join(folder, 'optima.csv');
const optima = new Map(
  (existsSync(list) ? readFileSync(list, 'utf8') : '')
    .split('\n')
    .map(line => line.split(','))
    .map(([file, , , , optimum]) => [file, Number(optimum)]),
);

console.log(`${files.length} instances; ${noise()}`);
console.log(
  'file          n    p  objective  known   proof     leaves  solve s  total s  processor s  peak MB  certificate kB  verified',
);
const kept = await mkdtemp(join(tmpdir(), 'airial-bench-'));
let [proven, verified, seconds, longest, most] = [0, 0, 0, 0, 0];
for (const file of files) {
  const certificate = join(kept, 'certificate.json.gz');
  const run = await airial(['territory', 'orlib', file, '--certificate', certificate, '--json']);
  if (run.code !== 0) {
    console.log(`${basename(file).padEnd(11)} ended with code ${run.code}`);
    continue;
  }
  const told: Told = JSON.parse(run.output);
  const check = await airial(['territory', 'verify', certificate, '--instance', file]);
  const known = optima.get(basename(file));
  if (told.status === 'optimal') proven++;
  if (check.code === 0) verified++;
  seconds += told.seconds.total;
  longest = Math.max(longest, told.seconds.total);
  most = Math.max(most, told.peakMemoryMB);
  console.log(
    [
      basename(file).padEnd(11),
      String(told.n).padStart(4),
      String(told.p).padStart(4),
      String(told.objective).padStart(9),
      (known === undefined ? '?' : known === told.objective ? 'same' : String(known)).padStart(6),
      told.status.padStart(9),
      String(told.proof.leaves).padStart(8),
      told.seconds.solve.toFixed(2).padStart(8),
      told.seconds.total.toFixed(2).padStart(8),
      run.cpu.toFixed(2).padStart(12),
      String(told.peakMemoryMB).padStart(8),
      (statSync(certificate).size / 1000).toFixed(1).padStart(15),
      check.code === 0 ? `yes, ${check.wall.toFixed(1)} s` : `NO (${check.code})`,
    ].join(' '),
  );
}
await rm(kept, { recursive: true, force: true });
const isWithin = proven === files.length && verified === files.length && seconds < 60 && most < 400;
console.log(
  `${proven} proven and ${verified} verified of ${files.length}; ${seconds.toFixed(1)} s in all, ${longest.toFixed(1)} s at most, ${most} MB at most (${isWithin ? 'within' : 'NOT WITHIN'} all proven, 60 s, 400 MB)`,
);
