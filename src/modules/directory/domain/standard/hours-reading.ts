import type { HoursReading } from './types.ts';

/** Latest closing time (minutes) of hours that honestly run past midnight: later, it is a slip of the pen. */
const LATEST_NIGHT_END = 6 * 60;

/** Says that a range closes before it opens (`14:00-09:00`), night hours (`22:00-02:00`) apart. */
function closesBeforeOpening(text: string): boolean {
  for (const match of text.matchAll(/(\d{1,2}):(\d{2})\s*[-\u2010-\u2015]\s*(\d{1,2}):(\d{2})/g)) {
    const [, h1, m1, h2, m2] = match.map(Number);
    const [from, to] = [(h1 ?? 0) * 60 + (m1 ?? 0), (h2 ?? 0) * 60 + (m2 ?? 0)];
    if (to < from && to > LATEST_NIGHT_END) return true;
  }
  return false;
}

/** Makes the reader of the parsing context from the hours of the directory (its parser, its overlap test). */
export function hoursReader<Hours>(
  parse: (text: string) => Hours | null,
  overlaps: (hours: Hours) => boolean,
): (text: string) => HoursReading {
  return text => {
    if (closesBeforeOpening(text)) return 'closing_before_opening';
    const hours = parse(text);
    if (hours === null) return 'unreadable';
    return overlaps(hours) ? 'overlap' : 'ok';
  };
}
