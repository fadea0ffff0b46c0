import type { Visit } from '../../core/http/route.ts';
import { say } from '../../core/i18n.ts';
import type { TodoItem } from '../../core/module.ts';
import { dayInParis } from '../../core/typography.ts';
import { monthsBefore } from './domain/coverage.ts';
import { findEditablePlaces } from './holding.ts';
import { isCoordination } from './keeping.ts';
import { moderationMessages } from './messages-moderation.ts';
import { findQueue } from './store/duplicates.ts';
import { findOpenItems } from './store/moderation.ts';
import { findPlaces } from './store/places.ts';
import { findOpenReports } from './store/reports.ts';

/** Days after which what waits is late (directory.md §8). */
const promised = 3 * 86_400_000;

/** What the directory asks of who looks at their desk: pages to check for editors, the queue for the coordination. */
export async function directoryTodo(visit: Visit): Promise<TodoItem[]> {
  const { actor } = visit;
  const organisation = actor.account?.membership?.organisation.id;
  if (!organisation) return [];
  return [...(await checksOf(visit, organisation)), ...(isCoordination(actor) ? await queueOf(visit) : [])];
}

async function checksOf(visit: Visit, organisation: string): Promise<TodoItem[]> {
  const { reader, now, ground, actor } = visit;
  const keeps = actor.account!.membership!.roles.some(
    role => role === 'referent_structure' || role === 'conseiller_numerique',
  );
  if (!keeps) return [];
  const words = say(moderationMessages, reader);
  const ids = await visit.read(transaction => findEditablePlaces(transaction, organisation));
  const since = monthsBefore(dayInParis(now), 6);
  return [...(await findPlaces(ground.database, ids)).values()]
    .filter(place => place.status === 'published' && (place.verifiedOn ?? '') <= since)
    .map(place => ({
      title: words.todoCheck(place.name),
      href: `/pro/lieux/${place.slug}`,
      tag: { words: words.later, kind: 'warn' as const },
      due: new Date(now.getTime() + 86_400_000),
      sentence: words.todoCheckWhy,
    }));
}

async function queueOf(visit: Visit): Promise<TodoItem[]> {
  const { reader, now, ground, actor } = visit;
  const words = say(moderationMessages, reader);
  const items = await visit.read(transaction => findOpenItems(transaction, now));
  const reports = await findOpenReports(ground.database, actor);
  const pairs = await findQueue(ground.database);
  const line = (
    title: string,
    href: string,
    oldest: Date | undefined,
    name: string | null,
  ): TodoItem | null => {
    if (!oldest) return null;
    const late = now.getTime() - oldest.getTime() > promised;
    return {
      title,
      href,
      tag: late ? { words: words.late, kind: 'bad' } : { words: words.today, kind: 'warn' },
      due: new Date(oldest.getTime() + promised),
      sentence: words.todoOldest(name ?? words.kind_proposal),
    };
  };
  const decided = items.filter(({ kind }) => kind !== 'edit' && kind !== 'stale');
  const stale = items.filter(({ kind }) => kind === 'stale');
  const queue = '/pro/lieux/a-moderer';
  return [
    line(words.todoReports(reports.length), queue, reports[0]?.receivedAt, reports[0]?.name ?? null),
    line(words.todoQueue(decided.length), queue, decided[0]?.openedAt, decided[0]?.name ?? null),
    line(words.todoStale(stale.length), queue, stale[0]?.openedAt, stale[0]?.name ?? null),
    line(
      words.todoDuplicates(pairs.length),
      '/pro/lieux/doublons',
      pairs[0]?.found_at,
      pairs[0]?.a.name ?? null,
    ),
  ].filter(item => item !== null);
}
