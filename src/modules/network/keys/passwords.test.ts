import { describe, expect, test } from 'vitest';
import { ownWords, passwordProblem, spelledPassword } from '../domain/passwords.ts';
import { checkSecret, hashSecret, wantsRehash } from './hashing.ts';
import { Lanes, TooBusy } from './lanes.ts';
import { strengthOf } from './strength.ts';

const own = ownWords('Camille Darrieu', 'camille.darrieu@exemple.fr');

describe('what a password must be', () => {
  test.each([
    ['', 'empty'],
    ['court', 'short'],
    ['éééééééé', 'short'],
    ['x'.repeat(129), 'long'],
    ['azertyuiop12', 'weak'],
    ['motdepasse1234', 'weak'],
    ['aaaaaaaaaaaaaaaa', 'weak'],
    ['Camille Darrieu', 'own'],
    ['darrieuCAMILLE!', 'own'],
    ['pin maritime 40', null],
    ['abeille fougère jardin marmite', null],
    ['le chat dort sous la table', null],
  ])('« %s »: %s', async (password, problem) => {
    expect(passwordProblem(password, own, await strengthOf(own))).toBe(problem);
  });

  test('accents are the same whatever keyboard wrote them', () => {
    expect(spelledPassword('fouge\u0300re')).toBe('fougère');
  });
});

describe('what is kept of it', () => {
  test('argon2id with the cost that was decided, known again, and nothing for nobody', async () => {
    const kept = await hashSecret('pin maritime 40', 'a');
    expect(kept).toMatch(/^\$argon2id\$v=19\$m=65536,t=3,p=1\$/);
    expect(wantsRehash(kept)).toBe(false);
    expect(wantsRehash(kept.replace('t=3', 't=2'))).toBe(true);
    expect(await checkSecret(kept, 'pin maritime 40', 'a')).toBe(true);
    expect(await checkSecret(kept, 'pin maritime 41', 'a')).toBe(false);
    expect(await checkSecret(null, 'personne', 'a')).toBe(false);
  });
});

describe('lanes', () => {
  const moment = () => new Promise<void>(resolve => setTimeout(resolve, 5));

  test('no more at once than lanes, one for each key, and a stranger passes before a flood', async () => {
    const lanes = new Lanes(2, 100);
    let running = 0;
    let most = 0;
    const done: string[] = [];
    const work = (name: string) => async () => {
      running++;
      most = Math.max(most, running);
      await moment();
      running--;
      done.push(name);
    };
    const flood = Array.from({ length: 30 }, () => lanes.run('flood', work('flood')));
    const stranger = lanes.run('stranger', work('stranger'));
    await stranger;
    expect(done.filter(name => name === 'flood').length).toBeLessThanOrEqual(2);
    await Promise.all(flood);
    expect(most).toBe(2);
    expect(done).toHaveLength(31);
  });

  test('a key that asks too much is told so, and a failure frees its lane', async () => {
    const lanes = new Lanes(1, 2);
    const fails = lanes.run('a', () => Promise.reject(new Error('no')));
    const second = lanes.run('a', moment);
    const third = lanes.run('a', moment);
    await expect(lanes.run('a', moment)).rejects.toBeInstanceOf(TooBusy);
    await expect(fails).rejects.toThrow('no');
    await Promise.all([second, third]);
    await lanes.run('a', moment);
  });
});
