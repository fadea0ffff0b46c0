import type { Visit } from '../../core/http/route.ts';
import { say } from '../../core/i18n.ts';
import { numberText } from '../../core/typography.ts';
import { Scale } from '../../core/ui/figures.tsx';
import { needOf, type ScoredPlace } from './domain/plans/asked.ts';
import { type Comparison, comparePlans } from './domain/plans/comparing.ts';
import type { House } from './house.ts';
import { differenceMessages } from './messages-difference.ts';
import { indexMessages } from './messages-index.ts';
import { ShadedMap } from './pages/choropleth.tsx';
import { Spot } from './pages/spot.tsx';
import { communeHref } from './presenting-index.ts';
import type { Scenario } from './store-scenarios.ts';

/** What two plans change for each commune; need as the first plan counts it. */
export function differenceOf(
  places: readonly ScoredPlace[],
  a: Scenario,
  b: Scenario,
  time: (from: number, to: number) => number,
): Comparison {
  const [before, after] = [a, b].map(({ result }) => {
    const codes = new Set(result?.open);
    return Uint8Array.from(places, ({ code }) => (codes.has(code) ? 1 : 0));
  });
  return comparePlans({ places, persons: needOf(a.problem, places).persons, time }, before!, after!);
}

type Minutes = Comparison['minutes'][number];

/** Less than a minute is nothing: times are estimates. */
export const isSame = ({ more }: Minutes): boolean => Math.abs(more) < 1;

/** From much nearer to much farther. */
function shadeOf(minutes: Minutes): 1 | 2 | 3 | 4 | 5 {
  const { more } = minutes;
  if (isSame(minutes)) return 3;
  if (more < 0) return more < -5 ? 1 : 2;
  return more > 5 ? 5 : 4;
}

const signed = (value: number, visit: Visit) =>
  `${value > 0 ? '+' : '−'}${numberText(Math.abs(value), visit.reader.language)}`;

/** Communes by what they gain or lose; places that come, go and stay. */
export function differenceMap(
  { geometry }: House,
  places: readonly ScoredPlace[],
  difference: Comparison,
  visit: Visit,
) {
  if (!geometry) return null;
  const words = say(differenceMessages, visit.reader);
  const spots = (sites: readonly number[], sign: string, kind: 'came' | 'gone' | 'stays') =>
    sites.map(site => {
      const [x, y] = geometry.project(places[site]!.lat, places[site]!.lon);
      return <Spot x={x} y={y} sign={sign} kind={kind} />;
    });
  return (
    <ShadedMap
      stick
      geometry={geometry}
      shades={
        new Map(
          difference.minutes.map((minutes, at) => {
            const { code, name } = places[at]!;
            const title = isSame(minutes)
              ? words.communeSame(name)
              : words.communeMoved(name, signed(minutes.more, visit));
            return [code, { shade: shadeOf(minutes), title }];
          }),
        )
      }
      label={words.differenceLabel(visit.territory.name)}
      hrefOf={communeHref}
      legend={
        <>
          <p>{words.differenceLegend}</p>
          <Scale bounds={words.differenceClasses.split('|')} patterned />
          <p>{words.differenceSigns}</p>
          {geometry.approximate ? <p>{say(indexMessages, visit.reader).approximate}</p> : null}
        </>
      }
    >
      {spots(difference.kept, '', 'stays')}
      {spots(difference.lost, '−', 'gone')}
      {spots(difference.gained, '+', 'came')}
    </ShadedMap>
  );
}

/** The same as the map, the communes that change most first. */
export function communeRows(places: readonly ScoredPlace[], difference: Comparison, visit: Visit) {
  const { language } = visit.reader;
  return difference.minutes
    .map((minutes, at) => ({ ...minutes, place: places[at]! }))
    .filter(minutes => !isSame(minutes))
    .sort((x, y) => Math.abs(y.more) - Math.abs(x.more) || (x.place.code < y.place.code ? -1 : 1))
    .map(({ place, before, after, more }) => [
      <a href={communeHref(place.code)}>{place.name}</a>,
      numberText(before, language),
      numberText(after, language),
      signed(more, visit),
    ]);
}
