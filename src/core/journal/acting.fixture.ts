import { everybodyMay } from '../access.ts';
import { act } from '../act.ts';
import { readConfig } from '../config.ts';
import { openDatabase, openPool } from '../database.ts';
import { defineEvents } from '../events.ts';
import { startIntegrator } from './integrator.ts';

/*
 * A process of its own that acts: `connection`, `number of acts`, and to integrate as well `owner's connection`, `folder`.
 */
const [connectionString, acts, ownerConnectionString, folder] = process.argv.slice(2);
const { trial } = defineEvents('trial', {
  trial: { policy: everybodyMay('A00', 'Essai'), fr: 'Essai', en: 'Trial', facts: ['count'] },
});

const database = openDatabase(openPool(connectionString!, 4));
const integrator =
  ownerConnectionString && folder
    ? startIntegrator({
        config: { ...readConfig({}), journalKey: `${folder}/journal.key` },
        folder,
        ownerConnectionString,
      })
    : null;
await Promise.all(
  [0, 1, 2, 3].map(async lane => {
    for (let count = lane; count < Number(acts); count += 4) {
      await act(database, new Date(), {
        event: trial,
        actor: { kind: 'job', ref: `process-${process.pid}` },
        change: async () => ({
          answer: null,
          object: { type: 'trial', ref: String(count) },
          facts: { count },
        }),
      });
      if (count === 0) process.send?.('acting');
    }
  }),
);
await integrator?.stop();
await database.destroy();
