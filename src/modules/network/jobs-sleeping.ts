import type { Actor } from '../../core/access.ts';
import { act } from '../../core/act.ts';
import { readAs } from '../../core/acting-as.ts';
import type { Database, Transaction } from '../../core/database.ts';
import type { Fact } from '../../core/events.ts';
import type { JobDefinition } from '../../core/jobs.ts';
import { notify } from '../../core/notify/notify.ts';
import { endSessions } from '../../core/sessions.ts';
import { dayInParis } from '../../core/typography.ts';
import { monthsLater, nextSleepingStep, type SleepingStep, sleepingMonths } from './domain/sleeping.ts';
import { networkEvents } from './events.ts';
import { tellOfLeadless } from './leadless.ts';
import { updateAccount } from './store/accounts.ts';
import { endMemberships, findHoldersOf } from './store/members.ts';
import { findLiveRoles, findSleeping, isLastAdministrator, type SleepingAccount } from './store/sleeping.ts';

const actor: Actor = { kind: 'job', ref: 'network:sleeping-accounts' };

/** Identifying columns go so many days after the closing (product/network.md §11), in milliseconds. */
const eraseAfter = 14 * 86_400_000;

const events = {
  prevenu: networkEvents.account_sleeping,
  retenu: networkEvents.account_sleeping,
  suspendu: networkEvents.account_suspended,
  ferme: networkEvents.account_closed,
} as const;

/** What to do about one account as it is now: the last administrator is told instead of being shut out. */
async function stepFor(
  transaction: Transaction,
  sleeper: SleepingAccount,
  now: Date,
): Promise<SleepingStep | null> {
  const step = nextSleepingStep(sleeper, now);
  if (!step || step === 'prevenu' || !(await isLastAdministrator(transaction, sleeper.id))) return step;
  return sleeper.state === 'actif' && sleeper.step !== 'retenu' ? 'retenu' : null;
}

/** Warns, suspends, closes the professional accounts that nobody opens; gives how many of each. */
export async function followSleepers(database: Database, now: Date): Promise<Record<SleepingStep, number>> {
  const done = { prevenu: 0, retenu: 0, suspendu: 0, ferme: 0 };
  // A month early: the lengths of months are for the rule itself.
  const before = monthsLater(now, 1 - sleepingMonths.warned);
  const sleepers = await readAs(database, actor, transaction => findSleeping(transaction, before));
  for (const { id } of sleepers) {
    const step = await readAs(database, actor, async transaction => {
      const [sleeper] = await findSleeping(transaction, before, { account: id });
      return sleeper ? await stepFor(transaction, sleeper, now) : null;
    });
    if (step && (await take(database, now, { id, step, before }))) done[step] += 1;
  }
  return done;
}

async function take(
  database: Database,
  now: Date,
  { id, step, before }: { id: string; step: SleepingStep; before: Date },
): Promise<boolean> {
  return await act(database, now, {
    event: events[step],
    actor,
    change: async transaction => {
      const object = { type: 'account', ref: id };
      const [sleeper] = await findSleeping(transaction, before, { account: id, hold: true });
      // They signed in meanwhile, or another run was first.
      if (!sleeper || (await stepFor(transaction, sleeper, now)) !== step)
        return { answer: false, object, unchanged: true };
      await updateAccount(transaction, id, {
        sleeping_step: step,
        sleeping_step_at: now,
        ...(step === 'suspendu' ? { state: 'suspendu' } : {}),
        ...(step === 'ferme' ? { state: 'suspendu', closing_on: new Date(now.getTime() + eraseAfter) } : {}),
      });
      const held = await findLiveRoles(transaction, id);
      if (step === 'ferme')
        await endMemberships(
          transaction,
          now,
          held.map(role => role.id),
        );
      if (step === 'suspendu' || step === 'ferme') await endSessions(transaction, now, id);
      await tell(transaction, now, sleeper, step);
      if (step === 'suspendu') await tellOfLeadless(transaction, now, id, actor);
      const since = dayInParis(sleeper.since);
      const facts: Readonly<Record<string, Fact>> = {
        ...(step === 'suspendu' ? {} : { since }),
        ...(step === 'ferme' ? { roles: held.map(({ role }) => role) } : {}),
        ...(step === 'prevenu' || step === 'retenu' ? { step } : {}),
      };
      return { answer: true, object, person: id, facts };
    },
  });
}

const templates = {
  prevenu: 'network.account_sleeping',
  retenu: 'network.last_administrator_sleeping',
  suspendu: 'network.account_sleeping_suspended',
  ferme: 'network.account_sleeping_closed',
} as const;

async function tell(transaction: Transaction, now: Date, sleeper: SleepingAccount, step: SleepingStep) {
  const told = new Set([sleeper.id]);
  if (step === 'retenu')
    for (const coordinator of await findHoldersOf(transaction, 'coordinateur')) told.add(coordinator);
  for (const account of told)
    await notify(transaction, now, {
      template: templates[step],
      to: { account },
      occurrence: `${sleeper.id} ${dayInParis(sleeper.since)}`,
      values: {
        name: sleeper.name,
        sinceDate: sleeper.since.toISOString(),
        suspendedOn: monthsLater(sleeper.since, sleepingMonths.suspended).toISOString(),
        closedOn: monthsLater(sleeper.since, sleepingMonths.closed).toISOString(),
        structure: sleeper.organisations.join(', '),
      },
      causedBy: actor,
    });
}

/** Also at start: a computer that is off at dawn catches up when it is on again. */
export const sleepingJob: JobDefinition = {
  name: 'network:sleeping-accounts',
  title: {
    fr: 'Prévenir, suspendre et fermer les comptes que personne n’ouvre',
    en: 'Warn, suspend and close accounts that nobody opens',
  },
  cron: '20 5 * * *',
  atStart: true,
  async run({ database, now }) {
    await followSleepers(database, now());
  },
};
