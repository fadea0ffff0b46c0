import { everybodyMay, membersMay, operatorsMay } from '../../core/access.ts';

/** Who may do what in the directory. */
export const everybodyMayReadPlaces = everybodyMay('A00', 'Tout le monde peut lire les lieux publiés');
export const everybodyMayReport = everybodyMay('A50', 'Tout le monde peut signaler une information fausse');
export const holdersOfTheAddressMayReadTheImport = everybodyMay(
  'A00',
  'Qui a reçu l’adresse du rapport d’import peut le lire',
);
export const theCoordinationMayKeepTheDirectory = membersMay(
  'A51',
  'La coordination importe, fusionne, ferme et règle les signalements',
  ['coordinateur'],
);
export const airialMayCount = operatorsMay('A00', 'Airial compte les consultations et efface les anciennes');
