import { afterAll, expect, it } from 'vitest';
import { readCommunes } from './communes-table.ts';
import { conflictsOf } from './domain/itinerancy/conflicts.ts';
import { planRounds } from './domain/itinerancy/planning-rounds.ts';
import { capacityOf, greatest, largestOfEach, type Rounds, worth } from './domain/itinerancy/problem.ts';
import { makeTimetable, type Visit, type Week, weightOf } from './domain/itinerancy/timetable.ts';
import { demandOf } from './domain/positioning/demand.ts';
import { haversineTime } from './domain/positioning/travel.ts';
import { seededRandom } from './domain/random.ts';
import { embeddedIndex, embeddedIndicators } from './embedded.ts';
import { installedTable } from './installed.ts';
import { HighsProcess } from './linear-solver.ts';

const solver = new HighsProcess(() => {});
afterAll(() => solver.stop());

/** The Landes as the installation knows them. */
async function landes() {
  const columns = await embeddedIndicators();
  const rate = (id: string, code: string) =>
    columns.find(({ indicator }) => indicator === id)!.kept.find(each => each.code === code)?.value ?? null;
  const places = embeddedIndex().all.flatMap(({ insee, name, lat, lon, epci, population, home }) =>
    home && lat !== null && lon !== null
      ? [
          {
            code: insee,
            name,
            lat,
            lon,
            epci: epci!,
            population: population!,
            age65Plus: rate('age_65_plus_pct', insee),
            lowDiploma: rate('low_or_no_diploma_15_plus_pct', insee),
            score: null,
          },
        ]
      : [],
  );
  return readCommunes(installedTable(places).text);
}

it('thirty counsellors of the Landes have a week without conflict, half-days proven at half a per cent', async () => {
  const places = await landes();
  const { persons } = demandOf(places);
  const rounds: Rounds = {
    persons,
    time: haversineTime(places),
    bases: largestOfEach(places),
    places: greatest(
      places.map(({ code }) => code),
      persons,
      120,
    ),
    counsellors: 30,
    halfDays: 8,
  };
  expect(rounds.bases).toHaveLength(18);
  const plan = (await planRounds(rounds, solver.solve))!;
  const { atBase, halfDays, timetable, week } = plan;
  expect(atBase.reduce((sum, count) => sum + count, 0)).toBe(30);
  expect(Math.min(...atBase)).toBeGreaterThanOrEqual(1);
  expect(Math.max(...atBase)).toBeLessThanOrEqual(6);
  expect(halfDays.gap).toBeLessThanOrEqual(0.005);
  expect(halfDays.value).toBeLessThanOrEqual(persons.reduce((sum, count) => sum + count, 0));
  // The people helped, each once, and no half-day asked more than it can do.
  const byPlace = Map.groupBy(halfDays.visits, ({ place }) => place);
  for (const [place, count] of halfDays.helped) {
    const given = byPlace.get(place)!.reduce((sum, visit) => sum + visit.count, 0);
    expect(count).toBeLessThanOrEqual(given * capacityOf(rounds) + 1e-3);
  }
  expect(timetable.left).toEqual([]);
  expect(conflictsOf(timetable.visits, week)).toEqual([]);
  // What is visited is enough for the people helped, a half of a half-day sooner would not be.
  const given = Map.groupBy(timetable.visits, ({ place }) => place);
  for (const [place, count] of halfDays.helped) {
    const weekly = weightsOf(given.get(rounds.places[place]!)!);
    expect(weekly * capacityOf(rounds)).toBeGreaterThan(count - 1);
    if (weekly > 0.5) expect((weekly - 0.5) * capacityOf(rounds)).toBeLessThan(count);
  }
  expect(timetable.visits.some(({ weeks }) => weeks !== 'every')).toBe(true);
  expect(makeTimetable(week)).toEqual(timetable);
  // In force, it stays as it is; without one place, only its half-days go.
  const again = makeTimetable({ ...week, adopted: timetable.visits });
  expect(slots(again.visits)).toEqual(slots(timetable.visits));
  const gone = timetable.visits[0]!.place;
  const fewer = makeTimetable({
    ...week,
    asked: week.asked.filter(({ place }) => place !== gone),
    adopted: timetable.visits,
  });
  expect(slots(fewer.visits)).toEqual(slots(timetable.visits.filter(({ place }) => place !== gone)));
}, 60_000);

const weightsOf = (visits: readonly Visit[]) => visits.reduce((sum, visit) => sum + weightOf(visit), 0);
const slots = (visits: readonly Visit[]) =>
  visits.map(visit => JSON.stringify(Object.entries(visit).sort())).sort();

/** Places on a plane, minutes as the crow flies, bases among them. */
function drawnWeek(seed: number): Week {
  const random = seededRandom(seed);
  const count = 6 + Math.floor(random() * 10);
  const points = Array.from({ length: count }, () => [random() * 400, random() * 400] as const);
  const time = (a: number, b: number) =>
    Math.round(Math.hypot(points[a]![0] - points[b]![0], points[a]![1] - points[b]![1]));
  const bases = [0, 1].map(base => ({ base, counsellors: 1 + Math.floor(random() * 3) }));
  const asked = bases.flatMap(({ base, counsellors }) => {
    let free = 8 * counsellors;
    return [...points.keys()].flatMap(place => {
      if (time(base, place) > 250 || free === 0 || random() < 0.3) return [];
      const times = Math.min(free, 0.5 * (1 + Math.floor(random() * 7)));
      free -= times;
      return [{ base, place, count: times }];
    });
  });
  const closed = new Set([`${Math.floor(random() * count)} 3`, `${Math.floor(random() * count)} 1`]);
  const owners = bases.flatMap(({ base, counsellors }) => Array.from({ length: counsellors }, () => base));
  return {
    time,
    asked,
    bases,
    baseOf: counsellor => owners[counsellor - 1]!,
    isClosed: (place, weekday) => closed.has(`${place} ${weekday}`),
  };
}

it('breaks no rule whatever is asked, and says what it could not hold', () => {
  let [asked, left] = [0, 0];
  for (let seed = 1; seed <= 400; seed++) {
    const week = drawnWeek(seed);
    const timetable = makeTimetable(week);
    const wrong = conflictsOf(timetable.visits, week).filter(({ rule }) => rule !== 'wrong_count');
    expect(wrong, `seed ${seed}`).toEqual([]);
    const wanted = week.asked.reduce((sum, { count }) => sum + count, 0);
    const without = timetable.left.reduce((sum, { count }) => sum + count, 0);
    expect(weightsOf(timetable.visits) + without, `seed ${seed}`).toBe(wanted);
    asked += wanted;
    left += without;
    const again = makeTimetable({ ...week, adopted: timetable.visits });
    if (without === 0) expect(slots(again.visits), `seed ${seed}`).toEqual(slots(timetable.visits));
    expect(conflictsOf(again.visits, week).filter(({ rule }) => rule !== 'wrong_count')).toEqual([]);
  }
  expect(left / asked).toBeLessThan(0.05);
});

it('the check sees each rule that is broken', () => {
  const time = (a: number, b: number) => Math.abs(a - b) * 100;
  const week: Week = {
    time,
    asked: [{ base: 0, place: 1, count: 1 }],
    bases: [{ base: 0, counsellors: 1 }],
    baseOf: () => 0,
    isClosed: (_, weekday) => weekday === 5,
  };
  const visit = (
    place: number,
    weekday: number,
    half: 'am' | 'pm',
    weeks: Visit['weeks'] = 'every',
  ): Visit => ({
    counsellor: 1,
    place,
    weekday,
    half,
    weeks,
  });
  const rules = (visits: Visit[]) => conflictsOf(visits, week).map(({ rule }) => rule);
  expect(rules([visit(1, 1, 'am')])).toEqual([]);
  expect(rules([])).toEqual(['wrong_count']);
  expect(rules([visit(1, 1, 'am'), visit(2, 1, 'am')])).toContain('two_places');
  expect(rules([visit(1, 1, 'am', 'odd')])).toEqual(['wrong_count']);
  expect(rules([visit(1, 1, 'am', 'odd'), visit(1, 2, 'am', 'even')])).toEqual([]);
  expect(rules([visit(1, 1, 'am', 'odd'), visit(2, 1, 'am', 'even')])).toEqual(['wrong_count']);
  expect(rules([visit(1, 1, 'am'), visit(2, 1, 'am', 'even')])).toContain('two_places');
  expect(rules([visit(1, 1, 'am', 'odd'), visit(-2, 1, 'pm', 'even')])).not.toContain('too_far_apart');
  expect(rules([visit(1, 1, 'am'), visit(-2, 1, 'pm', 'even')])).toContain('too_far_apart');
  expect(rules([visit(1, 1, 'am'), visit(-2, 1, 'pm')])).toContain('too_far_apart');
  expect(rules([visit(3, 1, 'am')])).toContain('too_far_from_base');
  expect(rules([visit(1, 5, 'am')])).toContain('closed');
  const nine = [1, 2, 3, 4].flatMap(day => [visit(1, day, 'am'), visit(1, day, 'pm')]);
  expect(rules([...nine, visit(1, 5, 'pm')])).toContain('too_little_at_base');
});

it('helps less the farther home is, and nobody beyond a quarter of an hour', () => {
  expect([worth(0), worth(75), worth(150), worth(151)]).toEqual([1, 0.85, 0.7, 0]);
});
