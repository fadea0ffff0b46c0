import type { Child } from 'hono/jsx';
import { say } from '../../../core/i18n.ts';
import { markText } from '../../../core/typography.ts';
import { Scale } from '../../../core/ui/figures.tsx';
import type { Reader } from '../../../core/ui/site.ts';
import { classOf, isWide } from '../domain/fragility/explaining.ts';
import type { MapGeometry } from '../domain/map.ts';
import { indexMessages } from '../messages-index.ts';

const classes = [1, 2, 3, 4, 5] as const;

/** Lines of each class on paper, closer and closer. */
const lines = [null, 'M0 4h8', 'M0 2h8M0 6h8', 'M0 2h8M0 6h8M2 0v8', 'M0 2h8M0 6h8M2 0v8M6 0v8'];

interface MapProps {
  geometry: MapGeometry;
  label: string;
  /** What stands over the ground: numbered places. */
  children?: Child;
  /** Where a commune leads; links are out of the keyboard's way, the table has the same. */
  hrefOf: (insee: string) => string;
  caption?: Child;
  stick?: boolean;
}

/** One of five shades of a commune, what it says, and whether it is sure. */
interface Shade {
  shade: (typeof classes)[number];
  title: string;
  isWide?: boolean;
}

/** Communes in five shades: colours on screen, lines on paper; the others are land. */
export function ShadedMap({
  geometry,
  shades,
  label,
  hrefOf,
  stick,
  legend,
  children,
}: MapProps & { shades: ReadonlyMap<string, Shade>; legend: Child }) {
  const known = geometry.cells.flatMap(cell => {
    const of = shades.get(cell.insee);
    return of ? [{ ...cell, ...of }] : [];
  });
  const wide = known.filter(({ isWide }) => isWide);
  return (
    <figure id="carte" class={stick ? 'stick' : undefined}>
      <svg class="map" viewBox={`0 0 ${geometry.width} ${geometry.height}`} role="group" aria-label={label}>
        <defs>
          {classes.slice(1).map(each => (
            <pattern id={`p${each}`} width="8" height="8" patternUnits="userSpaceOnUse">
              <path class="ln" d={lines[each - 1]!} />
            </pattern>
          ))}
          <pattern id="ph" width="6" height="6" patternUnits="userSpaceOnUse">
            <path class="ln" d="M0 6 6 0" />
          </pattern>
        </defs>
        <path class="land" d={geometry.outline} />
        <g class="choro">
          {classes.map(each => (
            <g class={`q${each}`} fill={each === 1 ? 'none' : `url(#p${each})`}>
              {known
                .filter(({ shade }) => shade === each)
                .map(({ insee, path, title }) => (
                  <a href={hrefOf(insee)} tabindex={-1}>
                    <title>{title}</title>
                    <path d={path} />
                  </a>
                ))}
            </g>
          ))}
        </g>
        {wide.length > 0 ? (
          <path fill="url(#ph)" pointer-events="none" d={wide.map(({ path }) => path).join('')} />
        ) : null}
        <path class="mesh dk" d={geometry.epciMesh} />
        {children}
      </svg>
      <figcaption>{legend}</figcaption>
    </figure>
  );
}

interface ChoroplethProps extends MapProps {
  /** Communes to colour. */
  scores: ReadonlyMap<string, { value: number; lo90: number; hi90: number }>;
  reader: Reader;
}

/** The communes by class of the index, hatched where the interval is wide. */
export function Choropleth({ scores, reader, caption, ...map }: ChoroplethProps) {
  const words = say(indexMessages, reader);
  const mark = (value: number) => markText(1 + 0.09 * value, reader.language);
  const nameOf = new Map(map.geometry.cells.map(({ insee, name }) => [insee, name]));
  const shades = new Map(
    [...scores].map(([insee, score]): [string, Shade] => [
      insee,
      {
        shade: classOf(score.value),
        title: words.pathTitle(
          nameOf.get(insee) ?? insee,
          mark(score.value),
          mark(score.lo90),
          mark(score.hi90),
        ),
        isWide: isWide(score),
      },
    ]),
  );
  return (
    <ShadedMap
      {...map}
      shades={shades}
      legend={
        <>
          <p>{words.legend}</p>
          <Scale bounds={words.classes.split('|')} patterned />
          {map.geometry.cells.some(({ insee }) => shades.get(insee)?.isWide) ? <p>{words.wide}</p> : null}
          {map.geometry.approximate ? <p>{words.approximate}</p> : null}
          {caption}
        </>
      }
    />
  );
}
