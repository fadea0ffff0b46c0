import { act } from '../../core/act.ts';
import { asSystem } from '../../core/acting-as.ts';
import { newId } from '../../core/identifier.ts';
import { notify } from '../../core/notify/notify.ts';
import { dayInParis, dayText } from '../../core/typography.ts';
import { CannotDo, type Doer } from './doing.ts';
import { monthsLater } from './domain/sleeping.ts';
import { rightsEvents } from './events-rights.ts';
import { findAnswerers } from './store/journal.ts';
import { findRightsRequest, insertRightsRequest, updateRightsRequest } from './store/rights.ts';
import type { RightsKind } from './vocabulary.ts';

/** GDPR, article 12.3: one month, two more for a hard one when the person is told why within the first. */
const months = { term: 1, extended: 3 } as const;

const termOf = (receivedAt: Date, count: number) => dayInParis(monthsLater(receivedAt, count));

/** Words of a day for a message: its reader's language is not known here. */
const dayFor = (day: string) => dayText(new Date(`${day}T12:00:00Z`), { language: 'fr' });

/** What somebody asks about their own data; the officers are told. Gives the day of the term. */
export async function askRights(
  doer: Doer,
  { kind, words }: { kind: RightsKind; words: string },
): Promise<string> {
  const { database, now, actor, origin } = doer;
  const due = termOf(now, months.term);
  return await act(database, now, {
    ...doer,
    event: rightsEvents.request_received,
    change: async transaction => {
      const id = newId(now);
      await insertRightsRequest(transaction, {
        id,
        account: actor.account!.id,
        name: null,
        kind,
        words,
        receivedAt: now,
        dueOn: due,
        recordedBy: null,
      });
      // Officers only: no référent has anything to do with it.
      const officers = await asSystem(transaction, 'rights', () => findAnswerers(transaction, null, now));
      for (const account of officers)
        await notify(transaction, now, {
          template: 'network.rights_asked',
          to: { account },
          occurrence: id,
          values: { link: `${origin}/pro/dpo`, due: dayFor(due) },
          causedBy: actor,
        });
      return {
        answer: due,
        object: { type: 'rights_request', ref: id },
        person: actor.ref,
        facts: { kind, due },
      };
    },
  });
}

/** A request received on paper, of somebody who may have no account. */
export async function recordRights(
  doer: Doer,
  it: { name: string; kind: RightsKind; words: string; receivedAt: Date },
): Promise<string> {
  const { database, now, actor } = doer;
  const due = termOf(it.receivedAt, months.term);
  return await act(database, now, {
    ...doer,
    event: rightsEvents.request_recorded,
    change: async transaction => {
      const id = newId(now);
      await insertRightsRequest(transaction, {
        id,
        account: null,
        name: it.name,
        kind: it.kind,
        words: it.words,
        receivedAt: it.receivedAt,
        dueOn: due,
        recordedBy: actor.account!.id,
      });
      return { answer: id, object: { type: 'rights_request', ref: id }, facts: { kind: it.kind, due } };
    },
  });
}

/** Two months more, once, within the first term; the person is told why. Throws `CannotDo`. */
export async function extendRights(doer: Doer, id: string, reason: string): Promise<void> {
  const { database, now, actor, origin } = doer;
  await act(database, now, {
    ...doer,
    event: rightsEvents.request_extended,
    change: async transaction => {
      const it = await findRightsRequest(transaction, id, { hold: true });
      if (!it) throw new CannotDo('unknown');
      if (it.answeredAt) throw new CannotDo('rightsAnswered');
      if (it.extendedAt) throw new CannotDo('rightsExtended');
      if (dayInParis(now) > it.dueOn) throw new CannotDo('rightsTooLate');
      const due = termOf(it.receivedAt, months.extended);
      await updateRightsRequest(transaction, id, {
        due_on: due,
        extended_at: now,
        extension_reason: reason,
      });
      if (it.account)
        await notify(transaction, now, {
          template: 'network.rights_extended',
          to: { account: it.account },
          occurrence: id,
          values: { link: `${origin}/compte/donnees`, due: dayFor(due), reason },
          causedBy: actor,
        });
      return {
        answer: null,
        object: { type: 'rights_request', ref: id },
        facts: { due },
        ...(it.account ? { person: it.account } : {}),
      };
    },
  });
}

/** The answer, once; the person reads it in their messages and in their own space. Throws `CannotDo`. */
export async function answerRights(doer: Doer, id: string, answer: string): Promise<void> {
  const { database, now, actor, origin } = doer;
  await act(database, now, {
    ...doer,
    event: rightsEvents.request_answered,
    change: async transaction => {
      const it = await findRightsRequest(transaction, id, { hold: true });
      if (!it) throw new CannotDo('unknown');
      if (it.answeredAt) throw new CannotDo('rightsAnswered');
      await updateRightsRequest(transaction, id, {
        answered_at: now,
        answered_by: actor.account!.id,
        answer,
      });
      if (it.account)
        await notify(transaction, now, {
          template: 'network.rights_answered',
          to: { account: it.account },
          occurrence: id,
          values: { link: `${origin}/compte/donnees`, answer },
          causedBy: actor,
        });
      return {
        answer: null,
        object: { type: 'rights_request', ref: id },
        facts: { kind: it.kind, late: dayInParis(now) > it.dueOn },
        ...(it.account ? { person: it.account } : {}),
      };
    },
  });
}
