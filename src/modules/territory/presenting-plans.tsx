import type { Visit } from '../../core/http/route.ts';
import { say } from '../../core/i18n.ts';
import { dayText } from '../../core/typography.ts';
import type { Reader } from '../../core/ui/site.ts';
import { epcisOf, type ScoredPlace } from './domain/plans/asked.ts';
import type { FieldFault } from './domain/plans/form.ts';
import type { Contradiction } from './domain/positioning/contradictions.ts';
import type { House } from './house.ts';
import { planMessages } from './messages-plans.ts';
import { roundsMessages } from './messages-rounds.ts';
import { travelMessages } from './messages-travel.ts';
import { tryMessages } from './messages-tries.ts';
import { Choropleth } from './pages/choropleth.tsx';
import type { PlanErrors } from './pages/plan-form.tsx';
import { plansPath } from './pages/plan-pages.tsx';
import { Spot } from './pages/spot.tsx';
import { communeHref } from './presenting-index.ts';
import { findMatrices, type KeptMatrix } from './store-matrices.ts';
import type { Scenario } from './store-scenarios.ts';

function whyOf(fault: FieldFault, reader: Reader): string {
  const words = say(planMessages, reader);
  const rounds = say(roundsMessages, reader);
  if (fault.why === 'empty') return words.nameEmpty;
  if (fault.why === 'places') return words.pWrong(fault.most);
  if (fault.why === 'counsellors') return rounds.counsellorsWrong(fault.least, fault.most);
  if (fault.why === 'nobody') return words.zero;
  if (fault.why === 'minutes') return words.minutesWrong;
  if (fault.why === 'number') return words.numberWrong;
  if (fault.why === 'not_for_rounds') return rounds.notForRounds;
  return words.unknown(fault.names.slice(0, 10).join(', '));
}

/** What is wrong with each answer, in words: faults of fields, then contradictions beside both fields. */
export function errorsOf(
  faults: readonly FieldFault[],
  contradictions: readonly Contradiction[],
  { communes }: House,
  places: readonly ScoredPlace[],
  visit: Visit,
): PlanErrors {
  const words = say(planMessages, visit.reader);
  const errors: Record<string, string> = {};
  const put = (fields: readonly string[], why: string) => {
    for (const field of fields) errors[field] ??= why;
  };
  for (const fault of faults) put([fault.field], whyOf(fault, visit.reader));
  const epcis = epcisOf(places);
  const names = (which: readonly number[]) =>
    which
      .slice(0, 10)
      .map(place => places[place]!.name)
      .join(', ');
  const epci = (group: number) => communes.epci(epcis[group]!)?.name ?? epcis[group]!;
  for (const it of contradictions) {
    if (it.code === 'kept_and_forbidden') put(['open', 'closed'], words.both(names(it.places)));
    else if (it.code === 'more_than_sites') put(['p', 'closed'], words.tooMany(it.p, it.sites));
    else if (it.code === 'more_kept') put(['p', 'open'], words.tooFew(it.p, it.kept));
    else if (it.code === 'minima_exceed')
      put(['p', 'least'], words.leastSum(it.minima, Math.round(it.minima / it.groups), it.p));
    else if (it.code === 'maxima_below') put(['p', 'most'], words.mostSum(it.maxima, it.p));
    else if (it.code === 'group_range') put(['least', 'most'], words.range(it.least, it.most));
    else if (it.code === 'group_minimum')
      put(['least', 'closed'], words.groupLeast(epci(it.group), it.able, it.least));
    else if (it.code === 'group_maximum')
      put(['most', 'open'], words.groupMost(epci(it.group), it.kept, it.most));
    else if (it.code === 'too_little_capacity') put(['p'], words.tooLittle);
    else put(['longest'], words.tooFar(names(it.places)));
  }
  return errors;
}

/** « calculé », « adopté » */
export const stateText = ({ state }: Pick<Scenario, 'state'>, { reader }: Pick<Visit, 'reader'>): string =>
  say(planMessages, reader)[state];

export function aboutOf(scenario: Scenario, visit: Visit): string {
  const { reader, now } = visit;
  const words = say(planMessages, reader);
  const day = scenario.computedAt ?? scenario.at;
  const state = stateText(scenario, visit);
  return words.about(
    scenario.name,
    dayText(day, { language: reader.language, now, short: true }),
    state.charAt(0).toUpperCase() + state.slice(1),
  );
}

/** Travel times that a plan may ask for, besides those as the crow flies; none when no others are loaded. */
export const travelChoices = (matrices: readonly KeptMatrix[], { reader, now }: Visit) => {
  const words = say(travelMessages, reader);
  return matrices.map(({ sha256, at, parameters }) => ({
    value: sha256,
    label: words.byRoad(dayText(at, { language: reader.language, now, short: true }), parameters.source),
  }));
};

/** The times by road of a plan, in words, with their file; null for times as the crow flies. */
export async function travelUsedIn({ problem: { matrix } }: Scenario, visit: Visit) {
  if (!matrix) return null;
  const { reader, now } = visit;
  const words = say(travelMessages, reader);
  const used = (await visit.read(findMatrices)).find(({ sha256 }) => sha256 === matrix);
  return {
    words: used
      ? words.used(dayText(used.at, { language: reader.language, now, short: true }), used.parameters.source)
      : words.lost,
    href: `${plansPath}/temps/${matrix}.csv`,
  };
}

/** Least distance between two marks of the map, in its units. */
const apart = 25;

/**
 * The index as ground, the places numbered as in the table; marks that would hide each other are moved a little.
 * @param changes of a plan that is tried: codes of the places that come and go
 */
export function planMap(
  house: House,
  scenario: Scenario,
  places: readonly ScoredPlace[],
  visit: Visit,
  changes: { coming: readonly string[]; leaving: readonly string[] } | null = null,
) {
  const { geometry, index } = house;
  if (!geometry || !index || !scenario.result) return null;
  const words = say(planMessages, visit.reader);
  const placeOf = new Map(places.map(place => [place.code, place]));
  const marks: { x: number; y: number; code: string }[] = [];
  for (const { code } of scenario.result.sites) {
    const place = placeOf.get(code);
    if (!place) continue;
    let [x, y] = geometry.project(place.lat, place.lon);
    for (let turn = 0; turn < 24 && marks.some(mark => Math.hypot(mark.x - x, mark.y - y) < apart); turn++) {
      const [atX, atY] = geometry.project(place.lat, place.lon);
      const away = 6 * (1 + Math.floor(turn / 8));
      x = Math.round(atX + away * Math.cos((turn * Math.PI) / 4) * 2);
      y = Math.round(atY + away * Math.sin((turn * Math.PI) / 4) * 2);
    }
    marks.push({ x, y, code });
  }
  return (
    <Choropleth
      stick
      geometry={geometry}
      scores={index.communes}
      label={words.mapLabel(visit.territory.name, scenario.problem.p)}
      hrefOf={communeHref}
      reader={visit.reader}
      caption={
        <>
          <p>{words.circles(scenario.problem.p)}</p>
          {changes ? <p>{say(tryMessages, visit.reader).legend}</p> : null}
        </>
      }
    >
      {marks.map(({ x, y, code }, at) => (
        <Spot x={x} y={y} sign={String(at + 1)} kind={changes?.leaving.includes(code) ? 'gone' : undefined} />
      ))}
      {changes?.coming.map(code => {
        const place = placeOf.get(code);
        if (!place) return null;
        const [x, y] = geometry.project(place.lat, place.lon);
        return <Spot x={x} y={y} sign="+" kind="came" />;
      })}
    </Choropleth>
  );
}
