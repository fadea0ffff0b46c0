import { describe, expect, it } from 'vitest';
import { dueOn, monthsAfter, nextStage } from './freshness.ts';

const place = (over = {}) => ({ verifiedOn: '2026-05-24', knownSince: '2025-01-01', done: [], ...over });

describe('when a place is asked for', () => {
  it('stays in the month when a day does not exist', () => {
    expect(monthsAfter('2026-08-31', 6)).toBe('2027-02-28');
    expect(monthsAfter('2026-05-24', 6)).toBe('2026-11-24');
    expect(monthsAfter('2026-11-30', 3)).toBe('2027-02-28');
  });
  it('asks at six months, not a day before', () => {
    expect(nextStage(place(), '2026-11-23')).toBeNull();
    expect(nextStage(place(), '2026-11-24')).toBe(6);
  });
  it('asks again at seven, then by telephone at eight, each once', () => {
    const six = { stage: 6, on: '2026-11-24' } as const;
    const seven = { stage: 7, on: '2026-12-24' } as const;
    const eight = { stage: 8, on: '2027-01-24' } as const;
    expect(nextStage(place({ done: [six] }), '2026-12-23')).toBeNull();
    expect(nextStage(place({ done: [six] }), '2026-12-24')).toBe(7);
    expect(nextStage(place({ done: [six, seven] }), '2027-01-24')).toBe(8);
    expect(nextStage(place({ done: [six, seven, eight] }), '2028-01-01')).toBeNull();
  });
  it('does not send the second message the day after the first when it slept for long', () => {
    expect(nextStage(place(), '2027-06-01')).toBe(6);
    expect(nextStage(place({ done: [{ stage: 6, on: '2027-06-01' }] }), '2027-06-02')).toBeNull();
    expect(nextStage(place({ done: [{ stage: 6, on: '2027-06-01' }] }), '2027-06-26')).toBe(7);
  });
  it('leaves alone for six months a place that has just come in', () => {
    const fresh = place({ verifiedOn: null, knownSince: '2026-11-23' });
    expect(dueOn(fresh)).toBe('2027-05-23');
    expect(nextStage(fresh, '2026-11-24')).toBeNull();
  });
});
