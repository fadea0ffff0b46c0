import { describe, expect, it } from 'vitest';
import { CheckError, checkCases } from './check.ts';

const AT = '2026-11-24T10:00:00+01:00';

describe('checkCases', () => {
  it('answers every field in snake case, instants in UTC', () => {
    expect(checkCases([{ opening_hours: 'Mo-Fr 09:00-12:00', at: '2026-11-24T13:00:00+01:00' }])).toEqual([
      {
        state: 'closed',
        next_change: '2026-11-25T08:00:00.000Z',
        next_state: 'open',
        next_open: '2026-11-25T08:00:00.000Z',
        reason: null,
        label_fr: 'Fermé · ouvre demain à 9\u00A0h',
      },
    ]);
  });

  it('gives the reason, and the usual holidays when a case gives none', () => {
    const usual = {
      school: {
        covered: ['2026-11-01', '2026-11-30'] as [string, string],
        periods: [{ name: 'x', from: '2026-11-24', to: '2026-11-24' }],
      },
    };
    const [holiday] = checkCases([{ opening_hours: 'SH 09:00-12:00', at: AT }], usual);
    expect(holiday?.state).toBe('open');
    const [without] = checkCases(
      [{ opening_hours: 'SH 09:00-12:00', at: AT, holidays: { school: null } }],
      usual,
    );
    expect(without?.state).toBe('unknown');
    const [closed] = checkCases([
      {
        opening_hours: '24/7',
        at: AT,
        exceptions: [{ kind: 'closed', from: '2026-11-24', reason: 'travaux' }],
      },
    ]);
    expect(closed).toMatchObject({ state: 'closed', reason: 'travaux' });
  });

  it.each([
    [{}, -1],
    [[{ opening_hours: 'off', at: AT }, 'x'], 1],
    [[{ opening_hours: 12, at: AT }], 0],
    [[{ opening_hours: 'off', at: '2026-11-24' }], 0],
    [[{ opening_hours: 'off', at: '2026-11-24T10:00' }], 0],
    [[{ opening_hours: 'off', at: '2026-13-45T10:00Z' }], 0],
    [[{ opening_hours: 'off', at: AT, exceptions: {} }], 0],
    [
      [
        {
          opening_hours: 'off',
          at: AT,
          exceptions: [{ kind: 'closed', from: '2026-02-30', to: '2026-03-01' }],
        },
      ],
      0,
    ],
    [
      [
        {
          opening_hours: 'off',
          at: AT,
          exceptions: [{ kind: 'closed', from: '2026-03-02', to: '2026-03-01' }],
        },
      ],
      0,
    ],
    [[{ opening_hours: 'off', at: AT, holidays: { school: { covered: ['x', 'y'], periods: [] } } }], 0],
  ])('refuses %j and says which case', (input, index) => {
    let error: unknown;
    try {
      checkCases(input);
    } catch (caught) {
      error = caught;
    }
    expect(error).toBeInstanceOf(CheckError);
    expect((error as CheckError).index).toBe(index);
  });
});
