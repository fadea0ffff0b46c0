import { sql } from 'kysely';
import type { Database, Transaction } from '../../../core/database.ts';
import { type VocabularyName, vocabularies } from '../vocabulary.ts';

/** Codes of the vocabularies that the database does not know yet. */
export async function findMissingTerms(
  database: Database | Transaction,
): Promise<{ vocabulary: string; code: string }[]> {
  const known = await database.selectFrom('directory.term').selectAll().execute();
  const keys = new Set(known.map(({ vocabulary, code }) => `${vocabulary} ${code}`));
  return (Object.keys(vocabularies) as VocabularyName[]).flatMap(vocabulary =>
    vocabularies[vocabulary]
      .filter(({ code }) => !keys.has(`${vocabulary} ${code}`))
      .map(({ code }) => ({ vocabulary, code })),
  );
}

/** Lets versions hold these codes. A code that leaves the vocabulary stays known: old versions hold it. */
export async function addTerms(
  transaction: Transaction,
  terms: readonly { vocabulary: string; code: string }[],
): Promise<void> {
  await sql`
    INSERT INTO directory.term SELECT * FROM jsonb_populate_recordset(null::directory.term, ${JSON.stringify(terms)}::jsonb)
    ON CONFLICT DO NOTHING`.execute(transaction);
}
