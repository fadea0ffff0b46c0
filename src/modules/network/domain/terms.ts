/** Notices before the end of a habilitation, in days (product/network.md §3.9). */
const noticeSteps = [7, 30, 90] as const;

export type NoticeDays = (typeof noticeSteps)[number];

/** Days of the calendar between two ISO days. */
const daysBetween = (from: string, to: string) =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);

/**
 * The notice to send today, or none: the nearest to the end when several were missed, never one already sent, never
 * one whose day came before the habilitation was given. Days are those of Paris, as ISO text.
 */
export function noticeDue(
  { from, until, sent }: { from: string; until: string; sent: NoticeDays | null },
  today: string,
): NoticeDays | null {
  const left = daysBetween(today, until);
  if (left < 0) return null;
  const due = noticeSteps.find(days => left <= days);
  if (!due || (sent !== null && sent <= due)) return null;
  return daysBetween(from, until) > due ? due : null;
}
