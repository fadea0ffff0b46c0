import { sql } from 'kysely';
import type { Actor } from '../access.ts';
import { act } from '../act.ts';
import type { Database } from '../database.ts';
import type { ScreenSettings } from '../territory-settings.ts';
import { administrationEvents } from './events.ts';

/** Somebody saved other settings since the form was opened. */
export class SettingsChanged extends Error {
  override name = 'SettingsChanged';
}

export type NewSettings = Omit<ScreenSettings, 'version'>;

/** Names of what is set, the picture as one. */
const settingFields = [
  'name',
  'in_name',
  'slogan',
  'help_phone',
  'help_hours',
  'publisher',
  'host',
  'contact',
  'brand',
  'link',
  'signal',
] as const;

/** Saves the settings as they were read at `version` (0: none yet). What they were is kept with the journal. */
export async function saveTerritory(
  database: Database,
  now: Date,
  { actor, key, request }: { actor: Actor; key?: string; request: string },
  version: number,
  it: NewSettings,
): Promise<void> {
  await act(database, now, {
    event: administrationEvents.settings_changed,
    actor,
    request,
    ...(key ? { key } : {}),
    change: async transaction => {
      // Two first settings at once would not wait for each other on a row that is not there.
      await sql`SELECT pg_advisory_xact_lock(hashtext('airial territory settings'))`.execute(transaction);
      const before = await transaction.selectFrom('core.territory_setting').selectAll().executeTakeFirst();
      const same = (one: Uint8Array | null | undefined, other: Uint8Array | null) =>
        (!one && !other) || (!!one && !!other && Buffer.compare(one, other) === 0);
      const fields: string[] = settingFields.filter(field => (before?.[field] ?? null) !== it[field]);
      if (!same(before?.logo, it.logo)) fields.push('logo');
      const next = (before?.version ?? 0) + 1;
      if (fields.length > 0) {
        if ((before?.version ?? 0) !== version) throw new SettingsChanged();
        const row = { ...it, version: next, changed_at: now };
        await transaction
          .insertInto('core.territory_setting')
          .values({ one: true, ...row })
          .onConflict(conflict => conflict.column('one').doUpdateSet(row))
          .execute();
      }
      return {
        answer: null,
        object: { type: 'territory', ref: 'settings' },
        facts: { fields, version: next },
        details: { before: Object.fromEntries(settingFields.map(field => [field, before?.[field] ?? null])) },
        unchanged: fields.length === 0,
      };
    },
  });
}
