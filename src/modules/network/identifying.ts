import { sql } from 'kysely';
import type { SignedIn } from '../../core/access.ts';
import { actAs, door } from '../../core/acting-as.ts';
import type { Database } from '../../core/database.ts';
import type { Ground } from '../../core/ground.ts';
import { lengthsOf } from '../../core/sessions.ts';

/** How often the idle time is pushed on, in milliseconds. */
const touchEvery = 60_000;

/** What network.identify() says of a session. */
interface Identified extends Omit<SignedIn, 'provenAt' | 'session'> {
  provenAt: string | null;
  lastSeenAt: string;
  endsAt: string;
  kept: boolean;
}

/** Who holds this session as memberships, roles and habilitations are now; null when it ended. */
export async function identify(
  { database }: Pick<Ground, 'database'>,
  session: Uint8Array,
  now: Date,
): Promise<SignedIn | null> {
  const hash = Buffer.from(session);
  const { rows } = await sql<{
    found: Identified | null;
  }>`SELECT network.identify(${hash}, ${now}) AS found`.execute(database);
  const found = rows[0]?.found;
  if (!found) return null;
  const {
    lastSeenAt,
    endsAt,
    kept,
    provenAt,
    id,
    name,
    language,
    membership,
    lapsed,
    strength,
    sharedComputer,
  } = found;
  if (now.getTime() - Date.parse(lastSeenAt) >= touchEvery)
    await touch(database, hash, now, {
      ends: new Date(endsAt),
      idle: lengthsOf({ shared: sharedComputer, kept, professional: membership !== null }).idle,
    });
  return {
    id,
    name,
    language,
    membership,
    lapsed,
    strength,
    provenAt: provenAt === null ? null : new Date(provenAt),
    sharedComputer,
    session: hash.toString('hex'),
  };
}

/** Pushes the idle time on: a counter, not a fact, hence no act. */
async function touch(
  database: Database,
  hash: Buffer,
  now: Date,
  { ends, idle }: { ends: Date; idle: number },
) {
  const until = new Date(Math.min(ends.getTime(), now.getTime() + idle));
  await database.transaction().execute(async transaction => {
    await actAs(transaction, door);
    await transaction
      .updateTable('core.session')
      .set({ last_seen_at: now, idle_until: until })
      .where('id_sha256', '=', hash)
      .where('last_seen_at', '<', now)
      .execute();
  });
}
