import { describe, expect, it } from 'vitest';
import { readEmail, readName, readPhone } from './contacts.ts';

describe('an e-mail address', () => {
  it.each([
    ['  Camille.Dupouy@Exemple.FR ', 'camille.dupouy@exemple.fr'],
    ['ｃａｍｉｌｌｅ@exemple.fr', 'camille@exemple.fr'],
    ["o'brien+landes@sous.domaine.exemple.fr", "o'brien+landes@sous.domaine.exemple.fr"],
    ['camille\u200b@exemple.fr', 'camille@exemple.fr'],
  ])('%s is written in one way', (typed, value) => {
    expect(readEmail(typed)).toEqual({ value });
  });

  it.each([
    ['', 'empty'],
    ['camille', 'shape'],
    ['camille@', 'shape'],
    ['camille@exemple', 'shape'],
    ['camille @exemple.fr', 'shape'],
    ['a@b@exemple.fr', 'shape'],
    ['camille@-exemple.fr', 'shape'],
    [`${'a'.repeat(250)}@exemple.fr`, 'long'],
  ])('« %s » is refused', (typed, fault) => {
    expect(readEmail(typed)).toMatchObject({ fault });
  });

  it('a letter that only looks like one of ours is named, not taken for it', () => {
    expect(readEmail('c\u0430mille@exemple.fr')).toEqual({ fault: 'strange', sign: '\u0430' });
    expect(readEmail('camille@exempl\u0435.fr')).toEqual({ fault: 'strange', sign: '\u0435' });
  });
});

describe('a name', () => {
  it.each([
    ['O', 'O'],
    ['  Marie-Ange   d’Artagnan ', 'Marie-Ange d’Artagnan'],
    ["Jean O'Connor", "Jean O'Connor"],
    ['Nguyễn Thị Ánh', 'Nguyễn Thị Ánh'],
    ['e\u0301lodie', 'élodie'],
    ['x'.repeat(200), 'x'.repeat(200)],
  ])('%s', (typed, value) => {
    expect(readName(typed)).toEqual({ value });
  });

  it('is refused when empty, invisible or longer than two hundred letters', () => {
    expect(readName(' \u200b ')).toEqual({ fault: 'empty' });
    expect(readName('x'.repeat(201))).toEqual({ fault: 'long' });
  });
});

describe('a telephone number', () => {
  it.each([
    ['06 12 34 56 78', '+33612345678'],
    ['06.12.34.56.78', '+33612345678'],
    ['+33 (0)6 12 34 56 78', '+33612345678'],
    ['0033612345678', '+33612345678'],
    ['0692 12 34 56', '+262692123456'],
    ['+34 612 345 678', '+34612345678'],
  ])('%s', (typed, value) => {
    expect(readPhone(typed)).toEqual({ value });
  });

  it.each(['06 12 34 56', '12345', '+33 0612345678', '00'])('« %s » is refused', typed => {
    expect(readPhone(typed)).toHaveProperty('fault');
  });
});
