import { act } from '../../core/act.ts';
import { endSession, endSessions, openSession } from '../../core/sessions.ts';
import { CannotDo, type Doer } from './doing.ts';
import { networkEvents } from './events.ts';
import { findAccount, updateAccount } from './store/accounts.ts';
import { findMemberships } from './store/members.ts';

const day = 86_400_000;

/** Days to change one's mind before a closed account is erased (product/network.md §3.11). */
const closingDays = 14;

/** Signs out. The cookie is taken back by the answer. */
export async function signOut({ database, actor, now, request }: Doer): Promise<void> {
  const account = actor.account!;
  await act(database, now, {
    event: networkEvents.signed_out,
    actor,
    subject: account.id,
    request,
    change: async transaction => {
      await endSession(transaction, now, account.session);
      return { answer: null, object: { type: 'account', ref: account.id }, person: account.id };
    },
  });
}

/** Signs out one device, or every other one. */
export async function signOutDevices(
  { database, actor, now, request }: Doer,
  session: string | 'others',
): Promise<number> {
  const account = actor.account!;
  return await act(database, now, {
    event: networkEvents.session_revoked,
    actor,
    subject: account.id,
    request,
    change: async transaction => {
      const ended =
        session === 'others'
          ? await endSessions(transaction, now, account.id, account.session)
          : await endSession(transaction, now, session);
      return {
        answer: ended,
        object: { type: 'account', ref: account.id },
        person: account.id,
        facts: { sessions: ended },
        unchanged: ended === 0,
      };
    },
  });
}

/**
 * Acts for another organisation, or for oneself: the session changes with what it opens. Gives the new cookie.
 * The proof of identity is that of the session that ends.
 */
export async function changeContext(
  { database, actor, now, request }: Doer,
  organisation: string | null,
  browser: { device: string; network: string },
): Promise<string> {
  const account = actor.account!;
  return await act(database, now, {
    event: networkEvents.context_changed,
    actor,
    subject: account.id,
    request,
    change: async transaction => {
      const held = organisation
        ? (await findMemberships(transaction, account.id)).find(role => role.organisation === organisation)
        : null;
      if (organisation && !held) throw new CannotDo('unknown');
      await endSession(transaction, now, account.session);
      const { cookie } = await openSession(transaction, now, {
        account: account.id,
        membership: held?.id ?? null,
        strength: account.strength,
        shared: account.sharedComputer,
        kept: false,
        provenAt: account.provenAt,
        ...browser,
      });
      return {
        answer: cookie,
        object: { type: 'account', ref: account.id },
        person: account.id,
        facts: { organisation: organisation ?? 'personnel' },
      };
    },
  });
}

/** Name and language, as their holder writes them. */
export async function changeProfile(
  { database, actor, now, key, request }: Doer,
  it: { name: string; language: 'fr' | 'en' },
): Promise<void> {
  const account = actor.account!;
  await act(database, now, {
    event: networkEvents.contact_changed,
    actor,
    subject: account.id,
    key,
    request,
    change: async transaction => {
      const before = await findAccount(transaction, account.id);
      const fields = [
        ...(before?.name === it.name ? [] : ['name']),
        ...(before?.language === it.language ? [] : ['language']),
      ];
      if (fields.length > 0)
        await updateAccount(transaction, account.id, { display_name: it.name, language: it.language });
      return {
        answer: null,
        object: { type: 'account', ref: account.id },
        person: account.id,
        facts: { fields },
        details: { name: it.name },
        unchanged: fields.length === 0,
      };
    },
  });
}

/** Asks for the account to be closed: fourteen days to change one's mind, then it is erased. */
export async function askToClose({ database, actor, now, key, request }: Doer): Promise<Date> {
  const account = actor.account!;
  const on = new Date(now.getTime() + closingDays * day);
  await act(database, now, {
    event: networkEvents.account_closing,
    actor,
    subject: account.id,
    key,
    request,
    change: async transaction => {
      await updateAccount(transaction, account.id, { closing_on: on });
      return { answer: null, object: { type: 'account', ref: account.id }, person: account.id };
    },
  });
  return on;
}

/** The account is kept after all. */
export async function keepAccount({ database, actor, now, key, request }: Doer): Promise<void> {
  const account = actor.account!;
  await act(database, now, {
    event: networkEvents.account_kept,
    actor,
    subject: account.id,
    key,
    request,
    change: async transaction => {
      await updateAccount(transaction, account.id, { closing_on: null });
      return { answer: null, object: { type: 'account', ref: account.id }, person: account.id };
    },
  });
}
