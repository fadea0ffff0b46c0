import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Transaction } from '../../../core/database.ts';

/** What is kept of the secret of a link. */
export const hashOfLink = (secret: string): Buffer => createHash('sha256').update(secret).digest();

/** Tells row-level security which link is shown, until the transaction ends: its one row is seen. */
export async function showLink(transaction: Transaction, secret: string): Promise<void> {
  await sql`SELECT set_config('airial.link', ${hashOfLink(secret).toString('hex')}, true)`.execute(
    transaction,
  );
}
