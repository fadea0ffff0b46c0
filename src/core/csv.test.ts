import { expect, test } from 'vitest';
import { toCsvLine } from './csv.ts';

test('a line is quoted where it must be, and guarded against formulas for spreadsheets only', () => {
  expect(toCsvLine(['+33558000000', '=A1', '-1', '@x', 'a,b'], true)).toBe(
    `'+33558000000,'=A1,'-1,'@x,"a,b"\n`,
  );
  expect(toCsvLine(['+33558000000', 'il dit "oui"', 'a\nb'])).toBe('+33558000000,"il dit ""oui""","a\nb"\n');
});
