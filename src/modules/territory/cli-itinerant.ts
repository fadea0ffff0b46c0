import { basename } from 'node:path';
import type { AloneContext } from '../../core/verb.ts';
import { count, exits, Stopped } from './cli-files.ts';
import type { NamedPlace } from './communes-table.ts';
import { conflictsOf } from './domain/itinerancy/conflicts.ts';
import { planRounds, type RoundsPlan } from './domain/itinerancy/planning-rounds.ts';
import { halfDaysOut, type Rounds } from './domain/itinerancy/problem.ts';
import { weightOf } from './domain/itinerancy/timetable.ts';
import { counsellorsAllowed, roundsOf, usualPlaces } from './domain/plans/rounds.ts';
import { HighsProcess } from './linear-solver.ts';
import { roundsMessages } from './messages-rounds.ts';

interface Asked {
  file: string;
  places: readonly NamedPlace[];
  persons: Float64Array;
  time: Rounds['time'];
  counsellors: number;
  from: number;
}

/** `--model itinerant`: who is based where, where half-days are spent, and the week (product/territory.md §6.2). */
export async function answerItinerant(context: AloneContext, asked: Asked): Promise<number> {
  const { places, persons, time, counsellors } = asked;
  const rounds: Rounds = {
    ...roundsOf(places, persons, time, counsellors, count(context, 'places', usualPlaces, 1)),
    halfDays: count(context, 'half-days', halfDaysOut, 1),
  };
  if (rounds.halfDays > halfDaysOut)
    throw new Stopped(
      exits.wrongWords,
      '--half-days\u00a0: 8 au plus, deux demi-journées restent à la base.',
    );
  const allowed = counsellorsAllowed(places);
  if (counsellors < allowed.least || counsellors > allowed.most)
    throw new Stopped(
      exits.infeasible,
      `Il y a ${rounds.bases.length} bases, une par intercommunalité\u00a0: demandez de ${allowed.least} à ${allowed.most} conseillers, et non ${counsellors}.`,
    );
  const seconds: Record<string, number> = {};
  let last: { name: string; at: number } | null = null;
  const stage = (name: string | null) => {
    const at = performance.now();
    if (last) seconds[last.name] = (at - last.at) / 1000;
    last = name === null ? null : { name, at };
  };
  const solver = new HighsProcess(context.say);
  let plan: RoundsPlan | null;
  try {
    plan = await planRounds(rounds, solver.solve, { stage });
  } finally {
    solver.stop();
  }
  stage(null);
  if (!plan) throw new Stopped(exits.infeasible, 'Le solveur n’a trouvé aucune tournée.');
  const total = (performance.now() - asked.from) / 1000;
  const result = resultOf(asked, rounds, plan, { ...seconds, total });
  process.stdout.write(context.values.json ? `${JSON.stringify(result)}\n` : weekOf(asked, plan, result));
  return exits.done;
}

function resultOf(
  { file, places, persons }: Asked,
  rounds: Rounds,
  { atBase, halfDays, timetable, week }: RoundsPlan,
  seconds: Record<string, number>,
) {
  const code = (place: number) => places[place]!.code;
  const visited = Map.groupBy(halfDays.visits, ({ place }) => place);
  return {
    command: 'territory.position',
    file: basename(file),
    model: 'itinerant',
    n: places.length,
    p: rounds.counsellors,
    bases: rounds.bases.map((base, b) => ({ code: code(base), counsellors: atBase[b]! })),
    places: [...visited].map(([place, visits]) => ({
      code: code(rounds.places[place]!),
      half_days: visits.reduce((sum, visit) => sum + visit.count, 0),
      helped: Math.round(halfDays.helped.get(place) ?? 0),
    })),
    persons: persons.reduce((sum, each) => sum + each, 0),
    objective: halfDays.value,
    bound: halfDays.bound,
    gap: halfDays.gap,
    proof: { kind: 'solver' },
    timetable: timetable.visits.map(({ counsellor, weekday, half, place, weeks }) => ({
      counsellor_no: counsellor,
      weekday,
      half,
      place_code: code(place),
      weeks,
    })),
    half_days: timetable.visits.reduce((sum, visit) => sum + weightOf(visit), 0),
    left: timetable.left.map(({ base, place, count }) => ({ base: code(base), place: code(place), count })),
    conflicts: conflictsOf(timetable.visits, week),
    seconds,
  };
}

/** One line a counsellor, then where they go each day. */
function weekOf(
  { places }: Asked,
  { timetable, week }: RoundsPlan,
  { gap, places: visited, half_days, left, conflicts }: ReturnType<typeof resultOf>,
): string {
  const words = roundsMessages.fr;
  const name = (place: number) => places[place]!.name;
  const lines = [...Map.groupBy(timetable.visits, ({ counsellor }) => counsellor)].sort(
    (a, b) => a[0] - b[0],
  );
  return [
    `${visited.length} lieux, ${half_days} demi-journées par semaine, à ${(100 * gap).toFixed(2)}\u00a0% au plus du meilleur d’après le solveur. Conflits\u00a0: ${conflicts.length}. Demi-journées sans place\u00a0: ${left.length}.`,
    ...lines.flatMap(([counsellor, visits]) => [
      `Conseiller ${counsellor}, base ${name(week.baseOf(counsellor))}`,
      ...visits
        .toSorted((a, b) => a.weekday - b.weekday || (a.half < b.half ? -1 : 1))
        .map(
          ({ weekday, half, place, weeks }) =>
            `  ${words.weekday(weekday)} ${words[half]}${weeks === 'every' ? '' : ` (${words[weeks]})`}\u00a0: ${name(place)}`,
        ),
    ]),
    '',
  ].join('\n');
}
