import { defineMessages } from '../../core/i18n.ts';

/** Words of the professional home page. */
export const deskMessages = defineMessages({
  fr: {
    desk: 'Mon bureau',
    network: 'Réseau',
    administration: 'Administration',
    yourOrganisation: 'votre structure',
    here: (organisation: string, count: number) =>
      count === 0
        ? `${organisation}. Rien ne vous attend.`
        : `${organisation}. ${count === 1 ? '1 chose' : `${count} choses`} à traiter.`,
    todo: 'À traiter',
    nothing: 'Rien à traiter.',
    later: (count: number) => `Voir ce qui attend plus tard (${count})`,
    draft: 'Votre structure n’est pas encore ouverte.',
    draftMore: 'Acceptez l’accord sur les données pour commencer.',
    openIt: 'Ouvrir la structure',
    joins: (name: string) => `${name} demande à rejoindre le réseau`,
    joinsMore: 'Vérifiez la structure, puis ouvrez-la ou répondez.',
    leadless: (name: string) => `${name} n’a plus de référent`,
    leadlessMore:
      'Son dernier référent ne peut plus entrer. Rouvrez son compte, ou donnez ce rôle à une autre personne.',
    insists: 'Des actions refusées, plusieurs fois',
    insistsMore: (times: number) =>
      `Un même compte a été refusé ${times} fois en une heure. Regardez le journal.`,
    manyCards: (name: string, count: number) => `${name} a remis ${count} cartes en un jour`,
    manyCardsMore: 'C’est permis, et peu courant. Vérifiez avec cette personne que tout va bien.',
    late: 'En retard',
    today: 'Aujourd’hui',
  },
  en: {
    desk: 'My desk',
    network: 'Network',
    administration: 'Administration',
    yourOrganisation: 'your organisation',
    here: (organisation: string, count: number) =>
      count === 0
        ? `${organisation}. Nothing waits for you.`
        : `${organisation}. ${count === 1 ? '1 thing' : `${count} things`} to deal with.`,
    todo: 'To deal with',
    nothing: 'Nothing to deal with.',
    later: (count: number) => `See what waits for later (${count})`,
    draft: 'Your organisation is not open yet.',
    draftMore: 'Accept the data agreement to begin.',
    openIt: 'Open the organisation',
    joins: (name: string) => `${name} asks to join the network`,
    joinsMore: 'Check the organisation, then open it or answer.',
    leadless: (name: string) => `${name} has no lead any more`,
    leadlessMore:
      'Its last lead can no longer come in. Open their account again, or make somebody else the lead.',
    insists: 'Acts refused, again and again',
    insistsMore: (times: number) => `One account was refused ${times} times in an hour. See the journal.`,
    manyCards: (name: string, count: number) => `${name} handed over ${count} cards in a day`,
    manyCardsMore: 'It is allowed, and not usual. Check with them that all is well.',
    late: 'Late',
    today: 'Today',
  },
});
