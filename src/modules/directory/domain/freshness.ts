/** Months without a check after which each thing happens: two messages, then a telephone call (directory.md §8). */
export const reminderStages = [6, 7, 8] as const;
export type ReminderStage = (typeof reminderStages)[number];

/** Days that must pass between two stages, when Airial slept through the first one. */
const leastDaysBetween = 25;

/** A day some months after another; the 31st becomes the last day of a shorter month. */
export function monthsAfter(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const last = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10);
}

/** Months after which a place nobody checked carries a notice and comes lower in lists (directory.md §8). */
const staleAfterMonths = 8;

/** Whether nobody checked a place for long, on this day; never one whose last check is not known. */
export function staleOn(
  today: string,
): (place: { verifiedOn: string | null; sourceUpdatedOn: string | null }) => boolean {
  const limit = monthsAfter(today, -staleAfterMonths);
  return ({ verifiedOn, sourceUpdatedOn }) => {
    const since = verifiedOn ?? sourceUpdatedOn;
    return since !== null && since < limit;
  };
}

/** What is known of a place when one wonders whether to ask if it is still true. */
export interface Checked {
  verifiedOn: string | null;
  /** Day on which it came into this directory: nobody is asked before Airial has shown it for six months. */
  knownSince: string;
  /** Stages of the present campaign done already, with their day. */
  done: readonly { stage: ReminderStage; on: string }[];
}

/** The day from which a place must be checked again; names its campaign. */
export function dueOn({ verifiedOn, knownSince }: Pick<Checked, 'verifiedOn' | 'knownSince'>): string {
  const since = verifiedOn !== null && verifiedOn > knownSince ? verifiedOn : knownSince;
  return monthsAfter(since, reminderStages[0]);
}

/** The stage to do today, or null: each once, in their order, never two close together. */
export function nextStage(place: Checked, today: string): ReminderStage | null {
  const due = dueOn(place);
  for (const stage of reminderStages) {
    if (place.done.some(done => done.stage === stage)) continue;
    const on = monthsAfter(due, stage - reminderStages[0]);
    if (today < on) return null;
    const latest = place.done
      .map(done => done.on)
      .sort()
      .at(-1);
    const apart = latest ? (Date.parse(today) - Date.parse(latest)) / 86_400_000 : Number.POSITIVE_INFINITY;
    return apart >= leastDaysBetween ? stage : null;
  }
  return null;
}
