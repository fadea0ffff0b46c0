import { membersMay, operatorsMay } from '../access.ts';
import { defineEvents } from '../events.ts';

const airialMaySend = operatorsMay('A59', 'Airial envoie les messages et note ce qu’ils deviennent');

export const membersMayPrintLetters = membersMay(
  'A59',
  'Les aidants d’une structure impriment, remettent et postent ses courriers\u00a0; la coordination, ceux qui n’ont pas de structure',
  ['aidant', 'conseiller_numerique', 'referent_structure', 'coordinateur'],
);

const letters = { policy: membersMayPrintLetters, facts: ['letters'] } as const;

/** The acts of the engine of messages; those of people on their messages are in the house of accounts. */
export const notifyEvents = defineEvents('notify', {
  message_sent: {
    policy: airialMaySend,
    fr: 'Un message vous a été envoyé.',
    en: 'A message was sent to you.',
    facts: ['template', 'channel', 'delivered'],
  },
  message_failed: {
    policy: airialMaySend,
    fr: 'Un message n’a pas pu vous être remis.',
    en: 'A message could not be delivered to you.',
    facts: ['template', 'channel', 'state', 'detail'],
  },
  letter_printed: { ...letters, fr: 'Des courriers ont été imprimés.', en: 'Letters were printed.' },
  letter_handed: {
    ...letters,
    fr: 'Des courriers ont été remis en main propre.',
    en: 'Letters were handed over.',
  },
  letter_posted: { ...letters, fr: 'Des courriers ont été postés.', en: 'Letters were posted.' },
  letter_returned: { ...letters, fr: 'Des courriers sont revenus.', en: 'Letters came back.' },
  message_stopped: {
    policy: airialMaySend,
    fr: 'Vous avez arrêté un genre de messages.',
    en: 'You stopped one sort of message.',
    facts: ['template'],
  },
  message_resumed: {
    policy: airialMaySend,
    fr: 'Vous recevez de nouveau un genre de messages.',
    en: 'You receive one sort of message again.',
    facts: ['template'],
  },
});
