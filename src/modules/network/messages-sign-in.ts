import { defineMessages } from '../../core/i18n.ts';
import { noBreak as nb } from '../../core/typography.ts';

const waitFr = (seconds: number) =>
  seconds < 90 ? `${seconds}${nb}secondes` : `${Math.ceil(seconds / 60)}${nb}minutes`;
const waitEn = (seconds: number) =>
  seconds < 90 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`;

/** Words of the pages where people prove who they are. */
export const signInMessages = defineMessages({
  fr: {
    home: 'Accueil',
    title: 'Se connecter',
    lead: 'Entrez avec votre adresse mail, votre téléphone ou votre carte.',
    who: 'Votre adresse mail ou votre téléphone',
    whoEmpty: 'Écrivez votre adresse mail, ou votre numéro de mobile.',
    emailEmpty: 'Écrivez votre adresse mail, par exemple prenom.nom@exemple.fr.',
    emailShape: 'Cette adresse n’est pas complète. Elle a un @ et finit par .fr, .com ou une autre fin.',
    emailStrange: (sign: string) =>
      `Le signe «${nb}${sign}${nb}» n’est pas possible dans une adresse mail. Écrivez-la de nouveau au clavier.`,
    password: 'Votre mot de passe',
    passwordHint:
      'Ou votre phrase de quatre mots. Oublié ou jamais choisi ? Demandez plutôt un lien.'.replace(
        ' ?',
        `${nb}?`,
      ),
    passwordEmpty: 'Écrivez votre mot de passe, ou demandez un lien.',
    shared: 'Ordinateur partagé (médiathèque, mairie…)',
    stay: 'Rester connecté sur cet appareil',
    signIn: 'Se connecter',
    askLink: 'Recevoir un lien par mail',
    otherWays: 'Autres façons d’entrer',
    haveCard: 'J’ai une carte',
    usePasskey: 'Utiliser une clé d’accès',
    passkeyWrong:
      'Cette clé d’accès n’a pas été reconnue. Essayez une autre façon d’entrer, ou demandez un lien.',
    proconnect: 'S’identifier avec ProConnect',
    franceconnect: 'S’identifier avec FranceConnect',
    noAccount: 'Vous n’avez pas encore de compte ?'.replace(' ?', `${nb}?`),
    openOne: 'Ouvrir mon compte',
    structure: 'Votre structure aide des personnes ?'.replace(' ?', `${nb}?`),
    join: 'Rejoindre le réseau',
    wrong: 'L’adresse ou le mot de passe ne va pas ensemble.',
    wrongPhone:
      'Ce numéro et ce mot de passe ne vont pas ensemble. Phrase perdue ? Un lieu d’aide vous accueille.'.replace(
        ' ?',
        `${nb}?`,
      ),
    waitPhone: (seconds: number) =>
      `Il y a eu plusieurs essais. Attendez ${waitFr(seconds)}, ou allez dans un lieu d’aide.`,
    linkNeedsAddress:
      'Le lien part par mail, jamais par SMS. Écrivez votre adresse mail. Sans adresse mail, allez dans un lieu d’aide, ou prenez votre carte.',
    which: 'Quel compte ouvrir ?'.replace(' ?', `${nb}?`),
    several:
      'Deux comptes ont ce numéro et ce mot de passe. Choisissez le vôtre, puis écrivez le mot de passe de nouveau.',
    waitAccount: (seconds: number) =>
      `Il y a eu plusieurs essais. Attendez ${waitFr(seconds)}, ou demandez un lien par mail.`,
    waitNetwork: (seconds: number) =>
      `Beaucoup de personnes se connectent depuis ce réseau. Réessayez dans ${waitFr(seconds)}.`,
    busy: 'Beaucoup de personnes se connectent en ce moment. Réessayez dans quelques secondes.',
    linkSentTitle: 'Regardez vos messages',
    linkSent: (email: string) => `Un mail vient de partir vers ${email}.`,
    linkSentMore: `Ouvrez son lien sur cet appareil dans les 15${nb}minutes. Rien reçu${nb}? Regardez les indésirables.`,
    linkMatch: 'Si vous ouvrez le lien sur un autre appareil, il demandera ce nombre :'.replace(
      ' :',
      `${nb}:`,
    ),
    linkTitle: 'Entrer avec le lien',
    linkLead: 'Appuyez sur le bouton pour entrer.',
    linkButton: 'Entrer',
    linkCode: 'Le nombre affiché sur le premier écran',
    linkCodeHint: '2 chiffres. Ils sont sur l’écran où vous avez demandé le lien.'.replace('2 c', `2${nb}c`),
    linkCodeWrong: 'Ce nombre ne va pas. Regardez l’écran où vous avez demandé le lien.',
    linkUsed: 'Ce lien a déjà servi. Demandez-en un autre.',
    linkExpired: `Ce lien est trop ancien${nb}: il marche 15${nb}minutes. Demandez-en un autre.`,
    linkUnknown: 'Ce lien n’est pas complet ou n’existe pas. Demandez-en un autre.',
    linkStopped: 'Il y a eu trop d’essais avec ce lien. Demandez-en un autre.',
    linkLimit: (seconds: number) =>
      `Vous avez demandé plusieurs liens. Attendez ${waitFr(seconds)}, ou appelez-nous.`,
    factorTitle: 'Encore une étape',
    factorLead: 'Votre mot de passe est bon. Montrez maintenant que c’est bien vous.',
    factorCode: 'Code de votre application, ou code de secours',
    factorHint: 'L’application affiche 6 chiffres. Un code de secours a 10 signes.'
      .replace('6 c', `6${nb}c`)
      .replace('10 s', `10${nb}s`),
    factorButton: 'Continuer',
    factorEmpty: 'Écrivez les 6 chiffres de votre application, ou un code de secours.'.replace(
      '6 c',
      `6${nb}c`,
    ),
    factorWrong: 'Ce code n’est pas le bon. Regardez votre application.',
    factorLate: 'Ce code n’est plus valable. Attendez le suivant.',
    factorReplayed: 'Ce code a déjà servi. Attendez le suivant.',
    factorWait: (seconds: number) =>
      `Il y a eu plusieurs essais. Attendez ${waitFr(seconds)}, ou utilisez une clé d’accès.`,
    factorLost: 'Téléphone perdu ?'.replace(' ?', `${nb}?`),
    factorLostMore:
      'Prenez la feuille de vos codes de secours. Sans elle, demandez au référent de votre structure.',
    factorOver: 'Cette étape a pris trop de temps. Recommencez.',
    confirmTitle: 'Montrez que c’est bien vous',
    confirmLead: 'Cette action est sensible : nous vérifions que c’est bien vous.'.replace(' :', `${nb}:`),
    confirmPassword: 'Votre mot de passe',
    confirmCode: 'Ou le code de votre application',
    confirmNeither: 'Écrivez votre mot de passe, ou le code de votre application.',
    confirmWrong: 'Ce n’est pas le bon mot de passe.',
    confirmButton: 'Confirmer',
    confirmOther: 'Vous n’avez ni mot de passe ni application ?'.replace(' ?', `${nb}?`),
    confirmAgain: 'Se connecter de nouveau',
    providerDown: (name: string) =>
      `Le service ${name} ne répond pas. Vous pouvez vous connecter avec votre mot de passe.`,
    providerRefused: (name: string) =>
      `${name} n’a pas confirmé votre identité. Recommencez, ou connectez-vous autrement.`,
    providerUnknown: (name: string) =>
      `Aucun compte n’est relié à cette identité ${name}. Connectez-vous d’abord, puis reliez-la dans vos moyens de connexion.`,
    providerOrganisation:
      'ProConnect vous annonce dans une structure qui n’est pas la vôtre ici. Choisissez une autre structure dans ProConnect.',
    providerWeak: (name: string) =>
      `${name} ne vous a pas identifié assez sûrement. Choisissez un autre moyen dans ${name}.`,
  },
  en: {
    home: 'Home',
    title: 'Sign in',
    lead: 'Come in with your e-mail address, your telephone or your card.',
    who: 'Your e-mail address or your telephone',
    whoEmpty: 'Write your e-mail address, or your mobile number.',
    emailEmpty: 'Write your e-mail address, for example first.last@example.org.',
    emailShape: 'This address is not complete. It has an @ and ends with .fr, .com or another ending.',
    emailStrange: (sign: string) =>
      `The sign “${sign}” cannot be part of an e-mail address. Type it again with your keyboard.`,
    password: 'Your password',
    passwordHint: 'Or your four-word phrase. Forgotten, or never chosen? Ask for a link instead.',
    passwordEmpty: 'Write your password, or ask for a link.',
    shared: 'Shared computer (library, town hall…)',
    stay: 'Stay signed in on this device',
    signIn: 'Sign in',
    askLink: 'Receive a link by e-mail',
    otherWays: 'Other ways in',
    haveCard: 'I have a card',
    usePasskey: 'Use a passkey',
    passkeyWrong: 'This passkey was not recognised. Try another way in, or ask for a link.',
    proconnect: 'Identify with ProConnect',
    franceconnect: 'Identify with FranceConnect',
    noAccount: 'You do not have an account yet?',
    openOne: 'Open my account',
    structure: 'Does your organisation help people?',
    join: 'Join the network',
    wrong: 'The address and the password do not go together.',
    wrongPhone: 'This number and this password do not go together. Phrase lost? A help place welcomes you.',
    waitPhone: (seconds: number) =>
      `There were several tries. Wait ${waitEn(seconds)}, or go to a help place.`,
    linkNeedsAddress:
      'The link goes by e-mail, never by SMS. Write your e-mail address. Without one, go to a help place, or take your card.',
    which: 'Which account to open?',
    several: 'Two accounts have this number and this password. Choose yours, then write the password again.',
    waitAccount: (seconds: number) =>
      `There were several tries. Wait ${waitEn(seconds)}, or ask for a link by e-mail.`,
    waitNetwork: (seconds: number) =>
      `Many people are signing in from this network. Try again in ${waitEn(seconds)}.`,
    busy: 'Many people are signing in right now. Try again in a few seconds.',
    linkSentTitle: 'Look at your messages',
    linkSent: (email: string) => `An e-mail has just been sent to ${email}.`,
    linkSentMore: 'Open its link on this device within 15 minutes. Nothing received? Look in your spam.',
    linkMatch: 'If you open the link on another device, it will ask for this number:',
    linkTitle: 'Come in with the link',
    linkLead: 'Press the button to come in.',
    linkButton: 'Come in',
    linkCode: 'The number shown on the first screen',
    linkCodeHint: '2 figures. They are on the screen where you asked for the link.',
    linkCodeWrong: 'This number does not match. Look at the screen where you asked for the link.',
    linkUsed: 'This link has already been used. Ask for another one.',
    linkExpired: 'This link is too old: it works for 15 minutes. Ask for another one.',
    linkUnknown: 'This link is not complete or does not exist. Ask for another one.',
    linkStopped: 'There were too many tries with this link. Ask for another one.',
    linkLimit: (seconds: number) => `You asked for several links. Wait ${waitEn(seconds)}, or call us.`,
    factorTitle: 'One more step',
    factorLead: 'Your password is right. Now show that it is really you.',
    factorCode: 'Code of your application, or recovery code',
    factorHint: 'The application shows 6 figures. A recovery code has 10 signs.',
    factorButton: 'Continue',
    factorEmpty: 'Write the 6 figures of your application, or a recovery code.',
    factorWrong: 'This is not the right code. Look at your application.',
    factorLate: 'This code is no longer valid. Wait for the next one.',
    factorReplayed: 'This code has already been used. Wait for the next one.',
    factorWait: (seconds: number) => `There were several tries. Wait ${waitEn(seconds)}, or use a passkey.`,
    factorLost: 'Lost your phone?',
    factorLostMore: 'Take the sheet of your recovery codes. Without it, ask the lead of your organisation.',
    factorOver: 'This step took too long. Start again.',
    confirmTitle: 'Show that it is really you',
    confirmLead: 'This action is sensitive: we check that it is really you.',
    confirmPassword: 'Your password',
    confirmCode: 'Or the code of your application',
    confirmNeither: 'Write your password, or the code of your application.',
    confirmWrong: 'This is not the right password.',
    confirmButton: 'Confirm',
    confirmOther: 'You have neither password nor application?',
    confirmAgain: 'Sign in again',
    providerDown: (name: string) => `${name} does not answer. You can sign in with your password.`,
    providerRefused: (name: string) =>
      `${name} did not confirm your identity. Start again, or sign in another way.`,
    providerUnknown: (name: string) =>
      `No account is linked to this ${name} identity. Sign in first, then link it in your means of sign-in.`,
    providerOrganisation:
      'ProConnect announces you in an organisation that is not yours here. Choose another organisation in ProConnect.',
    providerWeak: (name: string) =>
      `${name} did not identify you safely enough. Choose another means in ${name}.`,
  },
});

export type SignInWords = ReturnType<typeof import('../../core/i18n.ts').say<typeof signInMessages.fr>>;
