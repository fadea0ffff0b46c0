import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync } from 'node:fs';
import { chmod, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest';
import { houses } from '../tests/houses.ts';
import { runCommand } from './cli.ts';

const folder = mkdtempSync(join(tmpdir(), 'airial-commands-'));
chmodSync(folder, 0o755);
afterAll(() => rm(folder, { recursive: true, force: true }));
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});
const path = (name: string) => join(folder, name);

/** What a command that cannot work answers: always 1, nothing of a program nor in English. */
async function said(...words: string[]): Promise<string> {
  let err = '';
  vi.spyOn(process.stderr, 'write').mockImplementation(chunk => {
    err += chunk;
    return true;
  });
  expect(await runCommand([...words, '--data', path('data')], houses)).toBe(1);
  expect(err).not.toMatch(/\bE[A-Z]{4,}\b|\n\s+at |no such|[uU]nknown|[iI]nvalid\b|failed|argument/);
  return err;
}

describe('a command says in French what is wrong', () => {
  test.each([['directory', 'import'], ['restore'], ['directory', 'hours', 'check']])(
    '%s %s: with what is not a file',
    async (...words) => {
      const fifo = path(words.join('-'));
      spawnSync('mkfifo', [fifo]);
      const verb = words.filter(Boolean);
      for (const file of [fifo, folder, '/proc/self/mem', '/proc/self/status', '/dev/zero'])
        expect(await said(...verb, file)).toBe(`${file}\u00a0: ce n’est pas un fichier.\n`);
      expect(await said(...verb, path('absent'))).toBe(`Le fichier ${path('absent')} est introuvable.\n`);
    },
  );

  test.each([
    [['--inconnue'], /^Option inconnue\u00a0: --inconnue\./],
    [['-x'], /^Option inconnue\u00a0: -x\./],
    [['--port'], /^L’option --port attend une valeur/],
    [['--port', '--demo'], /^L’option --port attend une valeur/],
    [['--demo=oui'], /^L’option --demo n’attend pas de valeur/],
  ])('run %s', async (options, sentence) => {
    let err = '';
    vi.spyOn(process.stderr, 'write').mockImplementation(chunk => {
      err += chunk;
      return true;
    });
    expect(await runCommand(['run', ...options], houses)).toBe(1);
    expect(err).toMatch(sentence);
    expect(err).toContain('./airial run');
  });

  test.each([
    ['postgres://a:b@127.0.0.1:1/x', 'La base de données ne répond pas'],
    ['base', 'La base de données ne répond pas'],
    ['/nowhere', 'La base de données ne répond pas'],
    ['postgres://[', 'DATABASE_URL s’écrit'],
    ['postgres://a:b@127.0.0.1:99999/x', 'DATABASE_URL s’écrit'],
  ])('with DATABASE_URL=%s', async (url, sentence) => {
    vi.stubEnv('DATABASE_URL', url);
    expect(await said('backup', path('x'))).toContain(sentence);
  });

  test('with a file of settings that is absent', async () => {
    vi.stubEnv('AIRIAL_CONFIG', path('reglages.toml'));
    expect(await said('backup', path('x'))).toBe(`Le fichier ${path('reglages.toml')} est introuvable.\n`);
  });

  test('with settings that are not those of the file, or not possible', async () => {
    vi.stubEnv('AIRIAL_CONFIG', path('faux.toml'));
    await writeFile(path('faux.toml'), 'listen = "127.0.0.1"\nlisten = ');
    expect(await said('backup', path('x'))).toMatch(/faux\.toml\u00a0: ce n’est pas du TOML à la ligne 2/);
    await writeFile(path('faux.toml'), 'environment = "essai"\npublicUrl = "annuaire"');
    const wrong = await said('backup', path('x'));
    expect(wrong).toMatch(/^Réglages à corriger\u00a0: .*publicUrl \(/);
    expect(wrong).toContain('environment (');
  });

  test('with a file where a folder is needed', async () => {
    await writeFile(path('file'), '');
    expect(await said('documents', 'samples', path('file'))).toBe(
      `${path('file')} existe déjà et n’est pas un dossier.\n`,
    );
    expect(await said('documents', 'samples', path('file/below'))).toContain('est un fichier');
  });

  test('with a list of cases that is not JSON', async () => {
    await writeFile(path('cases'), '[{');
    expect(await said('directory', 'hours', 'check', path('cases'))).toContain('pas un JSON lisible');
  });

  test.skipIf(process.getuid?.() === 0)('with a file that its rights close', async () => {
    await writeFile(path('closed'), '');
    await chmod(path('closed'), 0);
    expect(await said('directory', 'import', path('closed'))).toContain('vos droits ne suffisent pas');
  });
});
