import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { publicHolidayName } from './calendar.ts';
import { evaluateHours } from './evaluate.ts';
import { instantOf, wallClock } from './paris.ts';
import { parseHours } from './parse.ts';
import { TRUTH } from './truth-table.ts';

/**
 * The opening_hours library (LGPL, test only) as oracle, where §4 of the specification does not differ.
 * It reads the process time zone, so these tests put the process in Paris.
 * Left out because §4 decides otherwise: public holidays without a rule, `HH:MM+`, rules without a
 * weekday after `;`, an evening past midnight beside a rule that replaces its day, the clock changes.
 */
interface Oracle {
  getStateString(date: Date, past: true): string;
  getNextChange(date: Date, max: Date): Date | undefined;
}
type OracleClass = new (value: string, place: unknown, options: unknown) => Oracle;

const PLACE = { lat: 43.89, lon: -0.5, address: { country_code: 'fr', state: 'Nouvelle-Aquitaine' } };
const CONTEXT = { exceptions: [], holidays: { school: null } };
const DAY = 86_400_000;
const zone = process.env.TZ;
let OpeningHours: OracleClass;

beforeAll(async () => {
  process.env.TZ = 'Europe/Paris';
  OpeningHours = (await import('opening_hours')).default as unknown as OracleClass;
});
afterAll(() => {
  if (zone === undefined) delete process.env.TZ;
  else process.env.TZ = zone;
});

function agree(hours: string, at: Date) {
  const oracle = new OpeningHours(hours, PLACE, { mode: 2, locale: 'fr' });
  const parsed = parseHours(hours);
  expect(parsed, hours).not.toBeNull();
  const ours = evaluateHours(parsed, hours, at, CONTEXT);
  const max = new Date(at.getTime() + 40 * DAY);
  const next = oracle.getNextChange(at, max);
  const oursNext = ours.nextChange && ours.nextChange < max ? ours.nextChange : null;
  expect({ hours, at, state: ours.state, next: oursNext?.toISOString() }).toEqual({
    hours,
    at,
    state: oracle.getStateString(at, true),
    next: next && next < max ? next.toISOString() : undefined,
  });
}

const DAYS = ['Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa', 'Su'];
const day = fc.constantFrom(...DAYS);
const clock = (quarters: number) =>
  `${String(Math.floor(quarters / 4)).padStart(2, '0')}:${String((quarters % 4) * 15).padStart(2, '0')}`;
/** One or two ranges of a day, apart from each other. */
const times = fc
  .uniqueArray(fc.integer({ min: 24, max: 92 }), { minLength: 2, maxLength: 4 })
  .map(found => found.sort((a, b) => a - b))
  .map(found => (found.length % 2 === 0 ? found : found.slice(1)))
  .map(found => {
    const ranges: string[] = [];
    for (let i = 0; i < found.length; i += 2) ranges.push(`${clock(found[i]!)}-${clock(found[i + 1]!)}`);
    return ranges.join(',');
  });
const days = fc.oneof(
  day,
  fc
    .tuple(day, day)
    .filter(([a, b]) => a !== b)
    .map(([a, b]) => `${a}-${b}`),
  fc.uniqueArray(day, { minLength: 2, maxLength: 4 }).map(list => list.join(',')),
);
const rule = fc.oneof(
  { weight: 6, arbitrary: fc.tuple(days, times).map(([d, t]) => `${d} ${t}`) },
  { weight: 1, arbitrary: days.map(d => `${d} off`) },
  { weight: 1, arbitrary: fc.tuple(day, times).map(([d, t]) => `${d} ${t} off`) },
  { weight: 1, arbitrary: fc.tuple(days, times).map(([d, t]) => `${d} ${t} "sur rendez-vous"`) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(day, fc.constantFrom('1', '2', '1,3', '-1', '4', '2-3'), times)
      .map(([d, nth, t]) => `${d}[${nth}] ${t}`),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom('week 2-52/2', 'week 1-53/2', 'week 10-30', 'week 48,50'), days, times)
      .map(([w, d, t]) => `${w} ${d} ${t}`),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(
        fc.constantFrom(
          'Jul-Aug',
          'Sep-Jun',
          'Dec',
          'Nov-Feb',
          'Dec 24-Jan 02',
          'Nov 20-26',
          '2026 Dec',
          'Apr 10-May 03',
          '2027 Jan 04-2027 Feb 12',
        ),
        days,
        times,
      )
      .map(([m, d, t]) => `${m} ${d} ${t}`),
  },
);
const hours = fc
  .tuple(
    fc.array(rule, { minLength: 1, maxLength: 3 }),
    fc.constantFrom('; ', '; ', ', '),
    // A rule for public holidays always: without one, §4 says « unknown » and the library « open ».
    fc.constantFrom('PH off', 'PH 10:00-12:00', 'PH off'),
  )
  .map(([rules, separator, holidays]) => `${rules.join(separator)}; ${holidays}`);
/** Any minute of two years, far enough from a clock change. */
const instant = fc
  .integer({ min: Date.UTC(2026, 0, 2) / 60000, max: Date.UTC(2027, 11, 20) / 60000 })
  .map(minute => new Date(minute * 60000));

it('agrees with opening_hours on random weeks, dates and holidays', () => {
  fc.assert(
    fc.property(hours, instant, (written, at) => agree(written, at)),
    { numRuns: 600 },
  );
}, 120_000);

it('agrees with opening_hours past midnight', () => {
  const late = fc.constantFrom('22:00-02:00', '20:00-26:00', '18:00-24:00', '00:00-24:00', '23:30-00:30');
  fc.assert(
    // The eve and the day after a public holiday belong to the table of truth.
    fc.property(fc.tuple(days, late), instant, ([d, t], at) => {
      const { day: today } = wallClock(at);
      for (let near = today - 1; near <= today + 8; near += 1)
        fc.pre(publicHolidayName(near, CONTEXT.holidays) === null);
      agree(`${d} ${t}; PH off`, at);
    }),
    { numRuns: 200 },
  );
}, 60_000);

it('agrees with opening_hours on the cases of the table that §4 leaves to it', () => {
  const rows = [
    ...TRUTH['plain week (24/11/2026 is a Tuesday)']!,
    ...TRUTH['tolerated writing']!,
    ...TRUTH['public holiday as written']!.slice(0, -1),
    ...TRUTH['months, dates, weeks']!.filter(row => row.next !== null && !row.label.includes('juillet~2027')),
  ];
  for (const row of rows) {
    const oracle = new OpeningHours(row.hours!, PLACE, { mode: 2, locale: 'fr' });
    const at = new Date(row.at);
    expect([row.hours, row.at, oracle.getStateString(at, true)]).toEqual([row.hours, row.at, row.state]);
  }
});

it('reads Paris time as Intl does', () => {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: 'Europe/Paris',
    dateStyle: 'short',
    timeStyle: 'short',
  });
  fc.assert(
    fc.property(
      fc.integer({ min: Date.UTC(1996, 0, 1) / 60000, max: Date.UTC(2060, 0, 1) / 60000 }),
      minute => {
        const at = new Date(minute * 60000);
        const { day: today, minute: time } = wallClock(at);
        const date = new Date(today * DAY).toISOString();
        const text = `${date.slice(8, 10)}/${date.slice(5, 7)}/${date.slice(0, 4)}, ${String(Math.floor(time / 60)).padStart(2, '0')}:${String(time % 60).padStart(2, '0')}`;
        expect(text).toBe(format.format(at));
      },
    ),
    { numRuns: 2000 },
  );
});

it('reads every minute around the clock changes as Intl does, and comes back', () => {
  const format = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Paris', timeStyle: 'short' });
  for (let year = 1996; year <= 2060; year += 1) {
    for (const month of [2, 9]) {
      for (let date = 24; date <= 31; date += 1) {
        for (const offset of [-1, 0, 59, 60, 61]) {
          const at = new Date(Date.UTC(year, month, date, 0, 0) + offset * 60000);
          const { day: today, minute } = wallClock(at);
          const text = `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
          expect(text).toBe(format.format(at));
          // The repeated hour comes back to its first time.
          const back = at.getTime() - instantOf(today, minute).getTime();
          expect([0, 3_600_000]).toContain(back);
        }
      }
    }
  }
});
