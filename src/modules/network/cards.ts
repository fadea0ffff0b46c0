import { createHmac } from 'node:crypto';
import { act } from '../../core/act.ts';
import { actAs, asSystem, door } from '../../core/acting-as.ts';
import type { Ground } from '../../core/ground.ts';
import { newId } from '../../core/identifier.ts';
import { notify } from '../../core/notify/notify.ts';
import { endSessions } from '../../core/sessions.ts';
import { CannotDo, type Doer } from './doing.ts';
import { cardNumber } from './domain/card.ts';
import { cardWords, readWords } from './domain/words.ts';
import { keyEvents } from './events-keys.ts';
import { fingerprint } from './keys/sealing.ts';
import { insertAccount } from './store/accounts.ts';
import { findHolder } from './store/card-holders.ts';
import { blockCard, cardsOf, endCard, insertCard } from './store/cards.ts';
import type { IdentityCheck } from './tables-keys.ts';

/** What is on a card: made from the key of the form, so that a second press prints the same, and nothing keeps it. */
export function cardMadeFrom(
  { secret }: Pick<Ground, 'secret'>,
  key: string,
): { number: string; words: string[] } {
  const bytes = createHmac('sha512', secret).update(`card ${key}`).digest();
  const indexes = [0, 1, 2, 3].map(index => bytes.readUInt16BE(32 + index * 2) % 2048);
  return { number: cardNumber(bytes.subarray(0, 17)), words: cardWords(indexes) };
}

/** What is hashed of the words, whatever their accents. */
export const plainWords = (words: readonly string[]): string => readWords(words.join(' '))!;

export interface Issuing {
  /** Null: a new person, whose account opens with the card. */
  account: string | null;
  /** They were just found by this helper, though another organisation or nobody gave them a card. */
  found?: boolean;
  name: string;
  check: IdentityCheck;
  number: string;
  wordsHash: string;
}

/** Hands a card over; the one before dies at once, with the sessions it opened. Gives the account. */
export async function issueCard({ database, actor, now, key, request }: Doer, it: Issuing): Promise<string> {
  const helper = actor.account!;
  const organisation = helper.membership!.organisation.id;
  return await act(database, now, {
    event: keyEvents.card_issued,
    actor,
    key,
    request,
    change: async transaction => {
      const account = it.account ?? newId(now);
      if (it.account === helper.id) throw new CannotDo('self');
      let replaced = 0;
      if (it.account) {
        const mine = await asSystem(transaction, 'network:cards', () => cardsOf(transaction, organisation));
        const known =
          mine.some(card => card.account === account) ||
          (it.found &&
            (await asSystem(transaction, 'network:cards', () => findHolder(transaction, account))));
        if (!known) throw new CannotDo('unknown');
        replaced = await endCard(transaction, account, now);
        await asSystem(transaction, 'network:cards', () => endSessions(transaction, now, account));
      } else {
        await insertAccount(transaction, now, { id: account, name: it.name });
      }
      await insertCard(transaction, {
        id: newId(now),
        account,
        number: fingerprint(it.number),
        wordsHash: it.wordsHash,
        at: now,
        by: helper.id,
        organisation,
        check: it.check,
      });
      if (it.account)
        await notify(transaction, now, {
          template: 'network.card_issued',
          to: { account },
          occurrence: key ?? newId(now),
          values: { organisation: helper.membership!.organisation.name },
          causedBy: actor,
        });
      return {
        answer: account,
        object: { type: 'account', ref: account },
        person: account,
        facts: { identity_check: it.check, replaced },
      };
    },
  });
}

/** Blocks the card of somebody: a helper whose organisation handed it over, the holder, or too many wrong tries. */
export async function blockCardOf(
  { database, actor, now, request }: Doer,
  account: string,
  reason: 'helper' | 'holder' | 'tries',
): Promise<void> {
  const organisation = actor.account?.membership?.organisation.id;
  await act(database, now, {
    event: keyEvents.card_blocked,
    actor,
    request,
    change: async transaction => {
      if (reason === 'helper') {
        const mine = await asSystem(transaction, 'network:cards', () => cardsOf(transaction, organisation!));
        if (!mine.some(card => card.account === account)) throw new CannotDo('unknown');
      }
      await actAs(transaction, door);
      const blocked = await blockCard(transaction, account, now);
      // Wrong tries may be anybody's: they do not put its holder out.
      if (blocked && reason !== 'tries') {
        await endSessions(
          transaction,
          now,
          account,
          reason === 'holder' ? actor.account!.session : undefined,
        );
        await notify(transaction, now, {
          template: 'network.card_blocked',
          to: { account },
          occurrence: newId(now),
          values: {},
          causedBy: actor,
        });
      }
      await actAs(transaction, actor);
      return {
        answer: null,
        object: { type: 'account', ref: account },
        person: account,
        facts: { reason },
        unchanged: !blocked,
      };
    },
  });
}
