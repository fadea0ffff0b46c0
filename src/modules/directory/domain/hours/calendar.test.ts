import { describe, expect, it } from 'vitest';
import { schoolHolidaysZoneA } from '../../data/school-holidays-zone-a.ts';
import { easterDay, isSchoolHoliday, publicHolidayName, publicHolidays } from './calendar.ts';
import { dayFromIso, isoFromDay, isoWeek, weekdayOf } from './paris.ts';

const day = (iso: string) => dayFromIso(iso)!;

describe('public holidays', () => {
  it.each(['2024-03-31', '2025-04-20', '2026-04-05', '2027-03-28', '2028-04-16', '2038-04-25', '2285-03-22'])(
    'Easter Sunday %s',
    iso => {
      expect(isoFromDay(easterDay(Number(iso.slice(0, 4))))).toBe(iso);
    },
  );

  it('are eleven in 2026', () => {
    expect([...publicHolidays(2026).keys()].map(isoFromDay).sort()).toEqual([
      '2026-01-01',
      '2026-04-06',
      '2026-05-01',
      '2026-05-08',
      '2026-05-14',
      '2026-05-25',
      '2026-07-14',
      '2026-08-15',
      '2026-11-01',
      '2026-11-11',
      '2026-12-25',
    ]);
  });

  it('are two more in Alsace-Moselle only', () => {
    expect(publicHolidayName(day('2026-04-03'), { school: null })).toBeNull();
    expect(publicHolidayName(day('2026-04-03'), { school: null, alsaceMoselle: true })).toBe(
      'Vendredi saint',
    );
    expect(publicHolidayName(day('2026-12-26'), { school: null, alsaceMoselle: true })).not.toBeNull();
    expect(publicHolidays(2026, true).size).toBe(13);
  });
});

describe('school holidays of zone A', () => {
  const holidays = { school: schoolHolidaysZoneA };

  it('answer inside the covered range only', () => {
    expect(isSchoolHoliday(day('2026-10-20'), holidays)).toBe(true);
    expect(isSchoolHoliday(day('2026-11-02'), holidays)).toBe(false);
    expect(isSchoolHoliday(day('2027-02-14'), holidays)).toBe(true);
    expect(isSchoolHoliday(day('2027-08-01'), holidays)).toBeNull();
    expect(isSchoolHoliday(day('2024-09-01'), holidays)).toBeNull();
    expect(isSchoolHoliday(day('2026-10-20'), { school: null })).toBeNull();
  });

  it('are in order, apart from each other and inside the range', () => {
    let before = day(schoolHolidaysZoneA.covered[0]) - 1;
    for (const { from, to } of schoolHolidaysZoneA.periods) {
      expect(day(from)).toBeGreaterThan(before);
      expect(day(to)).toBeGreaterThanOrEqual(day(from));
      before = day(to);
    }
    expect(before).toBeLessThanOrEqual(day(schoolHolidaysZoneA.covered[1]));
  });
});

describe('days', () => {
  it('refuses dates that do not exist', () => {
    expect(['2026-02-29', '2026-13-01', '2026-00-10', '2026-04-31', '26-04-01'].map(dayFromIso)).toEqual(
      Array(5).fill(null),
    );
    expect(isoFromDay(day('2028-02-29'))).toBe('2028-02-29');
  });

  it('numbers ISO weeks', () => {
    expect(isoWeek(day('2026-11-24'))).toBe(48);
    expect(isoWeek(day('2027-01-03'))).toBe(53);
    expect(isoWeek(day('2027-01-04'))).toBe(1);
    expect(isoWeek(day('2024-12-30'))).toBe(1);
    expect(weekdayOf(day('2026-11-24'))).toBe(1);
  });
});
