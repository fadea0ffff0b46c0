import { readDates, readWeekdays, readWeeks, startsDate } from './selectors.ts';
import { Reader, tokenize } from './tokens.ts';
import type { Hours, HoursState, Rule, TimeSpan } from './types.ts';

const STATES: Record<string, HoursState> = {
  open: 'open',
  off: 'closed',
  closed: 'closed',
  unknown: 'unknown',
};

function minutesOf(time: string): number | null {
  const [hours, minutes] = time.split(':').map(Number) as [number, number];
  return minutes < 60 && hours <= 48 ? hours * 60 + minutes : null;
}

/** `09:00-12:00,14:00-18:00`, `18:00+`; false when it cannot be read. */
function readTimes(reader: Reader, rule: Rule): boolean {
  do {
    const from = reader.take('time');
    const start = from === null ? null : minutesOf(from);
    // A start at 24:00 or after belongs to another day: not read.
    if (start === null || start >= 1440) return false;
    let span: TimeSpan;
    if (reader.skip('+')) {
      span = { start, end: 1440, openEnd: true };
    } else {
      if (!reader.skip('-')) return false;
      const to = reader.take('time');
      let end = to === null ? null : minutesOf(to);
      if (end === null || end > 2880) return false;
      if (end <= start) end += 1440;
      if (end - start > 1440 || reader.skip('+')) return false;
      span = { start, end, openEnd: false };
    }
    rule.times.push(span);
  } while (reader.peekKind(1) === 'time' && reader.skip(','));
  return true;
}

/** Selectors in any order, each at most once. */
function readSelectors(reader: Reader, rule: Rule): boolean {
  for (;;) {
    const word = reader.peekWord();
    if (startsDate(reader)) {
      if (rule.dates.length > 0 || !readDates(reader, rule)) return false;
    } else if (word === 'week') {
      if (rule.weeks.length > 0 || !readWeeks(reader, rule)) return false;
    } else if (word !== null && !(word in STATES)) {
      if (!readWeekdays(reader, rule)) return false;
    } else {
      reader.skip(':');
      return true;
    }
  }
}

function readRule(reader: Reader, additional: boolean): Rule | null {
  const rule: Rule = {
    additional,
    always: false,
    dates: [],
    weeks: [],
    weekdays: [],
    publicHoliday: false,
    schoolHoliday: false,
    holidayAndWeekday: false,
    times: [],
    state: 'open',
    comment: null,
  };
  if (reader.skip('24/7')) rule.always = true;
  else {
    if (!readSelectors(reader, rule)) return null;
    if (reader.peekKind() === 'time' && !readTimes(reader, rule)) return null;
  }
  const word = reader.peekWord();
  const state = word === null ? undefined : STATES[word];
  if (state) reader.next();
  rule.comment = reader.take('comment');
  // « Mo-Fr » alone would mean day and night: nobody writes it with that meaning.
  if (!state && rule.comment === null && rule.times.length === 0 && !rule.always) return null;
  rule.state = state ?? (rule.comment === null ? 'open' : 'unknown');
  return rule;
}

/**
 * Reads opening hours (the subset of the OpenStreetMap syntax of the product's specification).
 * One part that cannot be read makes the whole string unreadable: null, never a guess.
 */
export function parseHours(raw: string): Hours | null {
  const tokens = tokenize(raw);
  if (!tokens) return null;
  const reader = new Reader(tokens);
  const rules: Rule[] = [];
  let additional = false;
  while (!reader.done()) {
    if (reader.skip(';')) {
      additional = false;
      continue;
    }
    const rule = readRule(reader, additional);
    if (!rule) return null;
    rules.push(rule);
    if (reader.done()) break;
    additional = reader.skip(',');
    if (additional ? reader.done() || reader.peekKind() === ';' : reader.peekKind() !== ';') return null;
  }
  if (rules.length === 0) return null;
  return {
    rules,
    namesPublicHolidays: rules.some(rule => rule.publicHoliday),
    namesSchoolHolidays: rules.some(rule => rule.schoolHoliday),
    weekly: rules.every(
      rule => !rule.dates.length && !rule.weeks.length && rule.weekdays.every(range => !range.nth.length),
    ),
  };
}
