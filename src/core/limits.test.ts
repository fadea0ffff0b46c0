import { beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../tests/database.ts';
import { countAttempt, forgetAttempts, networkOf } from './limits.ts';

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

  it('asks the database again a second after a refusal, and at once when somebody was forgiven', async () => {
    const attempt = (seconds: number) => countAttempt(test.db, limit, '192.0.7.1', 'clef', at(seconds));
    for (const second of [0, 1, 2]) expect(await attempt(second)).toBe(0);
    expect(await attempt(3)).toBe(57);
    await test.db.deleteFrom('core.rate_hit').where('what', '=', limit.what).execute();
    expect(await attempt(3)).toBeGreaterThan(0);
    expect(await attempt(4)).toBe(0);
    for (const second of [4, 4]) expect(await attempt(second)).toBe(0);
    expect(await attempt(5)).toBeGreaterThan(0);
    await forgetAttempts(test.db, limit, '192.0.7.1', 'clef', at(5));
    expect(await attempt(5)).toBe(0);
  });

  it('leaves connections to the others when a crowd comes to one counter', async () => {
    const slow = { ...limit, what: 'foule' };
    const crowd = Array.from({ length: 200 }, () => countAttempt(test.db, slow, '192.0.8.1', 'clef', at(0)));
    await new Promise(done => setTimeout(done, 5));
    expect(test.pool.waitingCount).toBe(0);
    const waits = await Promise.all(crowd);
    expect(waits.filter(wait => wait === 0)).toHaveLength(3);
  });
});
