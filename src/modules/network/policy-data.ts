import { membersMay, signedInMay } from '../../core/access.ts';

export const theOfficerMayProtectData = membersMay(
  'A60',
  'Le délégué à la protection des données lit le registre et les effacements',
  ['dpo'],
);
export const theOfficerMayAnswerRights = membersMay(
  'A18',
  'Le délégué à la protection des données reçoit les demandes de droits et y répond',
  ['dpo'],
);
export const holdersMayUseTheirRights = signedInMay(
  'A18',
  'Chacun demande ce qu’il veut sur ses données, et en prend une copie',
);
