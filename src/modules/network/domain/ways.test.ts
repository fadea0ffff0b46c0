import { describe, expect, it } from 'vitest';
import { readPhone } from '../../../core/contacts.ts';
import { looksLikePhone, mobileProblem } from './ways.ts';

const problemOf = (typed: string) => {
  const read = readPhone(typed);
  return 'value' in read ? mobileProblem(read.value) : read.fault;
};

describe('one field for an address or a telephone', () => {
  it.each(['06 12 34 56 78', '+33 (0)6 12 34 56 78', '06.12.34', '０６１２３４５６７８'])(
    '%s is read as a number',
    typed => expect(looksLikePhone(typed)).toBe(true),
  );
  it.each(['', '+', '40@landes.example', 'marie@landes.example', 'о612345678', '06 12 34 56 7O'])(
    '%s is not',
    typed => expect(looksLikePhone(typed)).toBe(false),
  );
});

describe('a code by SMS', () => {
  it.each(['06 12 34 56 78', '07 12 34 56 78', '+33612345678', '0690 12 34 56', '0692123456'])(
    'goes to %s',
    typed => expect(problemOf(typed)).toBeNull(),
  );
  it.each(['05 58 00 00 00', '01 12 34 56 78', '09 12 34 56 78', '08 00 12 34 56', '0590 12 34 56'])(
    'does not go to %s: a landline, or a service',
    typed => expect(problemOf(typed)).toBe('landline'),
  );
  it.each(['+34 612 345 678', '+1 202 555 0123', '0044 7911 123456'])(
    'does not go to %s: another country',
    typed => expect(problemOf(typed)).toBe('foreign'),
  );
  it.each(['06 12 34', '', '06 12 34 56 78 9'])('cannot go to « %s »', typed =>
    expect(['empty', 'digits']).toContain(problemOf(typed)),
  );
});
