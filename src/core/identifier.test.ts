import { expect, it } from 'vitest';
import { newId } from './identifier.ts';

it('makes different identifiers of version 7, in the order of time', () => {
  const ids = [0, 1, 1_800_000_000_000, 1_800_000_000_001, 281_474_976_710_655].map(time =>
    newId(new Date(time)),
  );
  for (const id of ids)
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect([...ids].sort()).toEqual(ids);
  expect(Number.parseInt(ids[2]!.replace('-', '').slice(0, 12), 16)).toBe(1_800_000_000_000);
  const now = new Date();
  expect(new Set(Array.from({ length: 1000 }, () => newId(now))).size).toBe(1000);
});
