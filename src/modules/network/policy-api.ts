import { clientsMay, membersMay, operatorsMay } from '../../core/access.ts';

export const leadsMayLinkApplications = membersMay<string>(
  'A03',
  'Le référent de la structure relie une application et lui retire sa clé',
  ['referent_structure'],
  (membership, organisation) => membership.organisation.id === organisation,
);
export const clientsMayReadTheOrganisation = clientsMay(
  'A62',
  'Une application reliée lit la fiche de sa structure, si elle en a reçu le droit',
  'structures',
);
export const clientsMayReadPlaces = clientsMay(
  'A62',
  'Une application reliée lit les lieux que tient sa structure, si elle en a reçu le droit',
  'lieux_activite',
);
export const clientsMayReadMembers = clientsMay(
  'A62',
  'Une application reliée lit les professionnels de sa structure, si elle en a reçu le droit',
  'utilisateurs',
);
export const airialMayCountCalls = operatorsMay('A62', 'Airial compte les appels des applications reliées');
