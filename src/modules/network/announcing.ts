import { act } from '../../core/act.ts';
import { asSystem } from '../../core/acting-as.ts';
import { keyOfAct } from '../../core/forms.ts';
import { newId } from '../../core/identifier.ts';
import { notify } from '../../core/notify/notify.ts';
import { CannotDo, type Doer } from './doing.ts';
import { networkEvents } from './events.ts';
import { leadsMayAnnounce } from './policy-messages.ts';
import {
  accountsAddressed,
  dismiss,
  endAnnouncement,
  insertAnnouncement,
  organisationOf,
} from './store/announcements.ts';
import type { Audience } from './tables-announcements.ts';

export interface NewAnnouncement {
  title: string;
  text: string;
  audience: Audience;
  roles: readonly string[];
  organisations: readonly string[];
  level: 'information' | 'important';
  from: string;
  until: string;
  /** Also told by message to everybody it is for. */
  tell: boolean;
}

const keyFor = ({ key }: Doer, said: unknown) => (key ? { key: keyOfAct(key, said) } : {});

/** Publishes for the organisation acted for; only the coordination speaks to others than its own members. */
export async function publish(doer: Doer, it: NewAnnouncement): Promise<void> {
  const { database, now, actor, request, origin } = doer;
  const membership = actor.account?.membership;
  if (!membership) throw new CannotDo('no_organisation');
  const organisation = membership.organisation.id;
  const widely = membership.roles.includes('coordinateur');
  const addressed = widely
    ? it
    : { ...it, audience: 'organisations' as const, roles: [], organisations: [organisation] };
  await act(database, now, {
    event: networkEvents.announcement_published,
    actor,
    subject: organisation,
    request,
    ...keyFor(doer, it),
    change: async transaction => {
      const id = newId(now);
      const { audience } = addressed;
      const roles = [...addressed.roles];
      const organisations = [...addressed.organisations];
      await insertAnnouncement(transaction, {
        id,
        organisation_id: organisation,
        author_id: actor.ref,
        title: it.title,
        text: it.text,
        audience,
        roles,
        organisations,
        level: it.level,
        from_on: it.from,
        until_on: it.until,
        created_at: now,
        ended_at: null,
      });
      let told = 0;
      if (it.tell && it.level === 'important') {
        const accounts = await asSystem(transaction, 'announce', () =>
          accountsAddressed(transaction, { audience, roles, organisations }),
        );
        for (const account of accounts) {
          await notify(transaction, now, {
            template: 'network.announcement',
            to: { account },
            occurrence: id,
            values: { title: it.title, text: it.text, link: `${origin}/annonces` },
            causedBy: actor,
          });
        }
        told = accounts.length;
      }
      return {
        answer: null,
        object: { type: 'announcement', ref: id },
        facts: { audience, level: it.level, from: it.from, until: it.until, told },
      };
    },
  });
}

/** Takes back an announcement before its end; one that is not theirs is as if it did not exist. */
export async function takeBack(doer: Doer, id: string): Promise<boolean> {
  const { database, now, actor, request } = doer;
  return await act(database, now, {
    event: networkEvents.announcement_ended,
    actor,
    request,
    ...keyFor(doer, { end: id }),
    change: async transaction => {
      const organisation = await organisationOf(transaction, id);
      const object = { type: 'announcement', ref: id };
      if (!organisation || !leadsMayAnnounce.allows(actor, organisation))
        return { answer: false, object, unchanged: true };
      const ended = await endAnnouncement(transaction, now, id);
      return { answer: ended, object, unchanged: !ended };
    },
  });
}

/** « Ne plus montrer »: for this account only; of no interest to the journal. */
export async function dismissAnnouncement({ database, now, actor }: Doer, id: string): Promise<void> {
  await act(database, now, {
    event: networkEvents.announcement_dismissed,
    actor,
    change: async transaction => {
      await dismiss(transaction, now, actor.ref, id);
      return { answer: null, object: { type: 'announcement', ref: id }, unchanged: true };
    },
  });
}
