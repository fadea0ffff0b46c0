import { everybodyMay, visitor } from '../../src/core/access.ts';
import { act } from '../../src/core/act.ts';
import { readAs } from '../../src/core/acting-as.ts';
import { readConfig } from '../../src/core/config.ts';
import { type Database, openDatabase, openPool } from '../../src/core/database.ts';
import { defineEvents } from '../../src/core/events.ts';
import { httpDriver } from '../../src/core/notify/drivers/http.ts';
import '../../src/core/notify/fixture.ts';
import { notify } from '../../src/core/notify/notify.ts';
import { sendMessage } from '../../src/core/notify/sending.ts';
import { smsSettings } from '../../src/core/notify/settings.ts';
import { dueMessages } from '../../src/core/notify/store.ts';

const { told } = defineEvents('trial', {
  told: { policy: everybodyMay('A00', 'Tout le monde peut essayer'), fr: 'Un essai.', en: 'A trial.' },
});
const now = new Date('2026-11-24T13:20:00Z');

/** An act that changes something and tells it: both or neither. */
async function tell(database: Database, occurrence: string): Promise<void> {
  await act(database, now, {
    event: told,
    actor: visitor,
    change: async transaction => {
      await transaction
        .insertInto('core.rate_hit')
        .values({ what: 'trial', who: occurrence, at: now })
        .execute();
      await notify(transaction, now, {
        template: 'trial.due',
        to: { phone: '+33600000000' },
        occurrence,
        values: { name: occurrence },
        causedBy: visitor,
      });
      return { answer: null, object: { type: 'trial', ref: '1' } };
    },
  });
}

/** Sends what waits, as the jobs do, through a gateway that knows keys or not. */
export async function sendAll(database: Database, url: string, idempotent: boolean): Promise<void> {
  const settings = smsSettings.parse({
    url,
    idempotent,
    headers: { 'Idempotency-Key': '{ref}' },
    perDay: 10_000,
    perPersonPerDay: 10_000,
  });
  const sms = httpDriver(settings, 5000);
  const ground = { database, now: () => now, config: { ...readConfig({}), sms: settings }, secret: 'secret' };
  const due = await readAs(database, { kind: 'job', ref: 'trial' }, transaction =>
    dueMessages(transaction, now),
  );
  for (const id of due)
    await sendMessage(ground, id, { sms, email: { idempotent, leaves: true, send: refused } });
}

const refused = async () => ({ kind: 'refused', permanent: true, detail: 'refused' }) as const;

if (import.meta.main) {
  const [connectionString = '', occurrence = '', url = '', keys] = process.argv.slice(2);
  const database = openDatabase(openPool(connectionString));
  await tell(database, occurrence);
  await sendAll(database, url, keys === 'keys');
  await database.destroy();
}
