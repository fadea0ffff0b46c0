import type { Candidate } from './candidate.ts';

/** A place for the tests, at its address unless told otherwise. */
export function place(
  id: string,
  name: string,
  street: string | null,
  more: Partial<Candidate> = {},
): Candidate {
  return {
    id,
    name,
    street,
    streetComplement: null,
    postalCode: '40000',
    communeInsee: '40192',
    communeName: 'Mont-de-Marsan',
    lat: null,
    lon: null,
    geoQuality: more.lat === undefined || more.lat === null ? 'unknown' : 'address',
    kinds: [],
    phone: null,
    emails: [],
    urls: [],
    pivot: null,
    sources: ['test'],
    ...more,
  };
}

type Row = readonly [name: string, street: string, commune: string, insee: string, lat: number, lon: number];

// Public facts on libraries, France services and La Poste of the Landes, and invented associations.
const ROWS: readonly Row[] = [
  ['Bibliothèque Municipale de Dax', '5 rue du Palais', 'Dax', '40088', 43.70995, -1.05162],
  ['Médiathèque de Lesperon', "Rue de l'Ancienne Prison", 'Lesperon', '40152', 43.96961, -1.09189],
  [
    'Médiathèque François Mitterrand',
    '12 place Léo Bouyssou',
    'Morcenx-la-Nouvelle',
    '40197',
    44.03307,
    -0.91122,
  ],
  ['Bibliothèque municipale', "94 rue d'Orope", 'Tartas', '40313', 43.83406, -0.80786],
  ['Médiathèque Municipale Les Temps Modernes', '1 rue du Fils', 'Tarnos', '40312', 43.54048, -1.45984],
  ['Médiathèque de Saint-Perdon', '65 rue des Écoles', 'Saint-Perdon', '40280', 43.86348, -0.59235],
  [
    "France services du Pays d'Orthe et Arrigans",
    '156 Route de Mahoumic',
    'Peyrehorade',
    '40224',
    43.55478,
    -1.12258,
  ],
  [
    "France services d'Aire-sur-l'Adour",
    '4 Rue René Méricam',
    "Aire-sur-l'Adour",
    '40001',
    43.70046,
    -0.2611,
  ],
  ['France services Coeur Haute Lande', '131 Place Gambetta', 'Sabres', '40246', 44.1485, -0.73933],
  ['France services des Luys', '19 place de la Técouère', 'Amou', '40002', 43.59199, -0.7467],
  ['Mairie de Roquefort', '2 place du Soleil', 'Roquefort', '40245', 44.0341, -0.3262],
  ['Mairie de Mugron', '8 place Frédéric Bastiat', 'Mugron', '40201', 43.7497, -0.7513],
  ['CCAS de Soustons', '4 avenue du Général Leclerc', 'Soustons', '40310', 43.7531, -1.3281],
  ['Mission locale des Landes', '12 bis rue du Maréchal Foch', 'Mont-de-Marsan', '40192', 43.8911, -0.5012],
  ['Centre social La Garenne', '27 boulevard des Acacias', 'Dax', '40088', 43.7151, -1.0478],
  ['MJC des Trois Pins', '3 allée des Genêts', 'Biscarrosse', '40046', 44.3931, -1.1661],
  ['EPN de Parentis', '18 route des Lacs', 'Parentis-en-Born', '40217', 44.3502, -1.0701],
  ["Tiers-lieu L'Airial des possibles", '40 chemin de la Résine', 'Labouheyre', '40134', 44.2131, -0.9191],
  ['Association Le Fil et la Souris', '7 impasse du Tuc', 'Hagetmau', '40119', 43.6561, -0.5912],
  ['Les Ateliers du Gemmeur', '52 avenue de la Gare', 'Mimizan', '40184', 44.2011, -1.2301],
  ['Fablab Les Copeaux', '9 rue du Docteur Dufau', 'Saint-Sever', '40282', 43.7591, -0.5731],
  ['Maison de quartier du Sablar', "110 avenue de l'Océan", 'Dax', '40088', 43.7221, -1.0462],
];

/** Twenty-two places that are not duplicates of each other, each at its address, from one source. */
export function madePlaces(): Candidate[] {
  return ROWS.map(([name, street, communeName, communeInsee, lat, lon], index) =>
    place(`made-${index}`, name, street, { communeName, communeInsee, lat, lon, sources: ['made'] }),
  );
}
