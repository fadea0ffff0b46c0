import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { ownDataOf } from '../../src/core/own-data.ts';
import { rulesOf } from '../../src/core/retention/engine.ts';
import { register, tells } from '../../src/modules/network/register.ts';
import { testDatabase } from '../database.ts';
import { floors } from '../floors.ts';
import { houses } from '../houses.ts';

/** Tables that name an account and are not in the copy its holder takes, with the reason. */
const apart: Readonly<Record<string, string>> = {
  'core.kept_form': 'sealed, thirty minutes: what was being typed',
  'network.challenge': 'links and codes of a day: secrets only',
};

test('ce qui parle d’un compte est dans la copie que prend son titulaire, ou dit pourquoi il n’y est pas', async () => {
  const base = await testDatabase();
  const { rows } = await sql<{ name: string }>`
    SELECT DISTINCT table_schema || '.' || table_name AS name FROM information_schema.columns
    WHERE table_schema = ANY(${['core', ...floors]}) AND column_name IN ('account_id', 'recipient_account')`.execute(
    base.db,
  );
  const told = new Set(ownDataOf({ modules: houses }).map(({ table }) => table));
  const forgotten = rows.map(({ name }) => name).filter(name => !told.has(name) && !(name in apart));
  expect(forgotten).toEqual([]);
  expect(rows.length).toBeGreaterThan(15);
});

test('chaque règle de conservation est dans une ligne du registre, une seule', () => {
  const lines = rulesOf({ modules: houses }).map(({ code }) => ({
    code,
    records: register.filter(record => tells(record, code)).map(record => record.code),
  }));
  expect(lines.filter(({ records }) => records.length !== 1)).toEqual([]);
});

test('le registre ne cite que des règles qui existent', () => {
  const codes = rulesOf({ modules: houses }).map(({ code }) => code);
  const unknown = register.flatMap(record =>
    record.retention.filter(known => !codes.some(code => tells({ ...record, retention: [known] }, code))),
  );
  expect(unknown).toEqual([]);
});
