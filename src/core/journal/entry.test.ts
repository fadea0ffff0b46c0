import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { canonicalEntry, type Entry, readJson, refuseUnfaithful, UnfaithfulNumber } from './entry.ts';

const words = fc.string({ unit: 'grapheme' });
const perhaps = fc.option(words);
const entries: fc.Arbitrary<Entry> = fc.record({
  id: words,
  at: words,
  actor_ref: words,
  actor_role: words,
  organisation_ref: perhaps,
  event: words,
  subject_ref: perhaps,
  object_type: words,
  object_ref: words,
  mandate_ref: perhaps,
  facts: fc.dictionary(
    words,
    fc.oneof(words, fc.integer(), fc.boolean(), fc.constant(null), fc.array(words)),
  ),
  commitment: perhaps,
  request_ref: perhaps,
});

it('writes an entry as JCS does', () => {
  fc.assert(fc.property(entries, entry => canonicalEntry(entry) === canonicalize(entry)));
});

it('reads numbers that do not change, and refuses those that would be rounded', () => {
  expect(readJson('{"a":1,"b":0.5,"c":"0198c1de-1234567890123456","d":[9007199254740991]}')).toEqual({
    a: 1,
    b: 0.5,
    c: '0198c1de-1234567890123456',
    d: [9007199254740991],
  });
  for (const number of ['12345678901234567891', '1.0', '0.10', '0.1000000000000000055511151231257827'])
    expect(() => readJson(`{"a":[${number}]}`)).toThrow(UnfaithfulNumber);
});

it('reads very large and very small numbers as PostgreSQL writes them', () => {
  for (const [written, number] of [
    ['0.000000001', 1e-9],
    ['-0.00000000125', -1.25e-9],
    ['1000000000000000000000', 1e21],
    ['123000000000000000000000', 1.23e23],
  ] as const)
    expect(readJson(`{"a":${written}}`)).toEqual({ a: number });
});

it('refuses to write what would not come back', () => {
  for (const number of [Number.NaN, Number.POSITIVE_INFINITY])
    expect(() => refuseUnfaithful({ a: [{ b: number }] })).toThrow(UnfaithfulNumber);
  expect(() => refuseUnfaithful({ a: [{ b: 0.1, c: 'e', d: null }] })).not.toThrow();
});
