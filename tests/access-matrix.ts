import type { Role } from '../src/core/roles.ts';

/** Who may, as product/network.md §4 says it: anyone, anyone signed in, the machine, nobody, or members with these roles. */
export type Who = 'anyone' | 'account' | 'system' | 'nobody' | 'member' | 'client' | readonly Role[];

interface Sentence {
  resource: string;
  act: string;
  who: Who;
  /** On which ones, in words: what a role alone does not say. */
  on?: string;
}

const entitled = ['aidant', 'conseiller_numerique', 'referent_structure'] as const;
const linked = ['aidant', 'conseiller_numerique', 'prescripteur', 'referent_structure'] as const;

/**
 * The access matrix of the specification, copied as data. A sentence that no route and no act uses yet waits for its
 * module: it is registered, so that its number means one thing.
 */
export const accessMatrix: Readonly<Record<string, Sentence>> = {
  A01: { resource: 'organisation', act: 'see its public card', who: 'anyone' },
  A02: {
    resource: 'organisation',
    act: 'see members and settings',
    who: 'member',
    on: 'their own; coordinateur and dpo: any',
  },
  A03: {
    resource: 'organisation',
    act: 'edit settings, retention, agreement',
    who: ['referent_structure'],
    on: 'their own',
  },
  A04: { resource: 'organisation', act: 'create, activate, suspend, close', who: ['coordinateur'] },
  A05: {
    resource: 'membership',
    act: 'invite, change role, end',
    who: ['referent_structure', 'coordinateur'],
    on: 'référent: their organisation, not oneself; coordinateur: référents',
  },
  A06: {
    resource: 'membership',
    act: 'grant a territory role',
    who: ['administrateur'],
    on: 'not oneself; dpo needs two',
  },
  A07: { resource: 'habilitation', act: 'grant, revoke', who: ['coordinateur'], on: 'never oneself' },
  A08: { resource: 'account', act: 'read and edit own, sessions, close', who: 'account', on: 'own' },
  A09: {
    resource: 'account',
    act: 'suspend a professional account',
    who: ['referent_structure', 'administrateur'],
    on: 'référent: own members',
  },
  A10: { resource: 'account', act: 'sign in as another', who: 'nobody' },
  A11: { resource: 'card', act: 'issue, block', who: entitled, on: 'habilitated « carte », person present' },
  A12: { resource: 'person', act: 'see identity', who: linked, on: 'linked' },
  A13: { resource: 'person', act: 'create', who: linked },
  A14: { resource: 'person', act: 'edit identity', who: entitled, on: 'linked' },
  A15: { resource: 'person', act: 'merge', who: ['referent_structure', 'conseiller_numerique'] },
  A16: {
    resource: 'person',
    act: 'hand over inside the organisation',
    who: ['conseiller_numerique', 'referent_structure'],
  },
  A17: {
    resource: 'person',
    act: 'link to another organisation',
    who: 'member',
    on: 'with the person’s consent',
  },
  A18: { resource: 'person', act: 'erase, export own data', who: 'account' },
  A19: { resource: 'note', act: 'read, write', who: entitled },
  A20: { resource: 'mandate', act: 'create, renew, revoke', who: entitled },
  A21: { resource: 'mandate', act: 'read', who: [...entitled, 'dpo'] },
  A22: { resource: 'mandate', act: 'use', who: entitled },
  A23: { resource: 'mandate', act: 'transfer', who: ['referent_structure'] },
  A24: { resource: 'activity', act: 'create', who: ['conseiller_numerique', 'aidant'] },
  A25: { resource: 'activity', act: 'read with names', who: 'member' },
  A26: {
    resource: 'activity',
    act: 'edit, delete',
    who: ['conseiller_numerique', 'aidant', 'referent_structure'],
  },
  A27: { resource: 'coordination activity', act: 'create, read, edit', who: ['coordinateur'] },
  A28: { resource: 'statistics', act: 'own', who: 'member' },
  A29: { resource: 'statistics', act: 'organisation', who: 'member' },
  A30: {
    resource: 'statistics',
    act: 'territory',
    who: ['coordinateur', 'membre_copil', 'gestionnaire_fse', 'dpo'],
  },
  A31: { resource: 'statistics', act: 'share link', who: 'member' },
  A32: { resource: 'export with names', act: 'run', who: 'account' },
  A33: { resource: 'agenda', act: 'manage', who: 'member' },
  A34: { resource: 'appointment', act: 'see', who: 'member' },
  A35: { resource: 'appointment', act: 'book', who: 'anyone' },
  A36: { resource: 'procedure', act: 'read, act', who: 'member' },
  A37: { resource: 'blocking incident', act: 'record, read', who: 'member' },
  A38: { resource: 'mailbox', act: 'create', who: entitled },
  A39: { resource: 'mailbox', act: 'read, write as helper', who: entitled },
  A40: { resource: 'mailbox', act: 'restore access', who: ['aidant', 'conseiller_numerique'] },
  A41: {
    resource: 'mailbox content',
    act: 'read',
    who: 'nobody',
    on: 'never coordinateur, administrateur, dpo, technicien',
  },
  A42: { resource: 'safe', act: 'read', who: 'account' },
  A43: { resource: 'safe', act: 'deposit', who: entitled },
  A44: { resource: 'prescription', act: 'create', who: linked },
  A45: { resource: 'prescription', act: 'read', who: ['prescripteur', 'referent_structure', 'bailleur'] },
  A46: { resource: 'device', act: 'process, erase, hand over', who: ['technicien'] },
  A47: { resource: 'training session', act: 'manage', who: ['formateur', 'coordinateur'] },
  A48: { resource: 'attendance', act: 'read', who: ['formateur', 'gestionnaire_fse'] },
  A49: { resource: 'FSE+ file', act: 'read, complete', who: ['gestionnaire_fse'] },
  A50: { resource: 'place', act: 'propose, report an error', who: 'anyone' },
  A51: {
    resource: 'place',
    act: 'edit',
    who: ['referent_structure', 'conseiller_numerique', 'coordinateur'],
    on: 'of the holder organisation; coordinateur: any',
  },
  A52: {
    resource: 'place claim',
    act: 'decide',
    who: ['coordinateur'],
    on: 'or by the code sent to the published contact',
  },
  A53: {
    resource: 'fragility index, positioning',
    act: 'read, run, adopt',
    who: ['coordinateur', 'administrateur', 'membre_copil'],
  },
  A54: { resource: 'news', act: 'draft, publish', who: ['coordinateur'] },
  A55: {
    resource: 'announcement',
    act: 'publish',
    who: ['referent_structure', 'coordinateur'],
    on: 'référent: own organisation',
  },
  A56: { resource: 'journal', act: 'own part', who: 'account' },
  A57: {
    resource: 'journal',
    act: 'organisation',
    who: ['referent_structure'],
    on: 'their own, after a fresh proof',
  },
  A58: {
    resource: 'journal',
    act: 'territory',
    who: ['dpo', 'administrateur'],
    on: 'administrateur: technical events',
  },
  A59: {
    resource: 'outgoing message',
    act: 'see state',
    who: 'member',
    on: 'who caused it; référent; the recipient in own space',
  },
  A60: { resource: 'retention run, rights register', act: 'run, read', who: ['dpo'] },
  A61: { resource: 'settings, adapters, keys, backups', act: 'manage', who: ['administrateur'] },
  A62: {
    resource: 'API',
    act: 'call',
    who: 'client',
    on: 'within their scopes, their own organisation',
  },
  A63: {
    resource: 'break-glass',
    act: 'open one person file',
    who: ['dpo'],
    on: 'with a référent or coordinateur, 60 min',
  },
};

/** Policies that serve part of a row, by their words, with the reason. */
const partsOfRows: Readonly<Record<string, { who: Who; why: string }>> = {
  'Qui a reçu le lien du rappel peut dire si la fiche est exacte': {
    who: 'anyone',
    why: 'the link is the right: one place, one reminder, thirty days',
  },
  'Le délégué à la protection des données reçoit les demandes de droits et y répond': {
    who: ['dpo'],
    why: 'A18: dpo executes',
  },
  'Airial compte les appels des applications reliées': { who: 'system', why: 'a job' },
  'Airial demande tous les six mois si une fiche est exacte': { who: 'system', why: 'a job' },
  'La coordination importe, fusionne, ferme et règle les signalements': {
    who: ['coordinateur'],
    why: 'directory.md §14: only the coordination merges, closes, imports',
  },
  'Le référent ou un conseiller numérique d’une structure demande à tenir une fiche': {
    who: ['referent_structure', 'conseiller_numerique'],
    why: 'asking is not deciding: the roles that A51 will let edit',
  },
  'L’installation et l’administrateur chargent les communes': {
    who: 'system',
    why: 'a command of the operator',
  },
  'Chacun lit les messages qu’il a reçus et choisit comment il les reçoit': {
    who: 'account',
    why: 'the recipient in own space',
  },
  'Les aidants d’une structure impriment, remettent et postent ses courriers\u00a0; la coordination, ceux qui n’ont pas de structure':
    {
      who: ['aidant', 'conseiller_numerique', 'referent_structure', 'coordinateur'],
      why: 'network.md §6: the queue of letters of the organisation nearest to the person',
    },
  'Le référent de la structure et le délégué à la protection des données répondent aux alertes sur le journal':
    {
      who: ['referent_structure', 'dpo'],
      why: 'network.md §8: an alert goes to référent and dpo',
    },
  'La coordination et le délégué à la protection des données exportent la liste des personnes du réseau, le référent celle de sa structure':
    {
      who: ['coordinateur', 'dpo', 'referent_structure'],
      why: 'the reach of A02, less widely with names in a file: coordinateur and dpo the network, référent own organisation; A32 is about persons helped',
    },
  'Chaque professionnel imprime la fiche de ce qu’il peut faire, la sienne seulement': {
    who: 'member',
    why: 'network.md §12: what A02 shows of oneself, on paper',
  },
  'Tout le monde lit l’indice publié': { who: 'anyone', why: 'A53: anyone reads the published index' },
  'La coordination et les membres du comité de pilotage lisent les plans': {
    who: ['coordinateur', 'membre_copil'],
    why: 'A53: membre_copil reads scenarios, coordinateur all of it',
  },
  'La coordination charge des indicateurs, calcule l’indice et les plans': {
    who: ['coordinateur'],
    why: 'A53: coordinateur loads and runs',
  },
  'La coordination publie, partage et adopte': {
    who: ['coordinateur'],
    why: 'A53: coordinateur shares, adopts, publishes',
  },
  'Qui a reçu le lien d’un plan peut le lire': { who: 'anyone', why: 'A53: a scenario by its share link' },
  'Tout le monde peut vérifier un plan': {
    who: 'anyone',
    why: 'territory.md §7.1: a page where anyone drops a certificate',
  },
  'Airial calcule les plans demandés': { who: 'system', why: 'a job' },
  'Airial prévient de la fin des habilitations et l’écrit, le jour venu': { who: 'system', why: 'a job' },
  'Airial prévient, suspend, puis ferme les comptes professionnels que personne n’ouvre': {
    who: 'system',
    why: 'network.md §3.11: a job, at 11, 12 and 24 months',
  },
  'Airial efface ce qui a fait son temps': { who: 'system', why: 'a job' },
  'L’exploitant de la machine ouvre l’installation': { who: 'system', why: 'a command of the operator' },
  'Airial envoie les messages et note ce qu’ils deviennent': { who: 'system', why: 'a job' },
  'Qui tient la machine vérifie le journal': { who: 'system', why: 'a command of the operator' },
  'Qui tient la machine garde la clé du journal': { who: 'system', why: 'a command of the operator' },
};

/** Pages outside of the table (`A00`), by the words of their policy. */
const outsideTheTable: Readonly<Record<string, Who>> = {
  'Airial compte les consultations et efface les anciennes': 'system',
  'La passerelle de SMS dit ce que deviennent les messages, sous scellé': 'anyone',
  'Les professionnels ouvrent leur bureau': 'member',
  'Qui a reçu l’adresse du rapport d’import peut le lire': 'anyone',
  'Qui a reçu un message peut arrêter ceux de ce genre': 'anyone',
  'Tout le monde peut demander à rejoindre le réseau': 'anyone',
  'Tout le monde peut lire la documentation de l’API': 'anyone',
  'Tout le monde peut lire les annonces qui lui sont adressées': 'anyone',
  'Tout le monde peut lire les lieux publiés': 'anyone',
  'Tout le monde peut lire les pages publiques': 'anyone',
  'Tout le monde peut ouvrir les pages de connexion et d’invitation': 'anyone',
  'Tout le monde voit le logo et les couleurs du territoire': 'anyone',
  'Tout le monde peut vérifier la fiche d’un professionnel, avec le code imprimé dessus': 'anyone',
  'Tout le monde peut vérifier le journal\u00a0: ces adresses ne donnent que des empreintes': 'anyone',
};

/** Who may, for this policy. Throws with what to add when the specification does not know it. */
export function whoMay({ id, sentence }: { id: string; sentence: string }): Who {
  const who =
    id === 'A00' ? outsideTheTable[sentence] : (partsOfRows[sentence]?.who ?? accessMatrix[id]?.who);
  if (who === undefined)
    throw new Error(
      `« ${sentence} » (${id}) n’est pas dans tests/access-matrix.ts : dites qui peut, d’après product/network.md §4.`,
    );
  return who;
}
