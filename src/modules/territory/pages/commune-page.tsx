import type { Child } from 'hono/jsx';
import { say } from '../../../core/i18n.ts';
import { markText } from '../../../core/typography.ts';
import { Stat, Stats } from '../../../core/ui/figures.tsx';
import type { Reader } from '../../../core/ui/site.ts';
import { Table } from '../../../core/ui/tables.tsx';
import { indexMessages } from '../messages-index.ts';
import { type ShownScore, scoreCells } from './index-values.tsx';

export interface AreaPageProps {
  name: string;
  /** Inhabitants, the group of towns, former names: one line each. */
  about: readonly Child[];
  /** Null where no index is worked out; then why. */
  score: ShownScore | null;
  noScore: string;
  of: number;
  certainty: string | null;
  /** Why, in sentences; the first says the index. */
  explanation: readonly string[];
  /** The points in the manner of 2022. */
  compat: string | null;
  /** « 1 donnée sur 4 n’est pas publiée… » */
  missing: string | null;
  mean: number;
  /** Effect of each datum, in tenths of a mark. */
  parts: readonly { label: string; tenths: number }[];
  figures: { heading: string; rows: readonly (readonly Child[])[] };
  links: readonly { href: string; label: string }[];
  /** Communes of an EPCI. */
  communes: readonly ShownScore[];
  communesCaption: string;
  /** From other houses: places of help, counsellors. */
  panels: Child;
  sources: string;
  definition: string;
  reader: Reader;
}

/** The sheet of a commune or of an intercommunalité. */
export function AreaPage(props: AreaPageProps) {
  const { score, reader } = props;
  const words = say(indexMessages, reader);
  const mark = (value: number) => markText(value, reader.language);
  return (
    <div class="flow">
      <h1>{props.name}</h1>
      {props.about.map(line => (
        <p>{line}</p>
      ))}
      {score ? (
        <>
          <Stats>
            <Stat
              figure={words.outOfTen(mark(score.mark))}
              sentence={`${words.short}, ${words.between(mark(score.lo), mark(score.hi))}.`}
            />
            <Stat
              figure={words.intervalText(String(score.rankLo), String(score.rankHi))}
              sentence={[
                words.rankSentence(score.rank, score.rankLo, score.rankHi, props.of),
                props.certainty,
              ]
                .filter(Boolean)
                .join(' ')}
            />
          </Stats>
          {props.missing ? <p class="note">{props.missing}</p> : null}
          <p>{props.explanation.join(' ')}</p>
        </>
      ) : (
        <p class="note">{props.noScore}</p>
      )}
      <p class="row">
        {props.links.map(({ href, label }) => (
          <a href={href}>{label}</a>
        ))}
      </p>
      {score ? (
        <>
          <h2>{words.why}</h2>
          <Table
            id="effets"
            caption={words.whyTable(mark(props.mean))}
            columns={[
              { title: words.datum },
              { title: words.part, numeric: true },
              { title: words.partLabel },
            ]}
            rows={props.parts.map(({ label, tenths }) => [
              label,
              `${tenths > 0 ? '+' : ''}${mark(tenths / 10)}`,
              <EffectBar tenths={tenths} />,
            ])}
          />
        </>
      ) : null}
      {props.compat ? <p>{props.compat}</p> : null}
      {props.figures.rows.length > 0 ? (
        <>
          <h2>{props.figures.heading}</h2>
          <Table
            id="chiffres"
            captionHidden
            caption={props.figures.heading}
            columns={[
              { title: words.datum },
              { title: words.value, numeric: true },
              { title: words.year },
              { title: words.status },
              { title: words.placeIn },
            ]}
            rows={props.figures.rows}
          />
        </>
      ) : null}
      {props.communes.length > 0 ? (
        <Table
          id="communes"
          caption={props.communesCaption}
          columns={[
            { title: words.commune },
            { title: words.index, numeric: true },
            { title: words.interval },
            { title: words.rank },
          ]}
          rows={props.communes.map(row => [<a href={row.href}>{row.name}</a>, ...scoreCells(row, reader)])}
        />
      ) : null}
      {props.panels}
      {score ? (
        <>
          <p class="mute" lang={reader.language === 'fr' ? undefined : 'fr'}>
            {props.sources}
          </p>
          <p class="mute">{props.definition}</p>
        </>
      ) : null}
    </div>
  );
}

/** A bar from the middle, 22 tenths on each side: an indicator of a quarter never weighs more. */
function EffectBar({ tenths }: { tenths: number }) {
  const width = 2 * Math.min(22, Math.abs(tenths));
  return (
    <svg class="iv" viewBox="-46 0 92 12" aria-hidden="true">
      <path d="M0 0v12" />
      <path class="b" d={`M${tenths < 0 ? -width : 0} 3h${width}v6h-${width}z`} />
    </svg>
  );
}
