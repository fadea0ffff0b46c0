import { describe, expect, it } from 'vitest';
import { faultsOfAnnouncement } from './announcement.ts';

const sound = {
  titre: 'Fermeture',
  texte: 'La médiathèque ferme mardi.',
  pour: 'tous',
  roles: [],
  importance: 'information',
  du: '2026-11-24',
  au: '2026-12-01',
};
const faults = (change: Partial<typeof sound>, wide = true) =>
  faultsOfAnnouncement({ ...sound, ...change }, '2026-11-24', wide);

describe('an announcement', () => {
  it('is fine with a title, a text, an audience and an end within 60 days', () => {
    expect(faults({})).toEqual({});
    expect(faults({ au: '2027-01-23' })).toEqual({});
    expect(faults({ pour: '' }, false)).toEqual({});
  });

  it('tells everything that is wrong at once', () => {
    expect(faults({ titre: ' ', texte: 'é'.repeat(601), pour: 'x', du: '', au: '2026-11-23' })).toEqual({
      titre: 'titleEmpty',
      texte: 'textLong',
      pour: 'audienceEmpty',
      du: 'dateEmpty',
      au: 'untilPast',
    });
    expect(faults({ titre: 'é'.repeat(81), texte: '', pour: 'roles', au: '2027-01-24' })).toEqual({
      titre: 'titleLong',
      texte: 'textEmpty',
      roles: 'rolesEmpty',
      au: 'untilLong',
    });
    expect(faults({ du: '2026-12-02' })).toEqual({ au: 'untilBefore' });
    expect(faults({ du: '2026-02-31x' })).toEqual({ du: 'dateEmpty' });
  });
});
