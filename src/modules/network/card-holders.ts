import { createHmac, timingSafeEqual } from 'node:crypto';
import { act } from '../../core/act.ts';
import { asSystem } from '../../core/acting-as.ts';
import { readEmail, readName, readPhone } from '../../core/contacts.ts';
import type { Ground } from '../../core/ground.ts';
import type { Doer } from './doing.ts';
import { keyEvents } from './events-keys.ts';
import { findPossibleHolders, type PossibleHolder, type SoughtBy } from './store/card-holders.ts';

/** How long what was found may be used, in milliseconds. */
const usable = 15 * 60_000;

/** What was typed to find somebody: an address, a number, or the name as it is on the former card. */
export function readSought(typed: string): SoughtBy | null {
  const [email, phone, name] = [readEmail(typed), readPhone(typed), readName(typed)];
  if ('value' in email) return { email: email.value };
  // A name may hold a figure, a telephone holds little else.
  if ('value' in phone && typed.replace(/[\d\s.+()/-]/g, '') === '') return { phone: phone.value };
  return 'value' in name ? { name: name.value } : null;
}

/** People whose account has no organisation, and who may be the one in front of the helper. Each search is in the journal. */
export async function seekHolder(
  { database, actor, now, request }: Doer,
  by: SoughtBy,
): Promise<PossibleHolder[]> {
  return await act(database, now, {
    event: keyEvents.card_holder_sought,
    actor,
    request,
    change: async transaction => {
      const found = await asSystem(transaction, 'network:cards', () => findPossibleHolders(transaction, by));
      return {
        answer: found.filter(({ account }) => account !== actor.ref),
        object: { type: 'organisation', ref: actor.account!.membership!.organisation.id },
        facts: { by: Object.keys(by)[0]!, found: found.length },
      };
    },
  });
}

const seal = ({ secret }: Pick<Ground, 'secret'>, helper: string, account: string, until: number) =>
  createHmac('sha256', secret).update(`card holder ${helper} ${account} ${until}`).digest('base64url');

/** Says that this helper has just found this account: an identifier alone opens nothing. */
export function foundMark(
  ground: Pick<Ground, 'secret'>,
  helper: string,
  account: string,
  now: Date,
): string {
  const until = now.getTime() + usable;
  return `${until}.${seal(ground, helper, account, until)}`;
}

export function isFoundMark(
  ground: Pick<Ground, 'secret'>,
  mark: string,
  { helper, account, now }: { helper: string; account: string; now: Date },
): boolean {
  const [, until = '', given = ''] = /^(\d{13})\.([\w-]{43})$/.exec(mark) ?? [];
  if (!given || Number(until) < now.getTime()) return false;
  return timingSafeEqual(Buffer.from(given), Buffer.from(seal(ground, helper, account, Number(until))));
}
