import { beforeAll, describe, expect, it } from 'vitest';
import type { PlaceContent } from './content.ts';
import { copyMonday, readPlaceForm, typedOfPlace } from './place-form.ts';
import { fixtureContext } from './standard/fixture.ts';
import { parsePlace } from './standard/place.ts';

let base: PlaceContent;
const around = { communeName: 'Dax', context: fixtureContext };
const read = (over: Record<string, string | string[]>) =>
  readPlaceForm({ ...typedOfPlace(base, 'Dax'), ...over }, base, around);

beforeAll(() => {
  const { place } = parsePlace(
    {
      line: 2,
      row: 1,
      cells: {
        id: 'x',
        nom: 'Médiathèque de Dax',
        commune: 'Dax',
        code_postal: '40100',
        code_insee: '40088',
        adresse: 'place Gambetta',
        telephone: '05 58 00 00 00',
        courriels: 'contact@sabres.example',
        horaires: 'Mo-Fr 09:00-12:00; PH off',
        services: 'Aide aux démarches administratives',
      },
    },
    fixtureContext,
  );
  const { externalId: _, ...content } = place!;
  base = content;
});

describe('a form sent back as it was shown', () => {
  it('changes nothing', () => expect(read({})).toEqual({ content: base, errors: {}, hours: {} }));
  it('keeps hours that no week can hold', () => {
    const odd = { ...base, hoursRaw: 'We[1] 14:00-16:00' };
    expect(readPlaceForm(typedOfPlace(odd, 'Dax'), odd, around).content).toEqual(odd);
  });
});

describe('what is typed', () => {
  it('is read as people write it', () => {
    const { content, errors } = read({
      telephone: '05.58.11.11.11',
      services: ['aide_aux_demarches_administratives'],
      mardi: '',
    });
    expect(errors).toEqual({});
    expect(content.phone).toBe('+33558111111');
  });
  it('is refused beside its field, never dropped in silence', () => {
    const { errors } = read({
      nom: ' ',
      telephone: 'bureau',
      courriels: 'jean.dupont@sabres.example',
      site_web: 'javascript:alert(1)',
      commune: 'Nulle-Part-sur-Mer',
      pivot: '12',
      presentation_resume: 'x'.repeat(300),
    });
    expect(Object.keys(errors).sort()).toEqual(
      ['commune', 'courriels', 'nom', 'pivot', 'presentation_resume', 'site_web', 'telephone'].sort(),
    );
  });
  it('drops the point of the old street', () => {
    const placed = { ...base, lat: 43.7, lon: -1.06, geoQuality: 'address' as const };
    const typed = { ...typedOfPlace(placed, 'Dax'), adresse: 'rue du Stade' };
    expect(readPlaceForm(typed, placed, around).content).toMatchObject({
      street: 'rue du Stade',
      lat: null,
      lon: null,
    });
  });
  it('ignores codes that are in no list', () => {
    expect(read({ services: ['<script>', 'n_importe'] }).content.services).toEqual([]);
  });
});

describe('the week', () => {
  it('copies Monday until Friday', () => {
    const { content } = readPlaceForm(
      copyMonday({ ...typedOfPlace(base, 'Dax'), lu_de: '10:00', lu_a: '18:00' }),
      base,
      around,
    );
    expect(content.hoursRaw).toBe('Mo-Fr 10:00-18:00; PH off');
  });
  it('says which day cannot be', () => {
    const { hours, content } = read({ ma_de: '18:00', ma_a: '09:00', feries: 'ouvert' });
    expect(hours).toEqual({ ma_de: 'order', feries_de: 'half' });
    expect(content.hoursRaw).toBe(base.hoursRaw);
  });
});
