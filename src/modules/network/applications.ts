import { createHash, createHmac } from 'node:crypto';
import { act } from '../../core/act.ts';
import type { Ground } from '../../core/ground.ts';
import { newId } from '../../core/identifier.ts';
import { dayInParis } from '../../core/typography.ts';
import { CannotDo, type Doer } from './doing.ts';
import { monthsLater } from './domain/sleeping.ts';
import { apiEvents } from './events-api.ts';
import { endApplication, findApplications, insertApplication } from './store/api-clients.ts';
import type { ApiScope } from './vocabulary.ts';

/** In force at once, for one organisation: more are forgotten keys. */
const mostApplications = 20;

/** 256 bits made from the key of the form: a second press shows the same, and nothing keeps it. */
export function clientSecret({ secret }: Pick<Ground, 'secret'>, key: string): string {
  return createHmac('sha256', secret).update(`api client ${key}`).digest('base64url');
}

/** Links an application to the organisation; gives its identifier. Throws `CannotDo` when there are too many. */
export async function linkApplication(
  { database, actor, now, key, request }: Doer,
  organisation: string,
  it: { name: string; scopes: ApiScope[]; months: number; secret: string },
): Promise<string> {
  const until = monthsLater(now, it.months);
  return await act(database, now, {
    event: apiEvents.secret_created,
    actor,
    subject: organisation,
    key,
    request,
    change: async transaction => {
      const known = await findApplications(transaction, organisation, now);
      if (known.filter(({ endedAt, until: end }) => !endedAt && end > now).length >= mostApplications)
        throw new CannotDo('tooManyApplications');
      const id = newId(now);
      await insertApplication(transaction, {
        id,
        organisation,
        name: it.name,
        secret: createHash('sha256').update(it.secret).digest(),
        scopes: it.scopes,
        from: now,
        until,
        by: actor.account!.id,
      });
      return {
        answer: id,
        object: { type: 'api_client', ref: id },
        facts: { scopes: it.scopes, until: dayInParis(until) },
      };
    },
  });
}

/** Withdraws a key: the next call is refused. False when the organisation has no such key in force. */
export async function unlinkApplication(
  { database, actor, now, key, request }: Doer,
  organisation: string,
  id: string,
): Promise<boolean> {
  return await act(database, now, {
    event: apiEvents.secret_revoked,
    actor,
    subject: organisation,
    key,
    request,
    change: async transaction => {
      const ended = await endApplication(transaction, { id, organisation }, now);
      return { answer: ended, object: { type: 'api_client', ref: id }, unchanged: !ended };
    },
  });
}
