import { operatorsMay } from '../access.ts';
import { defineEvents } from '../events.ts';

export const airialMaySend = operatorsMay('A59', 'Airial envoie les messages et note ce qu’ils deviennent');

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
  message_stopped: {
    policy: airialMaySend,
    fr: 'Vous avez arrêté un genre de messages.',
    en: 'You stopped one sort of message.',
    facts: ['template'],
  },
});
