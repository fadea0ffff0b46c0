import { reasonWords } from '../../vocabulary.ts';
import { wallClock, weekdayOf } from './paris.ts';
import type { Evaluation } from './types.ts';
import { capitalised, hoursWords, type Language } from './words.ts';

/** « aujourd’hui à 14 h », « demain à 9 h », « mardi à 9 h », « le mardi 1er décembre à 9 h 30 ». */
function openingText(opening: Date, at: Date, language: Language): string {
  const words = hoursWords[language];
  const today = wallClock(at).day;
  const { day, minute } = wallClock(opening);
  const ahead = day - today;
  const hour = words.hour(minute);
  if (ahead === 0) return words.todayAt(hour);
  if (ahead === 1) return words.tomorrowAt(hour);
  if (ahead <= 6) return words.dayAt(words.day(weekdayOf(day)), hour);
  return words.dateAt(words.date(day, today), hour);
}

/** « à 12 h »; more than 24 hours away, the day is named, and midnight belongs to the day it ends. */
function closingText(change: Date, at: Date, language: Language): string {
  const words = hoursWords[language];
  const { day, minute } = wallClock(change);
  const hour = words.hour(minute);
  if (change.getTime() - at.getTime() <= 24 * 3600_000) return words.at(hour);
  const today = wallClock(at).day;
  const named = minute === 0 ? day - 1 : day;
  if (named - today <= 6) return words.dayAt(words.day(weekdayOf(named)), hour);
  return words.dateAt(words.date(named, today), hour);
}

/**
 * The state in one line, as §4 of the directory's specification words it.
 * Holds until the next change or the next midnight in Paris (« demain » becomes « aujourd’hui »).
 */
export function label(evaluation: Evaluation, at: Date, language: Language): string {
  const { state, cause, reason, nextChange, nextOpen, since } = evaluation;
  const words = hoursWords[language];
  if (state === 'open') {
    const open = cause === 'exception' ? words.openExceptionally : words.open;
    if (nextChange) return words.closes(open, closingText(nextChange, at, language));
    return cause === 'exception' ? open : words.alwaysOpen;
  }
  if (state === 'closed') {
    let closed = words.shut;
    if (cause === 'exception')
      closed = reason ? words.shutFor(reasonWords(reason, language)) : words.shutExceptionally;
    else if (cause === 'holiday') closed = words.shutHoliday;
    return nextOpen ? words.opens(closed, openingText(nextOpen, at, language)) : closed;
  }
  switch (cause) {
    case 'holiday':
      return words.callFirst(words.holiday);
    case 'school':
      return words.callFirst(words.schoolHolidays);
    case 'comment':
      return words.callFirst(capitalised(reason ?? ''));
    case 'openEnd':
      return words.openSince(words.hour(since ? wallClock(since).minute : 0));
    case 'exception':
      return words.callFirst(words.exceptionalOpening);
    case 'unreadable':
      return words.asWritten(reason ?? '');
    case 'missing':
      return words.missing;
    default:
      return words.callFirst(words.toConfirm);
  }
}

/** The part of the label that the place wrote itself, in its own language; null when there is none. */
export function writtenByPlace({ state, cause, reason }: Evaluation): string | null {
  if (state !== 'unknown' || !reason) return null;
  if (cause === 'comment') return capitalised(reason);
  return cause === 'unreadable' ? reason : null;
}
