import { beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../tests/database.ts';
import { countAttempt, networkOf } from './limits.ts';

const limit = { what: 'essai', most: 3, seconds: 60, per: 'prefix' } as const;
const at = (seconds: number) => new Date(Date.UTC(2026, 10, 23, 10, 0, seconds));
let test: TestDatabase;
beforeAll(async () => {
  test = await testDatabase();
});

describe('who is counted', () => {
  it.each([
    ['192.0.2.17', '192.0.2'],
    ['::ffff:192.0.2.99', '192.0.2'],
    ['2001:db8:1:2::3', '2001:db8:1'],
    ['2001:0db8:0001::1', '2001:db8:1'],
    ['::1', '0:0:0'],
  ])('%s belongs to %s', (address, prefix) => expect(networkOf(address, 'prefix')).toBe(prefix));

  it.each([
    ['192.0.2.17', '192.0.2.17'],
    ['::ffff:192.0.2.17', '192.0.2.17'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:db8::1', '2001:db8:0:0'],
  ])('%s alone is %s', (address, alone) => expect(networkOf(address, 'address')).toBe(alone));
});

describe('countAttempt', () => {
  it('counts by prefix in a window that slides', async () => {
    const attempt = (address: string, seconds: number) =>
      countAttempt(test.db, limit, address, 'clef', at(seconds));
    expect(await attempt('192.0.2.1', 0)).toBe(0);
    expect(await attempt('192.0.2.2', 10)).toBe(0);
    expect(await attempt('192.0.2.3', 20)).toBe(0);
    expect(await attempt('192.0.2.4', 30)).toBe(30);
    expect(await attempt('198.51.100.1', 30)).toBe(0);
    expect(await attempt('192.0.2.4', 61)).toBe(0);
  });

  it('lets no more than the limit pass when all come at once, and keeps no address', async () => {
    const waits = await Promise.all(
      Array.from({ length: 12 }, () => countAttempt(test.db, limit, '203.0.113.5', 'clef', at(0))),
    );
    expect(waits.filter(wait => wait === 0)).toHaveLength(3);
    const rows = await test.db.selectFrom('core.rate_hit').selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain('203.0.113');
  });
});
