import { say } from '../../../core/i18n.ts';
import { markText } from '../../../core/typography.ts';
import type { Reader } from '../../../core/ui/site.ts';
import { indexMessages } from '../messages-index.ts';

/** A score of an area as pages show it; marks are on the scale 1–10. */
export interface ShownScore {
  code: string;
  name: string;
  href: string;
  mark: number;
  lo: number;
  hi: number;
  rank: number;
  rankLo: number;
  rankHi: number;
}

/** Where a mark stands on a line 90 units long, from 1 to 10. */
const along = (mark: number) => Math.round((mark - 1) * 10);

/** The mark, its interval drawn, and the bounds in words. */
export function IntervalBar({ mark, lo, hi }: Pick<ShownScore, 'mark' | 'lo' | 'hi'>) {
  return (
    <svg class="iv" viewBox="-4 0 98 12" aria-hidden="true">
      <path class="ax" d="M0 6h90" />
      <path d={`M${along(lo)} 6H${along(hi)}M${along(mark)} 1v10`} />
    </svg>
  );
}

/** Cells of a row: mark, interval, rank with its bounds. */
export function scoreCells(score: ShownScore, reader: Reader) {
  const words = say(indexMessages, reader);
  const mark = (value: number) => markText(value, reader.language);
  return [
    mark(score.mark),
    <span class="nw">
      <IntervalBar {...score} /> {words.intervalText(mark(score.lo), mark(score.hi))}
    </span>,
    words.rankText(score.rank, score.rankLo, score.rankHi),
  ];
}
