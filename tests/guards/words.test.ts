import { globSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { groundEvents } from '../../src/core/journal/sentences.ts';
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

const events = [...groundEvents, ...houses.flatMap(house => Object.values(house.events ?? {}))];

test('chaque événement du journal a une phrase en français simple, et dit qui peut', () => {
  expect(events.length).toBeGreaterThan(0);
  for (const { code, fr, en, policy } of events) {
    expect(code).toMatch(/^[a-z]+\.[a-z_]+$/);
    for (const sentence of [fr, en]) expect(sentence, code).toMatch(/^(\p{Lu}|\{helper\}).{8,}/u);
    expect(policy.id, code).toMatch(/^A\d\d$/);
    expect(faultsOfFrench(fr), code).toEqual([]);
  }
});

test('aucune phrase du journal n’attend un événement qui n’existe plus', () => {
  const everything = sources.map(file => readFileSync(file, 'utf8')).join('\n');
  expect(
    events
      .map(({ code }) => code.split('.') as [string, string])
      .filter(([, fact]) => !new RegExp(`\\b[a-z]+Events\\.${fact}\\b`, 'i').test(everything))
      .map(words => words.join('.')),
  ).toEqual([]);
});
