import type { Visit } from '../../core/http/route.ts';
import { say } from '../../core/i18n.ts';
import { sentenceOf } from '../../core/journal/sentences.ts';
import type { TodoItem } from '../../core/module.ts';
import { journalMessages } from './messages-journal.ts';
import { answerersMayAnswerAlerts, leadsMayReadTheJournal } from './policy-journal.ts';
import { isLate } from './routes/journal.tsx';
import { findOpenAlerts } from './store/journal.ts';

/** On the desk: alerts that wait for who must answer them. */
export async function alertsTodo(visit: Visit): Promise<readonly TodoItem[]> {
  if (!answerersMayAnswerAlerts.allows(visit.actor)) return [];
  const words = say(journalMessages, visit.reader);
  const alerts = await visit.read(findOpenAlerts);
  return alerts.map(alert => ({
    title: words.alertTask,
    href: '/pro/alertes',
    tag: isLate(visit, alert.raisedAt)
      ? { words: words.late, kind: 'bad' as const }
      : { words: words.waits, kind: 'warn' as const },
    due: new Date(alert.raisedAt.getTime() + 72 * 3_600_000),
    sentence: sentenceOf(visit.ground, alert.event, visit.reader.language),
  }));
}

/** On the sheet of an organisation, for who may read its journal. */
export async function journalLink(visit: Visit, organisation: string) {
  if (!leadsMayReadTheJournal.allows(visit.actor, organisation)) return null;
  return (
    <p>
      <a href={`/pro/reseau/structures/${organisation}/journal`}>
        {say(journalMessages, visit.reader).organisationTitle}
      </a>
    </p>
  );
}
