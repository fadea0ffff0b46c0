import { describe, expect, it } from 'vitest';
import { looksCut } from './address.ts';
import { similarity } from './commune.ts';
import { isNominative, readUrls } from './contact.ts';
import { frenchHoursToOsm } from './french-hours.ts';
import { hoursReader } from './hours-reading.ts';
import { isSiret } from './identity.ts';
import { readPhone } from './phone.ts';
import { readWeeklyHours } from './timetable.ts';

describe('French hours', () => {
  const read: [string, string][] = [
    ['Du lundi au vendredi 9h-12h', 'Mo-Fr 09:00-12:00'],
    ['lundi, mardi et jeudi : 9h00 à 12h et de 14h à 17h30', 'Mo,Tu,Th 09:00-12:00,14:00-17:30'],
    ['Mercredi 9 h - 18 h ; samedi fermé', 'We 09:00-18:00; Sa off'],
    ['mardi 14:00-18:00\nvendredi 10h à 12h', 'Tu 14:00-18:00; Fr 10:00-12:00'],
    ['Ouvert du mardi au samedi de 10h à 12h30 et de 14h à 18h.', 'Tu-Sa 10:00-12:30,14:00-18:00'],
    ['Lundi 9h-12h, mardi 9h-12h / 14h-17h', 'Mo 09:00-12:00; Tu 09:00-12:00,14:00-17:00'],
  ];
  for (const [text, osm] of read) it(text, () => expect(frenchHoursToOsm(text)).toBe(osm));

  for (const text of [
    'sur rendez-vous',
    'lundi matin 9h-12h',
    'lundi 9h-12h sauf vacances',
    'lundi 9h',
    'lundi 12h-9h',
    'lundi 9h-12h, lundi 14h-17h',
    '1er mardi du mois 9h-12h',
    '9h-12h',
    'lundi 25h-26h',
    'lundi 9h-12h 05 58 00 00 00',
    '',
  ]) {
    it(`not guessed: ${text}`, () => expect(frenchHoursToOsm(text)).toBeNull());
  }
});

describe('phones', () => {
  const cases: [string, boolean, string | null, string | null][] = [
    ['0558000000', false, '+33558000000', null],
    ['05-58-00-00-00', false, '+33558000000', null],
    ['0033558000000', false, '+33558000000', null],
    ['+330558000000', false, '+33558000000', null],
    ['05 58 00 00 00 ou 05 58 00 00 01', false, '+33558000000', null],
    ['05 58 00 00 00 05 58 00 00 01', false, '+33558000000', null],
    ['06 12 34 56 78', true, '+33612345678', null],
    ['06 12 34 56 78', false, null, null],
    ['36 46', false, null, '3646'],
    ['+687123456', false, '+687123456', null],
    ['+3355800', false, null, null],
    ['+49301234567', false, null, null],
  ];
  for (const [text, itinerant, phone, short] of cases) {
    it(text, () => expect(readPhone(text, itinerant)).toMatchObject({ phone, phoneShort: short }));
  }
});

describe('small readers', () => {
  it('recognises SIRET numbers', () => {
    expect(isSiret('43493312300029')).toBe(true);
    expect(isSiret('35600000017756')).toBe(true);
    expect(isSiret('35600000017757')).toBe(false);
    expect(isSiret('00000000000000')).toBe(false);
    expect(isSiret('4349331230002')).toBe(false);
  });

  it('compares names of communes', () => {
    expect(similarity('mont de marsn', 'mont de marsan')).toBeGreaterThan(0.6);
    expect(similarity('dax', 'peyrehorade')).toBeLessThan(0.3);
  });

  it('tells the address of a person from that of a service', () => {
    for (const email of ['sophie.martin@x.fr', 'martin.sophie@x.fr', 'jean-dupont@x.fr']) {
      expect(isNominative(email), email).toBe(true);
    }
    for (const email of [
      'france.services@x.fr',
      'mairie.dax@x.fr',
      'saint.martin@x.fr',
      'contact@x.fr',
      'rion-des-landes@france-services.gouv.fr',
    ]) {
      expect(isNominative(email), email).toBe(false);
    }
  });

  it('reads web addresses one by one', () => {
    const read = (text: string) => readUrls(text).value;
    expect(read('https://a.fr/?x=1;y=2|www.b.fr')).toEqual(['https://a.fr/?x=1;y=2', 'https://www.b.fr']);
    expect(read('https://a.fr;https://b.fr')).toEqual(['https://a.fr', 'https://b.fr']);
    expect(
      read('http://localhost|http://127.0.0.1|ftp://a.fr|mailto:a@b.fr|https://a.fr/"><script>'),
    ).toEqual([]);
    expect(read('https://médiathèque.fr')).toEqual(['https://médiathèque.fr']);
    expect(read('//a.fr/x')).toEqual(['https://a.fr/x']);
    expect(read('https:a.fr')).toEqual([]);
  });

  it('reads a number of hours a week, never a timetable', () => {
    expect(readWeeklyHours('17,5').value).toBe(17.5);
    expect(readWeeklyHours('0').value).toBeNull();
    expect(readWeeklyHours('200').issues).toHaveLength(1);
    expect(readWeeklyHours('').issues).toHaveLength(0);
  });

  it('sees streets cut at the source', () => {
    for (const street of ['124 RUE DES EC', 'ROUTE DE M', '21 AVENUE DE', '1 rue du b'])
      expect(looksCut(street), street).toBe(true);
    for (const street of [
      '5 RUE DU PALAIS',
      'LE BOURG',
      'place de l’Église',
      '131, place Gambetta',
      'rue de So Ho',
    ]) {
      expect(looksCut(street), street).toBe(false);
    }
  });

  it('tells what is odd in opening hours', () => {
    const read = hoursReader(
      text => (text.startsWith('?') ? null : text),
      text => text.includes('overlap'),
    );
    expect(read('Mo 14:00-09:00')).toBe('closing_before_opening');
    expect(read('Mo 22:00-02:00')).toBe('ok');
    expect(read('Mo 20:00-26:00')).toBe('ok');
    expect(read('? Mo')).toBe('unreadable');
    expect(read('overlap')).toBe('overlap');
  });
});
