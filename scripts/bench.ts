// ./airial bench [NAME [WORDS…]]: runs the measures of bench/, one file a figure, each printing its table.
import { spawn } from 'node:child_process';
import { existsSync, globSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import * as esbuild from 'esbuild';

/** Files that a measure needs and that are not in this repository: without them it is skipped, by name. */
const needed: Record<string, string> = {
  duplicates: '../shared/data/dedup/benchmark.json',
  landes: '../shared/data/landes/indicators.csv',
  orlib: '../shared/data/pmed',
};

const [name, ...words] = process.argv.slice(2).filter(word => word !== 'bench');
const all = globSync('bench/*.ts').sort();
const chosen = name ? all.filter(file => basename(file, '.ts') === name) : all;
if (chosen.length === 0) {
  process.stderr.write(
    `Aucune mesure « ${name} ». Il y a : ${all.map(file => basename(file, '.ts')).join(', ')}\n`,
  );
  process.exit(1);
}

/** Node runs plain TypeScript; a measure that draws pages is bundled first. */
async function runnable(file: string): Promise<string> {
  const bundle = `node_modules/.cache/airial/bench/${basename(file, '.ts')}.js`;
  const { metafile } = await esbuild.build({
    entryPoints: [file],
    outfile: bundle,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node24',
    jsx: 'automatic',
    jsxImportSource: 'hono/jsx',
    sourcemap: true,
    metafile: true,
    logLevel: 'warning',
  });
  return Object.keys(metafile.inputs).some(input => input.endsWith('.tsx')) ? bundle : file;
}

let failures = 0;
for (const file of chosen) {
  const title = basename(file, '.ts');
  const given = words.length > 0 ? words : needed[title] ? [resolve(needed[title])] : [];
  process.stdout.write(`\n── ${title} ──\n`);
  if (words.length === 0 && needed[title] && !existsSync(needed[title])) {
    process.stdout.write(
      `Non mesuré : il faut ${basename(needed[title])}. Donnez son chemin : ./airial bench ${title} CHEMIN\n`,
    );
    continue;
  }
  const child = spawn('node', ['--enable-source-maps', await runnable(file), ...given], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const code = await new Promise(done => child.once('exit', done).once('error', () => done(1)));
  if (code !== 0) failures++;
}
process.exitCode = failures > 0 ? 1 : 0;
