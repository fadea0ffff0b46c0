import { beforeAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../../../tests/database.ts';
import { now } from '../../../tests/importing.ts';
import { seedAreas } from '../../../tests/territory.ts';
import { loadTerritory } from '../territory/index.ts';
import { Catalogue } from './catalogue.ts';
import { schoolHolidaysZoneA } from './data/school-holidays-zone-a.ts';
import { readFilters } from './domain/filters.ts';
import { search } from './searching.ts';
import { seedDirectory } from './seed.ts';

let catalogue: Catalogue;
beforeAll(async () => {
  const { db } = await testDatabase();
  await seedAreas({ database: db, now, say: () => {} });
  await seedDirectory({ database: db, now, say: () => {} });
  const { communes } = await loadTerritory(db);
  catalogue = new Catalogue(db, communes, { school: schoolHolidaysZoneA });
  await catalogue.refresh();
});

const ask = (query: string) =>
  search(catalogue, readFilters(new URLSearchParams({ q: query })).filters, now());

/** What a person finds first: the commune the list is about, or else the name and commune of the first place, or both. */
function first(query: string): string {
  const { centre, centreLabel, found } = ask(query);
  const [best] = found;
  const place = best
    ? `${best.place.place.name}, ${catalogue.communes.get(best.place.place.communeInsee)!.name}`
    : '';
  if (!centre) return place;
  const near = centreLabel ?? centre.name;
  return best && best.score > 0 ? `${near} : ${place}` : near;
}

/** What people type, and what should come first in the real Landes. */
const expected: [string, string | RegExp][] = [
  ['Dax', 'Dax'],
  ['dax', 'Dax'],
  ['st paul les dax', 'Saint-Paul-lès-Dax'],
  ['Saint Paul les Dax', 'Saint-Paul-lès-Dax'],
  ['mont de marsan', 'Mont-de-Marsan'],
  ['montdemarsan', 'Mont-de-Marsan'],
  ['mont de marsn', 'Mont-de-Marsan'],
  ['40192', 'Mont-de-Marsan'],
  ['SABRES', 'Sabres'],
  ['aire sur adour', 'Aire-sur-l’Adour'],
  ['Aire-sur-l’Adour', 'Aire-sur-l’Adour'],
  ['st sever', 'Saint-Sever'],
  ['ste colombe', 'Sainte-Colombe'],
  ['tyrosse', 'Saint-Vincent-de-Tyrosse'],
  ['vieux boucau', 'Vieux-Boucau-les-Bains'],
  ['leon', 'Léon'],
  ['morcenx', 'Morcenx-la-Nouvelle'],
  ['garrosse', 'Garrosse, commune de Morcenx-la-Nouvelle'],
  ['sinderes', 'Sindères, commune de Morcenx-la-Nouvelle'],
  ['40107', 'Garrosse, commune de Morcenx-la-Nouvelle'],
  ['peyrorade', 'Peyrehorade'],
  ['biscarosse', 'Biscarrosse'],
  ['hagetmeau', 'Hagetmau'],
  ['rion', 'Rion-des-Landes'],
  ['labatut', 'Labatut'],
  ['mediatheque', /m[ée]diath[èe]que/i],
  ['MÉDIATHÈQUES', /m[ée]diath[èe]que/i],
  ['mediateque', /m[ée]diath[èe]que/i],
  ['bibliotheque', /biblioth[èe]que/i],
  ['biblioteque', /biblioth[èe]que/i],
  ['biblio', /biblioth[èe]que/i],
  ['ludotheque', /biblioth[èe]que|m[ée]diath[èe]que/i],
  ['bibliothèque dax', 'Dax : Bibliothèque Municipale de Dax, Dax'],
  ['dax bibliotheque', 'Dax : Bibliothèque Municipale de Dax, Dax'],
  ['mediatheque dax', 'Dax : Bibliothèque Municipale de Dax, Dax'],
  ['saint-sever médiathèque', 'Saint-Sever : MEDIATHEQUE CHALOSSE TURSAN SAINT-SEVER, Saint-Sever'],
  ['bibliothèque soustons', 'Soustons : Bibliotheque Municipale, Soustons'],
  ['biblioteque mugron', 'MEDIATHEQUE DE MUGRON, Mugron'],
  ['médiathèque du leu', 'MEDIATHEQUE DU LEU, Sabres'],
  ['fil des mots', /Au Fil des Mots, Pouillon/],
  ['au fil des mots', /Au Fil des Mots, Pouillon/],
  ['emmanuelli', /HENRI EMMANUELLI, Rion-des-Landes/],
  ['francois mitterand', /FRANCOIS MITTERRAND, Morcenx-la-Nouvelle/],
  ['emedia', /^em[ée]dia/i],
  ['emédia arengosse', 'Arengosse : Emédia Arengosse, Arengosse'],
  ['ludo', /ludo/i],
  ['la poste', /La Poste/],
  ['la poste rion', /La Poste.*Rion-des-Landes/],
  ['france services', /France services/],
  ['france service', /France services/],
  ['maison france services', /France services/],
  ['france services sabres', 'Sabres : France services Coeur Haute Lande, Sabres'],
  ['bus', /^Bus/],
  ['bus dax', 'Dax : Bus France services du Grand Dax, Dax'],
  ['msa', /MSA/],
  ['conseiller', /France services/],
  ['conseillers', /France services/],
  ['impots', /France services/],
  ['impôts dax', 'Dax : Bus France services du Grand Dax, Dax'],
  ['caf', /France services/],
  ['papiers', /France services/],
  ['carte grise', /France services/],
  ['retraite', /France services/],
  ['imprimer', /France services/],
  ['imprimer dax', 'Dax : Bus France services du Grand Dax, Dax'],
  ['imprimer près de dax', 'Dax : Bus France services du Grand Dax, Dax'],
  ['près de dax', 'Dax'],
  ['imprimer Vert', /^Vert : .*France services/],
  ['imprimer garrosse', /^Garrosse, commune de Morcenx-la-Nouvelle : .*France services/],
  ['mediatheque mont de marsan', /^Mont-de-Marsan : .*, Mont-de-Marsan$/],
  ['bus zzzxqw dax', /Dax/],
  ['emploi', /France services/],
  ['internet', /France services|La Poste/],
  ['apprendre', 'La Poste Rion-des-Landes, Rion-des-Landes'],
];

describe('what people type finds first', () => {
  it.each(expected)('« %s »', (query, answer) => {
    const found = first(query).replaceAll("'", '’');
    if (typeof answer === 'string') expect(found).toBe(answer.replaceAll("'", '’'));
    else expect(found).toMatch(answer);
  });
});

it('finds the same places for one word in the singular and in the plural, with accents or not', () => {
  for (const [one, other] of [
    ['conseiller', 'conseillers'],
    ['médiathèque', 'MEDIATHEQUES'],
    ['imprimante', 'imprimantes'],
  ] as const) {
    const places = ask(one).found.map(({ place }) => place.id);
    expect(places.length).toBeGreaterThan(0);
    expect(ask(other).found.map(({ place }) => place.id)).toEqual(places);
  }
});

it('stays around the commune named with a need, and says from how far', () => {
  const near = ask('imprimer dax');
  expect(near.selection.radiusKm).toBe(25);
  expect(near.found.every(({ km }) => km !== null && km <= 25)).toBe(true);
  // What nothing answers around there is looked for everywhere.
  const { centre, found } = ask('emédia dax');
  expect(centre).toBeNull();
  expect(found.length).toBeGreaterThan(0);
});

it('names the fifteen communes of a postal code rather than choosing one', () => {
  expect(ask('40300').communes).toHaveLength(15);
});

it.each(["' OR 1=1 --", '<script>alert(1)</script>', '%00', '\\', ':*', '&|!()', 'é'.repeat(5000), '   '])(
  'answers whatever is typed: %s',
  query => {
    expect(() => ask(query)).not.toThrow();
  },
);

describe('a place nobody checked for eight months', () => {
  const day = 86_400_000;
  const names = (q: string, order = '') =>
    search(
      catalogue,
      readFilters(new URLSearchParams({ q, commune: '40192', ...(order ? { tri: order } : {}) })).filters,
      now(),
    ).found.map(({ place }) => place.id);

  it.each(['imprimer', ''])(
    'comes lower, by words and by distance, and not where another order is asked: « %s »',
    q => {
      const [best] = names(q);
      const { place } = catalogue.all().find(({ id }) => id === best)!;
      const everyone = new Map(
        catalogue.all().map(listed => [listed.place, listed.place.verifiedOn] as const),
      );
      const today = now().toISOString().slice(0, 10);
      try {
        for (const { place: other } of catalogue.all()) other.verifiedOn = today;
        const fresh = names(q);
        const nearest = names(q, 'distance');
        place.verifiedOn = new Date(now().getTime() - 300 * day).toISOString().slice(0, 10);
        expect(names(q).indexOf(best!)).toBeGreaterThan(fresh.indexOf(best!));
        expect(new Set(names(q))).toEqual(new Set(fresh));
        expect(names(q, 'distance')).toEqual(nearest);
        place.verifiedOn = new Date(now().getTime() - 200 * day).toISOString().slice(0, 10);
        expect(names(q)).toEqual(fresh);
      } finally {
        for (const [other, verifiedOn] of everyone) other.verifiedOn = verifiedOn;
      }
    },
  );
});
