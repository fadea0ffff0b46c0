import { sql } from 'kysely';
import type { Transaction } from '../../../core/database.ts';
import type { Organisation } from '../organisation.ts';
import type { OrganisationKind, OrganisationState } from '../vocabulary.ts';

const collator = new Intl.Collator('fr', { sensitivity: 'base', numeric: true });

function selectOrganisations(transaction: Transaction) {
  return transaction
    .selectFrom('network.organisation')
    .select([
      'id',
      'name',
      'kind',
      'siret',
      'commune_insee as communeInsee',
      'contact_email as email',
      'contact_phone as phone',
      'is_pilot as isPilot',
      'state',
      'retention_months as retentionMonths',
      'dpa_version as agreementVersion',
      'dpa_accepted_at as agreementAt',
      'dpa_retention_months as agreementMonths',
      'convention_ref as convention',
      'version',
      'created_at as createdAt',
    ]);
}

export async function findOrganisation(transaction: Transaction, id: string): Promise<Organisation | null> {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) return null;
  return (await selectOrganisations(transaction).where('id', '=', id).executeTakeFirst()) ?? null;
}

/** The same, held until the transaction ends. */
export async function holdOrganisation(transaction: Transaction, id: string): Promise<Organisation | null> {
  return (await selectOrganisations(transaction).where('id', '=', id).forUpdate().executeTakeFirst()) ?? null;
}

export async function findOrganisations(transaction: Transaction): Promise<Organisation[]> {
  const all = await selectOrganisations(transaction).execute();
  return all.sort((a, b) => collator.compare(a.name, b.name));
}

export async function findPilot(transaction: Transaction): Promise<Organisation | null> {
  return (await selectOrganisations(transaction).where('is_pilot', '=', true).executeTakeFirst()) ?? null;
}

export interface OrganisationDraft {
  id: string;
  name: string;
  kind: OrganisationKind;
  siret: string | null;
  communeInsee: string;
  isPilot?: boolean;
}

/** A new organisation, a draft until its référent accepts the agreement; the pilot is open at once. */
export async function insertOrganisation(
  transaction: Transaction,
  at: Date,
  it: OrganisationDraft,
): Promise<void> {
  await transaction
    .insertInto('network.organisation')
    .values({
      id: it.id,
      name: it.name,
      kind: it.kind,
      siret: it.siret,
      commune_insee: it.communeInsee,
      contact_email: null,
      contact_phone: null,
      is_pilot: it.isPilot ?? false,
      state: it.isPilot ? 'active' : 'brouillon',
      dpa_version: null,
      dpa_accepted_at: null,
      dpa_retention_months: null,
      convention_ref: null,
      created_at: at,
    })
    .execute();
}

/** Changes what was read at this version; false when somebody changed it meanwhile. */
export async function updateOrganisation(
  transaction: Transaction,
  { id, version }: { id: string; version?: number },
  change: Partial<{
    name: string;
    siret: string | null;
    contact_email: string | null;
    contact_phone: string | null;
    retention_months: number;
    state: OrganisationState;
    dpa_version: string;
    dpa_accepted_at: Date;
    dpa_retention_months: number;
    convention_ref: string | null;
  }>,
): Promise<boolean> {
  const done = await transaction
    .updateTable('network.organisation')
    .set({ ...change, version: sql<number>`version + 1` })
    .where('id', '=', id)
    .$if(version !== undefined, query => query.where('version', '=', version!))
    .executeTakeFirst();
  return done.numUpdatedRows === 1n;
}
