/**
 * Measures signing in: `./airial bench sign-in [TRIES]` (200 by default). Server time of each step, asked in process on
 * a throw-away database; whether time tells that an address is known; what 100 wrong passwords from one address, 1,000
 * from 1,000 addresses and 1,000 accounts tried from one address do to the owner and to the neighbours.
 */
import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { Ground } from '../src/core/ground.ts';
import { buildSite } from '../src/core/http/app.ts';
import { newId } from '../src/core/identifier.ts';
import { openInstallation } from '../src/core/installation.ts';
import { totpAt } from '../src/modules/network/domain/totp.ts';
import { fingerprint, keyedFingerprint, seal } from '../src/modules/network/keys/sealing.ts';
import { houses } from '../tests/houses.ts';
import { type Answer, Browser, origin, type Site } from './sign-in/browser.ts';
import { type People, type Person, password, populate, signed, words } from './sign-in/people.ts';

const tries = Number(process.argv[2] ?? 200) || 200;

/** Moved by hand between rounds: limits forget, each code of an application serves. */
let shift = 0;
const now = () => new Date(Date.now() + shift);
const hour = 3_600_000;

let owner: pg.Client;

const times = new Map<string, number[]>();

function took(step: string, { took: time, status, html }: Answer, expected: number): void {
  if (status !== expected) throw new Error(`${step} : ${status}\n${html.slice(0, 3000)}`);
  const known = times.get(step);
  if (known) known.push(time);
  else times.set(step, [time]);
}

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!;
}
const median = (values: readonly number[]) => quantile(values, 0.5);

function row(step: string, all: readonly number[], asked = ''): void {
  const shown = [Math.min(...all), median(all), quantile(all, 0.95), Math.max(...all)];
  console.log(`${step.padEnd(38)}${shown.map(time => time.toFixed(1).padStart(9)).join('')}   ${asked}`);
}

const heading = () =>
  console.log(
    `${'ms'.padEnd(38)}${['min', 'median', 'p95', 'max'].map(title => title.padStart(9)).join('')}   asked`,
  );

async function steps(site: Site, ground: Ground, people: People) {
  const warm = Math.min(20, tries);
  for (let round = -warm; round < tries; round++) {
    shift += 2 * hour;
    if (round === 0) times.clear();
    await oneRound(site, ground, people, round + warm);
  }
  heading();
  for (const [step, all] of times) {
    const hashed = /^mot de passe|^carte/.test(step);
    const p95 = quantile(all, 0.95);
    const verdict = hashed
      ? `50–250: ${median(all) >= 50 && p95 <= 250 ? 'yes' : 'NO'}`
      : `p95 < 30: ${p95 < 30 ? 'yes' : 'NO'}`;
    row(step, all, verdict);
  }
  for (const what of ['mot de passe faux', 'lien demandé']) {
    const apart = Math.abs(median(times.get(`${what}, connu`)!) - median(times.get(`${what}, inconnu`)!));
    console.log(
      `${`${what}: known and unknown apart by`.padEnd(56)}${apart.toFixed(1).padStart(9)}   < 5: ${apart < 5 ? 'yes' : 'NO'}`,
    );
  }
}

async function oneRound(
  site: Site,
  { secret }: Ground,
  { helper, resident }: People,
  round: number,
): Promise<void> {
  const browser = new Browser(site, '192.0.2.10');
  const page = await browser.get('/se-connecter');
  took('page de connexion', page, 200);
  const first = await browser.send(page, '/se-connecter', { adresse: helper.email, mot_de_passe: password });
  took('mot de passe juste', first, 303);
  const factor = await browser.get('/se-connecter/code');
  took('second facteur, page', factor, 200);
  const code = totpAt(helper.totp, now());
  took('application', await browser.send(factor, '/se-connecter/code', { code }), 303);
  took('mon bureau', await browser.get('/pro'), 200);
  took('quitter', await browser.post('/quitter', {}), 303);

  // Turn about: what warms up or gets in the way does so to both.
  const order = round % 2 ? (['connu', 'inconnu'] as const) : (['inconnu', 'connu'] as const);
  const nobody = `personne-${round}@landes.example`;
  for (const who of order) {
    const stranger = new Browser(site, '198.51.100.7');
    const door = await stranger.get('/se-connecter');
    const adresse = who === 'connu' ? resident.email : nobody;
    took(
      `mot de passe faux, ${who}`,
      await stranger.send(door, '/se-connecter', { adresse, mot_de_passe: 'ce n’est pas celui-là' }),
      422,
    );
  }
  for (const who of order) {
    const stranger = new Browser(site, '198.51.100.7');
    const door = await stranger.get('/se-connecter');
    const adresse = who === 'connu' ? resident.email : nobody;
    took(
      `lien demandé, ${who}`,
      await stranger.send(door, '/se-connecter', { adresse, faire: 'lien', mot_de_passe: '' }),
      303,
    );
  }

  const token = randomBytes(32).toString('base64url');
  const opener = new Browser(site, '203.0.113.5');
  const thread = randomBytes(32).toString('base64url');
  opener.keep('__Host-airial-fil', thread);
  const wishes = { shared: false, kept: false, suite: null, form: null };
  await challenge('magic_link', resident.id, thread, token, {
    use: 'magic link',
    secret,
    content: { wishes, match: '42', email: resident.email },
  });
  const link = await opener.get(`/se-connecter/lien/${token}`);
  took('lien, page', link, 200);
  took('lien, bouton', await opener.send(link, `/se-connecter/lien/${token}`, {}), 303);

  const rescued = new Browser(site, '203.0.113.6');
  const rescue = randomBytes(32).toString('base64url');
  rescued.keep('__Host-airial-fil', rescue);
  await challenge('second_factor', helper.id, rescue, null, {
    use: 'second factor',
    secret,
    content: { means: 'password', wishes },
  });
  const spare = `${'0123456789ABCDEFGHJKMNPQRSTVWXYZ'[round % 32]}${String(round).padStart(9, '0')}`;
  await owner.query(
    'INSERT INTO network.credential_recovery (account_id, code_hash, made_at) VALUES ($1, $2, $3)',
    [helper.id, keyedFingerprint(secret, `recovery ${helper.id}`, spare), now()],
  );
  const asked = await rescued.get('/se-connecter/code');
  took('code de secours', await rescued.send(asked, '/se-connecter/code', { code: spare }), 303);

  const holder = new Browser(site, '203.0.113.7');
  await holder.get('/se-connecter');
  const question = await holder.post('/se-connecter/cle/demande');
  took('clé d’accès, question', question, 200);
  const reponse = signed(origin, JSON.parse(question.html), helper.passkey, round + 1);
  took('clé d’accès, réponse', await holder.post('/se-connecter/cle', { reponse }), 303);

  const library = new Browser(site, '203.0.113.8');
  const desk = await library.get('/carte');
  took('page de la carte', desk, 200);
  took(
    'carte et ses mots',
    await library.send(desk, '/carte', { carte_secrete: resident.card, mots: words.join(' ') }),
    303,
  );
}

/** What a former step would have left, without its time. */
async function challenge(
  kind: string,
  account: string,
  thread: string,
  token: string | null,
  { use, secret, content }: { use: string; secret: string; content: unknown },
): Promise<void> {
  await owner.query(
    `INSERT INTO network.challenge (id, kind, secret_hash, account_id, browser_sha256, sealed, created_at, expires_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      newId(now()),
      kind,
      token && fingerprint(token),
      account,
      fingerprint(thread),
      seal(secret, use, Buffer.from(JSON.stringify(content))),
      now(),
      new Date(now().getTime() + 600_000),
    ],
  );
}

/** One wrong password; what it was answered. */
async function wrong(site: Site, address: string, email: string): Promise<number> {
  const browser = new Browser(site, address);
  const answer = await browser.post('/se-connecter', {
    cle: newId(now()),
    ouvert: String(now().getTime() - 10_000),
    adresse: email,
    mot_de_passe: 'ce n’est pas celui-là',
  });
  return answer.status;
}

/** So many at a time, until all is done. */
async function together<Item>(
  items: readonly Item[],
  lanes: number,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const queue = [...items];
  await Promise.all(
    Array.from({ length: lanes }, async () => {
      for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item);
    }),
  );
}

async function signIn(site: Site, address: string, email: string, known?: Browser): Promise<Answer> {
  const browser = known ?? new Browser(site, address);
  const page = await browser.get('/se-connecter');
  return await browser.send(page, '/se-connecter', { adresse: email, mot_de_passe: password });
}

async function byPasskey(site: Site, { helper }: People, counter: number): Promise<Answer> {
  const browser = new Browser(site, '203.0.113.9');
  await browser.get('/se-connecter');
  const question = await browser.post('/se-connecter/cle/demande');
  return await browser.post('/se-connecter/cle', {
    reponse: signed(origin, JSON.parse(question.html), helper.passkey, counter),
  });
}

function told(title: string, statuses: readonly number[]): void {
  const checked = statuses.filter(status => status === 422).length;
  const waits = statuses.filter(status => status === 429).length;
  console.log(
    `\n${title}: ${checked} checked, ${waits} told to wait, ${statuses.length - checked - waits} other answers`,
  );
}

const verdict = (name: string, { status, took: time }: Answer) =>
  console.log(`  ${name}: ${status === 303 ? 'in' : `REFUSED (${status})`}, ${time.toFixed(0)} ms`);

async function knownDevice(site: Site, people: People): Promise<Browser> {
  shift += 2 * hour;
  const browser = new Browser(site, '192.0.2.10');
  const answer = await signIn(site, '192.0.2.10', people.helper.email, browser);
  if (answer.status !== 303) throw new Error(`the owner could not sign in: ${answer.status}`);
  const factor = await browser.get('/se-connecter/code');
  await browser.send(factor, '/se-connecter/code', { code: totpAt(people.helper.totp, now()) });
  await browser.post('/quitter');
  return browser;
}

async function oneAddress(site: Site, people: People) {
  const device = await knownDevice(site, people);
  const statuses: number[] = [];
  for (let count = 0; count < 100; count++)
    statuses.push(await wrong(site, '198.51.100.9', people.helper.email));
  told('100 wrong passwords from one address, one account', statuses);
  verdict('owner, password, device known', await signIn(site, '192.0.2.10', people.helper.email, device));
  verdict('owner, passkey, from elsewhere', await byPasskey(site, people, 1_000_000));
}

async function manyAddresses(site: Site, people: People) {
  const device = await knownDevice(site, people);
  const statuses: number[] = [];
  const addresses = Array.from({ length: 1000 }, (_, index) => `10.${index >> 8}.${index & 255}.1`);
  await together(addresses, 8, async address => {
    statuses.push(await wrong(site, address, people.helper.email));
  });
  told('1,000 wrong passwords from 1,000 addresses, one account', statuses);
  verdict('owner, password, device known', await signIn(site, '192.0.2.10', people.helper.email, device));
  verdict('owner, passkey, from elsewhere', await byPasskey(site, people, 2_000_000));
}

/** One address tries 50 accounts a second, without waiting for the answers; the neighbours sign in meanwhile. */
async function manyAccounts(site: Site, { crowd, neighbour }: People) {
  shift += 2 * hour;
  const alone = await neighboursOf(site, neighbour, 30);
  shift += 2 * hour;
  const statuses: number[] = [];
  const pending: Promise<unknown>[] = [];
  const queue = [...crowd];
  const attack = setInterval(() => {
    const next = queue.shift();
    if (next) pending.push(wrong(site, '198.51.100.10', next.email).then(status => statuses.push(status)));
  }, 20);
  const neighbours: number[] = [];
  while (queue.length > 0) neighbours.push(...(await neighboursOf(site, neighbour, 1, neighbours.length)));
  clearInterval(attack);
  await Promise.all(pending);
  told('1,000 accounts tried from one address', statuses);
  heading();
  const p95 = quantile(neighbours, 0.95);
  row('neighbours before', alone);
  row('neighbours meanwhile', neighbours, `p95 < 300: ${p95 < 300 ? 'yes' : 'NO'}`);
  let open = 0;
  for (const [index, { email }] of crowd.entries())
    if (index % 20 === 0)
      open += (await signIn(site, `192.1.${index >> 2}.10`, email)).status === 303 ? 1 : 0;
  console.log(`  of 50 of these accounts tried by their owner from elsewhere: ${open} in`);
}

async function neighboursOf(site: Site, { email }: Person, count: number, from = 0): Promise<number[]> {
  const all: number[] = [];
  for (let index = from; index < from + count; index++) {
    const answer = await signIn(site, `192.${index >> 8}.${index & 255}.10`, email);
    if (answer.status !== 303) throw new Error(`a neighbour was refused: ${answer.status}`);
    all.push(answer.took);
  }
  return all;
}

const folder = await mkdtemp(join(tmpdir(), 'airial-bench-'));
await chmod(folder, 0o755);
const installation = await openInstallation({ data: folder, modules: houses, seed: false, say: () => {} });
owner = new pg.Client({ connectionString: installation.ground.ownerConnectionString });
await owner.connect();
try {
  const ground: Ground = {
    ...installation.ground,
    now,
    config: { ...installation.ground.config, trustProxy: true, publicUrl: origin },
  };
  const site = buildSite(ground, () => ({ jobs: true }));
  console.log(
    `${tries} rounds, load average ${loadavg()
      .map(value => value.toFixed(1))
      .join(' ')}`,
  );
  const people = await populate(owner, ground);
  await steps(site, ground, people);
  await oneAddress(site, people);
  await manyAddresses(site, people);
  await manyAccounts(site, people);
} finally {
  await owner.end();
  await installation.close();
  await rm(folder, { recursive: true, force: true });
}
