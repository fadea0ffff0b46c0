import { describe, expect, it } from 'vitest';
import { frenchHoursToOsm } from './french.ts';

describe('French hours that are read', () => {
  it.each([
    ['Du lundi au vendredi : 9h-12h et 14h-17h', 'Mo-Fr 09:00-12:00,14:00-17:00'],
    ['lundi, mardi et jeudi 9h00 à 12h', 'Mo,Tu,Th 09:00-12:00'],
    [
      'Lundi : 9h-12h / 14h-18h\nMardi : fermé\nSamedi 9h30 - 12h30',
      'Mo 09:00-12:00,14:00-18:00; Sa 09:30-12:30',
    ],
    [
      'du lundi au vendredi de 9h à 12h et de 14h à 17h30, le samedi de 9h à 12h',
      'Mo-Fr 09:00-12:00,14:00-17:30; Sa 09:00-12:00',
    ],
    ['Fermé le lundi. Du mardi au samedi 10 h à midi', 'Tu-Sa 10:00-12:00'],
    ['1er et 3e mercredi du mois de 14h à 16h30', 'We[1,3] 14:00-16:30'],
    ['lundi 9h-12h sur rendez-vous', 'Mo 09:00-12:00 "sur rendez-vous"'],
    ['tous les jours 8h-20h, fermé les jours fériés', 'Mo-Su 08:00-20:00; PH off'],
    ['Lun-Ven 9:00–17:00', 'Mo-Fr 09:00-17:00'],
    ['lundi 9h-12h, lundi 14h-17h', 'Mo 09:00-12:00,14:00-17:00'],
    ['LE MARDI ET LE JEUDI DE 14 H À 17 H', 'Tu,Th 14:00-17:00'],
  ])('%s', (text, osm) => {
    expect(frenchHoursToOsm(text)).toBe(osm);
  });
});

describe('French hours left as written', () => {
  it.each([
    '',
    '9h-12h',
    'lundi',
    'lundi matin',
    'lundi au vendredi matin 9h-12h',
    'lundi 9-12',
    'lundi 14h-9h',
    'lundi 9h-12h, 11h-14h',
    'lundi 9h-12h (sauf vacances)',
    'lundi fermé, lundi 9h-12h',
    'du vendredi au lundi 9h-12h',
    'du lundi au jeudi 9h 12h',
    'du 1er juillet au 31 août, lundi 9h-12h',
    'ouvert les jours fériés',
    'fermé le lundi',
    '1er mercredi 14h-16h',
    'lundi 25h-26h',
    'lundi 9h-12h appeler avant',
  ])('%s', text => {
    expect(frenchHoursToOsm(text)).toBeNull();
  });
});
