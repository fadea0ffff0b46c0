import type { Actor } from '../../core/access.ts';
import { act } from '../../core/act.ts';
import { asSystem } from '../../core/acting-as.ts';
import type { Transaction } from '../../core/database.ts';
import { newId } from '../../core/identifier.ts';
import { notify } from '../../core/notify/notify.ts';
import { endSessions } from '../../core/sessions.ts';
import { CannotDo, type Doer } from './doing.ts';
import { mostOfPhone } from './domain/ways.ts';
import { networkEvents } from './events.ts';
import {
  type Account,
  countWithPhone,
  findAccount,
  findAccountByEmail,
  updateAccount,
} from './store/accounts.ts';
import { useUp } from './store/challenges.ts';

interface Changing {
  /** The proof, used up with the change. */
  challenge: string;
  /** The session that stays open. */
  session: string;
}

/** Puts a proven address on the account. Throws `used`, or `taken` when another account got it meanwhile. */
export async function changeAddress(doer: Doer, it: Changing & { email: string }): Promise<void> {
  try {
    await change(doer, it, async (transaction, before) => {
      const holder = await asSystem(transaction, 'network:contacts', () =>
        findAccountByEmail(transaction, it.email),
      );
      if (holder && holder.id !== before.id) throw new CannotDo('taken');
      await updateAccount(transaction, before.id, { email: it.email, email_verified_at: doer.now });
      // Their own address, proven late, is no change to tell there.
      return {
        field: 'email',
        left: before.email && before.email !== it.email ? { email: before.email } : null,
      };
    });
  } catch (error) {
    if ((error as { constraint?: string }).constraint === 'account_email') throw new CannotDo('taken');
    throw error;
  }
}

/** Puts a proven number on the account. Throws `used`, or `shared` when three others have it. */
export async function changePhone(doer: Doer, it: Changing & { phone: string }): Promise<void> {
  await change(doer, it, async (transaction, before) => {
    const others = await asSystem(transaction, 'network:contacts', () =>
      countWithPhone(transaction, it.phone, before.id),
    );
    if (others >= mostOfPhone) throw new CannotDo('shared');
    await updateAccount(transaction, before.id, { phone: it.phone, phone_verified_at: doer.now });
    return { field: 'phone', left: oldPhone(before, it.phone) };
  });
}

/** A number that was never proven may be anybody's: nothing is sent there. */
const oldPhone = ({ phone, phoneVerifiedAt }: Account, now: string | null) =>
  phone && phoneVerifiedAt && phone !== now ? { phone } : null;

/** Takes the number away; the database refuses when nothing else opens the account. */
export async function removePhone(doer: Doer): Promise<void> {
  const { session } = doer.actor.account!;
  await change(doer, { challenge: null, session }, async (transaction, before) => {
    if (!before.phone) return null;
    await updateAccount(transaction, before.id, { phone: null, phone_verified_at: null });
    return { field: 'phone', left: oldPhone(before, null) };
  });
}

type Left = { email: string } | { phone: string };

/** What every change of a way to be reached does: other sessions end, both the old way and the account are told. */
async function change(
  { database, actor, now, key, request }: Doer,
  { challenge, session }: { challenge: string | null; session: string },
  write: (
    transaction: Transaction,
    before: Account,
  ) => Promise<{ field: 'email' | 'phone'; left: Left | null } | null>,
): Promise<void> {
  const account = actor.account!;
  await act(database, now, {
    event: networkEvents.contact_changed,
    actor,
    subject: account.id,
    key,
    request,
    change: async transaction => {
      const object = { type: 'account', ref: account.id };
      if (challenge && !(await useUp(transaction, now, challenge))) throw new CannotDo('used');
      const before = await findAccount(transaction, account.id);
      if (before?.state !== 'actif') throw new CannotDo('used');
      const done = await write(transaction, before);
      if (!done) return { answer: null, object, unchanged: true };
      await endSessions(transaction, now, account.id, session || undefined);
      await tell(transaction, now, { actor, account: before, left: done.left });
      return { answer: null, object, person: account.id, facts: { fields: [done.field] } };
    },
  });
}

async function tell(
  transaction: Transaction,
  now: Date,
  { actor, account, left }: { actor: Actor; account: Account; left: Left | null },
) {
  const occurrence = newId(now);
  const notice = { occurrence, values: {}, causedBy: actor };
  if (left)
    await notify(transaction, now, {
      template: 'network.contact_left',
      to: { ...left, language: account.language },
      ...notice,
    });
  await notify(transaction, now, {
    template: 'network.contact_changed',
    to: { account: account.id },
    ...notice,
  });
}
