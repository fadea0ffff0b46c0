import pg from 'pg';
import { describe, expect, it } from 'vitest';
import { testDatabase } from '../../tests/database.ts';
import { failureText } from './failures.ts';

describe('failureText', () => {
  it('keeps a sentence of ours, and the one that explains a full disk', () => {
    expect(failureText(new Error('Ces données ne sont pas vides.'))).toBe('Ces données ne sont pas vides.');
    const cause = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
    expect(failureText(new Error('Le disque est plein : rien.', { cause }))).toBe(
      'Le disque est plein : rien.',
    );
    expect(failureText(cause)).toMatch(/^Le disque est plein.*Libérez de la place/);
  });

  it('tells nothing of a program that it does not know, but where to look', () => {
    for (const error of [
      new TypeError('x is not a function'),
      Object.assign(new Error('value too long for type'), { code: '22001' }),
      Object.assign(new Error('EMFILE: too many open files'), { code: 'EMFILE', syscall: 'open' }),
      new Error(''),
    ])
      expect(failureText(error)).toMatch(/^Un imprévu a arrêté cette commande.*AIRIAL_TRACE=1/);
  });

  it('tells what PostgreSQL refuses', async () => {
    const { ownerConnectionString } = await testDatabase();
    const refused = async (change: (url: URL) => void) => {
      const url = new URL(ownerConnectionString);
      change(url);
      const client = new pg.Client({ connectionString: url.href });
      return failureText(
        await client.connect().then(
          () => client.end(),
          error => error,
        ),
      );
    };
    const wrongName = 'La base de données refuse le nom ou le mot de passe donnés dans DATABASE_URL.';
    expect(await refused(url => (url.password = 'autre'))).toBe(wrongName);
    expect(await refused(url => (url.password = ''))).toBe(wrongName);
    expect(await refused(url => (url.pathname = '/absente'))).toContain('n’existe pas sur ce serveur');
  });
});
