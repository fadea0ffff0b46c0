import { globSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { faultsOfFrench, faultsOfMessages } from '../../src/core/proofreading.ts';
import { allVerbs, houses } from '../houses.ts';

const sources = globSync('src/**/*.{ts,tsx}').filter(file => !file.includes('.test.'));

/** Every catalogue exported by a file of messages. */
async function catalogues() {
  const files = sources.filter(file => /messages(\.ts|\/[^/]+\.ts)$/.test(file));
  const found = await Promise.all(
    files.map(async file =>
      Object.entries(await import(resolve(file))).map(([name, value]) => ({
        name: `${file} ${name}`,
        value,
      })),
    ),
  );
  return found
    .flat()
    .filter(
      (entry): entry is { name: string; value: { fr: Record<string, unknown> } } =>
        typeof entry.value === 'object' && entry.value !== null && 'fr' in entry.value,
    );
}

/** Two parameters side by side are tried with the same number twice: « le 1 1 » is not a sentence of ours. */
const isNotTheSample = (fault: string) => !/\b(\d) \1\b/.test(fault);

test('les phrases françaises suivent la typographie', async () => {
  const all = await catalogues();
  expect(all.length).toBeGreaterThan(1);
  expect(
    all.flatMap(({ name, value }) =>
      faultsOfMessages(value.fr)
        .filter(isNotTheSample)
        .map(fault => `${name} ${fault}`),
    ),
  ).toEqual([]);
});

test('les commandes et leurs options sont expliquées en français correct', () => {
  const sentences = allVerbs.flatMap(verb => [
    verb.summary,
    ...Object.values(verb.options ?? {}).map(option => option.help),
  ]);
  expect(sentences.flatMap(faultsOfFrench)).toEqual([]);
});

const sentences = Object.assign({}, ...houses.map(house => house.events ?? {})) as Record<string, string>;

test('chaque événement du journal a une phrase en français simple', () => {
  const used = new Set(
    sources.flatMap(file =>
      [...readFileSync(file, 'utf8').matchAll(/\bevent: '([a-z]+(?:\.[a-z_]+)+)'/g)].map(match => match[1]!),
    ),
  );
  expect(used.size).toBeGreaterThan(0);
  expect([...used].filter(event => !sentences[event])).toEqual([]);
  expect(Object.values(sentences).flatMap(faultsOfFrench)).toEqual([]);
  for (const [event, sentence] of Object.entries(sentences)) expect(sentence, event).toMatch(/^\p{Lu}.{8,}/u);
});

test('aucune phrase du journal n’attend un événement qui n’existe plus', () => {
  const everything = sources
    .map(file => readFileSync(file, 'utf8').replace(/^\s*'[a-z.]+': ['"].*$/gm, ''))
    .join('\n');
  expect(Object.keys(sentences).filter(event => !everything.includes(`'${event}'`))).toEqual([]);
});
