import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Secret, TOTP } from 'otpauth';
import { keyOfAct } from '../src/core/forms.ts';
import { cardMadeFrom } from '../src/modules/network/cards.ts';
import { lastMessage } from './outbox.ts';
import { command } from './running.ts';
import { type Seen, Walker } from './walker.ts';

export interface Professional {
  walker: Walker;
  email: string;
  password: string;
  /** Base32, as shown under the drawing. */
  key: string;
  codes: string[];
}

const password = 'fougère tracteur bleu marmite';

/** The code of this instant; with a stopped clock each period serves once, the next one is accepted too. */
export function codeAt(key: string, at: Date): string {
  return TOTP.generate({ secret: Secret.fromBase32(key), timestamp: at.getTime() });
}

/** After the password of a new account: application, then the ten codes. */
async function setUp(walker: Walker, page: Seen, now: Date): Promise<Pick<Professional, 'key' | 'codes'>> {
  const key = />([A-Z2-7]{4}(?: [A-Z2-7]{4})+)</.exec(page.html)?.[1]?.replaceAll(' ', '');
  if (!key) throw new Error(`La clé de l’application n’est pas à l’écran :\n${page.html}`);
  const shown = await walker.send(page, '/compte/moyens/application', { code: codeAt(key, now) });
  const codes = [...shown.html.matchAll(/<b>([0-9A-Z]{5} [0-9A-Z]{5})<\/b>/g)].map(match => match[1]!);
  if (codes.length !== 10) throw new Error(`Il faut dix codes de secours :\n${shown.html}`);
  return { key, codes };
}

/** Opens the network of an empty installation as its first administrator, by the command and the pages. */
export async function firstAdministrator(origin: string, data: string, now: Date): Promise<Professional> {
  const email = 'coordination@exemple.fr';
  const ran = await command(['network', 'first-admin', email, '--data', data]).done;
  const path = /\/installation\/\S+/.exec(ran.out)?.[0];
  if (!path) throw new Error(`Pas de lien :\n${ran.out}${ran.err}`);
  const walker = new Walker(origin);
  const page = await walker.get(path);
  const next = await walker.send(page, path, {
    nom: 'Dominique Coordination',
    passe: password,
    structure: 'Département des Landes',
    nature: 'departement',
    commune: 'Mont-de-Marsan',
  });
  return { walker, email, password, ...(await setUp(walker, next, now)) };
}

/** Answers an invitation with a new account. */
async function acceptInvitation(
  origin: string,
  path: string,
  it: { name: string; email: string },
  now: Date,
): Promise<Professional> {
  const walker = new Walker(origin);
  const page = await walker.get(path);
  const next = await walker.send(page, path, { nom: it.name, passe: password });
  return { walker, email: it.email, password, ...(await setUp(walker, next, now)) };
}

export interface Structure {
  /** Its address: `/pro/reseau/structures/…`. */
  path: string;
  lead: Professional;
  coordination: Walker;
}

/** A structure opened by the coordination, its référent in; `opened` when they accepted the agreement too. */
export async function openStructure(
  place: { origin: string; data: string; administrator: string },
  it: { name: string; commune: string; lead: string; email: string },
  now: Date,
): Promise<Structure> {
  const coordination = new Walker(place.origin);
  coordination.remember(place.administrator);
  const form = await coordination.get('/pro/reseau/structures/nouvelle');
  const listed = await coordination.send(form, '/pro/reseau/structures/nouvelle', {
    nom: it.name,
    nature: 'ccas_cias',
    commune: it.commune,
    referent: it.lead,
    mail: it.email,
  });
  const path = new RegExp(`href="(/pro/reseau/structures/[0-9a-f-]{36})">${it.name}<`).exec(listed.html)?.[1];
  if (!path) throw new Error(`La structure n’est pas dans la liste :\n${listed.html}`);
  const { link } = await lastMessage(place.data, it.email);
  const lead = await acceptInvitation(
    place.origin,
    new URL(link).pathname,
    { name: it.lead, email: it.email },
    now,
  );
  return { path, lead, coordination };
}

/** The référent accepts the agreement: the structure is open. */
export async function acceptAgreement({ path, lead }: Structure): Promise<void> {
  const page = await lead.walker.get(`${path}/reglages`);
  const version = /name="accord"[^>]*value="([^"]+)"|value="([^"]+)"[^>]*name="accord"/.exec(page.html);
  const done = await lead.walker.send(page, `${path}/reglages`, {
    nom: /name="nom"[^>]*value="([^"]+)"/.exec(page.html)![1]!,
    conservation: '12',
    accord: version![1] ?? version![2]!,
  });
  if (!done.html.includes('C’est fait.')) throw new Error(`L’accord n’est pas accepté :\n${done.html}`);
}

/** The coordination entitles the référent of a structure. */
export async function entitle({ path, lead, coordination }: Structure, habilitation: string): Promise<void> {
  const page = await coordination.get(path);
  const member = new RegExp(`href="(${path}/membres/[0-9a-f-]{36})"`).exec(page.html)![1]!;
  const sheet = await coordination.get(member);
  const done = await coordination.send(sheet, `${member}/habilitations`, {
    habilitation,
    jours: '90',
    raison: 'Formation à venir',
  });
  if (!done.html.includes('C’est fait.')) throw new Error(`${lead.email} n’est pas habilité :\n${done.html}`);
}

export interface HandedCard {
  number: string;
  words: string[];
  /** What came out of the printer. */
  sheet: Seen;
}

/** What a helper prints for somebody: the words are on the paper only, they are made again here from the same key. */
export async function handOverCard(helper: Walker, data: string, name: string): Promise<HandedCard> {
  const page = await helper.get('/pro/cartes');
  const key = /name="cle" value="([^"]+)"/.exec(page.html)![1]!;
  const sheet = await helper.send(page, '/pro/cartes', { personne: name, verification: 'piece_identite' });
  const secret = (await readFile(join(data, 'files/keys/installation'))).toString();
  return { ...cardMadeFrom({ secret }, keyOfAct(key, [null, name, 'piece_identite'])), sheet };
}
