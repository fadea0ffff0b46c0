import fc from 'fast-check';
import { expect, it } from 'vitest';
import { monthsLater, nextSleepingStep } from './sleeping.ts';
import { noticeDue } from './terms.ts';

const term = { from: '2026-03-01', until: '2027-03-03', sent: null };

it('tells at 90, 30 and 7 days, over the end of a year too', () => {
  expect(noticeDue(term, '2026-12-02')).toBe(null);
  expect(noticeDue(term, '2026-12-03')).toBe(90);
  expect(noticeDue({ ...term, sent: 90 }, '2027-01-31')).toBe(null);
  expect(noticeDue({ ...term, sent: 90 }, '2027-02-01')).toBe(30);
  expect(noticeDue({ ...term, sent: 30 }, '2027-02-24')).toBe(7);
  expect(noticeDue({ ...term, sent: 7 }, '2027-03-03')).toBe(null);
  expect(noticeDue(term, '2027-03-04')).toBe(null);
});

it('catches up with the nearest notice only', () => {
  expect(noticeDue(term, '2027-02-05')).toBe(30);
  expect(noticeDue({ ...term, sent: 90 }, '2027-03-01')).toBe(7);
});

it('says nothing at the start of a short habilitation', () => {
  const short = { from: '2026-11-24', until: '2027-02-22', sent: null };
  expect(noticeDue(short, '2026-11-24')).toBe(null);
  expect(noticeDue(short, '2026-11-30')).toBe(null);
  expect(noticeDue(short, '2027-01-23')).toBe(30);
  expect(noticeDue({ ...short, until: '2026-11-29' }, '2026-11-25')).toBe(null);
});

it('sends each notice once, whatever the days the job runs on', () => {
  const day = (n: number) => new Date(Date.UTC(2026, 0, 1 + n)).toISOString().slice(0, 10);
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 500 })),
      fc.integer({ min: 1, max: 450 }),
      (runs, length) => {
        let sent: 7 | 30 | 90 | null = null;
        const all: number[] = [];
        for (const run of runs.sort((a, b) => a - b)) {
          const due = noticeDue({ from: day(0), until: day(length), sent }, day(run));
          if (!due) continue;
          expect(length - run).toBeLessThanOrEqual(due);
          all.push(due);
          sent = due;
        }
        expect(all).toEqual([...new Set(all)].sort((a, b) => b - a));
      },
    ),
  );
});

it('counts months by the calendar, the last day for a shorter one', () => {
  const at = (iso: string) => new Date(`${iso}T08:00:00Z`);
  expect(monthsLater(at('2026-03-31'), 11)).toEqual(at('2027-02-28'));
  expect(monthsLater(at('2026-03-31'), -1)).toEqual(at('2026-02-28'));
  expect(monthsLater(at('2026-01-15'), 24)).toEqual(at('2028-01-15'));
});

it('never suspends within two weeks of the warning, nor closes within two weeks of the suspension', () => {
  const since = new Date('2024-01-10T08:00:00Z');
  const now = new Date('2026-11-24T05:20:00Z');
  const sleeper = { state: 'actif', since, step: null, stepAt: null } as const;
  const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000);
  expect(nextSleepingStep(sleeper, now)).toBe('prevenu');
  expect(nextSleepingStep({ ...sleeper, step: 'prevenu', stepAt: daysAgo(13) }, now)).toBe(null);
  expect(nextSleepingStep({ ...sleeper, step: 'prevenu', stepAt: daysAgo(14) }, now)).toBe('suspendu');
  const suspended = { ...sleeper, state: 'suspendu', step: 'suspendu' } as const;
  expect(nextSleepingStep({ ...suspended, stepAt: daysAgo(13) }, now)).toBe(null);
  expect(nextSleepingStep({ ...suspended, stepAt: daysAgo(14) }, now)).toBe('ferme');
});
