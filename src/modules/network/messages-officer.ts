import { defineMessages } from '../../core/i18n.ts';

/** Words of the naming of a data protection officer, by two administrators. */
export const officerMessages = defineMessages({
  fr: {
    title: 'Délégué à la protection des données',
    lead: 'Deux administrateurs le nomment\u00a0: l’un propose, l’autre confirme dans les 7 jours.',
    nobody: 'Aucune proposition n’attend de réponse.',
    how: 'Pour proposer quelqu’un, ouvrez sa fiche dans la structure qui pilote le territoire.',
    alone:
      'Il n’y a qu’un administrateur. Donnez d’abord ce rôle à une deuxième personne\u00a0: elle seule pourra confirmer.',
    proposed: (proposer: string, day: string) => `Proposé par ${proposer}. Réponse attendue avant le ${day}.`,
    own: 'C’est votre proposition\u00a0: un autre administrateur répond.',
    gone: 'La personne qui a proposé n’est plus administrateur. Proposez de nouveau.',
    yourself: 'Cette proposition vous concerne\u00a0: vous ne pouvez pas y répondre.',
    confirm: 'Confirmer',
    refuse: 'Refuser',
    confirmed: 'C’est fait\u00a0: le délégué est nommé.',
    refused: 'C’est fait\u00a0: la proposition est refusée.',
    wrong: 'Choisissez de confirmer ou de refuser.',
    todo: (name: string) => `${name} est proposé comme délégué à la protection des données`,
    todoMore: 'Confirmez ou refusez\u00a0: il faut deux administrateurs.',
  },
  en: {
    title: 'Data protection officer',
    lead: 'Two administrators name the officer: one proposes, the other confirms within 7 days.',
    nobody: 'No proposal waits for an answer.',
    how: 'To propose somebody, open their sheet in the organisation that leads the territory.',
    alone:
      'There is only one administrator. Give this role to a second person first: only they will be able to confirm.',
    proposed: (proposer: string, day: string) => `Proposed by ${proposer}. Answer expected before ${day}.`,
    own: 'This is your proposal: another administrator answers.',
    gone: 'Whoever proposed is no longer an administrator. Propose again.',
    yourself: 'This proposal is about you: you cannot answer it.',
    confirm: 'Confirm',
    refuse: 'Refuse',
    confirmed: 'Done: the officer is named.',
    refused: 'Done: the proposal is refused.',
    wrong: 'Choose to confirm or to refuse.',
    todo: (name: string) => `${name} is proposed as data protection officer`,
    todoMore: 'Confirm or refuse: two administrators are needed.',
  },
});
