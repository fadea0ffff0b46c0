import { join } from 'node:path';
import { act } from '../../core/act.ts';
import { projectRoot } from '../../core/config.ts';
import { newId } from '../../core/identifier.ts';
import type { SeedContext } from '../../core/module.ts';
import { dayInParis } from '../../core/typography.ts';
import { directoryEvents } from './events.ts';
import { importFile } from './importing.ts';
import { addException, addStop, findPlaceOfRecord, markFictional } from './store/occasions.ts';

const actor = { kind: 'command', ref: 'demo' } as const;

/** Name of the source of everything invented: shown with a banner, never exported. */
const source = 'fictif';

const day = 86_400_000;

/** A few invented places for `run --demo`, through the importer, with a bus that stops and a closure to come. */
export async function addFictionalPlaces({ database, now, say }: SeedContext): Promise<void> {
  const file = join(projectRoot, 'data/demo/lieux-fictifs.csv');
  const { counts } = await importFile({ database, actor, file, source, now, say });
  const at = now();
  const inDays = (days: number) => dayInParis(new Date(at.getTime() + days * day));
  await act(database, at, {
    event: directoryEvents.demo_added,
    actor,
    change: async transaction => {
      const fresh = await markFictional(transaction, source);
      if (fresh) {
        const bus = await findPlaceOfRecord(transaction, source, 'fictif-4');
        const stop = { placeId: bus, address: 'place de la Mairie', booking: 'none' as const };
        await addStop(transaction, {
          ...stop,
          id: newId(at),
          label: 'Marché',
          communeInsee: '40085',
          recurrence: 'We[1,3] 14:00-16:30',
        });
        await addStop(transaction, {
          ...stop,
          id: newId(at),
          label: 'Mairie',
          communeInsee: '40134',
          recurrence: 'Tu 09:30-12:00',
        });
        const closing = await findPlaceOfRecord(transaction, source, 'fictif-2');
        await addException(transaction, {
          id: newId(at),
          placeId: closing,
          kind: 'closed',
          from: inDays(5),
          to: inDays(12),
          hours: null,
          reason: 'conges',
        });
      }
      return {
        answer: null,
        object: { type: 'source', ref: source },
        facts: { places: counts.rows },
        unchanged: !fresh,
      };
    },
  });
  say(`${counts.rows} lieux fictifs, signalés comme tels sur chaque page`);
}
