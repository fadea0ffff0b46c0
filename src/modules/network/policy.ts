import {
  everybodyMay,
  type Membership,
  membersMay,
  operatorsMay,
  type Policy,
  type SignedIn,
  signedInMay,
} from '../../core/access.ts';
import type { Role } from '../../core/roles.ts';

/*
 * Who may do what in the network: the sentences of product/network.md §4, by their numbers. A subject is the identifier
 * of an organisation, or the account acted upon with its organisation.
 */

const own = (membership: Membership, organisation: string) => membership.organisation.id === organisation;

const holds = (membership: Membership, ...wanted: Role[]) =>
  membership.roles.some(role => wanted.includes(role));

export const everybodyMaySignIn = everybodyMay(
  'A00',
  'Tout le monde peut ouvrir les pages de connexion et d’invitation',
);
export const everybodyMayAskToJoin = everybodyMay('A00', 'Tout le monde peut demander à rejoindre le réseau');
export const membersMayReadTheOrganisation = membersMay<string>(
  'A02',
  'Les membres de la structure, la coordination et le délégué à la protection des données voient ses membres et ses réglages',
  'any',
  (membership, organisation) => own(membership, organisation) || holds(membership, 'coordinateur', 'dpo'),
  { draft: true },
);
/** With names: less widely than on screen. */
export const leadsMayTakeTheListAway = membersMay<string | null>(
  'A02',
  'La coordination et le délégué à la protection des données exportent la liste des personnes du réseau, le référent celle de sa structure',
  ['coordinateur', 'dpo', 'referent_structure'],
  (membership, organisation) =>
    holds(membership, 'coordinateur', 'dpo') || (organisation !== null && own(membership, organisation)),
);
export const leadsMayKeepTheOrganisation = membersMay<string>(
  'A03',
  'Le référent de la structure change ses réglages, la durée de conservation et l’accord',
  ['referent_structure'],
  own,
  { draft: true },
);
export const theCoordinationMayOpenOrganisations = membersMay(
  'A04',
  'La coordination crée, ouvre, suspend et ferme les structures',
  ['coordinateur'],
);

/** Somebody's part in an organisation, as the acts on members see it. */
export interface PartOf {
  organisation: string;
  /** Account acted upon; null while it is only invited. */
  account: string | null;
  roles: readonly string[];
}

const notOneself = (account: SignedIn, part: PartOf) => part.account !== account.id;

export const leadsMayKeepMembers = membersMay<PartOf>(
  'A05',
  'Le référent de la structure invite, change les rôles et met fin, jamais pour lui-même\u00a0; la coordination le fait pour les référents',
  ['referent_structure', 'coordinateur'],
  (membership, part, account) =>
    notOneself(account, part) &&
    ((holds(membership, 'referent_structure') && own(membership, part.organisation)) ||
      (holds(membership, 'coordinateur') && part.roles.every(role => role === 'referent_structure'))),
);
export const administratorsMayGrantTerritoryRoles = membersMay<PartOf>(
  'A06',
  'Un administrateur donne un rôle du territoire, jamais à lui-même\u00a0; pour le délégué à la protection des données il en faut deux',
  ['administrateur'],
  (_, part, account) => notOneself(account, part),
);
export const theCoordinationMayEntitle = membersMay<PartOf>(
  'A07',
  'La coordination donne et retire les habilitations, jamais pour elle-même',
  ['coordinateur'],
  (_, part, account) => notOneself(account, part),
);
export const holdersMayKeepTheirAccount = signedInMay<string>(
  'A08',
  'Chacun voit et change son propre compte, ses appareils, et peut le fermer',
  (account, subject) => account.id === subject,
);
export const leadsMaySuspend = membersMay<PartOf>(
  'A09',
  'Le référent suspend le compte d’un membre de sa structure, un administrateur celui de tout professionnel',
  ['referent_structure', 'administrateur'],
  (membership, part, account) =>
    notOneself(account, part) && (holds(membership, 'administrateur') || own(membership, part.organisation)),
);
const cardRoles = membersMay(
  'A11',
  'Une personne habilitée «\u00a0Délivrer une carte\u00a0» remet une carte, la personne étant présente',
  ['aidant', 'conseiller_numerique', 'referent_structure'],
);
/** The habilitation is part of the right itself, not of what it is done to. */
export const cardIssuersMayIssue: Policy = {
  ...cardRoles,
  habilitation: 'carte',
  allows: (actor, subject) =>
    cardRoles.allows(actor, subject) &&
    (!actor.account || (actor.account.membership?.habilitations.includes('carte') ?? false)),
};
export const membersMaySeeTheDesk = membersMay(
  'A00',
  'Les professionnels ouvrent leur bureau',
  'any',
  undefined,
  {
    draft: true,
  },
);
export const airialMayKeepAccounts = operatorsMay('A60', 'Airial efface ce qui a fait son temps');
export const membersMayPrintTheirSheet = membersMay(
  'A02',
  'Chaque professionnel imprime la fiche de ce qu’il peut faire, la sienne seulement',
  'any',
);
export const everybodyMayVerifyASheet = everybodyMay(
  'A00',
  'Tout le monde peut vérifier la fiche d’un professionnel, avec le code imprimé dessus',
);
export const airialMayFollowTerms = operatorsMay(
  'A07',
  'Airial prévient de la fin des habilitations et l’écrit, le jour venu',
);
export const airialMayEndSleepingAccounts = operatorsMay(
  'A09',
  'Airial prévient, suspend, puis ferme les comptes professionnels que personne n’ouvre',
);
export const theOperatorMayInvite = operatorsMay('A61', 'L’exploitant de la machine ouvre l’installation');
