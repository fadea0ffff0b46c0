import { beforeAll, expect, test } from 'vitest';
import { buildSite } from '../../src/core/http/app.ts';
import { newId } from '../../src/core/identifier.ts';
import { type Role, roleCodes, roles } from '../../src/core/roles.ts';
import { whoMay } from '../access-matrix.ts';
import { type TestDatabase, testDatabase } from '../database.ts';
import { importText, prepareTerritory } from '../directory-site.ts';
import { allRoutes } from '../houses.ts';
import { asOwner, groundOf, openedOrganisation, type Someone, someone } from '../signed-in.ts';

/*
 * Whatever is thrown at a form, by whoever may send it: never an error of ours (500), never an answer that takes long. The
 * routes are those of the product, the names of fields those its pages use: a new form is tried by itself.
 */

const now = new Date('2026-11-24T10:00:00Z');
const posts = allRoutes.filter(({ method }) => method === 'POST');
let base: TestDatabase;
let site: ReturnType<typeof buildSite>;
/** Of each kind: their roles, and whom they throw as. */
const people: { roles: readonly Role[]; who: Someone; organisation: string }[] = [];
let ids: Record<string, string>;

beforeAll(async () => {
  base = await testDatabase();
  await prepareTerritory(base.db);
  await importText(
    base.db,
    'lieux.csv',
    `id,pivot,nom,commune,code_postal,code_insee,adresse,date_maj
m1,,Médiathèque de Bougue,Bougue,40090,40051,place de la Mairie,2026-05-01
`,
    { at: new Date('2026-05-20T08:00:00Z') },
  );
  const { slug } = await base.db.selectFrom('directory.place').select('slug').executeTakeFirstOrThrow();
  const pilot = await openedOrganisation(base, now, 'Département', true);
  const town = await openedOrganisation(base, now, 'CCAS de Sabres');
  const held = (wanted: 'territory' | 'organisation', not: readonly Role[]) =>
    roleCodes.filter(role => roles[role].held === wanted && !not.includes(role));
  const other = await someone(base, now, { in: { organisation: pilot, roles: ['coordinateur'] } });
  const kinds = [
    { organisation: town, roles: [] },
    { organisation: pilot, roles: held('territory', ['dpo']) },
    { organisation: pilot, roles: ['dpo'] },
    { organisation: town, roles: held('organisation', ['bailleur', 'membre_copil', 'technicien']) },
  ] as const;
  for (const { organisation, roles } of kinds) {
    const member = { in: { organisation, roles, entitled: roles.length > 1 ? ['carte'] : [] } };
    people.push({ roles, organisation, who: await someone(base, now, roles.length > 0 ? member : {}) });
  }
  ids = { slug, account: other.account };
  site = buildSite(
    groundOf(base, () => now),
    () => ({ jobs: true }),
  );
  await asOwner(base, client =>
    client.query('CREATE TABLE public.first_session AS SELECT * FROM core.session'),
  );
});

/** Signed out, suspended or closed by what was thrown: the next one is thrown by the same people. */
const asTheyWere = () =>
  asOwner(base, async client => {
    await client.query(
      `DELETE FROM core.session; INSERT INTO core.session SELECT * FROM public.first_session;
       UPDATE network.account SET state = 'actif', closing_on = NULL; DELETE FROM core.rate_hit;
       UPDATE network.membership SET until_at = NULL WHERE until_at IS NOT NULL`,
    );
  });

/** An address of this route: things that exist where we know one, an identifier of nothing otherwise. */
const at = (path: string, organisation: string) =>
  path
    .replace(/^\/pro\/reseau\/structures\/:id/, `/pro/reseau/structures/${organisation}`)
    .replaceAll(/:([a-z]+)(?:\{[^}]*\})?/gi, (_, name: string) => ids[name] ?? newId(now));

const fields = [
  'action',
  'accord',
  'adresse',
  'annonce',
  'appareil',
  'au',
  'bilan',
  'carte_secrete',
  'choix',
  'code',
  'commune',
  'conservation',
  'contact',
  'contexte',
  'couleur',
  'details',
  'devise',
  'du',
  'email',
  'etat',
  'faire',
  'faux',
  'form',
  'formulaire',
  'habilitation',
  'importance',
  'jeu',
  'jours',
  'lu_de',
  'lu_a',
  'mail',
  'mails',
  'message',
  'mot_de_passe',
  'mots',
  'nature',
  'nom',
  'ordre',
  'passe',
  'passkey',
  'personne',
  'pour',
  'prenom',
  'raison',
  'referent',
  'reponse',
  'resume',
  'retirer',
  'role',
  'roles',
  'siret',
  'structure',
  'suite',
  'suspendre',
  'telephone',
  'texte',
  'titre',
  'verification',
  'version',
];

const everyField = (value: string, key = true) => {
  const body = new URLSearchParams(fields.filter(name => name !== 'contexte').map(name => [name, value]));
  if (key) {
    body.set('cle', newId(now));
    body.set('ouvert', String(Date.now() - 10_000));
  }
  return body.toString();
};
const form = 'application/x-www-form-urlencoded';

interface Thrown {
  type: string;
  body: string | Uint8Array<ArrayBuffer>;
}

const boundary = 'x'.repeat(20);
const withFile = (name: string) =>
  `--${boundary}\r\nContent-Disposition: form-data; name="${name}"; filename="\u0000../../a.png"\r\nContent-Type: image/png\r\n\r\n<svg/>\u0000\r\n`;

/** Made again for each: keys of forms serve once. */
const thrown: Record<string, () => Thrown> = {
  'a field of one megabyte': () => ({ type: form, body: `nom=${'a'.repeat(1024 * 1024)}` }),
  'null bytes': () => ({ type: form, body: everyField('a\0b\0') }),
  'half a pair of UTF-16': () => ({
    type: form,
    body: everyField('x').replaceAll('=x', '=%ED%A0%80a\uD800'),
  }),
  'bytes that are no text': () => ({ type: form, body: everyField('x').replaceAll('=x', '=%FF%FE%C3') }),
  'marks that combine, and signs of direction': () => ({
    type: form,
    body: everyField(`\u202Ea${'\u0301'.repeat(300)}\u200B\uFEFF\u{1F468}\u200D`),
  }),
  'fields repeated': () => ({
    type: form,
    body: `${everyField('1')}&${everyField('2')}&cle=x&cle=y&contexte=a&contexte=b`,
  }),
  'names of every object': () => ({
    type: form,
    body: '__proto__=1&constructor=2&toString=3&hasOwnProperty=4&nom[]=5&nature=constructor&role=__proto__&roles=toString&habilitation=constructor',
  }),
  'no key': () => ({ type: form, body: everyField('constructor', false) }),
  'a key that is none': () => ({ type: form, body: `${everyField('1', false)}&cle=%27%3B--&ouvert=NaN` }),
  'numbers out of reach': () => ({ type: form, body: everyField('99999999999999999999e999') }),
  'dates that are none': () => ({ type: form, body: everyField('2026-02-31') }),
  'an identifier of another kind': () => ({ type: form, body: everyField(newId(now)) }),
  'files where text is expected': () => ({
    type: `multipart/form-data; boundary=${boundary}`,
    body: `${fields.map(withFile).join('')}--${boundary}--\r\n`,
  }),
  'half a form with a file': () => ({
    type: `multipart/form-data; boundary=${boundary}`,
    body: withFile('nom').slice(0, -8),
  }),
  JSON: () => ({ type: 'application/json', body: '{"nom":{"$ne":null},"__proto__":{"a":1}}' }),
  'nothing at all': () => ({ type: form, body: '' }),
  '100,000 signs in each of two fields': () => ({
    type: form,
    body: new URLSearchParams({
      nom: 'é '.repeat(25_000),
      details: 'a'.repeat(100_000),
      cle: newId(now),
      ouvert: String(Date.now() - 10_000),
    }).toString(),
  }),
};

test.each(Object.entries(thrown))(
  '%s: every form answers, none breaks',
  async (_, make) => {
    const broken: string[] = [];
    await asTheyWere();
    for (const route of posts) {
      const may = whoMay(route.policy);
      const thrower = people.find(({ roles }) =>
        Array.isArray(may) ? roles.some(role => may.includes(role)) : roles.length > 0 === (may === 'member'),
      )!;
      const { type, body } = make();
      const asked = performance.now();
      const answer = await site.request(`http://localhost${at(route.path, thrower.organisation)}`, {
        method: 'POST',
        headers: {
          Origin: 'http://localhost',
          // What is open to all is thrown by nobody known.
          Cookie: may === 'anyone' ? '' : thrower.who.headers.Cookie,
          'Content-Type': type,
        },
        body,
      });
      await answer.arrayBuffer();
      const took = performance.now() - asked;
      // 503: the identity provider is not set up here.
      if (answer.status === 500) broken.push(`${route.path} : ${answer.status}`);
      if (took > 5000) broken.push(`${route.path} : ${Math.round(took)} ms`);
      if (/fermer|suspension|fin$|sessions|structures|contexte|moyens/.test(route.path)) await asTheyWere();
    }
    expect(broken).toEqual([]);
  },
  120_000,
);
