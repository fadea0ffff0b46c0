import { membersMay, signedInMay } from '../../core/access.ts';

export const holdersMayReadTheirJournal = signedInMay(
  'A56',
  'Chacun lit la partie du journal qui le concerne, et peut dire ce qui ne lui paraît pas normal',
);
/** The subject is the organisation. */
export const leadsMayReadTheJournal = membersMay<string>(
  'A57',
  'Le référent lit le journal de sa structure, sans le nom des personnes aidées',
  ['referent_structure'],
  (membership, organisation) => membership.organisation.id === organisation,
);
export const theOfficerMayReadTheJournal = membersMay(
  'A58',
  'Le délégué à la protection des données lit tout le journal, un administrateur sa partie technique',
  ['dpo', 'administrateur'],
);
export const answerersMayAnswerAlerts = membersMay(
  'A57',
  'Le référent de la structure et le délégué à la protection des données répondent aux alertes sur le journal',
  ['referent_structure', 'dpo'],
);
