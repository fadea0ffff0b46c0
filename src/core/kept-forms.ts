import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import type { Transaction } from './database.ts';
import type { Typed } from './forms.ts';
import { newId } from './identifier.ts';

/** How long what somebody was typing waits for them, in milliseconds (product/network.md §10). */
const keptFor = 30 * 60_000;

export interface KeptForm {
  /** Where the form was going. */
  path: string;
  typed: Typed;
}

/** A key that only the holder of the session's cookie can make again: the database alone opens nothing. */
const keyOf = (token: string) => Buffer.from(hkdfSync('sha256', token, 'airial', 'kept form', 32));

/** Seals what was typed for this account until they come back; gives its reference. */
export async function keepForm(
  transaction: Transaction,
  now: Date,
  account: string,
  token: string,
  form: KeptForm,
): Promise<string> {
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', keyOf(token), iv);
  const text = Buffer.concat([cipher.update(JSON.stringify(form), 'utf8'), cipher.final()]);
  const id = newId(now);
  await transaction
    .insertInto('core.kept_form')
    .values({
      id,
      account_id: account,
      sealed: Buffer.concat([iv, cipher.getAuthTag(), text]),
      expires_at: new Date(now.getTime() + keptFor),
    })
    .execute();
  return id;
}

/** What was kept for this account, opened with the token it was sealed with; null when it is gone or not theirs. */
export async function findKeptForm(
  transaction: Transaction,
  now: Date,
  { account, token, id }: { account: string; token: string; id: string },
): Promise<KeptForm | null> {
  if (!/^[0-9a-f-]{36}$/.test(id)) return null;
  const row = await transaction
    .selectFrom('core.kept_form')
    .select('sealed')
    .where('id', '=', id)
    .where('account_id', '=', account)
    .where('expires_at', '>', now)
    .executeTakeFirst();
  if (!row) return null;
  try {
    const { sealed } = row;
    const decipher = createDecipheriv('aes-256-gcm', keyOf(token), sealed.subarray(0, 12));
    decipher.setAuthTag(sealed.subarray(12, 28));
    return JSON.parse(
      Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()]).toString('utf8'),
    );
  } catch {
    return null;
  }
}

/** Seals again for a new session what the former one of the same account had kept; gives the new reference. */
export async function carryKeptForm(
  transaction: Transaction,
  now: Date,
  it: { account: string; from: string; to: string; id: string },
): Promise<string | null> {
  const form = await findKeptForm(transaction, now, { account: it.account, token: it.from, id: it.id });
  if (!form) return null;
  await transaction.deleteFrom('core.kept_form').where('id', '=', it.id).execute();
  return await keepForm(transaction, now, it.account, it.to, form);
}
