import type { Actor } from '../../core/access.ts';
import { act } from '../../core/act.ts';
import { readAs } from '../../core/acting-as.ts';
import type { Database } from '../../core/database.ts';
import type { JobDefinition } from '../../core/jobs.ts';
import { notify } from '../../core/notify/notify.ts';
import { dayInParis } from '../../core/typography.ts';
import { type NoticeDays, noticeDue } from './domain/terms.ts';
import { networkEvents } from './events.ts';
import { findHoldersOf } from './store/members.ts';
import { type Ending, findEndings, findExpired, markExpired, takeNotice } from './store/terms.ts';
import { habilitationKinds } from './vocabulary.ts';

const actor: Actor = { kind: 'job', ref: 'network:habilitations' };
const farthest = 91 * 86_400_000;

/** Tells holders and référents which habilitations end in 90, 30 or 7 days; gives how many notices were due. */
export async function tellOfEndings(database: Database, now: Date): Promise<number> {
  const today = dayInParis(now);
  const endings = await readAs(database, actor, transaction =>
    findEndings(transaction, now, new Date(now.getTime() + farthest)),
  );
  let told = 0;
  for (const it of endings) {
    const days = noticeDue({ from: dayInParis(it.from), until: dayInParis(it.until), sent: it.sent }, today);
    if (days && (await tellOf(database, now, it, days))) told += 1;
  }
  return told;
}

async function tellOf(database: Database, now: Date, it: Ending, days: NoticeDays): Promise<boolean> {
  return await act(database, now, {
    event: networkEvents.habilitation_ending,
    actor,
    change: async transaction => {
      const object = { type: 'habilitation', ref: it.id };
      if (!(await takeNotice(transaction, it.id, days))) return { answer: false, object, unchanged: true };
      const about = {
        occurrence: `${it.id} ${days}`,
        causedBy: actor,
        organisation: it.organisation,
      };
      const { fr, en } = habilitationKinds[it.kind];
      const values = { kind: fr, kindEn: en, until: it.until.toISOString() };
      await notify(transaction, now, {
        ...about,
        template: 'network.habilitation_ending',
        to: { account: it.account },
        values,
      });
      for (const lead of await findHoldersOf(transaction, 'referent_structure', it.organisation))
        if (lead !== it.account)
          await notify(transaction, now, {
            ...about,
            template: 'network.member_habilitation_ending',
            to: { account: lead },
            values: { ...values, member: it.name },
          });
      return {
        answer: true,
        object,
        person: it.account,
        facts: { kind: it.kind, days, until: dayInParis(it.until) },
      };
    },
  });
}

/** Writes in the journal the habilitations that ended; they stopped serving at their date, by themselves. */
export async function recordExpiries(database: Database, now: Date): Promise<number> {
  const expired = await readAs(database, actor, transaction => findExpired(transaction, now));
  let recorded = 0;
  for (const { id, kind, until, account } of expired)
    recorded += await act(database, now, {
      event: networkEvents.habilitation_expired,
      actor,
      change: async transaction => {
        const isNew = await markExpired(transaction, id, now);
        return {
          answer: isNew ? 1 : 0,
          object: { type: 'habilitation', ref: id },
          person: account,
          facts: { kind, until: dayInParis(until) },
          unchanged: !isNew,
        };
      },
    });
  return recorded;
}

/** Also at start: a computer that is off at dawn catches up when it is on again. */
export const habilitationJob: JobDefinition = {
  name: 'network:habilitations',
  title: { fr: 'Prévenir de la fin des habilitations', en: 'Tell of habilitations that end' },
  cron: '10 5 * * *',
  atStart: true,
  async run({ database, now }) {
    await recordExpiries(database, now());
    await tellOfEndings(database, now());
  },
};
