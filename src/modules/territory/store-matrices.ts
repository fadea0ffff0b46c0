import type { Transaction } from '../../core/database.ts';

/** Travel times between communes, whose text is kept apart. */
export interface KeptMatrix {
  /** Of its text `from,to,minutes`. */
  sha256: string;
  model: 'osrm' | 'csv';
  parameters: { source: string; missing: number };
  areasSha256: string;
  storageKey: string;
  at: Date;
}

/** The last ones first. */
export async function findMatrices(transaction: Transaction): Promise<KeptMatrix[]> {
  return await transaction
    .selectFrom('territory.travel_matrix')
    .select([
      'sha256',
      'model',
      'parameters',
      'areas_sha256 as areasSha256',
      'storage_key as storageKey',
      'at',
    ])
    .orderBy('at', 'desc')
    .execute();
}

/** False when the same times are kept already. */
export async function insertMatrix(transaction: Transaction, it: KeptMatrix): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await transaction
    .insertInto('territory.travel_matrix')
    .values({
      sha256: it.sha256,
      model: it.model,
      parameters: JSON.stringify(it.parameters),
      areas_sha256: it.areasSha256,
      unit: 'tenths of minute',
      storage_key: it.storageKey,
      at: it.at,
    })
    .onConflict(conflict => conflict.doNothing())
    .executeTakeFirst();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}
