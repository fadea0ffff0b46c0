// ./airial test [--all]: prepares what the tests need, runs them, and counts them in one last line.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { browserIsMissing, prepareChromium } from './chromium.ts';
import { startSystemPostgres } from './postgres15.ts';

interface Count {
  passed: number;
  /** Each failed test, with the first line of why. */
  failed: string[];
  skipped: string[];
}

interface Report {
  testResults: {
    name: string;
    status: string;
    message: string;
    assertionResults: { status: string; fullName: string; failureMessages?: string[] }[];
  }[];
}

const all = process.argv.includes('--all');
const seed = all ? Date.now() : 1;
const results = mkdtempSync(join(tmpdir(), 'airial-results-'));
/** What the browser and the runner of tests would otherwise leave in the home of the person. */
const kept = { XDG_CONFIG_HOME: results, XDG_DATA_HOME: results, XDG_CACHE_HOME: results };

/** Runs vitest once and counts from its report; a run that ends badly without a failed test counts as one failure. */
async function run(
  title: string,
  words: readonly string[],
  environment: Record<string, string>,
): Promise<Count> {
  process.stdout.write(`\n── ${title} ──\n`);
  const file = join(results, `${counts.length}.json`);
  const child = spawn(
    'node',
    [
      'node_modules/vitest/vitest.mjs',
      'run',
      // The same order each time, another one with --all: what depends on the order shows there, and can be run again.
      `--sequence.seed=${seed}`,
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${file}`,
      ...words,
    ],
    {
      env: { ...process.env, ...kept, ...environment, ...(all ? { AIRIAL_ALL: '1' } : {}), NODE_OPTIONS: '' },
      stdio: ['ignore', 'inherit', 'inherit'],
    },
  );
  const code = await new Promise(done => child.once('close', done).once('error', done));
  const count = read(file);
  if (code !== 0 && count.failed.length === 0)
    count.failed.push(`${title} : fin avec le code ${code}, sans test en échec`);
  return count;
}

function read(file: string): Count {
  const count: Count = { passed: 0, failed: [], skipped: [] };
  let report: Report;
  try {
    report = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return { ...count, failed: ['aucun compte rendu'] };
  }
  for (const suite of report.testResults) {
    const failed = suite.assertionResults
      .filter(test => test.status === 'failed')
      .map(test => told(suite.name, test.fullName, test.failureMessages?.[0]));
    // A file that could not even be read has no test to fail.
    if (suite.status === 'failed' && failed.length === 0)
      failed.push(told(suite.name, 'le fichier entier', suite.message));
    count.failed.push(...failed);
    count.passed += suite.assertionResults.filter(test => test.status === 'passed').length;
    count.skipped.push(
      ...suite.assertionResults
        .filter(test => !['passed', 'failed'].includes(test.status))
        .map(test => test.fullName),
    );
  }
  return count;
}

function told(file: string, test: string, why = ''): string {
  return `${relative(process.cwd(), file)} · ${test}\n    ${why.split('\n')[0]?.slice(0, 300) ?? ''}`;
}

/** Those that try pages rather than the questions asked of the database: on the other PostgreSQL with `--all` only. */
const ofPages = /\/routes\/|guards\/(walls|hostile)/;

/** Test files that open a database: those are run again on the other PostgreSQL. */
function storeTests(): string[] {
  const found = spawnSync(
    'grep',
    [
      '-rlE',
      'testDatabase|inject\\(.postgres',
      'src',
      'tests/guards',
      '--include=*.test.ts',
      '--include=*.test.tsx',
    ],
    { encoding: 'utf8' },
  );
  const files = found.stdout.split('\n').filter(Boolean);
  return all ? files : files.filter(file => !ofPages.test(file));
}

const counts: Count[] = [];
const chromium = prepareChromium();
// Apart from each other: a product that does not start must not hide what the rest has to say.
counts.push(await run('Règles, pages et base de données', ['--project', 'code'], {}));
counts.push(
  await run(
    'Le produit, vu de l’extérieur',
    ['--project', 'product'],
    chromium ? { AIRIAL_CHROMIUM: chromium } : {},
  ),
);
counts.push(await run('Pannes', ['--project', 'faults'], {}));
const older = await startSystemPostgres();
const files = storeTests();
if (older && files.length > 0) {
  try {
    counts.push(
      await run('Base de données : PostgreSQL 15 du système', ['--project', 'code', ...files], {
        AIRIAL_TEST_DATABASE_URL: older.connectionString,
      }),
    );
  } finally {
    await older.stop();
  }
} else if (!older) {
  process.stdout.write(
    '\nPostgreSQL 15 n’est pas installé : les essais de base de données ont eu lieu sur la version embarquée seulement.\n',
  );
}
rmSync(results, { recursive: true, force: true });

const passed = counts.reduce((sum, count) => sum + count.passed, 0);
const failed = counts.flatMap(count => count.failed);
const skipped = counts.flatMap(count => count.skipped);
if (skipped.length > 0)
  process.stdout.write(`\nNon passés :\n${skipped.map(name => `  ${name}`).join('\n')}\n`);
// Near the last line: whoever reads the end of a long output must see what failed.
if (failed.length > 0) process.stdout.write(`\nEn échec :\n${failed.map(name => `  ${name}`).join('\n')}\n`);
// Said again: the first time is far above.
if (!chromium) process.stdout.write(`\n${browserIsMissing}\n`);
process.stdout.write(
  `\n${passed} passed, ${failed.length} failed${skipped.length > 0 ? `, ${skipped.length} skipped` : ''}\n`,
);
process.exitCode = failed.length > 0 || passed === 0 ? 1 : 0;
