import { act } from '../../core/act.ts';
import type { Ground } from '../../core/ground.ts';
import { log, traceOf } from '../../core/log.ts';
import { fold } from '../territory/index.ts';
import { directoryEvents } from './events.ts';
import { addMissedSearches, addViews, type DayCount } from './store/statistics.ts';

/** Between two writings of the counts, in milliseconds. */
const rest = 30_000;

/** Longest search kept, in characters of folded text. */
const longestWords = 60;

/** Different searches held between two writings: beyond, somebody is playing with the box. */
const mostSearches = 1000;

interface Counts {
  views: Map<string, DayCount>;
  missed: Map<string, DayCount>;
  timer: NodeJS.Timeout | null;
  writing: Promise<void>;
}

const held = new WeakMap<Ground, Counts>();

function countsOf(ground: Ground): Counts {
  let counts = held.get(ground);
  if (!counts) {
    counts = { views: new Map(), missed: new Map(), timer: null, writing: Promise.resolve() };
    held.set(ground, counts);
  }
  return counts;
}

/** True for a program that reads pages by itself, or a browser that fetches a page nobody looks at yet. */
export function isRobot(headers: Headers): boolean {
  return (
    /bot|crawl|spider|preview/i.test(headers.get('User-Agent') ?? '') ||
    /prefetch/i.test(headers.get('Sec-Purpose') ?? headers.get('Purpose') ?? '')
  );
}

/** One more view of a place on a day (`2026-11-23`, Europe/Paris). Nothing about who looked is kept. */
export function countView(ground: Ground, place: string, day: string): void {
  add(ground, countsOf(ground).views, place, day);
}

/**
 * One more search that found nothing: its folded words, ≤ 60 characters. What looks like an e-mail address
 * or a telephone number is not kept at all.
 */
export function countMissedSearch(ground: Ground, typed: string, day: string): void {
  const words = fold(typed);
  if (
    words === '' ||
    words.length > longestWords ||
    typed.includes('@') ||
    /\d{6}/.test(words.replaceAll(' ', ''))
  )
    return;
  const { missed } = countsOf(ground);
  if (missed.size >= mostSearches && !missed.has(`${day} ${words}`)) return;
  add(ground, missed, words, day);
}

function add(ground: Ground, counts: Map<string, DayCount>, what: string, day: string) {
  const key = `${day} ${what}`;
  const count = counts.get(key) ?? { what, day, times: 0 };
  count.times++;
  counts.set(key, count);
  const all = countsOf(ground);
  all.timer ??= setTimeout(() => void flushCounts(ground), rest).unref();
}

/** Writes the counts held in memory, in one act. When the database is away they are kept for the next time. */
export async function flushCounts(ground: Ground): Promise<void> {
  const counts = countsOf(ground);
  if (counts.timer) clearTimeout(counts.timer);
  counts.timer = null;
  counts.writing = counts.writing.then(() => write(ground, counts));
  await counts.writing;
}

async function write(ground: Ground, counts: Counts): Promise<void> {
  const views = [...counts.views.values()];
  const missed = [...counts.missed.values()];
  if (views.length === 0 && missed.length === 0) return;
  counts.views = new Map();
  counts.missed = new Map();
  const sum = (all: readonly DayCount[]) => all.reduce((total, { times }) => total + times, 0);
  try {
    await act(ground.database, ground.now(), {
      event: directoryEvents.views_counted,
      actor: { kind: 'job', ref: 'directory:views' },
      change: async transaction => {
        if (views.length > 0) await addViews(transaction, views);
        if (missed.length > 0) await addMissedSearches(transaction, missed);
        return {
          answer: undefined,
          object: { type: 'directory', ref: 'views' },
          facts: { places: views.length, views: sum(views), missed: sum(missed) },
        };
      },
    });
  } catch (error) {
    for (const [kept, lost] of [
      [counts.views, views],
      [counts.missed, missed],
    ] as const) {
      for (const count of lost) {
        const key = `${count.day} ${count.what}`;
        kept.set(key, { ...count, times: count.times + (kept.get(key)?.times ?? 0) });
      }
    }
    counts.timer ??= setTimeout(() => void flushCounts(ground), rest).unref();
    log({ at: ground.now().toISOString(), job: 'directory:views', error: traceOf(error) });
  }
}
