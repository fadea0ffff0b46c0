import type { Child } from 'hono/jsx';
import { numberText } from '../typography.ts';
import { More } from './actions.tsx';
import { Table } from './tables.tsx';

interface StatProps {
  figure: string;
  /** The sentence carries the meaning of the figure. */
  sentence: string;
  /** Values in time, drawn as a line. */
  values?: readonly number[];
  /** « Évolution sur douze mois, de 290 à 381 » */
  trend?: string;
}

/** One figure of a dashboard. */
export function Stat({ figure, sentence, values, trend }: StatProps) {
  return (
    <div class="stat">
      <b>{figure}</b>
      <p>{sentence}</p>
      {values && values.length > 1 ? <Spark values={values} label={trend ?? sentence} /> : null}
    </div>
  );
}

/** Figures side by side, four at most. */
export function Stats({ children }: { children: Child }) {
  return <div class="stats">{children}</div>;
}

/** Height 50 with room for the line; the end is a zero-length round line, since a circle would be stretched. */
function Spark({ values, label }: { values: readonly number[]; label: string }) {
  const lowest = Math.min(...values);
  const spread = Math.max(...values) - lowest || 1;
  const points = values.map(
    (value, index) =>
      `${((index * 200) / (values.length - 1)).toFixed(1)} ${(44 - ((value - lowest) / spread) * 38).toFixed(1)}`,
  );
  return (
    <svg class="spark" viewBox="-4 0 212 50" preserveAspectRatio="none" role="img" aria-label={label}>
      <path d={`M${points.join('L')}`} />
      <path class="tip" d={`M${points.at(-1)}h.01`} />
    </svg>
  );
}

export interface Bar {
  /** Short, under the bar: « janv. » */
  label: string;
  /** Full, in the table: « janvier 2026 » */
  name: string;
  value: number;
  /** The period is not over: lighter, with an outline. */
  unfinished?: boolean;
}

interface ChartProps {
  id: string;
  /** A sentence: it is the name of the drawing and of the table. */
  title: string;
  bars: readonly Bar[];
  /** Headings of the table. */
  columns: readonly [string, string];
  /** « Voir le tableau » */
  tableSummary: string;
}

const ground = 256;
const ceiling = 30;

/** Bars from zero, the highest and the lowest labelled, and the same values in a table. */
export function BarChart({ id, title, bars, columns, tableSummary }: ChartProps) {
  const step = roundStep(Math.max(1, ...bars.map(bar => bar.value)));
  const top = step * Math.max(1, Math.ceil(Math.max(...bars.map(bar => bar.value)) / step));
  const y = (value: number) => ground - (value / top) * (ground - ceiling);
  const width = 588 / Math.max(1, bars.length);
  const x = (index: number) => 52 + index * width;
  const lines = Array.from({ length: top / step + 1 }, (_, index) => index * step);
  const finished = bars.filter(bar => !bar.unfinished);
  const labelled = new Set([
    finished.reduce((best, bar) => (bar.value > best.value ? bar : best), finished[0]!),
    finished.reduce((least, bar) => (bar.value < least.value ? bar : least), finished[0]!),
  ]);
  return (
    <>
      <figure>
        <svg class="chart" viewBox="-24 0 664 300" role="img" aria-labelledby={`${id}-titre`}>
          <title id={`${id}-titre`}>{title}</title>
          {lines.map(value => (
            <>
              <path class="ax" d={`M44 ${y(value).toFixed(1)}H640`} />
              <text x="38" y={(y(value) + 5).toFixed(1)} text-anchor="end">
                {numberText(value)}
              </text>
            </>
          ))}
          {bars.map((bar, index) => {
            const middle = (x(index) + width * 0.37).toFixed(1);
            return (
              <>
                <path
                  class={bar.unfinished ? 'bar b' : 'bar'}
                  d={`M${x(index).toFixed(1)} ${ground}V${y(bar.value).toFixed(1)}h${(width * 0.74).toFixed(1)}V${ground}z`}
                />
                <text class={index % 2 === 0 ? 'odd' : undefined} x={middle} y="280" text-anchor="middle">
                  {bar.label}
                </text>
                {labelled.has(bar) ? (
                  <text class="v" x={middle} y={(y(bar.value) - 8).toFixed(1)} text-anchor="middle">
                    {numberText(bar.value)}
                  </text>
                ) : null}
              </>
            );
          })}
        </svg>
      </figure>
      <More summary={tableSummary}>
        <Table
          id={`${id}-tableau`}
          caption={title}
          captionHidden
          columns={[{ title: columns[0] }, { title: columns[1], numeric: true }]}
          rows={bars.map(bar => [bar.name, numberText(bar.value)])}
        />
      </More>
    </>
  );
}

/** A step of 1, 2 or 5 times a power of ten that cuts the height in three to six. */
function roundStep(highest: number): number {
  const power = 10 ** Math.floor(Math.log10(highest));
  const unit = highest / power;
  if (unit > 5) return 2 * power;
  if (unit > 2) return power;
  return Math.max(1, power / 2);
}

interface MapFrameProps {
  viewBox: string;
  /** Says what the drawing shows and where the same is in words. */
  label: string;
  /** A local map keeps its own size of letters. */
  near?: boolean;
  /** Stays in sight while the list scrolls. */
  stick?: boolean;
  caption?: Child;
  /** Paths and markers, in map units. */
  children: Child;
  /** The drawing holds links: it is a group, since an image may hold none. */
  links?: boolean;
}

/** A map drawn by the server: it never says anything that the list or the table does not say. */
export function MapFrame({ viewBox, label, near, stick, caption, children, links }: MapFrameProps) {
  return (
    <figure class={stick ? 'stick' : undefined}>
      <svg
        class={near ? 'map near' : 'map'}
        viewBox={viewBox}
        role={links ? 'group' : 'img'}
        aria-label={label}
      >
        {children}
      </svg>
      {caption ? <figcaption>{caption}</figcaption> : null}
    </figure>
  );
}

/** Bounds of the five classes of a map, from low to high; `patterned`: the map draws `#p2` … `#p5` for paper. */
export function Scale({ bounds, patterned }: { bounds: readonly string[]; patterned?: boolean }) {
  return (
    <ul class="scale">
      {bounds.map((bound, index) => (
        <li>
          <svg class="sw" viewBox="0 0 100 16" preserveAspectRatio="none" aria-hidden="true">
            {patterned ? (
              <path
                class={`q${index + 1}`}
                fill={index > 0 ? `url(#p${index + 1})` : 'none'}
                d="M0 0h100v16H0z"
              />
            ) : (
              <path class={`k${index + 1}`} d="M0 0h100v16H0z" />
            )}
          </svg>
          {bound}
        </li>
      ))}
    </ul>
  );
}
