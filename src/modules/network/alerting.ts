import { act } from '../../core/act.ts';
import { asSystem } from '../../core/acting-as.ts';
import { newId } from '../../core/identifier.ts';
import { notify } from '../../core/notify/notify.ts';
import { CannotDo, type Doer } from './doing.ts';
import { networkEvents } from './events.ts';
import { findAnswerers, findMyLine, findOpenAlerts } from './store/journal.ts';

/** « Cela ne me paraît pas normal », about a line of one's own journal: the référent and the officer are told. */
export async function questionLine(doer: Doer, entry: string): Promise<void> {
  const { database, now, actor, origin } = doer;
  await act(database, now, {
    ...doer,
    event: networkEvents.journal_alerted,
    change: async transaction => {
      const line = await findMyLine(transaction, entry);
      if (!line) throw new CannotDo('unknown');
      const id = newId(now);
      const raised = await transaction
        .insertInto('network.journal_alert')
        .values({
          id,
          entry_id: entry,
          entry_at: line.at,
          account_id: actor.ref,
          organisation_id: line.organisation,
          raised_at: now,
          settled_at: null,
          settled_by: null,
          answer: null,
        })
        .onConflict(conflict => conflict.columns(['entry_id', 'account_id']).doNothing())
        .executeTakeFirst();
      const isNew = raised.numInsertedOrUpdatedRows === 1n;
      const answerers = isNew
        ? await asSystem(transaction, 'journal', () => findAnswerers(transaction, line.organisation, now))
        : [];
      for (const account of answerers)
        await notify(transaction, now, {
          template: 'network.journal_alert',
          to: { account },
          occurrence: id,
          values: { link: `${origin}/pro/alertes` },
          causedBy: actor,
        });
      return {
        answer: null,
        object: { type: 'journal_entry', ref: entry },
        person: actor.ref,
        unchanged: !isNew,
      };
    },
  });
}

/** The answer to an alert; the person reads it in their messages. */
export async function answerAlert(doer: Doer, alert: string, answer: string): Promise<void> {
  const { database, now, actor, origin } = doer;
  await act(database, now, {
    ...doer,
    event: networkEvents.journal_alert_answered,
    change: async transaction => {
      const open = (await findOpenAlerts(transaction)).find(({ id }) => id === alert);
      if (!open) throw new CannotDo('unknown');
      await transaction
        .updateTable('network.journal_alert')
        .set({ settled_at: now, settled_by: actor.account?.id ?? null, answer })
        .where('id', '=', alert)
        .execute();
      await notify(transaction, now, {
        template: 'network.journal_answer',
        to: { account: open.account },
        occurrence: alert,
        values: { answer, link: `${origin}/compte/journal` },
        causedBy: actor,
      });
      return { answer: null, object: { type: 'journal_alert', ref: alert }, person: open.account };
    },
  });
}
