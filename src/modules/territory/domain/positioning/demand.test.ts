import { describe, expect, it } from 'vitest';
import {
  checkDemand,
  demandOf,
  demandV1,
  type PlaceFacts,
  realDemand,
  WrongDemand,
  withEquity,
} from './demand.ts';

const place = (code: string, population: number, age65Plus: number | null, lowDiploma: number | null) =>
  ({ code, lat: 44, lon: -1, epci: 'A', population, age65Plus, lowDiploma }) satisfies PlaceFacts;
const places = [place('40001', 1000, 30, 50), place('40002', 10, 10, 20), place('40003', 0, 99, 99)];

/** What is refused, and the guilty part. */
function refusal(work: () => void) {
  try {
    work();
  } catch (error) {
    if (!(error instanceof WrongDemand)) throw error;
    return [error.kind, error.part];
  }
  return null;
}

describe('weights of demand', () => {
  it('are accepted when they make a demand', () => {
    expect(refusal(() => checkDemand(places, demandV1, 6000))).toBeNull();
    expect(
      refusal(() => checkDemand(places, { age65Plus: 0, lowDiploma: 1, everybody: 0 }, 6000)),
    ).toBeNull();
  });

  it.each([
    [{ age65Plus: 0, lowDiploma: 0, everybody: 0 }, 'weights-zero', 'everybody'],
    [{ age65Plus: -1, lowDiploma: 0.2, everybody: 6 }, 'not-a-number', 'age_65_plus_pct'],
    [
      { age65Plus: 0.5, lowDiploma: Number.NaN, everybody: 6 },
      'not-a-number',
      'low_or_no_diploma_15_plus_pct',
    ],
    [{ age65Plus: 0.5, lowDiploma: 0.2, everybody: 1e12 }, 'too-large', 'everybody'],
    [{ age65Plus: 1e11, lowDiploma: 0.2, everybody: 6 }, 'too-large', 'age_65_plus_pct'],
  ])('%j are refused as %s, and %s is guilty', (weights, kind, part) => {
    expect(refusal(() => checkDemand(places, weights, 6000))).toEqual([kind, part]);
  });

  it('are not what is wrong when nobody lives there', () => {
    expect(refusal(() => checkDemand([places[2]!], demandV1, 6000))).toEqual(['nobody', 'population']);
  });

  it('give the demand of the specification, half up, one person at least where people live', () => {
    expect(Array.from(demandOf(places).persons)).toEqual([310, 2, 0]);
    expect(Array.from(demandOf(places, { age65Plus: 0, lowDiploma: 0, everybody: 1 }).persons)).toEqual([
      10, 1, 0,
    ]);
  });
});

describe('real counts', () => {
  it('are taken as they are, places without one have nobody and are listed', () => {
    const { persons, estimated } = realDemand(places, new Map([['40001', 12]]));
    expect([Array.from(persons), estimated]).toEqual([
      [12, 0, 0],
      ['40002', '40003'],
    ]);
  });

  it.each([
    [-1, 'not-a-number'],
    [2.5, 'not-a-number'],
    [Number.NaN, 'not-a-number'],
    [0, 'nobody'],
  ])('%d is refused as %s', (value, kind) => {
    expect(refusal(() => realDemand(places, new Map([['40001', value]])))).toEqual([kind, 'count']);
  });
});

it('equity moves persons by the score, around 50', () => {
  const persons = Float64Array.of(100, 100, 100, 101, 7);
  expect(Array.from(withEquity(persons, [100, 0, 50, 75, null], 0))).toEqual([100, 100, 100, 101, 7]);
  expect(Array.from(withEquity(persons, [100, 0, 50, 75, null], 1))).toEqual([200, 0, 100, 152, 7]);
  expect(Array.from(withEquity(persons, [100, 0, 50, 75, null], 0.5))).toEqual([150, 50, 100, 126, 7]);
});
