import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { seededRandom, shuffled } from '../random.ts';
import { airial1, type IndexDefinition } from './definition.ts';
import type { CommuneValues } from './imputing.ts';
import { NothingObserved, runIndex } from './index-run.ts';

/** Communes drawn by lot: incomes that follow ages, published by the largest ones only. */
function communesOf(count: number, seed: number, published = 0.15): CommuneValues[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, (_, index) => {
    const age = 15 + 25 * random();
    const income = 12 + 0.6 * age + 6 * random();
    const isKnown = index < count * published;
    return {
      code: `40${String(index).padStart(3, '0')}`,
      population: isKnown ? 2000 + Math.floor(random() * 20_000) : 50 + Math.floor(random() * 900),
      values: [100 * random(), isKnown ? income : null, age, 40 + 30 * random()],
    };
  });
}

const quick: IndexDefinition = { ...airial1, robustness: { ...airial1.robustness, draws: 200 } };
const sum = (values: Record<string, number>) => Object.values(values).reduce((all, value) => all + value, 0);

describe('the index of a territory', () => {
  it('is explained to the last digit: contributions sum to the score minus the mean by population', () => {
    const communes = communesOf(300, 1);
    const { scores, mean } = runIndex(quick, communes);
    const people = communes.reduce((all, { population }) => all + population, 0);
    const weighted = scores.reduce(
      (all, { value, code }) => all + value * communes.find(each => each.code === code)!.population,
      0,
    );
    expect(weighted / people).toBeCloseTo(mean, 9);
    for (const { contributions, value } of scores)
      expect(Math.abs(sum(contributions) - (value - mean))).toBeLessThan(1e-9);
  });

  it('is the same whatever the order of the communes, and for the same seed only', () => {
    const communes = communesOf(120, 2);
    const order = shuffled(communes.length, seededRandom(9));
    const first = runIndex(quick, communes);
    expect(
      runIndex(
        quick,
        Array.from(order, index => communes[index]!),
      ),
    ).toEqual(first);
    const other = { ...quick, robustness: { ...quick.robustness, seed: 2 } };
    expect(runIndex(other, communes)).not.toEqual(first);
  });

  it('says between which bounds, and never gives what is guessed for published', () => {
    const communes = communesOf(300, 3);
    const { scores, guessings } = runIndex(quick, communes);
    expect(guessings.low_income_households_pct).toMatchObject({ method: 'pmm', missing: 255 });
    expect(guessings.age_65_plus_pct).toMatchObject({ method: 'none', missing: 0 });
    const published = new Set(communes.map(({ values }) => values[1]));
    for (const [index, score] of scores.entries()) {
      const isKnown = communes[index]!.values[1] !== null;
      expect(score.guessed.map(({ indicator }) => indicator)).toEqual(
        isKnown ? [] : ['low_income_households_pct'],
      );
      for (const { mean, lo90, hi90 } of score.guessed) {
        expect([lo90 <= mean, mean <= hi90, published.has(lo90), published.has(hi90)]).toEqual(
          Array(4).fill(true),
        );
      }
      expect(score.lo90).toBeLessThanOrEqual(score.value);
      expect(score.hi90).toBeGreaterThanOrEqual(score.value);
      expect(score.rankLo90).toBeLessThanOrEqual(score.rank);
      expect(score.rankHi90).toBeGreaterThanOrEqual(score.rank);
      expect(score.pTop >= 0 && score.pTop <= 1).toBe(true);
    }
    const width = ({ lo90, hi90 }: { lo90: number; hi90: number }) => hi90 - lo90;
    const mean = (of: typeof scores) => of.reduce((all, score) => all + width(score), 0) / of.length;
    expect(mean(scores.filter(score => score.guessed.length > 0))).toBeGreaterThan(
      1.15 * mean(scores.filter(score => score.guessed.length === 0)),
    );
  });

  it('guesses from what goes with it: the old poorer than the young, as where both are published', () => {
    const communes = communesOf(300, 4, 0.5);
    const { scores } = runIndex(quick, communes);
    const guessedAt = (isOld: boolean) => {
      const of = scores.filter(
        (score, index) => score.guessed[0] && communes[index]!.values[2]! > 27.5 === isOld,
      );
      return of.reduce((all, { guessed }) => all + guessed[0]!.mean, 0) / of.length;
    };
    // Incomes follow 0.6 of the age: 7.5 points between the mean ages of the two halves.
    expect(guessedAt(true) - guessedAt(false)).toBeGreaterThan(5);
  });

  it('draws among all the published values when too few are, or when nothing goes with them', () => {
    const few = runIndex(quick, communesOf(300, 5, 0.09));
    expect(few.guessings.low_income_households_pct!.method).toBe('marginal');
    const random = seededRandom(6);
    const unrelated = communesOf(300, 6).map(commune => ({
      ...commune,
      values: commune.values.map((value, k) => (k === 1 && value !== null ? 20 + random() : value)),
    }));
    expect(runIndex(quick, unrelated).guessings.low_income_households_pct!.method).toBe('marginal');
  });

  it('bears an indicator that is the same everywhere, communes without inhabitants, equal communes', () => {
    const constant = communesOf(50, 7, 1).map(commune => ({
      ...commune,
      values: commune.values.map((value, k) => (k === 3 ? 50 : value)),
    }));
    const { scores } = runIndex(quick, constant);
    for (const { contributions } of scores)
      expect(contributions.low_or_no_diploma_15_plus_pct).toBeCloseTo(0, 12);
    const empty = constant.map(commune => ({ ...commune, population: 0 }));
    expect(Number.isFinite(runIndex(quick, empty).mean)).toBe(true);
    const twins = Array.from({ length: 4 }, (_, index) => ({
      code: `4000${index}`,
      population: 10,
      values: [50, 20, 25, index === 3 ? 60 : 50],
    }));
    expect(runIndex(quick, twins).scores.map(({ rank }) => rank)).toEqual([2, 2, 2, 1]);
    expect(runIndex(quick, []).scores).toEqual([]);
  });

  it('refuses an indicator that nobody has', () => {
    const communes = communesOf(20, 8, 0);
    expect(() => runIndex(quick, communes)).toThrow(NothingObserved);
  });
});

const landes = '../shared/data/landes/indicators.csv';

describe.skipIf(!existsSync(landes))('the Landes (indicators.csv of the hand-book)', () => {
  it('is drawn by ranks far wider where incomes are not published', () => {
    const [header, ...lines] = readFileSync(landes, 'utf8').trim().split('\n');
    const columns = header!.split(',');
    const communes = lines.map(line => {
      const cells = line.split(',');
      const cell = (name: string) => cells[columns.indexOf(name)]!;
      return {
        code: cell('insee'),
        population: Number(cell('pop_2017')),
        values: airial1.indicators.map(({ id }) => (cell(id) === '' ? null : Number(cell(id)))),
      };
    });
    const { scores, guessings, mean } = runIndex(airial1, communes);
    expect(scores).toHaveLength(327);
    expect(guessings.low_income_households_pct!.missing).toBe(285);
    expect(guessings.age_65_plus_pct!.missing).toBe(6);
    expect(mean).toBeGreaterThan(30);
    const widths = (missing: boolean) =>
      scores
        .filter(({ guessed }) => guessed.length > 0 === missing)
        .map(({ rankHi90, rankLo90 }) => rankHi90 - rankLo90)
        .sort((a, b) => a - b);
    const median = (values: number[]) => values[values.length >> 1]!;
    expect(median(widths(true))).toBeGreaterThan(2 * median(widths(false)));
  });
});
