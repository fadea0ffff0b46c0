import { defineEvents } from '../../core/events.ts';
import { cardIssuersMayIssue, everybodyMaySignIn, holdersMayKeepTheirAccount } from './policy.ts';

/** What happens to the means of sign-in, for the journal. */
export const keyEvents = defineEvents('network', {
  sign_in_refused: {
    policy: everybodyMaySignIn,
    fr: 'Une connexion a été refusée.',
    en: 'A sign-in was refused.',
    facts: ['means', 'reason'],
  },
  passwords_rested: {
    policy: everybodyMaySignIn,
    fr: 'Dix mots de passe faux ont été essayés sur votre compte. Les mots de passe attendent un quart d’heure.',
    en: 'Ten wrong passwords were tried on your account. Passwords wait for a quarter of an hour.',
  },
  sign_in_link_asked: {
    policy: everybodyMaySignIn,
    fr: 'Un lien ou un code de connexion a été demandé.',
    en: 'A sign-in link or code was asked for.',
    facts: ['means'],
  },
  contact_proof_asked: {
    policy: holdersMayKeepTheirAccount,
    fr: 'Un lien ou un code a été demandé pour changer votre adresse ou votre téléphone.',
    en: 'A link or a code was asked for to change your address or telephone.',
    facts: ['means'],
  },
  identity_confirmed: {
    policy: holdersMayKeepTheirAccount,
    fr: 'Vous avez confirmé que c’est bien vous.',
    en: 'You confirmed that it is you.',
    facts: ['means'],
  },
  factor_added: {
    policy: holdersMayKeepTheirAccount,
    fr: 'Un moyen de connexion a été ajouté.',
    en: 'A means of sign-in was added.',
    facts: ['means'],
  },
  factor_removed: {
    policy: holdersMayKeepTheirAccount,
    fr: 'Un moyen de connexion a été retiré.',
    en: 'A means of sign-in was removed.',
    facts: ['means'],
  },
  recovery_code_used: {
    policy: holdersMayKeepTheirAccount,
    fr: 'Un code de secours a été utilisé.',
    en: 'A recovery code was used.',
    facts: ['left'],
  },
  card_issued: {
    policy: cardIssuersMayIssue,
    fr: '{helper} vous a remis une carte.',
    en: '{helper} gave you a card.',
    facts: ['identity_check', 'replaced'],
  },
  card_holder_sought: {
    policy: cardIssuersMayIssue,
    fr: 'Un aidant a cherché le compte d’une personne, pour lui refaire une carte.',
    en: 'A helper looked for the account of somebody, to make their card again.',
    facts: ['by', 'found'],
  },
  card_blocked: {
    policy: everybodyMaySignIn,
    fr: 'Votre carte a été bloquée.',
    en: 'Your card was blocked.',
    facts: ['reason'],
  },
});
