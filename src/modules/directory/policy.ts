import { everybodyMay, type Membership, membersMay, operatorsMay } from '../../core/access.ts';

/** Who may do what in the directory. */
export const everybodyMayReadPlaces = everybodyMay('A00', 'Tout le monde peut lire les lieux publiés');
export const everybodyMayReport = everybodyMay('A50', 'Tout le monde peut signaler une information fausse');
export const everybodyMayPropose = everybodyMay('A50', 'Tout le monde peut proposer un lieu qui manque');
export const whoHasTheLinkMayAnswer = everybodyMay(
  'A50',
  'Qui a reçu le lien du rappel peut dire si la fiche est exacte',
);
export const holdersOfTheAddressMayReadTheImport = everybodyMay(
  'A00',
  'Qui a reçu l’adresse du rapport d’import peut le lire',
);

/** Who keeps the page of a place; null when nobody does, or when it is none of the actor's business. */
export interface KeptPage {
  heldBy: string | null;
}

const isCoordination = ({ organisation, roles }: Membership) =>
  organisation.isPilot && roles.includes('coordinateur');

export const editorsMayKeepTheirPlaces = membersMay<KeptPage>(
  'A51',
  'Le référent et les conseillers numériques de la structure qui tient la fiche, et la coordination, la corrigent',
  ['referent_structure', 'conseiller_numerique', 'coordinateur'],
  (membership, { heldBy }) =>
    isCoordination(membership) ||
    (heldBy === membership.organisation.id &&
      membership.roles.some(role => role === 'referent_structure' || role === 'conseiller_numerique')),
);
export const theCoordinationMayKeepTheDirectory = membersMay(
  'A51',
  'La coordination importe, fusionne, ferme et règle les signalements',
  ['coordinateur'],
);
export const organisationsMayClaim = membersMay(
  'A52',
  'Le référent ou un conseiller numérique d’une structure demande à tenir une fiche',
  ['referent_structure', 'conseiller_numerique'],
);
export const theCoordinationMayDecideClaims = membersMay(
  'A52',
  'La coordination décide qui tient une fiche',
  ['coordinateur'],
);
export const airialMayCount = operatorsMay('A00', 'Airial compte les consultations et efface les anciennes');
export const airialMayRemind = operatorsMay(
  'A51',
  'Airial demande tous les six mois si une fiche est exacte',
);
