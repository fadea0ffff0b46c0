import { beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../tests/database.ts';
import { actAs } from './acting-as.ts';
import type { Transaction } from './database.ts';
import { localPath } from './http/gate.tsx';
import { newId } from './identifier.ts';
import { carryKeptForm, findKeptForm, keepForm } from './kept-forms.ts';
import { deviceLabel, lengthsOf, networkMark, sessionHash, tokenIn } from './sessions.ts';

describe('a session', () => {
  it('lasts as its use asks, in minutes', () => {
    const minutes = (it: Parameters<typeof lengthsOf>[0]) => {
      const { idle, absolute } = lengthsOf(it);
      return [idle / 60_000, absolute / 60_000];
    };
    expect(minutes({ shared: true, kept: true, professional: true })).toEqual([10, 60]);
    expect(minutes({ shared: false, kept: true, professional: false })).toEqual([43_200, 129_600]);
    expect(minutes({ shared: false, kept: true, professional: true })).toEqual([120, 720]);
    expect(minutes({ shared: false, kept: false, professional: false })).toEqual([120, 720]);
  });

  it('is found in the cookies by its whole name and length only', () => {
    const token = 'a'.repeat(43);
    expect(tokenIn(`airial=fr.normal; __Host-airial=${token}`)).toBe(token);
    expect(tokenIn(`x__Host-airial=${token}`)).toBeNull();
    expect(tokenIn(`__Host-airial=${token}b`)).toBeNull();
    expect(tokenIn(`__Host-airial=${token.slice(1)}`)).toBeNull();
    expect(tokenIn(null)).toBeNull();
  });

  it('is kept as a hash', () => {
    expect(sessionHash('a'.repeat(43)).toString('utf8')).not.toContain('aaa');
  });

  it('says which device without telling one from another', () => {
    expect(
      deviceLabel('Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:132.0) Gecko/20100101 Firefox/132.0'),
    ).toBe('Firefox, Windows');
    expect(
      deviceLabel('Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/130 Mobile Safari/537.36'),
    ).toBe('Chrome, Android');
    expect(deviceLabel(null)).toBe('Appareil inconnu');
  });

  it('says « same network » for neighbours, and nothing of where', () => {
    expect(networkMark('192.0.2.7', 's')).toBe(networkMark('192.0.2.200', 's'));
    expect(networkMark('192.0.2.7', 's')).not.toBe(networkMark('192.0.3.7', 's'));
    expect(networkMark('192.0.2.7', 's')).not.toBe(networkMark('192.0.2.7', 't'));
    expect(networkMark('192.0.2.7', 's')).not.toContain('192');
  });
});

describe('a path to come back to', () => {
  it.each(['/', '/pro', '/pro/lieux?a=b&c=%20d', '/invitation/abc'])('%s is of this site', path => {
    expect(localPath(path)).toBe(path);
  });
  it.each([
    '',
    null,
    'https://ailleurs.exemple',
    '//ailleurs.exemple',
    '/\\ailleurs',
    '/a\\b',
    'javascript:1',
    '/a b',
    ' /a',
  ])('%s is refused', path => {
    expect(localPath(path)).toBeNull();
  });
});

describe('a form kept while its sender signs in again', () => {
  const now = new Date('2026-11-24T10:00:00Z');
  const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
  const account = newId(now);
  const form = { path: '/pro/lieux/x', typed: { nom: 'Bibliothèque', jours: ['lundi', 'mardi'] } };
  let base: TestDatabase;
  const atTheDoor = <Answer>(work: (transaction: Transaction) => Promise<Answer>) =>
    base.db.transaction().execute(async transaction => {
      await actAs(transaction, { kind: 'door', ref: 'trial' });
      return await work(transaction);
    });
  beforeAll(async () => {
    base = await testDatabase();
    await atTheDoor(transaction =>
      transaction
        .insertInto('network.account')
        .values({
          id: account,
          display_name: 'Camille',
          email: null,
          email_verified_at: null,
          phone: null,
          phone_verified_at: null,
          person_id: null,
          state: 'invite',
          last_signed_in_at: null,
          closing_on: null,
          created_at: now,
        })
        .execute(),
    );
  });

  it('comes back to the same account with the same token, for thirty minutes', async () => {
    const id = await atTheDoor(transaction => keepForm(transaction, now, account, 'token', form));
    const find = (at: Date, it: { account?: string; token?: string }) =>
      atTheDoor(transaction => findKeptForm(transaction, at, { account, token: 'token', id, ...it }));
    expect(await find(later(29), {})).toEqual(form);
    expect(await find(later(31), {})).toBeNull();
    expect(await find(now, { token: 'other' })).toBeNull();
    expect(await find(now, { account: newId(now) })).toBeNull();
  });

  it('follows from the former session to the new one, and is sealed against who reads the table', async () => {
    const id = await atTheDoor(transaction => keepForm(transaction, now, account, 'former', form));
    const { sealed } = await atTheDoor(transaction =>
      transaction
        .selectFrom('core.kept_form')
        .select('sealed')
        .where('id', '=', id)
        .executeTakeFirstOrThrow(),
    );
    expect(sealed.toString('utf8')).not.toContain('Bibliothèque');
    const next = await atTheDoor(transaction =>
      carryKeptForm(transaction, later(1), { account, from: 'former', to: 'new', id }),
    );
    const find = (token: string, which: string) =>
      atTheDoor(transaction => findKeptForm(transaction, later(1), { account, token, id: which }));
    expect(await find('new', next!)).toEqual(form);
    expect(await find('former', id)).toBeNull();
  });
});
