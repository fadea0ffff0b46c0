import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { actAs } from '../../src/core/acting-as.ts';
import { buildSite } from '../../src/core/http/app.ts';
import { newId } from '../../src/core/identifier.ts';
import { notify } from '../../src/core/notify/notify.ts';
import { type TestDatabase, testDatabase } from '../database.ts';
import { giveCard, giveFactors, givePasskey } from '../means.ts';
import { asOwner, formOf, groundOf, openedOrganisation, type Someone, someone } from '../signed-in.ts';

/*
 * What belongs to another account, asked for or acted on by its identifier: the answer is that of an identifier of
 * nothing, to the byte, and nothing of theirs moved.
 */

const now = new Date('2026-11-24T10:00:00Z');
let base: TestDatabase;
let site: ReturnType<typeof buildSite>;
let here: string;
let there: string;
let attacker: Someone;
let victim: Someone;
/** Identifiers of what is the victim's. */
let their: Record<
  'session' | 'passkey' | 'message' | 'letter' | 'invitation' | 'application' | 'entry' | 'kept',
  string
>;

const tables = [
  'core.session',
  'core.message',
  'core.receipt',
  'core.kept_form',
  'network.account',
  'network.membership',
  'network.credential_passkey',
  'network.credential_totp',
  'network.credential_recovery',
  'network.credential_card',
  'network.invitation',
  'network.api_client',
  'network.journal_alert',
  'network.organisation',
];

/** What the database holds of others than the attacker. */
async function everything(): Promise<string> {
  return await asOwner(base, async client => {
    const seen: string[] = [];
    for (const table of tables) {
      const { rows } = await client.query(`SELECT t::text AS row FROM ${table} AS t ORDER BY 1`);
      seen.push(...rows.map(({ row }) => row).filter(row => !row.includes(attacker.account)));
    }
    return seen.join('\n');
  });
}

beforeAll(async () => {
  base = await testDatabase();
  site = buildSite(
    groundOf(base, () => now),
    () => ({ jobs: true }),
  );
  here = await openedOrganisation(base, now, 'CCAS de Sabres');
  there = await openedOrganisation(base, now, 'Médiathèque de Luxey');
  const roles = ['referent_structure', 'aidant'] as const;
  attacker = await someone(base, now, { in: { organisation: here, roles, entitled: ['carte'] } });
  victim = await someone(base, now, {
    name: 'Odile Victime',
    in: { organisation: there, roles, entitled: ['carte'] },
  });
  const holder = await someone(base, now, { name: 'Paul Sans-Adresse' });
  const [invitation, application, kept] = [newId(now), newId(now), newId(now)];
  await asOwner(base, async client => {
    await giveCard(client, holder.account);
    await client.query('UPDATE network.account SET email = NULL, email_verified_at = NULL WHERE id = $1', [
      holder.account,
    ]);
  });
  await site.request('http://localhost/compte', formOf({ nom: 'Odile Victime-Dubos' }, victim));
  await base.db.transaction().execute(async transaction => {
    await actAs(transaction, { kind: 'job', ref: 'essai' });
    await notify(transaction, now, {
      template: 'network.card_issued',
      to: { account: holder.account },
      occurrence: 'essai',
      values: { organisation: 'Médiathèque de Luxey' },
      causedBy: {
        kind: 'account',
        ref: victim.account,
        account: {
          id: victim.account,
          name: '',
          language: 'fr',
          membership: null,
          strength: 2,
          provenAt: now,
          sharedComputer: false,
          session: '',
        },
      },
      organisation: there,
    });
  });
  their = await asOwner(base, async client => {
    const one = async (text: string, values: unknown[] = []) =>
      (await client.query(text, values)).rows[0]?.id;
    await giveFactors(client, victim.account, 'ABCDEFGHJK');
    await giveFactors(client, attacker.account, '0123456789');
    await giveCard(client, victim.account);
    await client.query('UPDATE network.credential_card SET organisation_id = $1', [there]);
    await givePasskey(client, victim.account);
    await client.query(
      `INSERT INTO network.invitation (id, organisation_id, email, roles, token_sha256, state, sent_at, expires_at)
       VALUES ($1, $2, 'secret@luxey.example', '{aidant}', sha256('x'), 'envoyee', $3, $3::timestamptz + interval '7 days')`,
      [invitation, there, now],
    );
    await client.query(
      `INSERT INTO network.api_client (id, organisation_id, name, secret_sha256, scopes, valid_from, valid_until)
       VALUES ($1, $2, 'Logiciel', sha256('y'), '{places}', $3, $3::timestamptz + interval '1 month')`,
      [application, there, now],
    );
    await client.query(
      `INSERT INTO core.kept_form (id, account_id, sealed, expires_at) VALUES ($1, $2, 'x', $3::timestamptz + interval '1 hour')`,
      [kept, victim.account, now],
    );
    return {
      session: await one(`SELECT encode(id_sha256, 'hex') AS id FROM core.session WHERE account_id = $1`, [
        victim.account,
      ]),
      passkey: await one('SELECT id FROM network.credential_passkey WHERE account_id = $1', [victim.account]),
      message: await one(`SELECT id FROM core.message WHERE channel <> 'letter' LIMIT 1`),
      letter: await one(`SELECT id FROM core.message WHERE channel = 'letter'`),
      entry: await one('SELECT id FROM core.journal_entry LIMIT 1'),
      invitation,
      application,
      kept,
    };
  });
});

interface Attack {
  method?: 'GET';
  path: (id: string) => string;
  values?: (id: string) => Record<string, string>;
  id: () => string;
  /** An identifier of the same shape that is nothing's. */
  nothing?: () => string;
}

const inHere = (rest: string) => `/pro/reseau/structures/${here}/${rest}`;
const attacks: Record<string, Attack> = {
  'a session, to end it': {
    path: () => '/compte/sessions',
    values: appareil => ({ appareil }),
    id: () => their.session,
    nothing: () => createHash('sha256').update('rien').digest('hex'),
  },
  'a passkey, to remove it': {
    path: () => '/compte/moyens/retirer',
    values: passkey => ({ passkey }),
    id: () => their.passkey,
    nothing: () => 'AAAAAAAAAAAAAAAAAAAAAA',
  },
  'a card, to issue another': {
    path: id => `/pro/cartes/${id}`,
    values: () => ({ verification: 'piece_identite' }),
    id: () => victim.account,
  },
  'a card, to block it': { path: id => `/pro/cartes/${id}/blocage`, id: () => victim.account },
  'a message they caused, to settle it': {
    path: () => '/pro/messages',
    values: message => ({ message }),
    id: () => their.message,
  },
  'a letter, to read it': {
    method: 'GET',
    path: id => `/pro/courriers/${id}/courrier.pdf`,
    id: () => their.letter,
  },
  'a letter, to say that it was handed over': {
    path: () => '/pro/courriers',
    values: courrier => ({ courrier, geste: 'printed' }),
    id: () => their.letter,
  },
  'an invitation, to send it again': {
    path: id => inHere(`invitations/${id}`),
    values: () => ({ faire: 'renvoyer' }),
    id: () => their.invitation,
  },
  'an invitation, to withdraw it': {
    path: id => inHere(`invitations/${id}`),
    values: () => ({ faire: 'annuler' }),
    id: () => their.invitation,
  },
  'an application, to end it': {
    path: () => inHere('applications/retirer'),
    values: application => ({ application }),
    id: () => their.application,
  },
  'a line of their journal, to question it': {
    path: () => '/compte/journal',
    values: ligne => ({ ligne }),
    id: () => their.entry,
  },
  'a form they were sending': { method: 'GET', path: id => `/reprendre/${id}`, id: () => their.kept },
  'a member, to see': { method: 'GET', path: id => inHere(`membres/${id}`), id: () => victim.account },
  'a member, to give a role': {
    path: id => inHere(`membres/${id}/roles`),
    values: () => ({ roles: 'aidant', version: '' }),
    id: () => victim.account,
  },
  'a member, to suspend': {
    path: id => inHere(`membres/${id}/suspension`),
    values: () => ({ suspendre: 'oui' }),
    id: () => victim.account,
  },
  'a member, to end': { path: id => inHere(`membres/${id}/fin`), id: () => victim.account },
  'their organisation, to act for it': {
    path: () => '/contexte',
    values: structure => ({ structure }),
    id: () => there,
  },
  'their recovery code, as a second factor': {
    path: () => '/compte/confirmer',
    values: code => ({ code }),
    id: () => 'ABCDEFGHJK',
    nothing: () => 'ZZZZZZZZZZ',
  },
};

/** The answer without what changes from one to the next: its number, the seals of its forms, identifiers. */
const bare = (html: string) =>
  html
    .replaceAll(/\b[A-Z]\d-\d{3}\b/g, '')
    .replaceAll(/name="(cle|ouvert)" value="[^"]*"/g, '')
    .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g, 'ID');

describe.each(Object.entries(attacks))(
  '%s',
  (_, { method, path, values, id, nothing = () => newId(now) }) => {
    test('is as if there were none, and stays as it is', async () => {
      const before = await everything();
      const ask = async (target: string) => {
        const answer = await site.request(
          `http://localhost${path(target)}`,
          method === 'GET' ? { headers: attacker.headers } : formOf(values?.(target) ?? {}, attacker),
        );
        return {
          status: answer.status,
          to: answer.headers.get('location'),
          cookies: answer.headers.getSetCookie(),
          text: bare(await answer.text()),
        };
      };
      expect(id(), 'ce qui est attaqué existe').toBeTruthy();
      const [theirs, none] = [await ask(id()), await ask(nothing())];
      expect(theirs).toEqual(none);
      expect(theirs.text).not.toMatch(/Odile|Luxey|Sans-Adresse/);
      expect(await everything()).toBe(before);
      const lies = await asOwner(base, client =>
        client.query(
          `SELECT event FROM core.journal_entry WHERE event NOT IN ('network.access_refused', 'network.sign_in_refused')
           AND actor_ref = (SELECT ref::text FROM core.pseudonym WHERE target = $1)`,
          [attacker.account],
        ),
      );
      expect(lies.rows).toEqual([]);
    });
  },
);
