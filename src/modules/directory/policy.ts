import { everybodyMay, operatorsMay } from '../../core/access.ts';

/** Who may do what in the directory. */
export const everybodyMayReadPlaces = everybodyMay('Tout le monde peut lire les lieux publiés');
export const everybodyMayReport = everybodyMay('Tout le monde peut signaler une information fausse');
export const holdersOfTheAddressMayReadTheImport = everybodyMay(
  'Qui a reçu l’adresse du rapport d’import peut le lire',
);
/** Until accounts exist the coordination works by the command line. */
export const theCoordinationMayKeepTheDirectory = operatorsMay(
  'La coordination importe, fusionne, ferme et règle les signalements',
);
