import { describe, expect, it } from 'vitest';
import { isSiret } from './siret.ts';

describe('a SIRET', () => {
  it.each(['22400001800016', '35600000000048', '35600000049837'])('%s is one', siret => {
    expect(isSiret(siret)).toBe(true);
  });
  it.each(['22400001800017', '2240000180001', '35600000049838', 'A2400001800016'])('%s is none', siret => {
    expect(isSiret(siret)).toBe(false);
  });
});
