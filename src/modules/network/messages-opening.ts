import { defineMessages } from '../../core/i18n.ts';
import { noBreak as nb } from '../../core/typography.ts';

/** Words for who opens their own account. */
export const openingMessages = defineMessages({
  fr: {
    title: 'Ouvrir mon compte',
    lead: 'Il faut votre nom et une adresse mail. Rien d’autre.',
    first: 'Votre prénom',
    last: 'Votre nom',
    firstEmpty: 'Écrivez votre prénom.',
    lastEmpty: 'Écrivez votre nom.',
    nameLong: `C’est trop long${nb}: 199 signes au plus, prénom et nom ensemble.`,
    email: 'Votre adresse mail',
    emailHint: 'Nous y envoyons un lien. Vous choisirez un mot de passe plus tard, si vous voulez.',
    send: 'Recevoir le lien par mail',
    without: 'Je n’ai pas d’adresse mail',
    withoutMore:
      'Allez dans un lieu d’aide. Une personne ouvre le compte avec vous, et vous donne une carte à garder.',
    places: 'Trouver un lieu d’aide',
    have: `Vous avez déjà un compte${nb}?`,
    signIn: 'Se connecter',
    again: 'Appuyez encore une fois sur le bouton.',
    opened: 'Votre compte est ouvert.',
    openedMore: 'Pour entrer sans attendre un mail, vous pouvez choisir un mot de passe.',
    choose: 'Choisir un mot de passe',
  },
  en: {
    title: 'Open my account',
    lead: 'We need your name and an e-mail address. Nothing else.',
    first: 'Your first name',
    last: 'Your last name',
    firstEmpty: 'Write your first name.',
    lastEmpty: 'Write your last name.',
    nameLong: 'This is too long: 199 signs at most, first name and name together.',
    email: 'Your e-mail address',
    emailHint: 'We send a link there. You may choose a password later.',
    send: 'Receive the link by e-mail',
    without: 'I have no e-mail address',
    withoutMore: 'Go to a help place. Somebody opens the account with you, and gives you a card to keep.',
    places: 'Find a help place',
    have: 'Do you have an account already?',
    signIn: 'Sign in',
    again: 'Press the button once more.',
    opened: 'Your account is open.',
    openedMore: 'To come in without waiting for an e-mail, you may choose a password.',
    choose: 'Choose a password',
  },
});
