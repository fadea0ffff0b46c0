// ./airial check: types, style, floors, dead code, sizes and names, side by side; shows only what fails.
import { spawn } from 'node:child_process';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';

interface Verdict {
  fine: boolean;
  output: string;
}

const ours = ['src', 'tests', 'scripts', 'bench'].filter(folder => existsSync(folder));

/** A file longer than this wants to be two. */
const mostLines = 400;

/** Rooms where anything could be, so that nothing is found again. */
const refusedRooms = /^(utils?|helpers?|common|misc|managers?)$/i;

const checks: readonly [name: string, check: () => Promise<Verdict>][] = [
  [
    'types',
    // The other checks take the other cores: several checkers of types read the same declarations each.
    () =>
      command('node', [
        'node_modules/@typescript/native/bin/tsc',
        '-p',
        '.',
        '--singleThreaded',
        '--incremental',
        '--tsBuildInfoFile',
        'node_modules/.cache/airial/types.tsbuildinfo',
        '--pretty',
        'false',
      ]),
  ],
  ['style', () => command('biome', ['check', '--colors=off', '--max-diagnostics=200', ...ours])],
  [
    'étages',
    () => command('depcruise', [...ours, '--config', '.dependency-cruiser.cjs', '--output-type', 'err']),
  ],
  ['code mort', () => command('knip', ['--no-progress', '--no-config-hints'])],
  ['tailles', async () => verdict(tooLong())],
  ['noms', async () => verdict(badNames())],
];

async function command(program: string, words: readonly string[]): Promise<Verdict> {
  const child = spawn(program, words, {
    env: { ...process.env, NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', chunk => {
    output += chunk;
  });
  child.stderr.on('data', chunk => {
    output += chunk;
  });
  const code = await new Promise(done =>
    child.once('close', done).once('error', error => done(error.message)),
  );
  return { fine: code === 0, output: typeof code === 'string' ? code : output };
}

function verdict(lines: readonly string[]): Verdict {
  return { fine: lines.length === 0, output: lines.join('\n') };
}

function files(): string[] {
  return globSync(ours.map(folder => `${folder}/**/*.{ts,tsx,css,sql}`));
}

function tooLong(): string[] {
  return files()
    .filter(file => /\.tsx?$/.test(file))
    .map(file => ({ file, lines: readFileSync(file, 'utf8').trimEnd().split('\n').length }))
    .filter(({ lines }) => lines > mostLines)
    .map(({ file, lines }) => `${file} : ${lines} lignes, ${mostLines} au plus`);
}

function badNames(): string[] {
  return files()
    .filter(file =>
      [...dirname(file).split('/'), basename(file).split('.')[0]!].some(name => refusedRooms.test(name)),
    )
    .map(file => `${file} : donnez-lui le nom de ce qu’il contient`);
}

const began = performance.now();
const seconds = (since: number) => `${((performance.now() - since) / 1000).toFixed(1).replace('.', ',')} s`;
const results = await Promise.all(
  checks.map(async ([name, check]) => {
    const since = performance.now();
    const result = await check();
    process.stdout.write(`${result.fine ? '✓' : '✗'} ${name.padEnd(10)} ${seconds(since)}\n`);
    return { name, ...result };
  }),
);
const failed = results.filter(result => !result.fine);
for (const { name, output } of failed) process.stdout.write(`\n── ${name} ──\n${output.trim()}\n`);
process.stdout.write(
  `\n${failed.length === 0 ? 'Tout est en ordre' : `À corriger : ${failed.map(({ name }) => name).join(', ')}`} (${seconds(began)})\n`,
);
process.exitCode = failed.length === 0 ? 0 : 1;
