import { expect, it } from 'vitest';
import { cardNumber } from '../src/modules/network/domain/card.ts';
import { leaksIn } from './leaks.ts';

it.each([
  ['une adresse', '{"error":"marie.dupouy@landes.example"}'],
  ['une adresse dans une adresse', '/se-connecter?adresse=marie%40landes.example'],
  ['un portable', 'vers 06 12 34 56 78 :'],
  ['un numéro du monde entier', '"+33612345678"'],
  ['le jeton d’une session', `Cookie: __Host-airial=${'q8Zr_4mT1vKx0bNs7yWc2dLf5gHj-9pQa3eUiRo6tXE'}`],
  ['une carte', `carte ${cardNumber(Uint8Array.from({ length: 17 }, (_, index) => index * 13))}`],
  ['une personne', 'Odette Lalanne'],
  ['une adresse de réseau', 'from 192.0.2.10'],
])('%s se voit', (_, text) => {
  expect(leaksIn(text)).toHaveLength(1);
});

it('une ligne ordinaire n’a rien', () => {
  const line =
    '{"at":"2026-11-24T13:20:00.000Z","number":"K7-204","path":"/se-connecter/lien/:token","error":"TypeError x\\n    at f (/srv/airial/build/airial.js:12:34)"} 127.0.0.1 01926f0c-8a5e-7b3d-9c2e-4f5a6b7c8d9e';
  expect(leaksIn(line)).toEqual([]);
});
