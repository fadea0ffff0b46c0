import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { groupedCode, readRecoveryCode, recoveryCodes } from './recovery-codes.ts';

test('ten different codes of ten signs, read as people type them', () => {
  const codes = recoveryCodes(bytes => randomBytes(bytes));
  expect(new Set(codes).size).toBe(10);
  for (const code of codes) {
    expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{10}$/);
    expect(groupedCode(code)).toBe(`${code.slice(0, 5)} ${code.slice(5)}`);
    expect(readRecoveryCode(groupedCode(code).toLowerCase().replaceAll('0', 'o'))).toBe(code);
  }
});

test('a code twice the same by chance is drawn again', () => {
  let draw = 0;
  const codes = recoveryCodes(bytes => new Uint8Array(bytes).fill(Math.floor(draw++ / 2)));
  expect(new Set(codes).size).toBe(10);
});

test.each(['', 'ABCDE', 'ABCDE FGHJKM', 'ABCDE FGHJÉ'])('« %s » is none', typed =>
  expect(readRecoveryCode(typed)).toBeNull(),
);
