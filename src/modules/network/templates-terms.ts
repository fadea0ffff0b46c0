import type { MessageTemplate } from '../../core/notify/template.ts';
import { dayText, noBreak as nb } from '../../core/typography.ts';
import { isStillAsleep } from './store/sleeping.ts';
import { isInForce } from './store/terms.ts';

const day = (iso: string) => dayText(new Date(iso), { short: true });
const dayEn = (iso: string) => dayText(new Date(iso), { short: true, language: 'en' });

/** A habilitation renewed, withdrawn or ended meanwhile: nobody is told any more. */
const stillDue: MessageTemplate['stillDue'] = (transaction, { occurrence }, now) =>
  isInForce(transaction, occurrence.split(' ')[0]!, now);

const channels = ['email', 'sms', 'letter', 'onscreen'] as const;

/** What Airial writes about what comes to its end: habilitations, accounts that nobody opens. */
export const termTemplates: readonly MessageTemplate[] = [
  {
    code: 'network.habilitation_ending',
    version: 1,
    kind: 'echeance',
    channels,
    stillDue,
    texts: {
      fr: ({ kind = '', until = '' }) => ({
        subject: `Votre habilitation prend fin le ${day(until)}`,
        text: `Bonjour,\n\nVotre habilitation «${nb}${kind}${nb}» prend fin le ${day(until)}.\n\nPour la garder, parlez-en à votre référent ou à la coordination. Ce que vous avez déjà fait avec elle reste valable.`,
        sms: `Airial${nb}: votre habilitation «${nb}${kind}${nb}» prend fin le ${day(until)}. Pour la garder, parlez-en à votre référent.`,
      }),
      en: ({ kindEn = '', until = '' }) => ({
        subject: `Your entitlement ends on ${dayEn(until)}`,
        text: `Hello,\n\nYour entitlement “${kindEn}” ends on ${dayEn(until)}.\n\nTo keep it, talk to your lead or to the coordination. What you already did with it stays valid.`,
        sms: `Airial: your entitlement "${kindEn}" ends on ${dayEn(until)}. To keep it, talk to your lead.`,
      }),
    },
  },
  {
    code: 'network.member_habilitation_ending',
    version: 1,
    kind: 'echeance',
    channels,
    stillDue,
    texts: {
      fr: ({ kind = '', until = '', member = '' }) => ({
        subject: `Une habilitation prend fin le ${day(until)}`,
        text: `Bonjour,\n\nL’habilitation «${nb}${kind}${nb}» de ${member} prend fin le ${day(until)}.\n\nPour la garder, il faut une formation, ou une décision de la coordination.`,
        sms: `Airial${nb}: l’habilitation «${nb}${kind}${nb}» d’un membre de votre structure prend fin le ${day(until)}.`,
      }),
      en: ({ kindEn = '', until = '', member = '' }) => ({
        subject: `An entitlement ends on ${dayEn(until)}`,
        text: `Hello,\n\nThe entitlement “${kindEn}” of ${member} ends on ${dayEn(until)}.\n\nTo keep it, a training is needed, or a decision of the coordination.`,
        sms: `Airial: the entitlement "${kindEn}" of a member of your organisation ends on ${dayEn(until)}.`,
      }),
    },
  },
  {
    code: 'network.account_sleeping',
    version: 1,
    kind: 'echeance',
    channels,
    stillDue: async (transaction, { account, values }) =>
      account !== null && (await isStillAsleep(transaction, account, new Date(values.sinceDate ?? ''))),
    texts: {
      fr: ({ sinceDate = '', suspendedOn = '' }) => ({
        subject: 'Votre compte Airial ne sert plus',
        text: `Bonjour,\n\nVous n’êtes pas entré dans Airial depuis le ${day(sinceDate)}.\n\nPour garder votre compte, connectez-vous une fois. Sinon, il sera suspendu après 12${nb}mois sans connexion${nb}: vers le ${day(suspendedOn)}.\n\nVous n’en avez plus besoin${nb}? Ne faites rien.`,
        sms: `Airial${nb}: votre compte ne sert plus depuis le ${day(sinceDate)}. Pour le garder, connectez-vous une fois. Sinon, il sera bientôt suspendu.`,
      }),
      en: ({ sinceDate = '', suspendedOn = '' }) => ({
        subject: 'Your Airial account is no longer used',
        text: `Hello,\n\nYou have not come into Airial since ${dayEn(sinceDate)}.\n\nTo keep your account, sign in once. Otherwise it will be suspended after 12 months without a sign-in: about ${dayEn(suspendedOn)}.\n\nYou no longer need it? Do nothing.`,
        sms: `Airial: your account has not been used since ${dayEn(sinceDate)}. To keep it, sign in once. Otherwise it will soon be suspended.`,
      }),
    },
  },
  {
    code: 'network.last_administrator_sleeping',
    version: 1,
    kind: 'echeance',
    channels,
    texts: {
      fr: ({ name = '', sinceDate = '' }) => ({
        subject: 'Le dernier administrateur n’ouvre plus Airial',
        text: `Bonjour,\n\n${name} est la seule personne qui administre Airial, et n’est pas entrée depuis le ${day(sinceDate)}.\n\nSon compte n’est pas suspendu, pour que quelqu’un puisse encore régler Airial. Donnez ce rôle à une deuxième personne.`,
        sms: `Airial${nb}: le seul compte d’administrateur ne sert plus depuis le ${day(sinceDate)}. Il n’est pas suspendu. Donnez ce rôle à une deuxième personne.`,
      }),
      en: ({ name = '', sinceDate = '' }) => ({
        subject: 'The last administrator no longer opens Airial',
        text: `Hello,\n\n${name} is the only person who administers Airial, and has not come in since ${dayEn(sinceDate)}.\n\nTheir account is not suspended, so that somebody can still set Airial up. Give this role to a second person.`,
        sms: `Airial: the only administrator account has not been used since ${dayEn(sinceDate)}. It is not suspended. Give this role to a second person.`,
      }),
    },
  },
  {
    code: 'network.organisation_without_lead',
    version: 1,
    kind: 'echeance',
    channels,
    texts: {
      fr: ({ structure = '' }) => ({
        subject: 'Une structure n’a plus de référent',
        text: `Bonjour,\n\nLa structure «${nb}${structure}${nb}» n’a plus de référent qui puisse entrer dans Airial${nb}: le compte du dernier est suspendu.\n\nPersonne ne peut plus y inviter, ni changer les rôles ou les réglages. Rouvrez ce compte, ou donnez le rôle de référent à une autre personne.`,
        sms: `Airial${nb}: une structure n’a plus de référent, le compte du dernier est suspendu. Voyez votre bureau.`,
      }),
      en: ({ structure = '' }) => ({
        subject: 'An organisation has no lead any more',
        text: `Hello,\n\nThe organisation “${structure}” has no lead who can come into Airial: the account of the last one is suspended.\n\nNobody can invite there any more, nor change roles or settings. Open this account again, or make somebody else the lead.`,
        sms: 'Airial: an organisation has no lead any more, the account of the last one is suspended. See your desk.',
      }),
    },
  },
  {
    code: 'network.account_sleeping_suspended',
    version: 1,
    kind: 'securite',
    channels,
    texts: {
      fr: ({ sinceDate = '', closedOn = '' }) => ({
        subject: 'Votre compte Airial est suspendu',
        text: `Bonjour,\n\nVous n’êtes pas entré dans Airial depuis le ${day(sinceDate)}. Votre compte est suspendu${nb}: personne ne peut plus y entrer.\n\nPour le rouvrir, demandez à votre référent. Sinon, il sera fermé vers le ${day(closedOn)}.`,
        sms: `Airial${nb}: votre compte est suspendu, il ne sert plus depuis le ${day(sinceDate)}. Pour le rouvrir, demandez à votre référent.`,
      }),
      en: ({ sinceDate = '', closedOn = '' }) => ({
        subject: 'Your Airial account is suspended',
        text: `Hello,\n\nYou have not come into Airial since ${dayEn(sinceDate)}. Your account is suspended: nobody can come in with it.\n\nTo open it again, ask your lead. Otherwise it will be closed about ${dayEn(closedOn)}.`,
        sms: `Airial: your account is suspended, it has not been used since ${dayEn(sinceDate)}. To open it again, ask your lead.`,
      }),
    },
  },
  {
    code: 'network.account_sleeping_closed',
    version: 1,
    kind: 'securite',
    channels,
    texts: {
      fr: ({ sinceDate = '', structure = '' }) => ({
        subject: 'Votre compte Airial est fermé',
        text: `Bonjour,\n\nVous n’êtes pas entré dans Airial depuis le ${day(sinceDate)}. Votre compte est fermé, et vous ne faites plus partie de${nb}: ${structure}.\n\nVotre nom et vos adresses seront effacés dans 14${nb}jours. Les mandats que vous avez recueillis restent à votre structure.\n\nPour revenir, demandez une nouvelle invitation.`,
        sms: `Airial${nb}: votre compte est fermé, il ne servait plus depuis le ${day(sinceDate)}. Pour revenir, demandez une invitation à votre structure.`,
      }),
      en: ({ sinceDate = '', structure = '' }) => ({
        subject: 'Your Airial account is closed',
        text: `Hello,\n\nYou have not come into Airial since ${dayEn(sinceDate)}. Your account is closed, and you no longer belong to: ${structure}.\n\nYour name and addresses will be erased in 14 days. The mandates you took stay with your organisation.\n\nTo come back, ask for a new invitation.`,
        sms: `Airial: your account is closed, it had not been used since ${dayEn(sinceDate)}. To come back, ask your organisation for an invitation.`,
      }),
    },
  },
];
