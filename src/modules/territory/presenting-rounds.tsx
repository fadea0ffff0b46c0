import type { Visit } from '../../core/http/route.ts';
import { say } from '../../core/i18n.ts';
import type { Reader } from '../../core/ui/site.ts';
import { basesOfCounsellors, type PlannedVisit, type RoundsResult } from './domain/plans/rounds-result.ts';
import type { House } from './house.ts';
import { roundsMessages } from './messages-rounds.ts';
import { Choropleth } from './pages/choropleth.tsx';
import { Spot } from './pages/spot.tsx';
import { communeHref } from './presenting-index.ts';

/** « tous les mardis matin », « mardi matin, semaines paires » */
export function timeText({ weekday, half, weeks }: PlannedVisit, reader: Reader): string {
  const words = say(roundsMessages, reader);
  const day = words.weekday(weekday);
  if (weeks === 'every') return words.everyWeek(day, words[half]);
  return `${day} ${words[half]}, ${words[weeks]}`;
}

/** The visits of one place, in the order of the week. */
export const visitsOf = (visits: readonly PlannedVisit[], place: string): PlannedVisit[] =>
  visits
    .filter(visit => visit.place === place)
    .sort((a, b) => a.weekday - b.weekday || (a.half < b.half ? -1 : a.half > b.half ? 1 : 0));

/** « lundi matin : 3, 7 ; mardi après-midi : 5 (semaines paires) »: all the visits of a place in a line, by counsellor. */
export function lineOf(visits: readonly PlannedVisit[], reader: Reader): string {
  const words = say(roundsMessages, reader);
  const slots = Map.groupBy(visits, ({ weekday, half }) => `${words.weekday(weekday)} ${words[half]}`);
  return Array.from(slots, ([slot, own]) =>
    words.slot(
      slot,
      own
        .map(({ counsellor, weeks }) =>
          weeks === 'every' ? `${counsellor}` : `${counsellor} (${words[weeks]})`,
        )
        .join(', '),
    ),
  ).join(words.between);
}

/** Where a counsellor is each half-day, mornings and afternoons of five days; the base when nowhere else. */
export function halvesOf(
  visits: readonly PlannedVisit[],
  counsellor: number,
  nameOf: (code: string) => string,
  reader: Reader,
): string[] {
  const words = say(roundsMessages, reader);
  return [1, 2, 3, 4, 5].flatMap(weekday =>
    (['am', 'pm'] as const).map(half => {
      const here = visits.filter(
        visit => visit.counsellor === counsellor && visit.weekday === weekday && visit.half === half,
      );
      if (here.length === 0) return words.atBase;
      const [only] = here;
      if (only!.weeks === 'every') return nameOf(only!.place);
      return (['odd', 'even'] as const)
        .map(weeks => {
          const place = here.find(visit => visit.weeks === weeks)?.place;
          return `${place === undefined ? words.atBase : nameOf(place)} (${words[weeks]})`;
        })
        .join(', ');
    }),
  );
}

/** The numbers of the counsellors of each base. */
export function numbersOf({ bases }: RoundsResult, reader: Reader): string[] {
  const words = say(roundsMessages, reader);
  let next = 1;
  return bases.map(({ counsellors }) => {
    const first = next;
    next += counsellors;
    return words.numbers(first, next - 1);
  });
}

/** Base of a counsellor, by name. */
export const baseOfCounsellor = (result: RoundsResult, counsellor: number): string => {
  const code = basesOfCounsellors(result)[counsellor - 1];
  return result.bases.find(base => base.code === code)?.name ?? '';
};

/** The index as ground, bases numbered, places visited as dots. */
export function roundsMap({ geometry, index, communes }: House, result: RoundsResult, visit: Visit) {
  if (!geometry || !index) return null;
  const words = say(roundsMessages, visit.reader);
  const spot = (code: string, sign: string) => {
    const commune = communes.get(code);
    if (!commune || commune.lat === null || commune.lon === null) return null;
    const [x, y] = geometry.project(commune.lat, commune.lon);
    return <Spot x={x} y={y} sign={sign} kind={sign === '' ? 'stays' : undefined} />;
  };
  const bases = new Set(result.bases.map(({ code }) => code));
  return (
    <Choropleth
      stick
      geometry={geometry}
      scores={index.communes}
      label={words.mapLabel(visit.territory.name)}
      hrefOf={communeHref}
      reader={visit.reader}
      caption={<p>{words.mapSigns}</p>}
    >
      {result.places.filter(({ code }) => !bases.has(code)).map(({ code }) => spot(code, ''))}
      {result.bases.map(({ code }, at) => spot(code, String(at + 1)))}
    </Choropleth>
  );
}
