import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseHours } from './hours/index.ts';
import {
  emptyWeek,
  type HoursForm,
  type HoursRow,
  problemOfHolidays,
  problemOfRow,
  readHoursForm,
  readTime,
  writeHours,
} from './hours-form.ts';

const row = (...ranges: string[]): HoursRow => ({
  closed: false,
  ranges: [ranges[0] ?? '', ranges[1] ?? '', ranges[2] ?? '', ranges[3] ?? ''],
});
const week = (rows: HoursRow[], rest: Partial<HoursForm> = {}): HoursForm => ({
  ...emptyWeek,
  rows,
  ...rest,
});
const office = row('9h', '12h', '14h', '17h30');
const closed: HoursRow = { closed: true, ranges: ['', '', '', ''] };

describe('times as people type them', () => {
  it.each([
    ['9', '09:00'],
    ['9 h 30', '09:30'],
    ['9h30', '09:30'],
    ['09:30', '09:30'],
    ['0930', '09:30'],
    ['24:00', '24:00'],
    ['25h', null],
    ['midi', null],
    ['9:75', null],
  ])('%s is read %s', (typed, read) => expect(readTime(typed)).toBe(read));
});

describe('a day of the form', () => {
  it.each([
    [office, null],
    [row('9h'), 'half'],
    [row('12h', '9h'), 'order'],
    [row('9h', '14h', '12h', '17h'), 'overlap'],
    [row('neuf', '12h'), 'time'],
    [{ closed: true, ranges: ['9h', '12h', '', ''] } as HoursRow, 'closed_with_times'],
    [closed, null],
  ])('%j: %s', (day, problem) => expect(problemOfRow(day)).toBe(problem));
  it('asks for the hours of holidays when the place opens', () => {
    expect(problemOfHolidays(week([], { holidays: 'ouvert' }))).toBe('half');
    expect(problemOfHolidays(week([], { holidays: 'ouvert', holidayHours: ['10h', '12h'] }))).toBeNull();
  });
});

describe('the week and its text', () => {
  it('groups equal days and answers for holidays', () => {
    const form = week([office, office, office, office, office, row('9h', '12h'), closed], {
      holidays: 'ferme',
    });
    expect(writeHours(form)).toBe('Mo-Fr 09:00-12:00,14:00-17:30; Sa 09:00-12:00; PH off');
  });
  it('writes nothing for an empty form, and a week that never opens', () => {
    expect(writeHours(emptyWeek)).toBeNull();
    expect(writeHours(week(Array(7).fill(closed)))).toBe('Mo-Su off');
  });
  it.each([
    'Mo-Fr 09:00-12:00,14:00-17:30; Sa 09:00-12:00; PH off',
    'Tu,Th 14:00-18:00',
    'Fr-Mo 10:00-12:00; PH 10:00-11:00',
    'Mo-Su off',
  ])('reads %s back', text => {
    const form = readHoursForm(text)!;
    expect(form).not.toBeNull();
    expect(readHoursForm(writeHours(form))).toEqual(form);
  });
  it.each([
    'We[1] 14:00-16:00',
    'Jul-Aug Mo 09:00-12:00',
    'Mo 09:00-10:00,11:00-12:00,13:00-14:00',
    '24/7',
    'n’importe quoi',
  ])('leaves %s as it is written', text => expect(readHoursForm(text)).toBeNull());
  it('always writes what the evaluator reads, and reads back what it wrote', () => {
    const minutes = fc.uniqueArray(fc.integer({ min: 0, max: 1439 }), { minLength: 4, maxLength: 4 });
    const text = (minute: number) => `${Math.floor(minute / 60)}:${String(minute % 60).padStart(2, '0')}`;
    const day = fc.oneof(
      fc.constant(closed),
      minutes.map(times => row(...times.sort((a, b) => a - b).map(text))),
      minutes.map(times =>
        row(
          ...times
            .sort((a, b) => a - b)
            .slice(0, 2)
            .map(text),
        ),
      ),
    );
    const form = fc.record({
      rows: fc.array(day, { minLength: 7, maxLength: 7 }),
      holidays: fc.constantFrom('ferme', 'inconnu', 'ouvert'),
    });
    fc.assert(
      fc.property(form, ({ rows, holidays }) => {
        const written = writeHours({
          rows,
          holidays,
          holidayHours: holidays === 'ouvert' ? ['10:00', '12:00'] : ['', ''],
        } as HoursForm)!;
        expect(parseHours(written)).not.toBeNull();
        expect(writeHours(readHoursForm(written)!)).toBe(written);
      }),
    );
  });
});
