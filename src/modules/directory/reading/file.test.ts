import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { toCsvLine } from '../../../core/csv.ts';
import { fold } from '../../territory/index.ts';
import { CLEAN } from '../domain/standard/dirty.fixture.ts';
import { STANDARD_FIELDS } from '../domain/standard/fields.ts';
import { fixtureContext } from '../domain/standard/fixture.ts';
import type { Mapping } from '../domain/standard/mapping.ts';
import { isMappable } from '../domain/standard/mapping.ts';
import type { CommuneIndex } from '../domain/standard/types.ts';
import { mappings } from '../mappings.ts';
import { openPlacesFile } from './file.ts';
import { type ByteSource, bytesOfFile } from './inspection.ts';
import { type ReadPlace, readPlaces } from './places.ts';

const standard = mappings.get('standard') as Mapping;

function bytes(content: string | Uint8Array, size = 65_536): ByteSource {
  const all = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  return async function* () {
    for (let at = 0; at < all.length; at += size) yield all.subarray(at, at + size);
  };
}

async function read(open: ByteSource, mapping = standard, context = fixtureContext) {
  const file = await openPlacesFile(open, mapping);
  const found: ReadPlace[] = [];
  for await (const place of readPlaces(file, mapping, context)) found.push(place);
  return { facts: file.facts, found, outcomes: found.map(place => place.parsed.outcome) };
}

const csvOf = (rows: Record<string, string>[], columns: readonly string[] = STANDARD_FIELDS) =>
  toCsvLine(columns) + rows.map(row => toCsvLine(columns.map(column => row[column] ?? ''))).join('');
const clean = [CLEAN, { ...CLEAN, id: 'lieu-2', nom: 'Médiathèque de l’Écume' }];

describe('files read all the same', () => {
  const text = csvOf(clean);
  const reversed = [...STANDARD_FIELDS].reverse();
  const cp1252 = Buffer.from(text.replaceAll('’', '\u0092'), 'latin1');
  const files: Record<string, Uint8Array | string> = {
    'UTF-8': text,
    'byte order mark': `\ufeff${text}`,
    CRLF: text.replaceAll('\n', '\r\n'),
    semicolons: text.replaceAll(/("(?:[^"]|"")*")|,/g, (_, quoted) => quoted ?? ';'),
    tabs: text.replaceAll(/("(?:[^"]|"")*")|,/g, (_, quoted) => quoted ?? '\t'),
    'Windows-1252': cp1252,
    'columns reversed': csvOf(clean, reversed),
    'empty rows at the end': `${text}${','.repeat(31)}\n\n`,
    JSON: JSON.stringify(clean),
    'JSON with lists and numbers': JSON.stringify(
      clean.map(row => ({ ...row, services: row.services.split('|'), latitude: Number(row.latitude) })),
    ),
  };
  for (const [name, content] of Object.entries(files)) {
    it(name, async () => {
      for (const size of [65_536, 1]) {
        const { found, outcomes, facts } = await read(bytes(content, size));
        expect(outcomes).toEqual(['accepted', 'accepted']);
        expect(found[0]?.parsed.place?.detail).toBe(
          'Ateliers du mardi.\nOrdinateurs en libre accès.'.replace('\n', '\n'),
        );
        expect(found[1]?.parsed.place?.name).toBe('Médiathèque de l’Écume');
        expect(facts.unknownColumns).toEqual([]);
        expect(facts.sha256).toMatch(/^[0-9a-f]{64}$/);
      }
    });
  }

  it('names unknown columns once, and accepts missing ones', async () => {
    const { facts, outcomes } = await read(
      bytes(
        csvOf(
          [{ ...CLEAN, bidule: 'x' }],
          ['bidule', 'id', 'nom', 'commune', 'code_insee', 'code_postal', 'adresse', 'date_maj', 'pivot'],
        ),
      ),
    );
    expect(facts.unknownColumns).toEqual(['bidule']);
    expect(facts.missingColumns).toContain('services');
    expect(outcomes).toEqual(['accepted']);
  });

  it('rejects a row with too many or too few columns, and keeps the others', async () => {
    const [header, first] = csvOf([{ ...CLEAN, presentation_detail: '' }]).split('\n');
    const { outcomes, found } = await read(bytes([header, `${first},x`, 'a,b', first].join('\n')));
    expect(outcomes).toEqual(['rejected', 'rejected', 'accepted']);
    expect(found.map(place => place.parsed.issues[0]?.code)).toEqual([
      'nombre_de_colonnes',
      'nombre_de_colonnes',
      undefined,
    ]);
    expect(found[0]?.parsed).toMatchObject({ line: 2, row: 1, id: 'lieu-1' });
    expect(found[2]?.parsed).toMatchObject({ line: 4, row: 3 });
  });

  it('rejects a broken object of a JSON file, and keeps the others', async () => {
    const { outcomes } = await read(bytes(`[${JSON.stringify(CLEAN)},{"id":oops},"x"]`));
    expect(outcomes).toEqual(['accepted', 'rejected', 'rejected']);
  });
});

describe('a JSON file that was cut', () => {
  const whole = JSON.stringify([CLEAN, CLEAN]);
  for (const [where, length, expected] of [
    ['in a place', whole.length - 30, ['accepted', 'rejected']],
    ['between two places', whole.indexOf('},') + 2, ['accepted', 'rejected']],
    ['after the last place', whole.length - 1, ['accepted', 'accepted', 'rejected']],
  ] as const) {
    it(`${where}: keeps the whole places, and says that others are missing`, async () => {
      const file = await openPlacesFile(bytes(whole.slice(0, length)), standard);
      const rows = await Array.fromAsync(file.rows());
      expect(rows.map(row => (row.defect ? 'rejected' : 'accepted'))).toEqual(expected);
      expect(rows.at(-1)!.defect!.message_fr).toMatch(/coupé.*des lieux manquent/);
    });
  }
});

describe('files that cannot be read', () => {
  const cases: [string, string | Uint8Array, string][] = [
    ['nothing', '', 'fichier_vide'],
    ['spaces', ' \n\n', 'fichier_vide'],
    ['a web page', '<!doctype html><html><body>404</body></html>', 'fichier_page_web'],
    ['a workbook', Buffer.from('PK\u0003\u0004xxxx'), 'fichier_classeur'],
    ['a PDF', '%PDF-1.7 ...', 'fichier_pdf'],
    ['UTF-16', Buffer.from('\ufeffid,nom', 'utf16le'), 'fichier_utf16'],
    ['bytes', new Uint8Array([1, 0, 2, 255]), 'fichier_binaire'],
    ['another table', 'prénom,age\nA,3\n', 'colonnes_absentes'],
    ['a JSON object', '{"id":1}', 'json_sans_liste'],
    ['an empty list', '[]', 'colonnes_absentes'],
    ['a JSON cut in its first place', '[{"id":"a","nom":"b"', 'json_coupe'],
    ['a JSON cut in a word', '[{"id":"a","no', 'json_coupe'],
    ['a JSON cut at once', '[', 'json_coupe'],
  ];
  for (const [name, content, code] of cases) {
    it(`${name} → ${code}`, async () => {
      await expect(openPlacesFile(bytes(content), standard)).rejects.toMatchObject({
        name: 'UnreadableFile',
        code,
        message: expect.not.stringMatching(/erreur|invalide|'| [:;!?»]|« /i),
      });
    });
  }

  it('over 50 MB → fichier_trop_lourd, without reading on', async () => {
    let given = 0;
    const piece = new Uint8Array(1024 * 1024).fill(97);
    const endless: ByteSource = async function* () {
      for (;;) {
        given++;
        yield piece;
      }
    };
    await expect(openPlacesFile(endless, standard)).rejects.toMatchObject({ code: 'fichier_trop_lourd' });
    expect(given).toBeLessThanOrEqual(51);
  });

  it('over 200,000 rows → fichier_trop_long', async () => {
    const many: ByteSource = async function* () {
      yield new TextEncoder().encode('id,nom,commune\n');
      const lines = new TextEncoder().encode('1,a,b\n'.repeat(10_001));
      for (let i = 0; i < 20; i++) yield lines;
    };
    await expect(openPlacesFile(many, standard)).rejects.toMatchObject({ code: 'fichier_trop_long' });
  }, 60_000);
});

describe('formats', () => {
  it('fill only fields that exist', () => {
    for (const mapping of mappings.values()) {
      for (const field of Object.keys(mapping.fields)) expect(isMappable(field), field).toBe(true);
    }
    expect([...mappings.keys()]).toEqual(['standard', 'landes', 'libraries', 'france-services', 'laposte']);
  });

  it('landes: reads the collector’s file without the two wrong rules of the national mapping', async () => {
    const row = {
      ID: '12',
      name: 'Cyber-base',
      siret: '43493312300029',
      adresse_numero: '5',
      adresse_rue: 'rue du Palais',
      adresse_code_postal: '40100',
      adresse_code_insee: '40088',
      adresse_commune: 'Dax',
      lat: '43.70671',
      lon: '-1.05',
      contact_telephone: '+33558000000',
      itinerant: 'Non',
      type_lieu: 'EPN',
      public_cible: 'Séniors, personnes avec handicap',
      modalites_accompagnement: 'Individuel, Collectif',
      services: 'découverte, imprimante',
      tarifs: 'gratuit',
      labels: 'LandesMail, Ordi Pin40',
      horaires_ouverture_brut: 'Du lundi au vendredi 9h-12h et 14h00 à 17h30, samedi fermé',
    };
    const mapping = mappings.get('landes') as Mapping;
    const { found } = await read(bytes(csvOf([row], Object.keys(row))), mapping);
    expect(found[0]?.parsed.issues).toEqual([]);
    expect(found[0]?.parsed.place).toMatchObject({
      street: '5 rue du Palais',
      kinds: ['EPN'],
      mobility: ['fixe'],
      publics: ['seniors'],
      specialCare: [],
      supportModes: ['accompagnement_individuel', 'dans_un_atelier_collectif'],
      services: ['maitrise_des_outils_numeriques_du_quotidien', 'acces_internet_et_materiel_informatique'],
      fees: ['gratuit'],
      otherLabels: ['LandesMail', 'Ordi Pin40'],
      hoursRaw: 'Mo-Fr 09:00-12:00,14:00-17:30; Sa off',
    });
    expect(found[0]?.parsed.review.map(note => note.code)).toEqual(['terme_non_repris']);
  });
});

const tables = new URL('../../../../data/landes/', import.meta.url).pathname;

describe.skipIf(!existsSync(`${tables}places-libraries.csv`))('the 156 real places of the Landes', () => {
  it('are all kept, with the traps of their tables', async () => {
    const { context, counts } = await realContext();
    expect(counts).toBe(327);
    const all: Record<string, ReadPlace> = {};
    for (const format of ['libraries', 'france-services', 'laposte']) {
      const mapping = mappings.get(format) as Mapping;
      const { found, facts } = await read(bytesOfFile(`${tables}places-${format}.csv`), mapping, context);
      expect(facts.unknownColumns).toEqual([]);
      for (const place of found) all[place.parsed.id ?? ''] = place;
    }
    const parsed = Object.values(all).map(place => place.parsed);
    expect(parsed).toHaveLength(156);
    expect(parsed.filter(place => place.outcome === 'rejected')).toEqual([]);
    const of = (id: string) => all[id]?.parsed;
    const codes = (id: string) => of(id)?.issues.map(issue => issue.code) ?? [];
    expect(of('bib-12146')?.place).toMatchObject({ communeInsee: '40197', communeInseeSource: '40302' });
    expect(of('bib-12306')?.place).toMatchObject({ communeInsee: '40197', communeInseeSource: '40107' });
    expect(codes('bib-1740')).toContain('code_postal_cedex');
    expect(codes('bib-12369')).toContain('code_postal_cedex');
    expect(codes('bib-18506')).toContain('commune_absente');
    expect(of('bib-7869')?.review.map(note => note.proposed)).toContain('Bibliothèque de Boos');
    expect(of('bib-17887')?.place?.accessModes).toEqual(['ce_lieu_n_accueille_pas_de_public']);
    expect(parsed.filter(place => place.place?.accessModes.length).map(place => place.id)).toEqual([
      'bib-17887',
      'bib-18524',
    ]);
    const libraries = parsed.filter(place => place.id?.startsWith('bib-'));
    expect(libraries.filter(place => place.place?.weeklyHours !== null)).toHaveLength(92);
    expect(
      libraries.every(place => place.place?.hoursRaw === null && place.place.services.length === 0),
    ).toBe(true);
    expect(libraries.filter(place => place.place?.geoQuality === 'address')).toHaveLength(134);
    expect(of('poste-76')?.place).toMatchObject({
      pivot: '35600000017756',
      trainings: ['etapes_numeriques_la_poste'],
    });
    expect(of('fs-245')?.place?.mobility).toEqual(['itinerant']);
    expect(parsed.every(place => place.place?.lat !== null)).toBe(true);
  });
});

/** The communes of the reference tables, as the territory will give them. */
async function realContext() {
  const rows = async (name: string, columns: string[]) => {
    const mapping: Mapping = {
      ...standard,
      required: [],
      fields: Object.fromEntries(columns.map(column => [column, { column }])),
      ignored: [],
    };
    const found = [];
    for await (const row of (await openPlacesFile(bytesOfFile(`${tables}${name}.csv`), mapping)).rows()) {
      found.push(row.cells);
    }
    return found;
  };
  const communes = await rows('communes', ['insee', 'nom', 'lat', 'lon', 'postal_codes']);
  const former = await rows('communes-anciennes', ['old_insee', 'old_nom', 'new_insee']);
  const byInsee = new Map(communes.map(row => [row.insee ?? '', row]));
  const old = new Map(former.map(row => [row.old_insee ?? '', row.new_insee ?? '']));
  const index: CommuneIndex = {
    byCode(code) {
      const row = byInsee.get(old.get(code) ?? code);
      if (row === undefined) return null;
      const insee = row.insee ?? '';
      return {
        insee,
        name: row.nom ?? '',
        viaOldCode: insee !== code,
        lat: Number(row.lat),
        lon: Number(row.lon),
        radiusKm: 15,
      };
    },
    byName: folded => [
      ...communes.filter(row => fold(row.nom ?? '') === folded).map(row => row.insee ?? ''),
      ...former.filter(row => fold(row.old_nom ?? '') === folded).map(row => row.new_insee ?? ''),
    ],
    byPostalCode: code =>
      communes.filter(row => row.postal_codes?.split('|').includes(code)).map(row => row.insee ?? ''),
    isElsewhere: code => !code.startsWith('40') && !byInsee.has(code),
  };
  return { context: { ...fixtureContext, communes: index }, counts: communes.length };
}
