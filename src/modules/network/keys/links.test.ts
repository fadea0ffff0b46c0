import { beforeAll, describe, expect, it, vi } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../../tests/database.ts';
import { openDatabase, openPool } from '../../../core/database.ts';

/*
 * Links asked for in numbers, of two programs that share the database and nothing else (product/network.md §3.10).
 */

let now = new Date('2026-11-24T10:00:00Z');
let base: TestDatabase;
let programs: { request(url: string, init: RequestInit): Response | Promise<Response> }[];

/** Another copy of every module: no counter, no queue, no memory is common. */
async function program() {
  vi.resetModules();
  const { buildSite } = await import('../../../core/http/app.ts');
  const { groundOf } = await import('../../../../tests/signed-in.ts');
  const pool = openPool(base.connectionString, 5);
  const ground = groundOf({ ...base, pool, db: openDatabase(pool) }, () => now, {
    settings: { trustProxy: true },
  });
  return buildSite(ground, () => ({ jobs: true }));
}

beforeAll(async () => {
  base = await testDatabase();
  programs = [await program(), await program()];
});

/** Asks all at once, one program after the other; how many were sent, and how many were told to wait. */
async function askAll(asked: readonly { email: string; from: string }[]) {
  const answers = await Promise.all(
    asked.map(({ email, from }, index) =>
      programs[index % 2]!.request('http://localhost/se-connecter', {
        method: 'POST',
        headers: {
          Origin: 'http://localhost',
          'X-Forwarded-For': from,
          'Content-Type': 'application/x-www-form-urlencoded',
        },
        body: new URLSearchParams({ adresse: email, faire: 'lien' }).toString(),
      }),
    ),
  );
  const count = (status: number) => answers.filter(answer => answer.status === status).length;
  return { sent: count(303), wait: count(429), others: answers.length - count(303) - count(429) };
}

const several = <It>(count: number, make: (index: number) => It) =>
  Array.from({ length: count }, (_, index) => make(index));

describe('links asked of two programs at once', () => {
  it('are ten an hour for one network, whatever the addresses', async () => {
    const crowd = several(24, index => ({ email: `a${index}@landes.example`, from: `192.0.2.${index + 1}` }));
    expect(await askAll(crowd)).toEqual({ sent: 10, wait: 14, others: 0 });
    // The network beside is not concerned; nor is this one an hour later.
    expect(await askAll([{ email: 'b@landes.example', from: '192.0.3.1' }])).toMatchObject({ sent: 1 });
    now = new Date(now.getTime() + 59 * 60_000);
    expect(await askAll(crowd.slice(0, 1))).toMatchObject({ wait: 1 });
    now = new Date(now.getTime() + 61_000);
    expect(await askAll(crowd.slice(0, 1))).toMatchObject({ sent: 1 });
  });

  it('are three an hour for one address, whatever the networks and the way it is written', async () => {
    const spelled = ['odette@landes.example', ' Odette@Landes.example', 'ODETTE@LANDES.EXAMPLE '];
    const crowd = several(12, index => ({ email: spelled[index % 3]!, from: `198.51.${index}.1` }));
    expect(await askAll(crowd)).toEqual({ sent: 3, wait: 9, others: 0 });
  });
});
