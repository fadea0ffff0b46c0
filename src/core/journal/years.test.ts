import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { journalTrial } from '../../../tests/journal.ts';
import { retireYears } from './years.ts';

const journal = journalTrial();
const at = (year: number) => new Date(`${year}-06-01T10:00:00Z`);

it('a year ends after its time, in one recorded act; its hashes stay and the journal is still sound', async () => {
  const { db } = journal.base();
  await journal.write({ at: at(2024), person: randomUUID(), details: { name: 'Éva' } });
  await journal.write({ at: at(2024) });
  await journal.write({ at: at(2025), details: { name: 'Paul' } });
  expect(await retireYears(db, at(2028)), 'not in the tree yet').toEqual([]);
  await journal.integrate();
  expect(await retireYears(db, at(2027)), 'too young').toEqual([]);
  expect(await retireYears(db, at(2028))).toEqual([2024]);
  expect(await retireYears(db, at(2028))).toEqual([]);
  await journal.integrate();
  expect(await journal.verify()).toMatchObject({ size: 4, retired: 2, details: 1, findings: [] });
  // Taken away without its act, a year is missed.
  await journal.owner().query('ALTER TABLE core.journal_entry DETACH PARTITION core.journal_entry_2025');
  expect((await journal.verify()).findings[0]).toMatchObject({ index: 2 });
  await expect(
    journal.base().pool.query(`SELECT core.retire_journal_year(2026, '2099-01-01')`),
  ).rejects.toThrow(/seul Airial/);
});
