import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CLEAN, DIRTY } from './dirty.fixture.ts';
import { STANDARD_FIELDS } from './fields.ts';
import { fixtureContext } from './fixture.ts';
import { parsePlace, placeReader } from './place.ts';
import type { ParsedPlace, RawPlace } from './types.ts';

const raw = (cells: Record<string, string>, row = 1): RawPlace => ({ line: row + 1, row, cells });
const parse = (cells: Partial<Record<string, string>>): ParsedPlace =>
  parsePlace(raw({ ...CLEAN, ...cells } as Record<string, string>), fixtureContext);

describe('the dirty file', () => {
  it('has at least 60 rows', () => expect(DIRTY.length).toBeGreaterThanOrEqual(60));

  for (const dirty of DIRTY) {
    it(`${dirty.title} → ${dirty.outcome} ${dirty.code ?? ''}`, () => {
      const parsed = parse(dirty.cells);
      expect(parsed.issues.map(issue => issue.code)).toEqual(dirty.code === null ? [] : [dirty.code]);
      expect(parsed.outcome).toBe(dirty.outcome);
      expect(parsed.place === null).toBe(dirty.outcome === 'rejected');
      expect(parsed.issues[0]?.field).toBe(dirty.field);
      for (const issue of parsed.issues) {
        expect(issue).toMatchObject({ line: 2, row: 1 });
        expect(issue.message_fr).not.toMatch(/erreur|invalide|obligatoire|champ|'| [:;!?»]|« /i);
      }
    });
  }
});

describe('a file of places', () => {
  it('keeps the first of two rows with one identifier, even after a rejected one', () => {
    const read = placeReader(fixtureContext);
    const outcomes = [
      read(raw(CLEAN, 1)),
      read(raw({ ...CLEAN, nom: 'Autre' }, 2)),
      read(raw({ ...CLEAN, id: 'lieu-2' }, 3)),
    ];
    expect(outcomes.map(parsed => parsed.outcome)).toEqual(['accepted', 'rejected', 'accepted']);
    expect(outcomes[1]?.issues[0]).toMatchObject({ code: 'id_repete', field: 'id', line: 3, row: 2 });
    expect(outcomes[1]?.issues[0]?.message_fr).toContain('ligne 2');
  });

  it('rejects a row with a wrong number of columns', () => {
    const defect = { code: 'nombre_de_colonnes', message_fr: 'Deux de trop.', raw: 'a,b' };
    const parsed = parsePlace({ ...raw(CLEAN), defect }, fixtureContext);
    expect(parsed).toMatchObject({ outcome: 'rejected', place: null });
    expect(parsed.issues.map(issue => issue.code)).toEqual(['nombre_de_colonnes']);
  });

  it('reads a clean row whole', () => {
    expect(parse({}).place).toEqual({
      externalId: 'lieu-1',
      pivot: '43493312300029',
      name: 'Espace numérique de Dax',
      secondName: null,
      communeInsee: '40088',
      communeInseeSource: null,
      communeLabel: 'Dax',
      postalCode: '40100',
      street: '5 rue du Palais',
      streetComplement: '2e étage',
      lat: 43.70671,
      lon: -1.05,
      geoQuality: 'address',
      kinds: ['ASSO', 'EPN'],
      phone: '+33558000000',
      phoneShort: null,
      emails: ['contact@exemple.fr', 'accueil@exemple.fr'],
      privateEmails: [],
      urls: ['https://www.exemple.fr/', 'https://exemple.org'],
      hoursRaw: 'Mo-Fr 09:00-12:00,14:00-18:30; Sa 08:30-12:00',
      weeklyHours: null,
      summary: 'Un lieu pour apprendre.',
      detail: 'Ateliers du mardi.\nOrdinateurs en libre accès.',
      source: 'Hubik',
      mobility: ['fixe'],
      parentStructure: 'Ville de Dax',
      sourceUpdatedOn: '2026-09-15',
      services: ['aide_aux_demarches_administratives', 'acces_internet_et_materiel_informatique'],
      publics: ['jeunes', 'seniors'],
      specialCare: ['surdite', 'langues_etrangeres_anglais'],
      fees: ['gratuit'],
      programmes: ['aidants_connect', 'point_d_acces_numerique_caf'],
      trainings: ['forme_a_mon_espace_sante', 'etapes_numeriques_la_poste'],
      otherLabels: ['LandesMail', 'Ordi Pin40'],
      accessModes: ['se_presenter', 'telephoner'],
      supportModes: ['en_autonomie', 'dans_un_atelier_collectif'],
      accesslibreUrl: 'https://acceslibre.beta.gouv.fr/app/40-dax/erp/espace/',
      bookingUrl: 'https://www.rdv-solidarites.fr/',
    });
  });

  it('stores what was repaired', () => {
    expect(parse({ latitude: '-1.05', longitude: '43.70671' }).place).toMatchObject({
      lat: 43.70671,
      lon: -1.05,
    });
    expect(parse({ telephone: '05.58.00.00.00' }).place?.phone).toBe('+33558000000');
    expect(parse({ telephone: '3949' }).place).toMatchObject({ phone: null, phoneShort: '3949' });
    expect(parse({ date_maj: '15/09/2026' }).place?.sourceUpdatedOn).toBe('2026-09-15');
    expect(parse({ commune: 'Garrosse', code_insee: '40107' }).place).toMatchObject({
      communeInsee: '40197',
      communeInseeSource: '40107',
      communeLabel: 'Garrosse',
    });
    expect(
      parse({ services: 'Aide aux demarches administratives;Loisirs et créations numériques' }).place,
    ).toMatchObject({
      services: ['aide_aux_demarches_administratives', 'loisirs_et_creations_numeriques'],
    });
    expect(parse({ courriels: 'sophie.martin@exemple.fr|mairie@exemple.fr' }).place).toMatchObject({
      emails: ['mairie@exemple.fr'],
      privateEmails: ['sophie.martin@exemple.fr'],
    });
    expect(parse({ site_web: 'javascript:alert(1)|https://exemple.fr' }).place?.urls).toEqual([
      'https://exemple.fr',
    ]);
  });

  it('cuts a long summary at a space and keeps the whole text in front of the detail', () => {
    const text = 'abcd '.repeat(80).trim();
    const place = parse({ presentation_resume: text }).place;
    expect(place?.summary).toBe('abcd '.repeat(56).trim());
    expect(place?.summary?.length).toBeLessThanOrEqual(280);
    expect(place?.detail?.startsWith(`${text}\n\nAteliers`)).toBe(true);
  });

  it('proposes a better writing of capitals, and changes nothing', () => {
    const parsed = parse({ nom: 'BIBLIOTHEQUE DE BOOS' });
    expect(parsed.place?.name).toBe('BIBLIOTHEQUE DE BOOS');
    expect(parsed.review).toMatchObject([{ code: 'nom_en_capitales', proposed: 'Bibliothèque de Boos' }]);
  });

  it('hands a name against its code to the moderator', () => {
    expect(parse({ commune: 'Peyrehorade' }).review.map(note => note.code)).toEqual([
      'commune_contradictoire',
    ]);
  });

  it('puts the values of a list in the order of the vocabulary', () => {
    expect(parse({ typologie: 'EPN|ASSO' }).place?.kinds).toEqual(['ASSO', 'EPN']);
  });

  it('never turns « no service » into « no public »', () => {
    expect(parse({ services: '', modalites_acces: '' }).place).toMatchObject({
      services: [],
      accessModes: [],
    });
  });

  it('says nothing of fields the format does not have', () => {
    const context = { ...fixtureContext, absentFields: new Set(['date_maj', 'pivot']) };
    const cells = { ...CLEAN, date_maj: '', pivot: '' };
    expect(parsePlace(raw(cells), context).outcome).toBe('accepted');
    expect(parsePlace(raw({ ...cells, pivot: 'x' }), context).issues.map(issue => issue.code)).toEqual([
      'pivot_illisible',
    ]);
  });
});

describe('hostile text', () => {
  const nasty = [
    "'; DROP TABLE place; --",
    '<img src=x onerror=alert(1)>',
    'x'.repeat(10_000),
    '🏠'.repeat(5000),
    '\u0000\ud800\udc00\ud800',
    '|;|;|,',
    '=HYPERLINK("http://x")',
    '\u202egnp.exe',
    '__proto__',
  ];
  it('in every field is text, and kept apart from the good fields', () => {
    for (const text of nasty) {
      for (const field of STANDARD_FIELDS) {
        const parsed = parse({ [field]: text });
        expect(['accepted', 'warn', 'rejected']).toContain(parsed.outcome);
        for (const issue of parsed.issues) expect(issue.raw.length).toBeLessThanOrEqual(301);
        if (parsed.place !== null) {
          expect(JSON.stringify(parsed.place)).not.toMatch(/\\u0000|\\ud800"|javascript:/);
          expect(JSON.stringify(parsed.place).isWellFormed()).toBe(true);
        }
      }
    }
  }, 30_000);

  it('never makes the parser throw (property)', () => {
    const cell = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.string({ maxLength: 400 }),
      fc.constantFrom(...DIRTY.flatMap(dirty => Object.values(dirty.cells)), ...nasty),
    );
    const cells = fc.record(Object.fromEntries(STANDARD_FIELDS.map(field => [field, cell])), {
      requiredKeys: [],
    });
    fc.assert(
      fc.property(cells, values => {
        const parsed = parsePlace(raw(values as Record<string, string>), fixtureContext);
        expect(parsed.outcome === 'rejected').toBe(parsed.place === null);
        expect(parsed.outcome === 'accepted').toBe(parsed.issues.length === 0);
        if (parsed.place !== null) {
          expect(parsed.place.summary?.length ?? 0).toBeLessThanOrEqual(280);
          expect(parsed.place.lat === null).toBe(parsed.place.lon === null);
          for (const url of parsed.place.urls) expect(url).toMatch(/^https?:\/\//i);
        }
      }),
      { numRuns: 200 },
    );
  }, 60_000);
});
