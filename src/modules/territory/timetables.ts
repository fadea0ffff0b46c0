import { readAs } from '../../core/acting-as.ts';
import type { Ground } from '../../core/ground.ts';
import { basesOfCounsellors, type PlannedVisit } from './domain/plans/rounds-result.ts';
import { findAdoptedRounds } from './store-scenarios.ts';

/** The rounds in force: what permanences are made from. Communes by their INSEE code. */
interface AdoptedTimetable {
  scenario: string;
  /** Base of each counsellor, by number from 1. */
  counsellors: { counsellor: number; base: string }[];
  visits: PlannedVisit[];
}

/** Null while no rounds are adopted. */
export async function adoptedTimetable({
  database,
}: Pick<Ground, 'database'>): Promise<AdoptedTimetable | null> {
  return await readAs(database, { kind: 'job', ref: 'territory:timetable' }, async transaction => {
    const found = await findAdoptedRounds(transaction);
    return (
      found && {
        scenario: found.id,
        counsellors: basesOfCounsellors(found.result).map((base, at) => ({ counsellor: at + 1, base })),
        visits: found.visits,
      }
    );
  });
}
