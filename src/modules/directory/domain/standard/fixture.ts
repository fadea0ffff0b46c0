import type { CommuneFacts, CommuneIndex, ParsingContext } from './types.ts';

/* A small territory for tests: real communes of the Landes, one of the Gers in a shared EPCI. */
const rows: readonly [string, string, number | null, number | null, string[]][] = [
  ['40088', 'Dax', 43.70671, -1.06006, ['40100']],
  ['40192', 'Mont-de-Marsan', 43.89917, -0.49899, ['40000']],
  ['40197', 'Morcenx-la-Nouvelle', 44.03484, -0.91303, ['40110']],
  ['40243', 'Rion-des-Landes', 43.93541, -0.9209, ['40370']],
  ['40279', 'Saint-Paul-lès-Dax', 43.74221, -1.06611, ['40990']],
  ['40224', 'Peyrehorade', 43.54887, -1.11316, ['40300']],
  ['40046', 'Biscarrosse', 44.39371, -1.17648, ['40600']],
  ['40119', 'Haut-Mauco', 43.87094, -0.56001, ['40280']],
  ['40281', 'Saint-Pierre-du-Mont', 43.87548, -0.52264, ['40280']],
  ['40256', 'Saint-Gein', 43.82, -0.32, ['40190']],
  ['40259', 'Saint-Geours-d’Auribat', 43.75, -0.87, ['40380']],
  ['32027', 'Barcelonne-du-Gers', null, null, ['32720']],
];
const present = new Map(
  rows.map(([insee, name, lat, lon, codes]) => [insee, { insee, name, lat, lon, codes }]),
);
const old = new Map([
  ['40107', '40197'],
  ['40302', '40197'],
  ['40009', '40197'],
]);
const names = new Map<string, string[]>([
  ['dax', ['40088']],
  ['mont de marsan', ['40192']],
  ['morcenx la nouvelle', ['40197']],
  ['morcenx', ['40197']],
  ['garrosse', ['40197']],
  ['rion des landes', ['40243']],
  ['saint paul les dax', ['40279']],
  ['peyrehorade', ['40224']],
  ['biscarrosse', ['40046']],
  ['haut mauco', ['40119']],
  ['saint pierre du mont', ['40281']],
  // Two communes of one name, to show that a name alone may not decide.
  ['saint martin', ['40256', '40259']],
  ['barcelonne du gers', ['32027']],
]);

/** Communes known to the tests. */
export const fixtureCommunes: CommuneIndex = {
  byCode(code): CommuneFacts | null {
    const insee = old.get(code) ?? code;
    const found = present.get(insee);
    if (found === undefined) return null;
    const { name, lat, lon } = found;
    return { insee, name, viaOldCode: insee !== code, lat, lon, radiusKm: 15 };
  },
  byName: folded => names.get(folded) ?? [],
  byPostalCode: code => [...present.values()].filter(row => row.codes.includes(code)).map(row => row.insee),
  isElsewhere: code => !/^(40|32027|32720)/.test(code),
};

/** The context of tests: 23 November 2026, box of the Landes, hours read by a few known texts. */
export const fixtureContext: ParsingContext = {
  communes: fixtureCommunes,
  today: '2026-11-23',
  box: { latMin: 43.4, latMax: 44.6, lonMin: -1.6, lonMax: 0.2 },
  readHours: text =>
    text === 'Mo-Fr 14:00-09:00'
      ? 'closing_before_opening'
      : text === 'Tu 14:00-17:00,15:00-18:00'
        ? 'overlap'
        : /^(Mo|Tu|We|Th|Fr|Sa|Su|PH|24\/7|[-,;: \d]|off)+$/.test(text)
          ? 'ok'
          : 'unreadable',
};
