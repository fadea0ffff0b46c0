import type { Typed } from '../../../core/forms.ts';
import type { Visit } from '../../../core/http/route.ts';
import { say } from '../../../core/i18n.ts';
import { sentenceOf } from '../../../core/journal/sentences.ts';
import { capital, clockText, dayInParis, dayText } from '../../../core/typography.ts';
import { journalMessages } from '../messages-journal.ts';
import type { Day } from '../pages/journal-pages.tsx';
import { type JournalFilter, type JournalLine, linesAPage } from '../store/journal.ts';

export const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Where the page that follows begins: `2026-11-24T10:00:00.000Z_identifier`. */
export function readBefore(given: string | null): JournalFilter['before'] {
  const [instant = '', id = ''] = (given ?? '').split('_');
  const at = new Date(instant);
  return uuid.test(id) && !Number.isNaN(at.getTime()) ? { at, id } : undefined;
}

export function olderThan(visit: Visit, lines: readonly JournalLine[]): string | null {
  const last = lines[linesAPage - 1];
  if (!last || lines.length <= linesAPage) return null;
  const query = new URLSearchParams(visit.url.search);
  query.set('avant', `${last.at.toISOString()}_${last.id}`);
  return `${visit.url.pathname}?${query}`;
}

const isDesk = ({ url }: Visit) => url.pathname.startsWith('/pro');

/** Lines in words, by day of Paris, as they come: the newest first. */
export function daysOf(visit: Visit, lines: readonly JournalLine[]): Day[] {
  const { language } = visit.reader;
  const words = say(journalMessages, visit.reader);
  const byDay = Map.groupBy(lines, line => dayInParis(line.at));
  return [...byDay.values()].map(ofDay => ({
    name: capital(dayText(ofDay[0]!.at, { language, now: visit.now })),
    lines: ofDay.map(line => {
      const who = whoOf(visit, line);
      const sentence = sentenceOf(visit.ground, line.event, language).replaceAll('{helper}', who);
      // To the person, a sentence that begins by its author does not name them again; at the desk they have a column.
      const isSaid = !isDesk(visit) && sentence.startsWith(`${who} `);
      return {
        id: line.id,
        at: line.at.toISOString(),
        clock: clockText(line.at, language),
        sentence,
        who: isSaid ? '' : who,
        about: line.subjectName ?? (line.subjectRef && words.person(line.subjectRef.slice(0, 8))),
        facts: Object.entries(line.facts)
          .map(([name, value]) => `${name}\u00a0= ${[value].flat().join(', ')}`)
          .join(' ; '),
        alert: line.alert,
      };
    }),
  }));
}

function whoOf(visit: Visit, { isMine, actorRole, actorName, actorRef, organisation }: JournalLine): string {
  const words = say(journalMessages, visit.reader);
  if (actorRole === 'visitor') return words.visitor;
  if (actorRole === 'command' || actorRole === 'job') return words.airial;
  if (actorRole === 'api') return words.application;
  const name = isMine
    ? words.you
    : (actorName ?? (isDesk(visit) ? words.person(actorRef.slice(0, 8)) : words.somebodyGone));
  return organisation ? words.of(name, organisation.name) : name;
}

/** What is chosen on the page, in its address. */
export function choiceOf({ url }: Visit): { filter: JournalFilter; typed: Typed } {
  const [service, structure] = ['service', 'structure'].map(name => url.searchParams.get(name) ?? '');
  return {
    filter: {
      ...(service ? { service } : {}),
      ...(structure && uuid.test(structure) ? { organisation: structure } : {}),
    },
    typed: { ...(service ? { service } : {}), ...(structure ? { structure } : {}) },
  };
}
