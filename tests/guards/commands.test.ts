import { afterEach, expect, test, vi } from 'vitest';
import { runCommand } from '../../src/cli.ts';
import { allVerbs, houses } from '../houses.ts';

afterEach(() => vi.restoreAllMocks());

/** What a command writes on its two outputs, without starting a process. */
async function written(words: readonly string[]) {
  let out = '';
  let err = '';
  vi.spyOn(process.stdout, 'write').mockImplementation(chunk => {
    out += chunk;
    return true;
  });
  vi.spyOn(process.stderr, 'write').mockImplementation(chunk => {
    err += chunk;
    return true;
  });
  const code = await runCommand(words, houses);
  vi.restoreAllMocks();
  return { code, out, err };
}

test.each(allVerbs.map(verb => [verb.path.join(' '), verb] as const))(
  'airial %s --help explique et réussit',
  async (path, verb) => {
    const { code, out } = await written([...verb.path, '--help']);
    expect(code).toBe(0);
    expect(out).toContain(`./airial ${path}`);
    expect(out).toContain(verb.summary);
    expect(out).toContain('--data');
    for (const option of Object.keys(verb.options ?? {})) expect(out).toContain(`--${option}`);
  },
);

test('aucune commande n’est déclarée deux fois', () => {
  const paths = allVerbs.map(verb => verb.path.join(' '));
  expect(new Set(paths).size).toBe(paths.length);
});

test('chaque commande sait s’exécuter, d’une seule façon', () => {
  for (const verb of allVerbs)
    expect([verb.run, verb.alone].filter(Boolean), verb.path.join(' ')).toHaveLength(1);
});

test('une commande inconnue rend 1 et montre ce qui existe', async () => {
  const { code, out } = await written(['inexistante']);
  expect(code).toBe(1);
  expect(out).toContain('./airial run');
});

test('une option inconnue rend 1 sans trace de programme', async () => {
  const { code, err } = await written(['run', '--inexistante']);
  expect(code).toBe(1);
  expect(err).not.toMatch(/\n\s+at .*\(/);
});
