import { describe, expect, test } from 'vitest';
import {
  capital,
  clockText,
  dayInParis,
  dayText,
  distanceText,
  durationText,
  hourText,
  numberText,
  ordinalText,
  percentText,
  phoneHref,
  phoneText,
  unitText,
} from './typography.ts';

/** `~` stands for a no-break space, which the eye cannot see. */
const text = (written: string) => written.replaceAll('~', '\u00a0');

describe('numbers', () => {
  test.each([
    [numberText(1204), '1~204'],
    [numberText(5.84), '5,8'],
    [numberText(7), '7'],
    [numberText(1234567.25, 'fr', 2), '1~234~567,25'],
    [numberText(1204.5, 'en'), '1,204.5'],
    [percentText(0.894), '89~%'],
    [percentText(0.894, 'en'), '89%'],
    [unitText(12, '€'), '12~€'],
    [ordinalText(1), '1er'],
    [ordinalText(3), '3e'],
    [ordinalText(1, 'en'), '1st'],
    [ordinalText(12, 'en'), '12th'],
    [ordinalText(23, 'en'), '23rd'],
  ])('%s', (given, expected) => expect(given).toBe(text(expected)));
});

describe('distances', () => {
  test.each([
    [6.2, '6~km'],
    [0.96, '1~km'],
    [0.94, '900~m'],
    [0.01, '100~m'],
    [1204, '1~204~km'],
  ])('%d km', (kilometres, expected) => expect(distanceText(kilometres)).toBe(text(expected)));
});

describe('hours', () => {
  test.each([
    [hourText(9 * 60), '9~h'],
    [hourText(9 * 60 + 5), '9~h~05'],
    [hourText(0), '0~h'],
    [hourText(24 * 60), '0~h'],
    [hourText(17 * 60 + 30, 'en'), '5:30~pm'],
    [hourText(12 * 60, 'en'), '12~pm'],
    [hourText(0, 'en'), '12~am'],
    [durationText(45), '45~min'],
    [durationText(90), '1~h~30'],
    [durationText(120), '2~h'],
  ])('%s', (given, expected) => expect(given).toBe(text(expected)));

  test('an instant is read on the clocks of Paris, winter and summer', () => {
    expect(clockText(new Date('2026-11-24T13:20:00Z'))).toBe(text('14~h~20'));
    expect(clockText(new Date('2026-07-14T22:00:00Z'))).toBe(text('0~h'));
    expect(dayInParis(new Date('2026-07-14T22:00:00Z'))).toBe('2026-07-15');
  });
});

describe('days', () => {
  test('the year only if it is another one', () => {
    expect(dayText('2026-11-24', { now: '2026-01-02' })).toBe(text('mardi~24~novembre'));
    expect(dayText('2027-01-01', { now: '2026-11-24' })).toBe(text('vendredi~1er~janvier~2027'));
    expect(dayText('2026-11-03', { short: true })).toBe(text('3~novembre~2026'));
    expect(dayText('2026-12-01', { language: 'en', now: '2026-11-24' })).toBe(text('Tuesday~1~December'));
  });

  test('an instant late in the evening belongs to its day in Paris', () => {
    expect(dayText(new Date('2026-12-31T23:30:00Z'))).toBe(text('vendredi~1er~janvier~2027'));
  });

  test('a capital, with its accent', () => {
    expect(capital('samedi')).toBe('Samedi');
    expect(capital('été')).toBe('Été');
  });
});

describe('phones', () => {
  test.each([
    '0554390013',
    '05.54.39.00.13',
    '+33 5 54 39 00 13',
    '+33 (0)5 54 39 00 13',
    '0033554390013',
    '05-54-39-00-13',
  ])('%s', written => {
    expect(phoneText(written)).toBe(text('05~54~39~00~13'));
    expect(phoneHref(written)).toBe('tel:+33554390013');
  });

  test('what is not a number of ten digits is left as written', () => {
    expect(phoneText(' 3631 ')).toBe('3631');
    expect(phoneHref('3631')).toBe('tel:3631');
    expect(phoneText('+34 943 00 00 00')).toBe('+34 943 00 00 00');
    expect(phoneHref('+34 943 00 00 00')).toBe('tel:+34943000000');
  });
});
