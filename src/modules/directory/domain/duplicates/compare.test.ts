import { describe, expect, it } from 'vitest';
import type { Candidate, Verdict } from './candidate.ts';
import { comparePair } from './compare.ts';
import { place } from './made-places.ts';

const hagetmau: Partial<Candidate> = { communeInsee: '40119', communeName: 'Hagetmau' };
const rion: Partial<Candidate> = { communeInsee: '40243', communeName: 'Rion-des-Landes' };
const at = (lat: number, lon: number): Partial<Candidate> => ({ lat, lon, geoQuality: 'address' });
/** The point `metres` north of a fixed one. */
const north = (metres: number) => at(43.89 + metres / 111_195, -0.5);

type Pair = [title: string, a: Candidate, b: Candidate, verdict: Verdict];

const PAIRS: Pair[] = [
  [
    'the library of Hagetmau entered by two networks',
    place('a', 'MEDIATHEQUE CHALOSSE TURSAN HAGETMAU', '4 PLACE GRAMONT', {
      ...hagetmau,
      ...at(43.65758, -0.59266),
    }),
    place('b', 'Médiathèque intercommunale Chalosse Tursan', '4 place Gramont', {
      ...hagetmau,
      ...at(43.65758, -0.59266),
    }),
    'auto',
  ],
  [
    'the post office and the France services of Rion, in one building',
    place('a', 'La Poste Rion-des-Landes', '144 Avenue Frédéric Bastiat', {
      ...rion,
      ...at(43.92936, -0.92147),
      kinds: ['LA_POSTE'],
    }),
    place('b', 'France services de Rion-des-Landes (La Poste)', '144 Avenue Frédéric Bastiat', {
      ...rion,
      ...at(43.93324, -0.92274),
      kinds: ['RFS'],
    }),
    'review',
  ],
  [
    'a town hall and its CCAS',
    place('a', 'Mairie de Mont-de-Marsan', '1 rue Saint-Pierre'),
    place('b', 'CCAS de Mont-de-Marsan', '1 rue Saint-Pierre'),
    'distinct',
  ],
  [
    'a library and the France services of the commune',
    place('a', 'Médiathèque', '1 rue A'),
    place('b', 'France services Mont-de-Marsan', '1 rue A'),
    'distinct',
  ],
  [
    'France services in front of the whole name',
    place('a', 'Médiathèque du Marsan', '1 rue Neuve'),
    place('b', 'France services Médiathèque du Marsan', '1 rue Neuve'),
    'auto',
  ],
  [
    'a labelled town hall and the France services beside it',
    place('a', 'France services Mairie de Mont-de-Marsan', '1 rue Neuve'),
    place('b', 'France services Mont-de-Marsan', '1 rue Neuve'),
    'review',
  ],
  [
    'a library and a digital space sharing a building and its name',
    place('a', 'Médiathèque La Turbine', '3 place Chorus'),
    place('b', 'Cyber espace La Turbine', '3 place Chorus'),
    'review',
  ],
  [
    'a service house and the France services it may have become',
    place('a', 'Maison de services au public de Mont-de-Marsan', '3 rue Y'),
    place('b', 'France services Mont-de-Marsan', '3 rue Y'),
    'review',
  ],
  [
    'a post office and a postal agency',
    place('a', 'La Poste', '18 rue des Postes'),
    place('b', 'Agence postale communale', '18 rue des Postes'),
    'distinct',
  ],
  [
    'kinds decide when names say nothing',
    place('a', 'Le Préau', '2 rue Z', { kinds: ['CS'] }),
    place('b', 'Le Préau', '2 rue Z', { kinds: ['CCAS'] }),
    'auto',
  ],
  [
    'a town hall under its other name',
    place('a', 'Mairie de Mont-de-Marsan', '2 place de Gaulle'),
    place('b', 'Hôtel de ville', '2 pl. de Gaulle'),
    'auto',
  ],
  [
    'an acronym and the words it stands for',
    place('a', "Centre communal d'action sociale", '2 rue Z'),
    place('b', 'CCAS de Mont-de-Marsan', '2 rue Z'),
    'auto',
  ],
  [
    'two letters swapped',
    place('a', 'Bibliothèque du Moun', '2 rue Z'),
    place('b', 'Biblitohèque du Moun', '2 rue Z'),
    'auto',
  ],
  ['two acronyms one letter apart', place('a', 'MDS', '2 rue Z'), place('b', 'MDE', '2 rue Z'), 'review'],
  [
    'two rooms told apart by a number',
    place('a', 'EPN 1', '2 rue Z'),
    place('b', 'EPN 2', '2 rue Z'),
    'review',
  ],
  [
    'two annexes of one town hall',
    place('a', 'Mairie annexe Nord', '2 rue Z'),
    place('b', 'Mairie annexe Sud', '9 rue Y'),
    'distinct',
  ],
  [
    'the town halls of two merged communes',
    place('a', 'Mairie de Mont', null),
    place('b', 'Mairie de Marsan', null),
    'distinct',
  ],
  [
    'one name at two numbers of a street',
    place('a', 'Association Clic', '2 rue Zola'),
    place('b', 'Association Clic', '14 rue Zola'),
    'review',
  ],
  [
    'a lost number',
    place('a', 'Association Clic', '2 rue Zola'),
    place('b', 'Association Clic', 'rue Zola'),
    'auto',
  ],
  [
    'a number and its bis',
    place('a', 'Association Clic', '2 rue Zola'),
    place('b', 'Association Clic', '2 bis rue Zola'),
    'auto',
  ],
  [
    'one name, two addresses nearby',
    place('a', 'Association Clic', '2 rue Zola', north(0)),
    place('b', 'Association Clic', '8 place Hugo', north(120)),
    'review',
  ],
  [
    'generic names, two addresses',
    place('a', 'Bibliothèque municipale', '2 rue Zola', north(0)),
    place('b', 'Médiathèque', '8 place Hugo', north(900)),
    'distinct',
  ],
  [
    'two branches of a library network',
    place('a', 'Médiathèque Aragon', '2 rue Zola'),
    place('b', 'Médiathèque Césaire', '8 place Hugo'),
    'distinct',
  ],
  [
    'no street, one door away',
    place('a', 'Médiathèque du Moun', null, north(0)),
    place('b', 'Bibliothèque', null, north(30)),
    'auto',
  ],
  [
    'no street and no believable distance',
    place('a', 'Médiathèque du Moun', null, { ...north(0), geoQuality: 'commune' }),
    place('b', 'Médiathèque du Moun', null, north(0)),
    'review',
  ],
  [
    'no street, one phone',
    place('a', 'Association Clic', null, { phone: '05 58 00 00 01' }),
    place('b', 'Association Clic', null, { phone: '+33 5 58 00 00 01' }),
    'auto',
  ],
  [
    'one pivot for every library of a town',
    place('a', 'Médiathèque Aragon', '2 rue Zola', { pivot: '21400192000018' }),
    place('b', 'Médiathèque Césaire', '8 place Hugo', { pivot: '21400192000018' }),
    'distinct',
  ],
  [
    'one address in the words of two communes',
    place('a', 'Association Clic', '2 rue Zola', north(0)),
    place('b', 'Association Clic', '2 rue Zola', { ...north(10), communeInsee: '40088' }),
    'review',
  ],
  [
    'a name and address in another commune',
    place('a', 'Mairie', '1 place de la Mairie'),
    place('b', 'Mairie', '1 place de la Mairie', { communeInsee: '40088' }),
    'distinct',
  ],
  [
    'a district of Marseille and the city',
    place('a', 'La Coque', '2 rue Zola', {
      communeInsee: '13202',
      communeName: 'Marseille 2e Arrondissement',
    }),
    place('b', 'La Coque', '2 rue Zola', { communeInsee: '13055', communeName: 'Marseille' }),
    'auto',
  ],
  [
    'one name and street far apart',
    place('a', 'Mairie', '1 rue Haute', north(0)),
    place('b', 'Mairie', '1 rue Haute', north(9000)),
    'review',
  ],
  [
    'a bus and the desk it starts from',
    place('a', 'Bus France services', '20 avenue de la Gare'),
    place('b', 'France services Mont-de-Marsan', '20 avenue de la Gare'),
    'review',
  ],
];

describe('two places compared', () => {
  it.each(PAIRS)('%s', (_, a, b, verdict) => {
    expect(comparePair(a, b).verdict).toBe(verdict);
  });

  it.each(PAIRS)('says the same in the other order: %s', (_, a, b) => {
    const [there, back] = [comparePair(a, b), comparePair(b, a)];
    expect({ ...back, a: back.b, b: back.a }).toEqual(there);
  });

  it.each(PAIRS)('gives a score in bounds and plain reasons: %s', (_, a, b) => {
    const pair = comparePair(a, b);
    expect(pair.score).toBeGreaterThanOrEqual(0);
    expect(pair.score).toBeLessThanOrEqual(1);
    expect(pair.reasons.length).toBeGreaterThan(0);
    for (const reason of pair.reasons) expect(reason).not.toMatch(/'| [:;!?»]|« /);
  });

  it('names the two services that differ', () => {
    const { reasons } = comparePair(place('a', 'Mairie', '1 rue A'), place('b', 'CCAS', '1 rue A'));
    expect(reasons).toContain('Deux services différents\u00a0: mairie\u00a0; CCAS');
  });

  it('believes no distance to the centre of a commune', () => {
    const far = comparePair(
      place('a', 'Club Net', null, { ...north(0), geoQuality: 'commune' }),
      place('b', 'Club Net', null, north(8000)),
    );
    expect(far.features.metres).toBeNull();
  });
});
