import { randomInt } from 'node:crypto';
import { act } from '../../../core/act.ts';
import { actAs, door } from '../../../core/acting-as.ts';
import type { JournalEvent } from '../../../core/events.ts';
import { keyOfAct } from '../../../core/forms.ts';
import type { Visit } from '../../../core/http/route.ts';
import { newId } from '../../../core/identifier.ts';
import { countAttempt } from '../../../core/limits.ts';
import { notify } from '../../../core/notify/notify.ts';
import { atTheDoor, begin, type Challenge, countTry, findOfBrowser } from '../store/challenges.ts';
import type { Wishes } from './entering.ts';
import { smsDayLimit, smsHourLimit, smsPrefixLimit } from './limits.ts';
import { keyedFingerprint, seal, unseal } from './sealing.ts';

const seconds = 10 * 60;
const mostTries = 5;

/** What a code proves the number for. */
export interface PhoneAsked {
  /** `change`: the number of an account that is signed in; `opening`: that of somebody who has none yet. */
  purpose: 'change' | 'opening';
  phone: string;
  /** Of who opens an account. */
  names?: { first: string; last: string };
  wishes?: Wishes;
}

const sealUse = 'phone code';

/** A code is worth something with its own step and for its own account only: never looked for among the others. */
const codeHash = (secret: string, challenge: string, account: string | null, code: string) =>
  keyedFingerprint(secret, `sms ${challenge} ${account ?? 'nobody'}`, code);

/**
 * Sends a code of six figures to a number; the answer and the work are the same whether somebody has it or not.
 * Seconds to wait when too many were asked for.
 */
export async function sendPhoneCode(
  visit: Visit,
  { asked, thread, event, key }: { asked: PhoneAsked; thread: Buffer; event: JournalEvent; key?: string },
): Promise<{ wait: number }> {
  const { ground, now, actor, address } = visit;
  const { database, secret } = ground;
  const wait =
    (await countAttempt(database, smsPrefixLimit, address, secret, now)) ||
    (await countAttempt(database, smsHourLimit, asked.phone, secret, now)) ||
    (await countAttempt(database, smsDayLimit, asked.phone, secret, now));
  if (wait > 0) return { wait };
  const account = asked.purpose === 'change' ? actor.account!.id : null;
  await act(database, now, {
    event,
    actor,
    ...(account ? { subject: account } : {}),
    ...(key ? { key: keyOfAct(key, [asked.phone]) } : {}),
    request: visit.number,
    change: async transaction => {
      const id = newId(now);
      const code = String(randomInt(1_000_000)).padStart(6, '0');
      await actAs(transaction, door);
      await begin(transaction, now, {
        id,
        kind: 'sms_code',
        account,
        browser: thread,
        secret: codeHash(secret, id, account, code),
        sealed: seal(secret, sealUse, Buffer.from(JSON.stringify(asked))),
        seconds,
      });
      await notify(transaction, now, {
        template: 'network.phone_code',
        to: { phone: asked.phone, language: visit.reader.language },
        occurrence: id,
        values: { code },
        causedBy: actor,
      });
      await actAs(transaction, actor);
      return {
        answer: null,
        object: account ? { type: 'account', ref: account } : { type: 'sign_in', ref: 'unknown' },
        facts: { means: 'sms_code' },
        ...(account ? { person: account } : {}),
      };
    },
  });
  return { wait: 0 };
}

/** The code this browser waits for, for this purpose and, to change a number, for this very account. */
export async function awaitedCode(
  visit: Visit,
  purpose: PhoneAsked['purpose'],
  thread: Buffer | null,
): Promise<{ challenge: Challenge; asked: PhoneAsked } | null> {
  const { ground, now, actor } = visit;
  if (!thread) return null;
  const challenge = await atTheDoor(ground.database, transaction =>
    findOfBrowser(transaction, now, 'sms_code', thread),
  );
  if (!challenge?.sealed) return null;
  const asked: PhoneAsked = JSON.parse(unseal(ground.secret, sealUse, challenge.sealed).toString('utf8'));
  const account = purpose === 'change' ? (actor.account?.id ?? null) : null;
  return asked.purpose === purpose && challenge.account === account ? { challenge, asked } : null;
}

/** Checks a code against its own step: five tries. */
export async function tryPhoneCode(
  { ground }: Visit,
  challenge: Challenge,
  typed: string,
): Promise<'right' | 'wrong' | 'stopped'> {
  const counted = await atTheDoor(ground.database, transaction =>
    countTry(transaction, challenge.id, mostTries),
  );
  if (!counted) return 'stopped';
  const code = typed.normalize('NFKC').replaceAll(/\D/g, '');
  const hash = codeHash(ground.secret, challenge.id, challenge.account, code);
  if (challenge.secret?.equals(hash)) return 'right';
  return challenge.tries + 1 >= mostTries ? 'stopped' : 'wrong';
}
