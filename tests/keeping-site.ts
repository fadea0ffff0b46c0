import { tmpdir } from 'node:os';
import type { Hono } from 'hono';
import type { Membership, SignedIn } from '../src/core/access.ts';
import { contextOf } from '../src/core/access.ts';
import { readConfig } from '../src/core/config.ts';
import { sealForm } from '../src/core/forms.ts';
import type { Ground } from '../src/core/ground.ts';
import { buildSite } from '../src/core/http/app.ts';
import { newId } from '../src/core/identifier.ts';
import type { Role } from '../src/core/roles.ts';
import { sessionCookie, sessionHash } from '../src/core/sessions.ts';
import { localStorage } from '../src/core/storage.ts';
import { directory } from '../src/modules/directory/index.ts';
import { territory } from '../src/modules/territory/index.ts';
import type { TestDatabase } from './database.ts';

/** Somebody of an organisation, second factor shown; nothing of it is in the database. */
export function memberOf(
  organisation: { id: string; name: string; isPilot?: boolean },
  roles: readonly Role[],
  at: Date,
): SignedIn {
  const membership: Membership = {
    id: newId(at),
    organisation: { kind: 'commune', isPilot: false, state: 'active', ...organisation },
    roles,
    permissions: [],
    habilitations: [],
  };
  return {
    id: newId(at),
    name: 'Claude Lafitte',
    language: 'fr',
    membership,
    strength: 2,
    provenAt: at,
    sharedComputer: false,
    session: '',
  };
}

export interface KeepingSite {
  site: Hono;
  ground: Ground;
  /** The session of somebody, for requests made by hand. */
  cookieOf(who: SignedIn): Record<string, string>;
  /** A page, as somebody or as anybody. */
  read(path: string, who?: SignedIn): Promise<{ status: number; text: string; headers: Headers }>;
  /** A form with its hidden fields, as a person sends it. */
  send(
    path: string,
    values: Record<string, string | string[]>,
    who?: SignedIn,
  ): Promise<{ status: number; text: string; to: string | null; headers: Headers }>;
}

/** The directory as a site whose clock is `now`, with accounts that are signed in without a house of accounts. */
export function keepingSite(test: TestDatabase, now: () => Date): KeepingSite {
  const accounts = new Map<string, SignedIn>();
  const ground: Ground = {
    config: readConfig({}),
    now,
    database: test.db,
    pool: test.pool,
    ownerConnectionString: test.ownerConnectionString,
    storage: localStorage(`${tmpdir()}/airial-${newId(now())}`),
    folder: tmpdir(),
    modules: [
      territory,
      directory,
      {
        name: 'accounts',
        identify: async (_, session) => accounts.get(Buffer.from(session).toString('hex')) ?? null,
      },
    ],
    secret: 'essai',
  };
  const site = buildSite(ground, () => ({ jobs: true }));
  const cookieOf = (who?: SignedIn): Record<string, string> => {
    if (!who) return {};
    const token = Buffer.from(who.id).toString('base64url').slice(0, 43).padEnd(43, 'A');
    accounts.set(sessionHash(token).toString('hex'), who);
    return { Cookie: `${sessionCookie}=${token}` };
  };
  return {
    site,
    ground,
    cookieOf,
    read: async (path, who) => {
      const response = await site.request(path, { headers: cookieOf(who) });
      return { status: response.status, text: await response.text(), headers: response.headers };
    },
    send: async (path, values, who) => {
      // Opened a while ago: nobody fills a form in less than three seconds.
      const seal = sealForm(new Date(Date.now() - 60_000));
      const body = new URLSearchParams({ cle: seal.key, ouvert: String(seal.openedAt) });
      if (who) body.set('contexte', contextOf({ kind: 'account', ref: who.id, account: who }));
      for (const [name, value] of Object.entries(values))
        for (const each of [value].flat()) name === 'cle' ? body.set(name, each) : body.append(name, each);
      const response = await site.request(path, {
        method: 'POST',
        body,
        headers: {
          ...cookieOf(who),
          'Content-Type': 'application/x-www-form-urlencoded',
          Origin: 'http://localhost',
        },
      });
      return {
        status: response.status,
        text: await response.text(),
        to: response.headers.get('Location'),
        headers: response.headers,
      };
    },
  };
}

/** Every field of the forms of a page, with what it holds now: what a browser would send back. */
export function fieldsOf(html: string, action: string): Record<string, string | string[]> {
  const form = html
    .split('<form ')
    .find(part => part.includes(`action="${action}"`) && part.includes('name="'));
  if (!form) throw new Error(`aucun formulaire pour ${action}`);
  const own = form.slice(0, form.indexOf('</form>'));
  const plain = (text: string) =>
    text
      .replaceAll('&quot;', '"')
      .replaceAll('&#39;', "'")
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&amp;', '&');
  const fields: Record<string, string | string[]> = {};
  const add = (name: string, value: string) => {
    const before = fields[name];
    fields[name] = before === undefined ? value : [...[before].flat(), value];
  };
  for (const [, attributes = ''] of own.matchAll(/<input ([^>]*)>/g)) {
    const name = /name="([^"]*)"/.exec(attributes)?.[1];
    const type = /type="([^"]*)"/.exec(attributes)?.[1];
    if (!name || ['cle', 'ouvert', 'contexte'].includes(name)) continue;
    if ((type === 'checkbox' || type === 'radio') && !/\bchecked\b/.test(attributes)) continue;
    add(name, plain(/value="([^"]*)"/.exec(attributes)?.[1] ?? ''));
  }
  for (const [, attributes = '', text = ''] of own.matchAll(/<textarea ([^>]*)>([^<]*)</g))
    add(/name="([^"]*)"/.exec(attributes)![1]!, plain(text));
  return fields;
}
