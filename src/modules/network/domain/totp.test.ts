import { describe, expect, test } from 'vitest';
import { checkTotp, readTotp, totpAt, totpSetUp } from './totp.ts';

const key = new TextEncoder().encode('12345678901234567890');
const at = (seconds: number) => new Date(seconds * 1000);

describe('the six figures of a phone', () => {
  // RFC 6238, appendix B, SHA-1, last six figures.
  test.each([
    [59, '287082'],
    [1111111109, '081804'],
    [1111111111, '050471'],
    [1234567890, '005924'],
    [2000000000, '279037'],
    [20000000000, '353130'],
  ])('at %d s they are %s, as the standard says', (seconds, code) => {
    expect(totpAt(key, at(seconds))).toBe(code);
    expect(checkTotp(key, code, at(seconds), 0)).toEqual({ step: Math.floor(seconds / 30) });
  });

  test('a clock off by one period is accepted, beyond it is late, and far away it is unknown', () => {
    const now = 1_800_000_000;
    const code = totpAt(key, at(now));
    for (const drift of [-30, 0, 30])
      expect(checkTotp(key, code, at(now + drift), 0)).toEqual({ step: now / 30 });
    for (const drift of [-180, -61, 61, 180])
      expect(checkTotp(key, code, at(now + drift), 0)).toEqual({ wrong: 'late' });
    expect(checkTotp(key, code, at(now + 3600), 0)).toEqual({ wrong: 'unknown' });
  });

  test('a period accepted once is refused, and so are those before it', () => {
    const now = 1_800_000_000;
    const step = now / 30;
    expect(checkTotp(key, totpAt(key, at(now)), at(now), step)).toEqual({ wrong: 'replayed' });
    expect(checkTotp(key, totpAt(key, at(now - 30)), at(now), step)).toEqual({ wrong: 'replayed' });
    expect(checkTotp(key, totpAt(key, at(now + 30)), at(now), step)).toEqual({ step: step + 1 });
  });

  test('they are read with a space in the middle, and nothing else', () => {
    expect(readTotp(' 287 082 ')).toBe('287082');
    expect(readTotp('28708')).toBeNull();
    expect(readTotp('28708a')).toBeNull();
    expect(checkTotp(key, 'abc', at(59), 0)).toEqual({ wrong: 'shape' });
  });

  test('the key is given as a code to scan and as text to copy', () => {
    const { uri, text } = totpSetUp(key, { issuer: 'Airial Landes', label: 'camille@exemple.fr' });
    expect(uri).toMatch(/^otpauth:\/\/totp\/Airial%20Landes:camille%40exemple\.fr\?/);
    expect(new URL(uri).searchParams.get('secret')).toBe('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ');
    expect(text).toBe('GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ');
  });
});
