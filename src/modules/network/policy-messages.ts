import { everybodyMay, membersMay, signedInMay } from '../../core/access.ts';

export const recipientsMayReadTheirMessages = signedInMay(
  'A59',
  'Chacun lit les messages qu’il a reçus et choisit comment il les reçoit',
);
export const senderMaySeeWhatBecame = membersMay(
  'A59',
  'Qui a causé un message, et le référent de sa structure, voient ce qu’il est devenu',
  'any',
);
export const everybodyMayReadAnnouncements = everybodyMay(
  'A00',
  'Tout le monde peut lire les annonces qui lui sont adressées',
);
/** The subject is the organisation that publishes. */
export const leadsMayAnnounce = membersMay<string>(
  'A55',
  'Le référent publie les annonces de sa structure, la coordination toutes',
  ['referent_structure', 'coordinateur'],
  (membership, organisation) =>
    membership.roles.includes('coordinateur') || membership.organisation.id === organisation,
);
