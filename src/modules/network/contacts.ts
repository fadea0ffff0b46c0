import type { Transaction } from '../../core/database.ts';
import type { Contact } from '../../core/notify/template.ts';
import { findAccount } from './store/accounts.ts';

/** How an account can be reached: its verified ways only. */
export async function contactOfAccount(transaction: Transaction, id: string): Promise<Contact | null> {
  const account = await findAccount(transaction, id);
  if (!account || account.state === 'clos') return null;
  return {
    name: account.name,
    language: account.language,
    email: account.emailVerifiedAt ? account.email : null,
    phone: account.phoneVerifiedAt ? account.phone : null,
    address: null,
    organisation: null,
  };
}
