import {
  type Evaluation,
  type Holidays,
  type HoursException,
  label,
  occurrences,
  parseHours,
} from './domain/hours/index.ts';
import type { StopRow } from './store/catalogue.ts';

/** How far ahead stops are shown, in days (directory.md §9). */
const daysAhead = 60;

/** One passage of an itinerant place. */
export interface Passage {
  stop: StopRow;
  start: Date;
  end: Date;
  cancelled: boolean;
}

/** An itinerant place, for what its passages depend on. */
interface Itinerant {
  stops: readonly StopRow[];
  exceptions: readonly HoursException[];
}

/** Passages from `now` on, soonest first: dated stops, and those of recurrences that no dated one replaces. */
export function passagesOf({ stops, exceptions }: Itinerant, holidays: Holidays, now: Date): Passage[] {
  const until = now.getTime() + daysAhead * 86_400_000;
  return stops
    .flatMap(stop => {
      const dated = stop.dates.map(date => ({
        stop,
        start: new Date(date.starts_at),
        end: new Date(date.ends_at),
        cancelled: date.cancelled,
      }));
      const hours = stop.recurrence ? parseHours(stop.recurrence) : null;
      const named = new Set(dated.map(passage => passage.start.getTime()));
      const recurring = hours
        ? occurrences(hours, now, daysAhead, { exceptions, holidays }).filter(
            ({ start }) => !named.has(start.getTime()),
          )
        : [];
      return [...dated, ...recurring.map(({ start, end }) => ({ stop, start, end, cancelled: false }))];
    })
    .filter(({ start, end }) => end > now && start.getTime() < until)
    .sort((a, b) => a.start.getTime() - b.start.getTime());
}

/** The state of a place known by its stops alone: that of the next one that is not cancelled. */
export function stateOfPassages(passages: readonly Passage[], now: Date): Evaluation {
  const next = passages.find(passage => !passage.cancelled);
  const isOpen = next !== undefined && next.start <= now;
  const evaluation: Evaluation = {
    state: isOpen ? 'open' : 'closed',
    nextChange: (isOpen ? next.end : next?.start) ?? null,
    nextState: next ? (isOpen ? 'closed' : 'open') : null,
    nextOpen: isOpen ? null : (next?.start ?? null),
    reason: null,
    labelFr: '',
  };
  return { ...evaluation, labelFr: label(evaluation, now, 'fr') };
}
