import { act } from '../../core/act.ts';
import { currentAgreement } from './agreement.ts';
import { CannotDo, type Doer } from './doing.ts';
import { networkEvents } from './events.ts';
import type { Organisation } from './organisation.ts';
import { holdOrganisation, updateOrganisation } from './store/organisations.ts';

/** Version of the data agreement that a référent accepts today: that of its PDF. */
export const agreementVersion = currentAgreement.version;

export interface Settings {
  name: string;
  siret: string | null;
  email: string | null;
  phone: string | null;
  retentionMonths: number;
}

/** Somebody saved other settings since the form was opened. */
export class ChangedMeanwhile extends Error {
  override name = 'ChangedMeanwhile';
}

const fieldsOf = (before: Organisation, it: Settings) =>
  (['name', 'siret', 'email', 'phone', 'retentionMonths'] as const).filter(
    field => before[field] !== it[field],
  );

/** Saves the settings of an organisation as they were read at `version`. */
export async function saveSettings(
  { database, actor, now, key, request }: Doer,
  organisation: { id: string; version: number },
  it: Settings,
): Promise<void> {
  await act(database, now, {
    event: networkEvents.organisation_changed,
    actor,
    subject: organisation.id,
    key,
    request,
    change: async transaction => {
      const before = await holdOrganisation(transaction, organisation.id);
      if (!before) throw new CannotDo('unknown');
      const fields = fieldsOf(before, it);
      if (fields.length > 0) {
        if (before.version !== organisation.version) throw new ChangedMeanwhile();
        await updateOrganisation(transaction, organisation, {
          name: it.name,
          siret: it.siret,
          contact_email: it.email,
          contact_phone: it.phone,
          retention_months: it.retentionMonths,
        });
      }
      return {
        answer: null,
        object: { type: 'organisation', ref: organisation.id },
        facts: { fields, retention_months: it.retentionMonths },
        unchanged: fields.length === 0,
      };
    },
  });
}

/** Accepts the agreement: a draft opens. */
export async function acceptAgreement(
  { database, actor, now, key, request }: Doer,
  id: string,
): Promise<void> {
  await act(database, now, {
    event: networkEvents.agreement_accepted,
    actor,
    subject: id,
    key,
    request,
    change: async transaction => {
      const before = await holdOrganisation(transaction, id);
      if (!before) throw new CannotDo('unknown');
      const isNew = before.agreementVersion !== agreementVersion;
      if (isNew)
        await updateOrganisation(
          transaction,
          { id },
          {
            dpa_version: agreementVersion,
            dpa_accepted_at: now,
            dpa_retention_months: before.retentionMonths,
            state: before.state === 'brouillon' ? 'active' : before.state,
          },
        );
      return {
        answer: null,
        object: { type: 'organisation', ref: id },
        facts: { version: agreementVersion, retention_months: before.retentionMonths },
        unchanged: !isNew,
      };
    },
  });
}
