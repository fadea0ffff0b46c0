import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { projectRoot } from '../../core/config.ts';
import { embeddedAreas, embeddedHosts } from './embedded.ts';
import { membersElsewhere, readCommunes, readEpcis, readFormerCommunes, UnreadableTable } from './tables.ts';

const embedded = embeddedAreas();
const home = embedded.communes.filter(commune => commune.insee.startsWith('40'));
const tableOf = (file: string): Record<string, string>[] =>
  parse(readFileSync(join(projectRoot, 'data/landes', file), 'utf8'), { columns: true });

describe('the embedded tables hold the figures of their README', () => {
  test('communes, inhabitants, postal codes', () => {
    expect(home).toHaveLength(327);
    expect(home.reduce((sum, commune) => sum + (commune.population ?? 0), 0)).toBe(433_570);
    expect(new Set(home.flatMap(commune => commune.postalCodes)).size).toBe(50);
    expect(home.filter(commune => commune.postalCodes.includes('40300'))).toHaveLength(15);
  });

  test('18 EPCI, all used; 10 of 22 communes of Aire-sur-l’Adour are in the Gers', () => {
    expect(embedded.epcis).toHaveLength(18);
    expect(new Set(home.map(commune => commune.epci))).toEqual(
      new Set(embedded.epcis.map(epci => epci.siren)),
    );
    const elsewhere = embedded.communes.filter(commune => !commune.insee.startsWith('40'));
    expect(elsewhere).toHaveLength(10);
    expect(elsewhere.every(commune => commune.epci === '200030435' && commune.lat === null)).toBe(true);
    for (const row of tableOf('epci.csv')) {
      const members = embedded.communes.filter(commune => commune.epci === row.siren);
      expect(members).toHaveLength(Number(row.communes_total));
    }
  });

  test('7 old codes, none of them current', () => {
    const current = new Set(embedded.communes.map(commune => commune.insee));
    expect(embedded.former).toHaveLength(7);
    expect(embedded.former.every(each => !current.has(each.insee) && current.has(each.presentInsee))).toBe(
      true,
    );
    expect(embedded.former.filter(each => !each.nameConfirmed).map(each => each.insee)).toEqual([
      '40010',
      '40045',
      '40241',
    ]);
  });

  test('26 structures, 32 posts attributed, 29 recruited', () => {
    const hosts = embeddedHosts();
    expect(hosts).toHaveLength(26);
    expect(hosts.reduce((sum, host) => sum + host.postsAttributed, 0)).toBe(32);
    expect(hosts.reduce((sum, host) => sum + host.postsRecruited, 0)).toBe(29);
  });

  test('156 places with distinct ids, on current communes, inside the box', () => {
    const places = ['places-libraries.csv', 'places-france-services.csv', 'places-laposte.csv'].flatMap(
      tableOf,
    );
    const current = new Set(home.map(commune => commune.insee));
    expect(places).toHaveLength(156);
    expect(new Set(places.map(place => place.id)).size).toBe(156);
    for (const { insee, lat, lon } of places) {
      expect(current.has(insee!)).toBe(true);
      expect(Number(lat) > 43.4 && Number(lat) < 44.6 && Number(lon) > -1.6 && Number(lon) < -0.2 + 0.4).toBe(
        true,
      );
    }
  });
});

describe('other shapes of the same facts', () => {
  test('communes of the national API', () => {
    const row = {
      code: '40088',
      nom: 'Dax',
      population: 21_000,
      codeEpci: '244000675',
      codesPostaux: ['40100'],
      centre: { type: 'Point', coordinates: [-1.05, 43.7] },
    };
    expect(readCommunes(JSON.stringify([row]), 'communes.json')).toEqual([
      {
        insee: '40088',
        name: 'Dax',
        lat: 43.7,
        lon: -1.05,
        population: 21_000,
        epci: '244000675',
        postalCodes: ['40100'],
      },
    ]);
    const bare = readCommunes(JSON.stringify([{ code: '40088', nom: 'Dax' }]), 'communes.json');
    expect(bare[0]).toMatchObject({ lat: null, lon: null, population: null, epci: null, postalCodes: [] });
    expect(
      readEpcis('[{"code":"244000675","nom":"CA du Grand Dax","population":58036}]', 'epci.json'),
    ).toEqual([{ siren: '244000675', name: 'CA du Grand Dax', population: 58_036 }]);
  });

  test('former communes of the INSEE list, this département only, codes that changed only', () => {
    const insee = [
      'TYPECOM,COM,REG,DEP,LIBELLE,COMPARENT',
      'COM,40197,75,40,Morcenx-la-Nouvelle,',
      'COMD,40107,,,Garrosse,40197',
      'COMD,40197,,,Morcenx,40197',
      'COMD,33001,,,Ailleurs,33002',
    ].join('\n');
    expect(readFormerCommunes(insee, 'v_commune.csv', '40')).toEqual([
      {
        insee: '40107',
        name: 'Garrosse',
        nameConfirmed: true,
        presentInsee: '40197',
        kind: 'commune_deleguee',
      },
    ]);
  });

  test('a byte order mark and Windows line ends are read', () => {
    const text = '\ufeffsiren,nom,population_municipale\r\n244000675,CA du Grand Dax,\r\n';
    expect(readEpcis(text, 'epci.csv')).toEqual([
      { siren: '244000675', name: 'CA du Grand Dax', population: null },
    ]);
  });

  test('members elsewhere of an unknown EPCI: none', () => {
    expect(membersElsewhere(['000000000'], '40')).toEqual([]);
  });
});

describe('a bad table is refused whole, with a sentence that names the file', () => {
  const header = 'insee,nom,lat,lon,population,epci_siren,postal_codes\n';
  test.each([
    ['a web page', '<!doctype html><html></html>'],
    ['nothing', ''],
    ['a header alone', header],
    ['another table', 'a,b\n1,2\n'],
    ['a cut JSON', '[{"code":"40088","nom":'],
    ['a JSON object', '{"message":"erreur"}'],
    ['an impossible code', `${header}4008,Dax,43.7,-1,1,,40100\n`],
    ['no name', `${header}40088,,43.7,-1,1,,40100\n`],
    ['half a point', `${header}40088,Dax,43.7,,1,,40100\n`],
    ['a latitude in words', `${header}40088,Dax,nord,-1,1,,40100\n`],
    ['a fraction of inhabitant', `${header}40088,Dax,43.7,-1,1.5,,40100\n`],
    ['a postal code of four digits', `${header}40088,Dax,43.7,-1,1,,4010\n`],
    ['a code twice', `${header}40088,Dax,43.7,-1,1,,40100\n40088,Dax,43.7,-1,1,,40100\n`],
    ['a short row', `${header}40088,Dax\n`],
  ])('%s', (_, text) => {
    expect(() => readCommunes(text, 'communes.csv')).toThrow(UnreadableTable);
    expect(() => readCommunes(text, 'communes.csv')).toThrow(/^communes\.csv/);
  });

  test('changes of code', () => {
    const columns = 'old_insee,old_nom,new_insee,kind,name_source\n';
    for (const row of ['40107,Garrosse,401,commune_deleguee,package', '40107,Garrosse,40197,autre,package']) {
      expect(() => readFormerCommunes(columns + row, 'anciennes.csv', '40')).toThrow(UnreadableTable);
    }
  });
});
