import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { scoreBenchmark } from './bench.ts';
import { findDuplicates } from './find.ts';
import { place } from './made-places.ts';

const SHARED = '../shared/data/dedup/benchmark.json';

describe('the score of a benchmark', () => {
  const row = (id: string, nom: string, adresse: string) => ({
    id,
    nom,
    adresse,
    commune: 'Dax',
    code_insee: '40088',
  });
  const small = {
    places: [
      row('a', 'Médiathèque Aragon', '2 rue Zola'),
      row('b', 'MEDIATHEQUE ARAGON', '2 R ZOLA'),
      row('c', 'Mairie', '2 rue Zola'),
      row('d', 'Club Net', '2 rue Haute'),
      row('e', 'Club Net', '9 rue Haute'),
      row('f', 'Club Net', 'chemin Vert'),
      row('g', 'Atelier', '4 rue Haute'),
      row('h', 'Atelier', '4 rue Haute'),
    ],
    matches: [
      { a: 'b', b: 'a', class: 'case' },
      { a: 'd', b: 'e', class: 'moved' },
      { a: 'c', b: 'f', class: 'moved' },
    ],
    uncertain: [{ a: 'd', b: 'f' }],
    hard_negatives: [{ a: 'g', b: 'h' }],
  };

  it('counts merges, reviews, misses and hard negatives', () => {
    const report = scoreBenchmark(small);
    expect(report).toMatchObject({
      places: 8,
      matches: 3,
      precision: 1 / 2,
      recall: 1 / 3,
      recallWithReview: 2 / 3,
    });
    expect(report.byClass).toEqual({
      case: { pairs: 1, recall: 1, recallWithReview: 1 },
      moved: { pairs: 2, recall: 0, recallWithReview: 0.5 },
    });
    expect(report).toMatchObject({
      hardNegativesMerged: 1,
      falsePositives: [['g', 'h']],
      missed: [['c', 'f']],
    });
  });

  it('refuses another format', () => {
    expect(() => scoreBenchmark({})).toThrow(TypeError);
    expect(() => scoreBenchmark({ ...small, matches: [{ a: 'a' }] })).toThrow(TypeError);
    expect(() => scoreBenchmark({ ...small, places: [{ id: 'a' }] })).toThrow(TypeError);
  });
});

describe('speed', () => {
  it('reads 20,000 places in 5 s of one processor', () => {
    const words = ['Pin', 'Dune', 'Lande', 'Gemme', 'Lagune', 'Airial', 'Bruyère', 'Chêne', 'Adour', 'Leyre'];
    const kinds = ['Médiathèque', 'Centre social', 'Association', 'Mairie', 'EPN', 'France services'];
    const many = Array.from({ length: 20_000 }, (_, i) => {
      const own = `${words[i % 10]} ${words[(i * 7 + 3) % 10]} ${((i * 7919) % 9973).toString(36)}`;
      return place(`p${i}`, `${kinds[i % 6]} ${own}`, `${(i % 90) + 1} rue ${words[(i * 3) % 10]}`, {
        communeInsee: String(40_001 + (i % 327)),
        lat: 43.5 + ((i * 7919) % 10_007) / 10_007,
        lon: -1.5 + ((i * 104_729) % 10_009) / 6_000,
      });
    });
    // Processor time, not the clock: the tests of several modules run at once on two cores.
    const before = process.cpuUsage();
    findDuplicates(many);
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1000).toBeLessThan(5_000);
  }, 60_000);
});

describe.skipIf(!existsSync(SHARED))('the shared benchmark of duplicates (skipped without ../shared)', () => {
  type Labelled = { a: string; b: string };
  const load = () => JSON.parse(readFileSync(SHARED, 'utf8'));

  const holds = (benchmark: unknown, reviewLimit: number) => {
    const report = scoreBenchmark(benchmark);
    expect(report.hardNegativesMerged).toBe(0);
    expect(report.precision).toBeGreaterThanOrEqual(0.98);
    expect(report.recall).toBeGreaterThanOrEqual(0.95);
    expect(report.recallWithReview).toBeGreaterThanOrEqual(0.99);
    expect(report.reviewPairs).toBeLessThanOrEqual(reviewLimit);
    for (const [name, figures] of Object.entries(report.byClass)) {
      const natural = name.startsWith('natural');
      expect(figures.recall, name).toBeGreaterThanOrEqual(natural ? 0.6 : 0.9);
      expect(figures.recallWithReview, name).toBeGreaterThanOrEqual(0.9);
    }
  };

  it('reaches the targets', () => {
    const before = process.cpuUsage();
    holds(load(), 400);
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1000).toBeLessThan(2_000);
  });

  it.each([0, 1])('reaches them on half of the communes alone (half %i)', half => {
    const whole = load();
    const hash = (text: string) =>
      [...text].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) >>> 0, 7);
    const places = whole.places.filter(
      (one: { code_insee: string }) => (hash(one.code_insee) >>> 3) % 2 === half,
    );
    const ids = new Set(places.map((one: { id: string }) => one.id));
    const kept = (pairs: Labelled[]) => pairs.filter(pair => ids.has(pair.a) && ids.has(pair.b));
    expect(places.length).toBeGreaterThan(800);
    holds(
      {
        places,
        matches: kept(whole.matches),
        uncertain: kept(whole.uncertain),
        hard_negatives: kept(whole.hard_negatives),
      },
      200,
    );
  });
});
