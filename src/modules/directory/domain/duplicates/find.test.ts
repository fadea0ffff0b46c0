import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../territory/index.ts';
import type { Candidate } from './candidate.ts';
import { findDuplicates } from './find.ts';
import { madePlaces, place } from './made-places.ts';
import { otherServices, SAME_PLACE, variantOf } from './made-variants.ts';

const library = (id: string, name: string, street: string | null, more: Partial<Candidate>) =>
  place(id, name, street, { kinds: ['BIB'], sources: ['ministère'], ...more });
const commune = (
  communeInsee: string,
  communeName: string,
  lat: number,
  lon: number,
): Partial<Candidate> => ({
  communeInsee,
  communeName,
  lat,
  lon,
});

/** Public facts: the libraries of the Landes that two networks entered, and their neighbours. */
const LANDES: Candidate[] = [
  library(
    '5677',
    'MEDIATHEQUE CHALOSSE TURSAN SAMADET',
    'PLACE DE LA FAÎENCERIE',
    commune('40286', 'Samadet', 43.63651, -0.48605),
  ),
  library(
    '18505',
    'Médiathèque intercommunale Chalosse Tursan',
    'Place de la Faiencerie',
    commune('40286', 'Samadet', 43.63651, -0.48605),
  ),
  library(
    '1734',
    'MEDIATHEQUE CHALOSSE TURSAN HAGETMAU',
    '4 PLACE GRAMONT',
    commune('40119', 'Hagetmau', 43.65758, -0.59266),
  ),
  library(
    '18504',
    'Médiathèque intercommunale Chalosse Tursan',
    '4 place Gramont',
    commune('40119', 'Hagetmau', 43.65758, -0.59266),
  ),
  library(
    '7896',
    'MEDIATHEQUE CHALOSSE TURSAN HORSARRIEU',
    '30 PLACE VERNAY',
    commune('40128', 'Horsarrieu', 43.6835, -0.59834),
  ),
  library(
    '18511',
    'Mediathèque de Horsarrieu',
    'Place Vernay',
    commune('40128', 'Horsarrieu', 43.68348, -0.59819),
  ),
  library(
    '10597',
    'MEDIATHEQUE CHALOSSE TURSAN MONTAUT',
    '138 RUE HENRI II',
    commune('40191', 'Montaut', 43.74045, -0.65823),
  ),
  library(
    '18507',
    'Mediatheque de Montaut',
    '138 rue Henri II',
    commune('40191', 'Montaut', 43.74045, -0.65823),
  ),
  library('7892', 'MEDIATHEQUE CHALOSSE TURSAN HAUT-MAUCO', null, {
    ...commune('40122', 'Haut-Mauco', 43.82564, -0.55614),
    streetComplement: 'LE BOURG',
  }),
  library('18508', 'Bibliothèque de Haut-Mauco', null, {
    ...commune('40122', 'Haut-Mauco', 43.82564, -0.55614),
    streetComplement: 'Le Bourg',
  }),
  library('1752', 'MEDIATHEQUE CHALOSSE TURSAN SAINTE-COLOMBE', "30 ROUTE D'HAGETMAU", {
    ...commune('40252', 'Sainte-Colombe', 43.68144, -0.55755),
    streetComplement: 'MAIRIE',
  }),
  library('18510', 'Médiathèque de Sante-Colombe', null, {
    ...commune('40252', 'Sainte-Colombe', 43.68149, -0.55711),
    streetComplement: 'Mairie',
  }),
  library('10595', 'MEDIATHEQUE CHALOSSE TURSAN BANOS', '03 CHEMIN VICINAL 3', {
    ...commune('40024', 'Banos', 43.73066, -0.62123),
    geoQuality: 'commune',
  }),
  library(
    '18509',
    'Bibliothèque de Banos',
    '03 chemin vicinal',
    commune('40024', 'Banos', 43.72585, -0.60918),
  ),
  library(
    '1733',
    'MEDIATHEQUE CHALOSSE TURSAN GEAUNE',
    '1 ROUTE DE LA CHALOSSE',
    commune('40110', 'Geaune', 43.63985, -0.3783),
  ),
  library(
    '18506',
    'Médiathèque intercommunale Chalosse Tursan',
    '27 route de la Chalosse',
    commune('40110', 'Geaune', 43.63825, -0.38079),
  ),
  place('fs-247', 'France services de Geaune (La Poste)', '2 Rue de la Poste', {
    ...commune('40110', 'Geaune', 43.6404, -0.37979),
    kinds: ['RFS'],
  }),
  place('fs-2400', 'France services Chalosse Tursan', '77 Allée de Turré', {
    ...commune('40119', 'Hagetmau', 43.65751, -0.59103),
    kinds: ['RFS'],
  }),
  place('fs-248', 'France services de Rion-des-Landes (La Poste)', '144 Avenue Frédéric Bastiat', {
    ...commune('40243', 'Rion-des-Landes', 43.93324, -0.92274),
    kinds: ['RFS'],
  }),
  place('poste-76', 'La Poste Rion-des-Landes', '144 Avenue Frédéric Bastiat', {
    ...commune('40243', 'Rion-des-Landes', 43.92936, -0.92147),
    kinds: ['LA_POSTE'],
  }),
];

/** Every made place with one variant of each class and, when asked, every other service at its address. */
function crowd(seed: number, withOthers: boolean): Candidate[] {
  const random = seededRandom(seed);
  return madePlaces().flatMap(made => [
    made,
    ...Object.keys(SAME_PLACE).map(kind => variantOf(made, kind, random)),
    ...(withOthers ? otherServices(made) : []),
  ]);
}

describe('duplicates of the Landes', () => {
  const { pairs, clusters } = findDuplicates(LANDES);

  it('merges the seven libraries entered twice and nothing else', () => {
    expect(clusters.map(ids => ids.join(' ')).sort()).toEqual(
      [
        '10595 18509',
        '10597 18507',
        '1734 18504',
        '1752 18510',
        '18505 5677',
        '18508 7892',
        '18511 7896',
      ].sort(),
    );
  });

  it('leaves Geaune and Rion-des-Landes to a person', () => {
    const review = pairs.filter(pair => pair.verdict === 'review');
    expect(review.map(pair => `${pair.a} ${pair.b}`).sort()).toEqual(['1733 18506', 'fs-248 poste-76']);
  });
});

describe('many made places', { timeout: 60_000 }, () => {
  it('finds every class of variant with three seeds, and merges no other service', () => {
    for (const seed of [7, 41, 2026]) {
      const found: Record<string, number> = {};
      const random = seededRandom(seed);
      for (const made of madePlaces()) {
        for (const kind of Object.keys(SAME_PLACE)) {
          const variant = variantOf(made, kind, random);
          const { clusters, pairs } = findDuplicates([made, variant, ...otherServices(made)]);
          const cluster = clusters.find(ids => ids.includes(variant.id));
          if (cluster?.includes(made.id)) found[kind] = (found[kind] ?? 0) + 1;
          expect(cluster?.filter(id => id.includes('-other-')) ?? []).toEqual([]);
          expect(
            pairs.some(pair => pair.a === made.id && pair.b === variant.id),
            `${made.name}, ${kind}`,
          ).toBe(true);
        }
      }
      for (const kind of Object.keys(SAME_PLACE)) {
        expect((found[kind] ?? 0) / madePlaces().length, `${kind}, seed ${seed}`).toBeGreaterThanOrEqual(0.9);
      }
    }
  });

  it('keeps other services apart even through a chain of variants', () => {
    for (const seed of [3, 99]) {
      const places = crowd(seed, true);
      const { clusters } = findDuplicates(places);
      const original = (id: string) => id.split('-').slice(0, 2).join('-');
      for (const cluster of clusters) {
        expect(new Set(cluster.map(original)).size).toBe(1);
        const other = cluster.filter(id => id.includes('-other-'));
        // Two wordings of one other service may join each other, never the place.
        expect(other.length === 0 || other.length === cluster.length, cluster.join(' ')).toBe(true);
      }
      expect(clusters.length).toBeGreaterThanOrEqual(madePlaces().length);
    }
  });

  it('finds nothing among places that are all different', () => {
    expect(findDuplicates(madePlaces())).toEqual({ pairs: [], clusters: [] });
  });

  it('does not depend on the order of the places', () => {
    const places = crowd(5, true);
    const expected = findDuplicates(places);
    fc.assert(
      fc.property(fc.integer(), seed => {
        const random = seededRandom(seed);
        const shuffled = places.map(one => ({ one, rank: random() })).sort((a, b) => a.rank - b.rank);
        expect(findDuplicates(shuffled.map(({ one }) => one))).toEqual(expected);
      }),
      { numRuns: 3 },
    );
  });

  it('finds nothing more once the groups are merged', () => {
    const places = crowd(11, false);
    const { clusters } = findDuplicates(places);
    const dropped = new Set(clusters.flatMap(ids => ids.slice(1)));
    expect(dropped.size).toBeGreaterThan(200);
    expect(findDuplicates(places.filter(one => !dropped.has(one.id))).clusters).toEqual([]);
  });

  it('finds the same pairs in one large commune as in small ones', () => {
    const streets = ['rue Zola', 'avenue Foch', 'place Hugo', 'chemin du Moulin', 'allée des Pins'];
    const many = Array.from({ length: 400 }, (_, index) =>
      place(`p${index}`, `Atelier ${(index * 7919).toString(36)}mot`, `${index + 1} ${streets[index % 5]}`),
    );
    const twice = many.slice(0, 60).map(one => ({ ...one, id: `${one.id}b`, name: one.name.toUpperCase() }));
    const { clusters } = findDuplicates([...many, ...twice]);
    expect(clusters).toEqual(
      twice.map(one => [one.id.slice(0, -1), one.id]).sort((a, b) => (a[0]! < b[0]! ? -1 : 1)),
    );
  });
});

describe('places that only their position brings together', () => {
  const near = (metres: number) => ({ lat: 43.89 + metres / 111_195, lon: -0.5 });

  it('are compared in a large commune', () => {
    const others = Array.from({ length: 60 }, (_, i) => place(`o${i}`, `Atelier ${i}`, `${i} rue Zola`));
    const { clusters } = findDuplicates([
      ...others,
      place('x', 'Médiathèque du Moun', null, near(0)),
      place('y', 'Bibliothèque municipale', null, near(30)),
    ]);
    expect(clusters).toEqual([['x', 'y']]);
  });

  it('are compared across the border of two communes', () => {
    const { pairs, clusters } = findDuplicates([
      place('x', 'Association Clic', '2 rue Zola', near(0)),
      place('y', 'Association Clic', '2 rue Zola', { ...near(20), communeInsee: '40281' }),
    ]);
    expect(clusters).toEqual([]);
    expect(pairs.map(pair => pair.verdict)).toEqual(['review']);
  });
});

describe('groups', () => {
  it('sends a whole group to review when two of its places contradict each other', () => {
    const { pairs, clusters } = findDuplicates([
      place('a', 'Association Clic', '2 rue Zola'),
      place('b', 'Association Clic', 'rue Zola'),
      place('c', 'Association Clic', '14 rue Zola'),
    ]);
    expect(clusters).toEqual([]);
    expect(pairs.map(pair => pair.verdict)).toEqual(['review', 'review', 'review']);
    const doubtful = pairs.filter(pair =>
      pair.reasons.includes('Le groupe contient deux fiches qui se contredisent'),
    );
    expect(doubtful.map(pair => `${pair.a}${pair.b}`).sort()).toEqual(['ab', 'bc']);
  });

  it('does not chain through a pair to review', () => {
    const { clusters } = findDuplicates([
      place('a', 'Médiathèque La Turbine', '3 place Chorus'),
      place('b', 'Médiathèque La Turbine', '3 pl. Chorus'),
      place('c', 'Cyber espace La Turbine', '3 place Chorus'),
      place('d', 'Cyberespace La Turbine', '3 place Chorus'),
    ]);
    expect(clusters).toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ]);
  });
});
