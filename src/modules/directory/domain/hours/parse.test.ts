import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseHours } from './parse.ts';
import { hasOverlap, isOpenOn, openingHoursSpecification } from './regular.ts';

describe('unreadable strings are refused whole, never guessed', () => {
  it.each([
    '',
    ';',
    'sunrise-sunset',
    'Mo-Fr sunrise-18:00',
    'easter off',
    'Mo-Fr 09:00-12:00 || "x"',
    'Mo-Fr 24:00-26:00',
    'Mo-Fr 25:00-26:00',
    'Mo-Fr 09:60-12:00',
    'Mo-Fr 09:00-49:00',
    'Mo-Fr 9h-12h',
    'Mo-Fr 9-12',
    'Mo-Fr',
    'Mo-Fr 09:00',
    'Mo-Fr 09:00-',
    'Mo-Fr 09:00-12:00+',
    'Mo-Fr 09:00-12:00,',
    'Mo-Fr 09:00-12:00 Sa 10:00-12:00',
    'Lu-Ve 09:00-12:00',
    'Mo-Fr 09:00-12:00; Tuesday off',
    'We[6] 14:00-16:00',
    'We[0] 14:00-16:00',
    'We[] 14:00-16:00',
    'We[1 14:00-16:00',
    'Mo-We[1] 14:00-16:00',
    'week 50-10 Tu 09:00-12:00',
    'week 54 Tu 09:00-12:00',
    'week 2-52/0 Tu 09:00-12:00',
    'Feb 30 10:00-12:00',
    '2026 Feb 29 10:00-12:00',
    'Jul 14-Aug 10:00-12:00',
    '2026 Nov 27-2026 Nov 23 off',
    'Mo-Fr 09:00-12:00 (sur rendez-vous)',
    '"never closed',
    '24/7 09:00-12:00',
    'horaires variables',
  ])('%s', text => {
    expect(parseHours(text)).toBeNull();
  });

  it('never throws, whatever is typed', () => {
    const parts = fc.constantFrom(
      'Mo',
      '-',
      ',',
      ';',
      'Fr',
      '09:00',
      '12:00',
      'PH',
      'off',
      '[1]',
      'week',
      '2',
      '/',
      '"x"',
      'Jul',
      '2026',
      '24/7',
      '+',
      ' ',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(parts).map(list => list.join(' ')),
        ),
        text => {
          const hours = parseHours(text);
          expect(hours === null || hours.rules.length > 0).toBe(true);
        },
      ),
    );
  });
});

describe('readable strings', () => {
  it.each([
    'Mo-Fr 09:00-12:00,14:00-17:00; Sa 09:00-12:00; PH off',
    'PH,Mo-Fr 09:00-12:00',
    'SH Mo-Fr 09:00-12:00',
    'Jan 01,May 01,Dec 25 off; Mo-Fr 09:00-12:00',
    'Dec 24-26,31 10:00-12:00',
    'week 1,3,5-9 Mo 10:00-12:00',
    'Mo: 09:00-12:00',
    '24 / 7',
    'open',
    'Mo-Fr open',
    'Mo-Fr "sur rendez-vous"',
    'Feb 29 10:00-12:00',
    '2028 Feb 29 10:00-12:00',
  ])('%s', text => {
    expect(parseHours(text)).not.toBeNull();
  });
});

describe('the regular week', () => {
  const hours = (text: string) => parseHours(text)!;

  it('warns of hours that overlap', () => {
    expect(hasOverlap(hours('Mo 09:00-12:00,11:00-14:00'))).toBe(true);
    expect(hasOverlap(hours('Mo-Fr 09:00-12:00, We 11:00-14:00'))).toBe(true);
    expect(hasOverlap(hours('Mo-Fr 09:00-12:00; We 11:00-14:00'))).toBe(false);
    expect(hasOverlap(hours('Mo 09:00-12:00,12:00-14:00'))).toBe(false);
    expect(hasOverlap(hours('Mo 09:00-12:00, Tu 11:00-14:00'))).toBe(false);
  });

  it('knows Saturdays and evenings', () => {
    expect(isOpenOn(hours('Mo-Fr 09:00-18:00'), 'soir')).toBe(false);
    expect(isOpenOn(hours('Mo 09:00-18:15'), 'soir')).toBe(true);
    expect(isOpenOn(hours('Sa 09:00-20:00'), 'soir')).toBe(false);
    expect(isOpenOn(hours('Sa 09:00-12:00'), 'samedi')).toBe(true);
    expect(isOpenOn(hours('Mo-Sa 09:00-12:00; Sa off'), 'samedi')).toBe(false);
    expect(isOpenOn(hours('Sa 09:00-12:00 "sur rendez-vous"'), 'samedi')).toBe(false);
    expect(isOpenOn(hours('Jul-Aug Sa 09:00-12:00'), 'samedi')).toBe(true);
    expect(isOpenOn(hours('Mo-Fr 09:00-12:00; Jul-Aug Sa 09:00-12:00'), 'samedi')).toBe(false);
  });

  it('writes the certain, every-week ranges for schema.org', () => {
    expect(
      openingHoursSpecification(
        hours(
          'Mo-Tu 09:00-12:00; We 14:00-24:00; Th 09:00-12:00 "sur rendez-vous"; Fr[1] 09:00-12:00; PH off',
        ),
      ),
    ).toEqual([
      { dayOfWeek: ['Monday', 'Tuesday'], opens: '09:00', closes: '12:00' },
      { dayOfWeek: ['Wednesday'], opens: '14:00', closes: '23:59' },
    ]);
  });
});
