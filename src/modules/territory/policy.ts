import { everybodyMay, membersMay, operatorsMay } from '../../core/access.ts';

/** Who may do what with the index and the plans: product/network.md A53. */
export const anyoneMayReadPublishedIndex = everybodyMay('A53', 'Tout le monde lit l’indice publié');
export const committeeMayReadScenarios = membersMay(
  'A53',
  'La coordination et les membres du comité de pilotage lisent les plans',
  ['coordinateur', 'membre_copil'],
);
export const analystsMayRunScenarios = membersMay(
  'A53',
  'La coordination charge des indicateurs, calcule l’indice et les plans',
  ['coordinateur'],
);
export const coordinationMayAdopt = membersMay('A53', 'La coordination publie, partage et adopte', [
  'coordinateur',
]);
export const operatorsMayLoadAreas = operatorsMay(
  'A53',
  'L’installation et l’administrateur chargent les communes',
);

export const airialMayCompute = operatorsMay('A53', 'Airial calcule les plans demandés');
export const whoHasTheLinkMayReadThePlan = everybodyMay('A53', 'Qui a reçu le lien d’un plan peut le lire');
export const anyoneMayVerify = everybodyMay('A53', 'Tout le monde peut vérifier un plan');
