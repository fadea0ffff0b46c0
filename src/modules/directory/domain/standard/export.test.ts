import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CsvSplitter } from '../../../../core/reading/csv.ts';
import { CLEAN, DIRTY } from './dirty.fixture.ts';
import {
  type ExportedPlace,
  standardCsvHeader,
  toGeoJsonFeature,
  toStandardCsvLine,
  toStandardJson,
  toStandardRow,
} from './export.ts';
import { STANDARD_FIELDS } from './fields.ts';
import { fixtureCommunes, fixtureContext } from './fixture.ts';
import { LANDES_COLUMNS, toLandesRow } from './landes-config.ts';
import { parsePlace } from './place.ts';
import type { StandardPlace } from './types.ts';
import { fileBreaches, schemaBreaches, strictBreaches } from './validate.ts';

const parse = (cells: Record<string, string>) => parsePlace({ line: 2, row: 1, cells }, fixtureContext).place;

function exported(place: StandardPlace): ExportedPlace {
  return {
    id: place.externalId,
    place,
    communeName: fixtureCommunes.byCode(place.communeInsee)?.name ?? '',
    communePostalCode: '40100',
    verifiedOn: null,
    firstImportedOn: '2026-11-23',
  };
}

function reread(csv: string): Record<string, string>[] {
  const splitter = new CsvSplitter(',');
  const [header, ...records] = [...splitter.push(csv), ...splitter.end()];
  return records.map(record =>
    Object.fromEntries((header?.cells ?? []).map((name, i) => [name, record.cells?.[i] ?? ''])),
  );
}

const places = DIRTY.map((dirty, i) => parse({ ...CLEAN, id: `lieu-${i}`, ...dirty.cells })).filter(
  p => p !== null,
);

describe('export', () => {
  it('writes a clean row back as it was', () => {
    const place = parse(CLEAN);
    expect(toStandardRow(exported(place as StandardPlace))).toEqual(CLEAN);
  });

  it('is valid for every kept row of the dirty file, and comes back byte for byte', () => {
    const unique = places.filter(place => place.externalId !== 'lieu-1');
    const csv = standardCsvHeader() + unique.map(place => toStandardCsvLine(exported(place))).join('');
    const rows = reread(csv);
    expect(rows).toHaveLength(unique.length);
    expect(fileBreaches(rows)).toEqual([]);
    const again = rows
      .map(row => parse(row))
      .map(place => toStandardCsvLine(exported(place as StandardPlace)));
    expect(standardCsvHeader() + again.join('')).toBe(csv);
  });

  it('reads its own rows without a remark', () => {
    for (const place of places.filter(candidate => candidate.hoursRaw === CLEAN.horaires)) {
      const [row] = reread(standardCsvHeader() + toStandardCsvLine(exported(place)));
      const codes = parsePlace({ line: 2, row: 1, cells: row ?? {} }, fixtureContext).issues.map(
        issue => issue.code,
      );
      const kept = [
        'code_postal_',
        'pivot_siren',
        'balises_html',
        'lettres_abimees',
        'adresse_a_completer',
        'contradictoires',
      ];
      expect(codes.filter(code => !kept.some(known => code.includes(known)))).toEqual([]);
    }
  });

  it('comes back byte for byte for any text (property)', () => {
    const text = fc.oneof(fc.string({ maxLength: 300 }), fc.string({ unit: 'binary', maxLength: 30 }));
    const free = [
      'nom',
      'adresse',
      'complement_adresse',
      'presentation_resume',
      'presentation_detail',
      'source',
      'structure_parente',
      'autres_formations_labels',
      'telephone',
      'courriels',
      'site_web',
      'horaires',
      'latitude',
      'longitude',
      'date_maj',
      'commune',
    ];
    const cells = fc.record(Object.fromEntries(free.map(field => [field, text])), { requiredKeys: [] });
    fc.assert(
      fc.property(cells, values => {
        const place = parse({ ...CLEAN, ...(values as Record<string, string>) });
        if (place === null) return;
        const line = toStandardCsvLine(exported(place));
        const [row] = reread(standardCsvHeader() + line);
        expect(strictBreaches(row ?? {})).toEqual([]);
        const again = parse(row ?? {});
        expect(again === null ? null : toStandardCsvLine(exported(again))).toBe(line);
      }),
      { numRuns: 200 },
    );
  }, 60_000);

  it('always fills the required fields', () => {
    const bare = parse({
      id: 'a',
      nom: 'Lieu',
      code_insee: '40088',
      commune: '',
      code_postal: '',
    }) as StandardPlace;
    const row = toStandardRow(exported(bare));
    expect(row).toMatchObject({
      pivot: '00000000000000',
      commune: 'Dax',
      code_postal: '40100',
      adresse: 'Adresse non communiquée',
      date_maj: '2026-11-23',
    });
    const hall = parse({ ...CLEAN, adresse: '', complement_adresse: 'Mairie' }) as StandardPlace;
    expect(toStandardRow(exported(hall)).adresse).toBe('Mairie');
    expect(toStandardRow({ ...exported(hall), verifiedOn: '2026-10-01' }).date_maj).toBe('2026-10-01');
    expect(toStandardRow(exported(hall)).date_maj).toBe('2026-09-15');
  });

  it('guards cells against formulas in the spreadsheet download only', () => {
    const [row] = reread(
      standardCsvHeader() + toStandardCsvLine(exported(parse(CLEAN) as StandardPlace), true),
    );
    expect(row?.telephone).toBe("'+33558000000");
    expect(parse(row ?? {})?.phone).toBe('+33558000000');
  });

  it('never exports a short number nor the address of a person', () => {
    const place = parse({
      ...CLEAN,
      telephone: '3949',
      courriels: 'sophie.martin@exemple.fr',
    }) as StandardPlace;
    expect(toStandardCsvLine(exported(place))).not.toMatch(/3949|sophie/);
  });

  it('writes JSON and GeoJSON with numbers and without empty fields', () => {
    const place = exported(parse({ ...CLEAN, prise_rdv: '' }) as StandardPlace);
    expect(toStandardJson(place)).toMatchObject({ id: 'lieu-1', latitude: 43.70671, longitude: -1.05 });
    expect(Object.keys(toStandardJson(place))).not.toContain('prise_rdv');
    expect(toGeoJsonFeature(place)).toMatchObject({
      type: 'Feature',
      geometry: { type: 'Point', coordinates: [-1.05, 43.70671] },
      properties: { nom: 'Espace numérique de Dax' },
    });
    const nowhere = exported(parse({ ...CLEAN, latitude: '', longitude: '' }) as StandardPlace);
    expect(toGeoJsonFeature(nowhere).geometry).toBeNull();
  });

  it('writes the columns of the collector', () => {
    const cells = toLandesRow(exported(parse(CLEAN) as StandardPlace));
    const row = Object.fromEntries(LANDES_COLUMNS.map((column, i) => [column, cells[i]]));
    expect(row).toMatchObject({
      ID: 'lieu-1',
      adresse_numero: '5',
      adresse_rue: 'rue du Palais',
      itinerant: 'Non',
      type_lieu: 'Association, EPN',
      labels: 'LandesMail, Ordi Pin40',
      tarifs: 'Gratuit',
    });
  });
});

describe('validation', () => {
  it('lets the schema pass junk that the strict check refuses', () => {
    const junk = { ...CLEAN, services: 'zzz|Aide aux démarches administratives' };
    expect(schemaBreaches(junk)).toEqual([]);
    expect(strictBreaches(junk)).toEqual([{ field: 'services', rule: 'liste', value: 'zzz' }]);
  });

  it('finds each breach', () => {
    const cases: [Partial<typeof CLEAN>, string][] = [
      [{ pivot: 'abc' }, 'motif'],
      [{ pivot: '43493312300028' }, 'motif'],
      [{ nom: '' }, 'requis'],
      [{ telephone: '0558000000' }, 'motif'],
      [{ presentation_resume: 'x'.repeat(281) }, 'longueur'],
      [{ longitude: '' }, 'nombre'],
      [{ date_maj: '15/09/2026' }, 'date'],
      [{ site_web: 'javascript:alert(1)' }, 'adresse_web'],
      [{ typologie: 'ZZZ' }, 'liste'],
      [{ services: 'Loisirs et créations numériques|Loisirs et créations numériques' }, 'liste'],
    ];
    expect(strictBreaches(CLEAN)).toEqual([]);
    for (const [cells, rule] of cases) {
      expect(strictBreaches({ ...CLEAN, ...cells }).map(breach => breach.rule)).toContain(rule);
    }
    expect(fileBreaches([CLEAN, CLEAN])).toEqual([{ row: 2, field: 'id', rule: 'unique', value: 'lieu-1' }]);
    const { id: _id, ...withoutId } = CLEAN;
    expect(schemaBreaches(withoutId).map(breach => breach.rule)).toContain('colonnes');
    expect(STANDARD_FIELDS).toHaveLength(32);
  });
});
