import type { Hono } from 'hono';
import { beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../tests/database.ts';
import { directorySite, importText } from '../../../tests/directory-site.ts';
import { hardIn } from '../../../tests/easy.ts';
import { frenchLeft } from '../../../tests/english.ts';
import { now } from '../../../tests/importing.ts';
import { linesOf } from '../../../tests/markup.ts';
import { seedAreas } from '../../../tests/territory.ts';
import { newId } from '../../core/identifier.ts';
import { directoryRoutes } from './routes/index.ts';
import { seedDirectory } from './seed.ts';
import { vocabularies } from './vocabulary.ts';

/** Hours that say all that hours can say; commas of CSV are kept by the quotes. */
const hardHours = [
  'Mo-Th 09:00-12:30,14:00-17:00; Fr 09:00+; PH off',
  'Tu-Sa 10:00-12:00; SH off; PH 10:00-12:00',
  'week 2-52/2 Tu 09:30-12:00; week 1-53/2 We 14:00-18:00',
  'week 10-20 Mo-Fr 08:00-12:00',
  'We[1,3] 14:00-16:30; Th[-1] 10:00-12:00 "sur rendez-vous le matin"',
  'Mo-Fr 09:00-17:00 unknown "téléphonez avant de vous déplacer"',
  'Tu 09:00-12:00 unknown',
  'Mo-Su 00:00-24:00; PH 00:00-24:00',
  '24/7',
  'Mo-Fr 22:00-24:00',
  'le mardi et le jeudi de 9 h à midi',
  '',
];

let test: TestDatabase;
let site: Hono;
let names: string[];
let slugs: string[];
/** Address of the report of an import with kept, doubtful and refused rows. */
let report: string;

beforeAll(async () => {
  test = await testDatabase();
  await seedAreas({ database: test.db, now, say: () => {} });
  await seedDirectory({ database: test.db, now, say: () => {} });
  const rows = hardHours.map(
    (hours, index) =>
      `dur-${index},Essai ${index},Dax,40100,40088,${index} rue Inventée,${hours ? `"${hours.replaceAll('"', '""')}"` : ''},${
        index % 2 ? 'Itinérant' : 'Fixe'
      },Aide aux démarches administratives,Un lieu pour apprendre,Gratuit,Téléphoner,LandesMail,porte du fond`,
  );
  await importText(
    test.db,
    'dur.csv',
    `id,nom,commune,code_postal,code_insee,adresse,horaires,itinerance,services,presentation_resume,frais_a_charge,modalites_acces,autres_formations_labels,complement_adresse\n${rows.join('\n')}\n`,
    { source: 'Essai' },
  );
  const places = await test.db
    .selectFrom('directory.place as place')
    .innerJoin('directory.place_version as version', 'version.id', 'place.current_version_id')
    .where('place.status', '=', 'published')
    .select(['place.id', 'place.slug', 'name', 'second_name', 'street', 'parent_structure', 'commune_label'])
    .orderBy('version.name')
    .execute();
  const hard = places.filter(({ name }) => name.startsWith('Essai '));
  const reasons = ['conges', 'travaux', 'absence', 'evenement', 'autre'] as const;
  await test.db
    .insertInto('directory.hours_exception')
    .values(
      hard.flatMap(({ id }, index) =>
        [
          { kind: 'closed' as const, from_day: '2026-11-24', to_day: '2026-11-25', hours: null },
          { kind: 'open' as const, from_day: '2026-11-29', to_day: '2026-11-29', hours: 'Su 09:00-24:00' },
          { kind: 'open' as const, from_day: '2026-12-01', to_day: '2026-12-02', hours: null },
        ]
          .slice(index % 3 ? 1 : 0)
          .map(exception => ({
            id: newId(now()),
            place_id: id,
            reason: reasons[index % reasons.length]!,
            replacement_place_id: null,
            ...exception,
          })),
      ),
    )
    .execute();
  const stops = hard.map(({ id }) => ({
    id: newId(now()),
    place_id: id,
    label: 'Devant la salle des fêtes',
    commune_insee: '40085',
    address: '1 rue Inventée',
    lat: null,
    lon: null,
    recurrence: 'We[1,3] 14:00-16:30',
  }));
  await test.db.insertInto('directory.stop').values(stops).execute();
  await test.db
    .insertInto('directory.stop_date')
    .values(
      stops.map(({ id }) => ({
        id: newId(now()),
        stop_id: id,
        starts_at: '2026-11-27T13:00:00Z',
        ends_at: '2026-11-27T15:00:00Z',
        cancelled: true,
      })) as never,
    )
    .execute();
  const areas = await test.db.selectFrom('territory.area').select('name').execute();
  names = [
    ...places.flatMap(row => [
      row.name,
      row.second_name,
      row.street,
      row.parent_structure,
      row.commune_label,
    ]),
    ...[...vocabularies.programmes, ...vocabularies.trainings].map(({ labelEn }) => labelEn),
    ...areas.map(({ name }) => name),
  ].filter(name => name !== null);
  slugs = [...hard, ...places.filter((_, index) => index % 12 === 0)].map(({ slug }) => slug);
  const { report: address } = await importText(
    test.db,
    'remarques.csv',
    'id,nom,commune,code_postal,code_insee,adresse,telephone,couleur\nr1,Relais,Dax,40100,40088,1 rue Inventée,le matin,bleu\nr2,,Dax,40100,40088,2 rue Inventée,,bleu\n',
    { source: 'Remarques' },
  );
  report = address!;
  site = directorySite(test, directoryRoutes);
});

/** The sentences of an address, in English, that hold French; the address stands before each. */
async function leftAt(path: string): Promise<string[]> {
  const response = await site.request(`http://localhost${path}${path.includes('?') ? '&' : '?'}langue=en`);
  expect([200, 422], path).toContain(response.status);
  return frenchLeft(await response.text(), names).map(sentence => `${path}: ${sentence}`);
}

describe('a page in English', () => {
  it('is read as it should be by this test', () => {
    const html =
      '<p>Open <span lang="fr">sur rendez-vous</span> du lundi<br>9\u00a0h</p><img alt="fermé"><p lang="fr">au <b>lieu</b></p>';
    expect(frenchLeft(html, [])).toEqual(['du lundi → du, lundi', '9\u00a0h → 9\u00a0h', 'fermé → fermé']);
    expect(frenchLeft(html, ['du lundi', 'fermé'])).toEqual(['9\u00a0h → 9\u00a0h']);
  });

  it.each([
    '/lieux',
    '/lieux?page=2',
    '/lieux?commune=40088',
    '/lieux?commune=40088&ouvert=maintenant',
    '/lieux?q=zzzz',
    '/lieux/filtres',
    '/lieux/carte',
    '/lieux/couverture',
    '/lieux/donnees',
    '/embed/lieux',
    '/carte.svg',
    '/lieux/aide',
    '/lieux/aide?besoin=demarches',
    '/lieux/aide?besoin=demarches&ou=Sabre&comment=venir',
    '/lieux/aide?besoin=demarches&ou=saint&comment=venir',
    '/lieux/aide?besoin=demarches&ou=Dax&comment=venir',
    '/lieux/aide?besoin=demarches&ou=Dax&comment=visite&avec=lecture',
    '/lieux/aide?besoin=materiel&ou=Sabres&comment=telephone',
  ])('has no French left: %s', async path => {
    expect(await leftAt(path)).toEqual([]);
  });

  it('says hours, special days and stops in English, and marks what the place wrote as French', async () => {
    const slug = slugs.find(each => each.startsWith('essai-4-'));
    const response = await site.request(`http://localhost/lieux/${slug}?langue=en`);
    const html = (await response.text()).replaceAll('\u00a0', ' ');
    for (const sentence of [
      '2 pm to 4:30 pm (1st and 3rd Wednesday of the month)',
      '(last Thursday of the month, <span lang="fr">sur rendez-vous le matin</span>)',
      'Open exceptionally on Sunday 29 November (building work): 9 am to midnight',
      'Public holidays: call before you come.',
      '<span lang="fr">Devant la salle des fêtes</span> (cancelled)',
    ])
      expect(html).toContain(sentence);
  });

  it.each(['', '/imprimer', '/signaler'])('has no French left on places: %s', async page => {
    const left = await Promise.all(slugs.map(slug => leftAt(`/lieux/${slug}${page}`)));
    expect(left.flat()).toEqual([]);
  });

  it('has no French left on the report of an import, whose remarks are marked as French', async () => {
    expect(await leftAt(`${report}?lignes=toutes`)).toEqual([]);
    expect(await leftAt(report)).toEqual([]);
    const html = await (await site.request(`http://localhost${report}?langue=en`)).text();
    expect(html).toMatch(/<b>nom<\/b>: <span lang="fr">/);
    expect(html).toContain('Import report');
  });
});

describe('a place in easy-to-read French', () => {
  it('says stops, special days and hours of any kind in short lines', async () => {
    const pages = await Promise.all(
      slugs.map(async slug => (await site.request(`http://localhost/lieux/${slug}?langue=falc`)).text()),
    );
    const hard = pages.flatMap(html =>
      linesOf(html).flatMap(line => {
        const why = hardIn(line, names);
        return why.length > 0 ? [`${line} → ${why.join(', ')}`] : [];
      }),
    );
    expect([...new Set(hard)]).toEqual([]);
  });
});
