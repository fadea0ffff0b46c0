import type pg from 'pg';

/**
 * After a backup is put back: what it shows as still to be sent may have left since. Nobody knows, and nothing is sent
 * again in silence. Letters wait as before: a person looks at them.
 */
export async function doubtRestored(client: pg.Client): Promise<void> {
  await client.query(`
    WITH doubted AS (
      UPDATE core.message SET state = 'incertain', detail = 'unknown_outcome', state_at = now(), next_try_at = NULL
      WHERE state = 'a_envoyer' AND channel IN ('email', 'sms') RETURNING id, tries)
    INSERT INTO core.receipt (id, message_id, at, event, try, detail)
    SELECT gen_random_uuid(), id, now(), 'failure', tries + 1, 'unknown_outcome' FROM doubted`);
}
