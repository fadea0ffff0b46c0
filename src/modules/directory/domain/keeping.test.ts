import { describe, expect, it } from 'vitest';
import type { PlaceContent, Provenance } from './content.ts';
import { changesBetween, rebase, splitChanges, withChanges } from './keeping.ts';

const base = {
  name: 'Médiathèque',
  communeInsee: '40051',
  postalCode: '40090',
  street: 'place de la Mairie',
  phone: '+33500000000',
  services: ['demarches'],
  lat: 43.9,
  lon: -0.4,
} as unknown as PlaceContent;

describe('what is published at once, and what waits', () => {
  it('keeps the name, the commune, the street, the pivot and the kinds for the coordination', () => {
    const { direct, critical } = splitChanges(
      changesBetween(base, { ...base, name: 'Bibliothèque', phone: null, services: [] }),
    );
    expect(Object.keys(direct).sort()).toEqual(['phone', 'services']);
    expect(critical).toEqual({ name: { from: 'Médiathèque', to: 'Bibliothèque' } });
  });
  it('keeps the postal code and the point with a street that changes, not without', () => {
    const moved = { ...base, street: 'rue du Stade', lat: null, lon: null, postalCode: '40091' };
    expect(Object.keys(splitChanges(changesBetween(base, moved)).direct)).toEqual([]);
    expect(Object.keys(splitChanges(changesBetween(base, { ...base, postalCode: '40091' })).direct)).toEqual([
      'postalCode',
    ]);
  });
  it('marks who said each field', () => {
    const provenance = { '*': { by: 'source', record: 'r', at: 'x' } } as Provenance;
    const origin = { by: 'editor', record: null, at: 'y' } as const;
    const after = withChanges({ content: base, provenance }, { phone: { from: 'a', to: null } }, origin);
    expect(after.content.phone).toBeNull();
    expect(after.provenance).toEqual({ ...provenance, phone: origin });
  });
});

describe('two people on one page', () => {
  it('keeps what each wrote when the fields differ', () => {
    const current = { ...base, phone: '+33511111111' } as PlaceContent;
    const mine = { ...base, name: 'Bibliothèque' } as PlaceContent;
    expect(rebase(base, current, mine)).toEqual({
      content: { ...base, phone: '+33511111111', name: 'Bibliothèque' },
      conflicts: [],
    });
  });
  it('shows both values of one field, and keeps the last typed in the form', () => {
    const current = { ...base, phone: '+33511111111' } as PlaceContent;
    const mine = { ...base, phone: '+33522222222' } as PlaceContent;
    const { content, conflicts } = rebase(base, current, mine);
    expect(conflicts).toEqual([{ field: 'phone', theirs: '+33511111111', mine: '+33522222222' }]);
    expect(content.phone).toBe('+33522222222');
  });
  it('sees no conflict when both wrote the same', () => {
    const same = { ...base, phone: null } as PlaceContent;
    expect(rebase(base, same, same).conflicts).toEqual([]);
  });
});
