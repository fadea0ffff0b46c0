import { dayInParis } from '../../core/typography.ts';
import { hasOverlap, parseHours } from './domain/hours/index.ts';
import { hoursReader } from './domain/standard/hours-reading.ts';
import type { ParsingContext } from './domain/standard/types.ts';
import type { House } from './house.ts';

/** What reading the fields of one place needs of the territory and of the day. */
export function readingContext({ communes }: Pick<House, 'communes'>, now: Date): ParsingContext {
  return {
    communes,
    box: communes.box,
    today: dayInParis(now),
    readHours: hoursReader(parseHours, hasOverlap),
  };
}
