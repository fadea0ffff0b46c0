import { expect, inject, test } from 'vitest';
import { vocabularies } from '../../../src/modules/directory/vocabulary.ts';
import { embeddedAreas } from '../../../src/modules/territory/embedded.ts';
import { ask, crawl, isPage } from '../../crawl.ts';
import { frenchLeft } from '../../english.ts';
import { allRoutes } from '../../houses.ts';

const headers = { cookie: 'airial=en.normal' };

/** Written for the people who build, in French. */
const notForThePublic = ['/composants'];

/** Pages that links do not lead to: states of the list and of the questions, and an error. */
const states = [
  '/lieux?commune=40088&ouvert=maintenant',
  '/lieux?q=zzzz',
  '/lieux/aide?besoin=demarches&ou=saint&comment=venir',
  '/lieux/aide?besoin=demarches&ou=Dax&comment=visite&avec=lecture',
  '/lieux/aide?besoin=materiel&ou=Sabres&comment=telephone',
  '/lieux/inconnu-au-bataillon',
  '/embed/lieux?commune=40088',
];

test('aucune page anglaise du produit ne garde de mots français', async () => {
  const origin = inject('product');
  const places = JSON.parse((await ask(`${origin}/lieux.json`)).body.toString()) as Record<string, string>[];
  const { communes, epcis } = embeddedAreas();
  const names = [
    ...places.flatMap(({ nom, adresse }) => [nom!, adresse!]),
    ...[...communes, ...epcis].map(({ name }) => name),
    ...[...vocabularies.programmes, ...vocabularies.trainings].map(({ labelEn }) => labelEn),
  ];
  const exempt = allRoutes
    .filter(({ method, reach, path }) => method === 'GET' && reach !== 'linked' && !path.includes(':'))
    .map(({ path }) => path);
  const seen = (await crawl(origin, allRoutes, ['/', ...exempt, ...states], headers)).filter(
    one => isPage(one) && !notForThePublic.includes(one.pattern ?? ''),
  );
  const left = seen.flatMap(({ address, body }) =>
    frenchLeft(body.toString(), names).map(sentence => `${address} : ${sentence}`),
  );
  expect(seen.length).toBeGreaterThan(20);
  expect(seen.map(({ status }) => status)).toContain(404);
  expect(left).toEqual([]);
}, 120_000);
