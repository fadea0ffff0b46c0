import { sql } from 'kysely';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../tests/database.ts';
import { asOwner } from '../../../tests/signed-in.ts';
import { type Actor, everybodyMay, visitor } from '../access.ts';
import { act } from '../act.ts';
import { actAs } from '../acting-as.ts';
import { readConfig } from '../config.ts';
import { defineEvents } from '../events.ts';
import { newId } from '../identifier.ts';
import type { Drivers, Email, Outcome, Sms } from './drivers/driver.ts';
import { gone, people } from './fixture.ts';
import { type Notice, notify } from './notify.ts';
import { recordReport } from './recording.ts';
import { cancelStaleLetters, sendMessage } from './sending.ts';
import { stopMessages } from './stopping.ts';
import type { Contact } from './template.ts';

const events = defineEvents('trial', {
  told: { policy: everybodyMay('A00', 'Tout le monde peut essayer'), fr: 'Un essai.', en: 'A trial.' },
});
const noon = new Date('2026-11-23T11:00:00Z');
let base: TestDatabase;
let now: Date;
let sent: (Email | Sms)[];
let answers: Outcome[];
const accepted: Outcome = { kind: 'accepted', providerRef: null };

beforeAll(async () => {
  base = await testDatabase();
});
beforeEach(() => {
  now = noon;
  sent = [];
  answers = [];
});

function drivers({ idempotent = false } = {}): Drivers {
  const driver = {
    idempotent,
    leaves: true,
    send: async (message: Email | Sms) => {
      sent.push(message);
      return answers.shift() ?? accepted;
    },
  };
  return { email: driver, sms: driver };
}

const ground = (settings: Parameters<typeof readConfig>[0] = {}) => ({
  database: base.db,
  now: () => now,
  config: readConfig(settings),
  secret: 'secret',
});

function person(contact: Partial<Contact> = {}): string {
  const id = newId(now);
  const verified = { email: `${id}@landes.example`, phone: `+336${id.slice(-8).replaceAll(/\D/g, '1')}` };
  people.set(id, {
    name: 'Marie Dupouy',
    language: 'fr',
    address: null,
    organisation: null,
    ...verified,
    ...contact,
  });
  return id;
}

async function tell(notice: Partial<Notice> & Pick<Notice, 'template' | 'to'>, actor: Actor = visitor) {
  await act(base.db, now, {
    event: events.told,
    actor,
    change: async transaction => {
      await notify(transaction, now, {
        occurrence: newId(now),
        values: { name: 'Marie' },
        causedBy: actor,
        ...notice,
      });
      return { answer: null, object: { type: 'trial', ref: '1' }, unchanged: true };
    },
  });
}

async function asJob<Answer>(
  work: (transaction: Parameters<Parameters<typeof act>[2]['change']>[0]) => Promise<Answer>,
) {
  return await base.db.transaction().execute(async transaction => {
    await actAs(transaction, { kind: 'job', ref: 'test' });
    return await work(transaction);
  });
}

const sqlAsOwner = (text: string) => asOwner(base, async client => (await client.query(text)).rows);

const messagesOf = (account: string) =>
  asJob(transaction =>
    transaction
      .selectFrom('core.message')
      .selectAll()
      .where('recipient_account', '=', account)
      .orderBy('channel')
      .execute(),
  );

const receiptsOf = async (id: string) =>
  (
    await asJob(transaction =>
      transaction
        .selectFrom('core.receipt')
        .selectAll()
        .where('message_id', '=', id)
        .orderBy('try')
        .orderBy(sql`event <> 'processed'`)
        .execute(),
    )
  ).map(({ event, detail }) => (detail ? `${event} ${detail}` : event));

const one = async (account: string, channel: string) =>
  (await messagesOf(account)).find(message => message.channel === channel)!;

const send = (id: string, options?: { idempotent?: boolean }) => sendMessage(ground(), id, drivers(options));

describe('notify', () => {
  it('writes one message a channel, once whatever is retried, with its job', async () => {
    const account = person();
    const occurrence = newId(now);
    await tell({ template: 'trial.security', to: { account }, occurrence });
    await tell({ template: 'trial.security', to: { account }, occurrence });
    const messages = await messagesOf(account);
    expect(messages.map(({ channel, state }) => [channel, state])).toEqual([
      ['email', 'a_envoyer'],
      ['sms', 'a_envoyer'],
    ]);
    expect(messages[0]).toMatchObject({ subject: 'Votre carte a changé', caused_by: 'visitor:anonymous' });
    const owner = await sqlAsOwner(
      `SELECT count(*)::int AS n FROM graphile_worker.jobs WHERE key = 'message ${messages[0]!.id}'`,
    );
    expect(owner).toEqual([{ n: 1 }]);
  });

  it('writes nothing, and plans nothing, when the act fails', async () => {
    const account = person();
    await expect(
      act(base.db, now, {
        event: events.told,
        actor: visitor,
        change: async transaction => {
          await notify(transaction, now, {
            template: 'trial.security',
            to: { account },
            occurrence: 'x',
            values: {},
            causedBy: visitor,
          });
          throw new Error('coupure');
        },
      }),
    ).rejects.toThrow('coupure');
    expect(await messagesOf(account)).toEqual([]);
  });

  it('gives the transaction back to who acts, and keeps receipts of ways that are missing', async () => {
    const account = person({ phone: null });
    await base.db.transaction().execute(async transaction => {
      await actAs(transaction, { ...visitor, kind: 'account', ref: account });
      await notify(transaction, now, {
        template: 'trial.security',
        to: { account },
        occurrence: 'y',
        values: {},
        causedBy: visitor,
      });
      const { rows } = await sql<{ actor: string }>`SELECT current_setting('airial.actor') AS actor`.execute(
        transaction,
      );
      expect(rows[0]!.actor).toBe(`account:${account}`);
    });
    const messages = await messagesOf(account);
    expect(messages.map(({ channel, state, detail }) => [channel, state, detail])).toEqual([
      ['email', 'a_envoyer', null],
      ['onscreen', 'envoye', null],
      ['sms', 'annule', 'no_phone'],
    ]);
    expect(await receiptsOf(messages[2]!.id)).toEqual(['failure no_phone']);
  });

  it('writes to an address that has no account, by it alone', async () => {
    const to = { email: `${newId(now)}@landes.example` };
    await tell({ template: 'trial.security', to });
    const rows = await asJob(transaction =>
      transaction
        .selectFrom('core.message')
        .select(['channel', 'state'])
        .where('address', '=', to.email)
        .execute(),
    );
    expect(rows).toEqual([{ channel: 'email', state: 'a_envoyer' }]);
  });

  it('is seen by the recipient, who caused it and nobody else', async () => {
    const [account, helper, other] = [person(), person(), person()];
    const signedIn = (id: string): Actor => ({
      kind: 'account',
      ref: id,
      account: {
        id,
        name: '',
        language: 'fr',
        membership: null,
        strength: 1,
        provenAt: null,
        sharedComputer: false,
        session: '',
      },
    });
    await tell({ template: 'trial.security', to: { account } }, signedIn(helper));
    const seenBy = (actor: Actor) =>
      base.db.transaction().execute(async transaction => {
        await actAs(transaction, actor);
        const messages = await transaction.selectFrom('core.message').select('id').execute();
        return messages.length;
      });
    expect([await seenBy(signedIn(account)), await seenBy(signedIn(helper))]).toEqual([2, 2]);
    expect([await seenBy(signedIn(other)), await seenBy(visitor)]).toEqual([0, 0]);
    await expect(
      base.db.transaction().execute(async transaction => {
        await actAs(transaction, signedIn(account));
        await sql`INSERT INTO core.message SELECT * FROM core.message`.execute(transaction);
      }),
    ).rejects.toThrow(/row-level security/);
  });
});

describe('sending', () => {
  it('leaves once, with receipts', async () => {
    const account = person();
    await tell({ template: 'trial.security', to: { account } });
    const { id } = await one(account, 'email');
    await Promise.all([send(id), send(id), send(id)]);
    await send(id);
    expect(sent).toHaveLength(1);
    expect(sent[0]).toMatchObject({ to: people.get(account)!.email });
    expect(sent[0]!.text).toContain('https://landes.example/compte');
    expect((await one(account, 'email')).state).toBe('envoye');
    expect(await receiptsOf(id)).toEqual(['processed', 'sent']);
  });

  it('tries again 14 times, then says the same elsewhere', async () => {
    const account = person({ phone: null });
    await tell({ template: 'trial.due', to: { account }, occurrence: 'again' });
    const { id } = await one(account, 'email');
    answers = Array(20).fill({ kind: 'refused', permanent: false, detail: 'unreachable' });
    for (let tries = 0; tries < 20; tries++) {
      await send(id);
      now = (await one(account, 'email')).next_try_at ?? now;
    }
    expect(sent).toHaveLength(15);
    expect(await one(account, 'email')).toMatchObject({ state: 'echec', detail: 'given_up' });
    expect((now.getTime() - noon.getTime()) / 3_600_000).toBeGreaterThanOrEqual(41);
    expect(await one(account, 'letter')).toMatchObject({ state: 'a_envoyer', instead_of: id });
  });

  it('reads the cause again before each try', async () => {
    const account = person();
    await tell({ template: 'trial.due', to: { account }, occurrence: 'gone-later' });
    const { id } = await one(account, 'email');
    answers = [{ kind: 'refused', permanent: false, detail: 'unreachable' }];
    await send(id);
    gone.add('gone-later');
    await send(id);
    expect(sent).toHaveLength(1);
    expect(await one(account, 'email')).toMatchObject({ state: 'annule', detail: 'no_longer_due' });
  });

  it('takes from the pile a letter that is no longer true', async () => {
    const account = person({ phone: null, email: null });
    await tell({ template: 'trial.due', to: { account }, occurrence: 'gone-on-paper' });
    await cancelStaleLetters(ground());
    expect(await one(account, 'letter')).toMatchObject({ state: 'a_envoyer' });
    gone.add('gone-on-paper');
    await cancelStaleLetters(ground());
    expect(await one(account, 'letter')).toMatchObject({ state: 'annule', detail: 'no_longer_due' });
  });

  it('does not send a code that is too old', async () => {
    const account = person();
    await tell({ template: 'trial.code', to: { account }, values: { code: '123456' } });
    now = new Date(noon.getTime() + 11 * 60_000);
    await send((await one(account, 'sms')).id);
    expect(sent).toEqual([]);
    expect(await one(account, 'sms')).toMatchObject({ state: 'perime', secret: true });
  });

  it('lets phones sleep, except for codes', async () => {
    now = new Date('2026-11-23T21:00:00Z');
    const account = person();
    await tell({ template: 'trial.security', to: { account } });
    await tell({ template: 'trial.code', to: { account }, values: { code: '123456' } });
    for (const { id, channel } of await messagesOf(account)) if (channel === 'sms') await send(id);
    expect(sent.map(message => message.text)).toEqual(['Votre code Airial : 123456']);
    const waiting = (await messagesOf(account)).find(message => message.detail === 'quiet_hours')!;
    expect(waiting.next_try_at!.toISOString()).toBe('2026-11-24T07:00:00.000Z');
    now = waiting.next_try_at!;
    await send(waiting.id);
    expect(sent).toHaveLength(2);
  });

  it('writes to no foreign number, and 20 times a day at most to one person', async () => {
    const foreign = person({ phone: '+447700900000' });
    await tell({ template: 'trial.security', to: { account: foreign } });
    await send((await one(foreign, 'sms')).id);
    expect(await one(foreign, 'sms')).toMatchObject({ state: 'echec', detail: 'prefix_refused' });
    const phone = '+33611111111';
    for (let count = 0; count < 21; count++)
      await tell({ template: 'trial.code', to: { phone }, values: { code: '1' } });
    const rows = await asJob(transaction =>
      transaction.selectFrom('core.message').select('id').where('address', '=', phone).execute(),
    );
    for (const { id } of rows) await send(id);
    expect(sent).toHaveLength(20);
  });

  it('says the same by another way when an address is refused for good', async () => {
    const account = person();
    await tell({ template: 'trial.security', to: { account } });
    const { id } = await one(account, 'email');
    answers = [{ kind: 'refused', permanent: true, detail: 'address_refused' }];
    await send(id);
    expect(await one(account, 'email')).toMatchObject({ state: 'echec', detail: 'address_refused' });
    expect(await one(account, 'onscreen')).toMatchObject({ state: 'envoye', instead_of: id });
  });

  it('does the same when the mailbox sends it back later', async () => {
    const account = person();
    await tell({ template: 'trial.security', to: { account } });
    const { id } = await one(account, 'email');
    await send(id);
    const by = { kind: 'command', ref: 'messages bounce' } as const;
    expect(await recordReport(ground(), by, id, { delivered: false, detail: 'bounced' })).toBe(true);
    expect(await recordReport(ground(), by, id, { delivered: false, detail: 'bounced' })).toBe(true);
    expect(await recordReport(ground(), by, newId(now), { delivered: true })).toBe(false);
    expect(await one(account, 'onscreen')).toMatchObject({ instead_of: id });
    expect(await receiptsOf(id)).toEqual(['processed', 'sent', 'failure bounced']);
  });

  it('after a process killed while sending: never twice in silence', async () => {
    for (const idempotent of [false, true]) {
      const account = person();
      await tell({ template: 'trial.security', to: { account } });
      const { id } = await one(account, 'email');
      const killed = {
        email: { idempotent, leaves: true, send: async () => await Promise.reject(new Error('tué')) },
      };
      await expect(sendMessage(ground(), id, { ...drivers(), ...killed })).rejects.toThrow('tué');
      sent = [];
      await send(id, { idempotent });
      await send(id, { idempotent });
      expect(sent.map(message => message.id)).toEqual(idempotent ? [id] : []);
      expect((await one(account, 'email')).state).toBe(idempotent ? 'envoye' : 'incertain');
      expect(await receiptsOf(id)).toEqual(['processed', idempotent ? 'sent' : 'failure unknown_outcome']);
    }
  });

  it('is not sent any more once stopped, when it may be', async () => {
    const account = person();
    await tell({ template: 'trial.news', to: { account } });
    const [message] = await messagesOf(account);
    expect(await stopMessages(ground(), message!.id)).toBe(true);
    await tell({ template: 'trial.news', to: { account } });
    expect(await messagesOf(account)).toHaveLength(1);
    await tell({ template: 'trial.security', to: { account }, occurrence: 'secure' });
    const secure = (await messagesOf(account)).find(({ kind }) => kind === 'securite')!;
    expect(await stopMessages(ground(), secure.id)).toBe(false);
  });

  it('keeps its proofs: a receipt is not rewritten, a message does not go back', async () => {
    const account = person();
    await tell({ template: 'trial.security', to: { account } });
    const { id } = await one(account, 'email');
    await send(id);
    await expect(
      sqlAsOwner(`UPDATE core.receipt SET event = 'delivered' WHERE message_id = '${id}'`),
    ).rejects.toThrow('accusé');
    await expect(sqlAsOwner(`DELETE FROM core.receipt WHERE message_id = '${id}'`)).rejects.toThrow('accusé');
    await expect(
      asJob(transaction =>
        transaction
          .updateTable('core.message')
          .set({ state: 'a_envoyer', next_try_at: now })
          .where('id', '=', id)
          .execute(),
      ),
    ).rejects.toThrow('ne passe pas');
  });
});
