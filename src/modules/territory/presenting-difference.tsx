import type { Visit } from '../../core/http/route.ts';
import { say } from '../../core/i18n.ts';
import { numberText } from '../../core/typography.ts';
import { Scale } from '../../core/ui/figures.tsx';
import { needOf, type ScoredPlace } from './domain/plans/asked.ts';
import { comparePlans } from './domain/plans/comparing.ts';
import { servedBy } from './domain/plans/ground.ts';
import type { House } from './house.ts';
import { differenceMessages } from './messages-difference.ts';
import { ShadedMap } from './pages/choropleth.tsx';
import { Spot } from './pages/spot.tsx';
import { communeHref } from './presenting-index.ts';
import type { Scenario } from './store-scenarios.ts';

/** What two plans change for each commune; need as the first plan counts it. */
export interface Difference {
  byEpci: ReturnType<typeof comparePlans>['byEpci'];
  gained: number[];
  lost: number[];
  kept: number[];
  /** By place: minutes to its nearest site with each plan. */
  places: { before: number; after: number }[];
}

export function differenceOf(
  places: readonly ScoredPlace[],
  a: Scenario,
  b: Scenario,
  time: (from: number, to: number) => number,
): Difference {
  const openIn = ({ result }: Scenario) => {
    const codes = new Set(result?.open);
    return Uint8Array.from(places, ({ code }) => (codes.has(code) ? 1 : 0));
  };
  const ground = { places, persons: needOf(a.problem, places).persons, time };
  const [was, is] = [a, b].map(each => servedBy(ground, openIn(each)).firstTime);
  const { byEpci, gained, lost, kept } = comparePlans(ground, openIn(a), openIn(b));
  return {
    byEpci,
    gained,
    lost,
    kept,
    places: places.map((_, place) => ({ before: was![place]! / 10, after: is![place]! / 10 })),
  };
}

type Minutes = Difference['places'][number];

/** Less than a minute is nothing: times are estimates. */
export const isSame = ({ before, after }: Minutes): boolean => Math.abs(after - before) < 1;

/** From much nearer to much farther. */
function shadeOf(minutes: Minutes): 1 | 2 | 3 | 4 | 5 {
  const more = minutes.after - minutes.before;
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
  difference: Difference,
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
          difference.places.map((minutes, at) => {
            const { code, name } = places[at]!;
            const title = isSame(minutes)
              ? words.communeSame(name)
              : words.communeMoved(name, signed(minutes.after - minutes.before, visit));
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
          {geometry.approximate ? <p>{words.approximate}</p> : null}
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
export function communeRows(places: readonly ScoredPlace[], difference: Difference, visit: Visit) {
  const { language } = visit.reader;
  return difference.places
    .map((minutes, at) => ({ ...minutes, place: places[at]! }))
    .filter(minutes => !isSame(minutes))
    .sort(
      (x, y) =>
        Math.abs(y.after - y.before) - Math.abs(x.after - x.before) || (x.place.code < y.place.code ? -1 : 1),
    )
    .map(({ place, before, after }) => [
      <a href={communeHref(place.code)}>{place.name}</a>,
      numberText(before, language),
      numberText(after, language),
      signed(after - before, visit),
    ]);
}
