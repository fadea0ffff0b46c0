import type { MessageTemplate, MessageWords, Values } from '../../core/notify/template.ts';
import { noBreak as nb } from '../../core/typography.ts';

const quoted = (text = '') => `«${nb}${text}${nb}»`;

type Words = (values: Values) => MessageWords;

const template = (
  code: string,
  kind: MessageTemplate['kind'],
  channels: MessageTemplate['channels'],
  fr: Words,
  en: Words,
  rest: Partial<Pick<MessageTemplate, 'secret' | 'lifetimeMinutes'>> = {},
): MessageTemplate => ({
  code: `directory.${code}`,
  version: 1,
  kind,
  channels,
  texts: { fr, en },
  ...rest,
});

/** What the directory writes to people: one row a message. */
export const directoryTemplates: readonly MessageTemplate[] = [
  template(
    'claim_code',
    'securite',
    ['email'],
    ({ code, place, structure }) => ({
      subject: 'Un code pour tenir votre fiche',
      text: `${structure} demande à tenir la fiche de ${quoted(place)} dans l’annuaire des lieux d’aide.\n\nSi c’est bien vous, voici le code à recopier${nb}: ${code}. Il sert pendant 24${nb}heures.\n\nSi vous ne savez pas de quoi il s’agit, ne donnez ce code à personne${nb}: rien ne changera.`,
    }),
    ({ code, place, structure }) => ({
      subject: 'A code to keep your page',
      text: `${structure} asks to keep the page of “${place}” in the directory of places that help.\n\nIf this is you, here is the code to copy: ${code}. It works for 24 hours.\n\nIf you do not know what this is about, give this code to nobody: nothing will change.`,
    }),
    { secret: true, lifetimeMinutes: 24 * 60 },
  ),
  template(
    'claim_granted',
    'echeance',
    ['email', 'onscreen'],
    ({ place, link }) => ({
      subject: 'Vous tenez maintenant une fiche',
      text: `La coordination a accepté votre demande pour ${quoted(place)}. Vous pouvez corriger la fiche.`,
      link: { label: 'Ouvrir la fiche', href: link ?? '' },
    }),
    ({ place, link }) => ({
      subject: 'You now keep a page',
      text: `The coordination accepted your request for “${place}”. You can correct its page.`,
      link: { label: 'Open the page', href: link ?? '' },
    }),
  ),
  template(
    'claim_refused',
    'echeance',
    ['email', 'onscreen'],
    ({ place, reason }) => ({
      subject: 'Votre demande pour une fiche',
      text: `La coordination n’a pas accepté votre demande pour ${quoted(place)}.\n\nPourquoi${nb}: ${reason}`,
    }),
    ({ place, reason }) => ({
      subject: 'Your request for a page',
      text: `The coordination did not accept your request for “${place}”.\n\nWhy: ${reason}`,
    }),
  ),
  template(
    'claim_contested',
    'echeance',
    ['email', 'onscreen'],
    ({ place, structure }) => ({
      subject: 'Une autre structure demande une fiche que vous tenez',
      text: `${structure} demande à tenir la fiche de ${quoted(place)}, que votre structure tient.\n\nRien ne change pour l’instant. La coordination vous répondra à toutes les deux. Si la fiche est bien à vous, vous n’avez rien à faire${nb}; si elle ne l’est plus, vous pouvez la rendre depuis «${nb}Mes lieux${nb}».`,
    }),
    ({ place, structure }) => ({
      subject: 'Another organisation asks for a page that you keep',
      text: `${structure} asks to keep the page of “${place}”, which your organisation keeps.\n\nNothing changes for now. The coordination will answer both of you. If the page is yours, there is nothing to do; if it no longer is, you can give it back from “My places”.`,
    }),
  ),
  template(
    'proposal_link',
    'securite',
    ['email'],
    ({ place, link, reference }) => ({
      subject: 'Confirmez le lieu que vous proposez',
      text: `Vous proposez d’ajouter ${quoted(place)} à l’annuaire des lieux d’aide (référence ${reference}).\n\nOuvrez ce lien avant 7${nb}jours et confirmez. Sans cela, rien n’est gardé.`,
      link: { label: 'Confirmer ma proposition', href: link ?? '' },
    }),
    ({ place, link, reference }) => ({
      subject: 'Confirm the place you propose',
      text: `You propose to add “${place}” to the directory of places that help (reference ${reference}).\n\nOpen this link within 7 days and confirm. Otherwise nothing is kept.`,
      link: { label: 'Confirm my proposal', href: link ?? '' },
    }),
  ),
  template(
    'proposal_published',
    'echeance',
    ['email'],
    ({ place, link, reference }) => ({
      subject: 'Le lieu que vous avez proposé est publié',
      text: `Merci. ${quoted(place)} est dans l’annuaire (référence ${reference}).`,
      link: { label: 'Voir la fiche', href: link ?? '' },
    }),
    ({ place, link, reference }) => ({
      subject: 'The place you proposed is published',
      text: `Thank you. “${place}” is in the directory (reference ${reference}).`,
      link: { label: 'See the page', href: link ?? '' },
    }),
  ),
  template(
    'proposal_refused',
    'echeance',
    ['email'],
    ({ place, reason, reference }) => ({
      subject: 'Le lieu que vous avez proposé',
      text: `Merci de votre proposition. Nous n’avons pas ajouté ${quoted(place)} (référence ${reference}).\n\nPourquoi${nb}: ${reason}`,
    }),
    ({ place, reason, reference }) => ({
      subject: 'The place you proposed',
      text: `Thank you for your proposal. We did not add “${place}” (reference ${reference}).\n\nWhy: ${reason}`,
    }),
  ),
  template(
    'report_settled',
    'echeance',
    ['email', 'sms'],
    ({ place, answer, reference }) => ({
      subject: 'Réponse à votre signalement',
      text: `Vous nous avez signalé une information fausse sur ${quoted(place)} (référence ${reference}). Merci.\n\nNotre réponse${nb}: ${answer}`,
      sms: `Airial${nb}: merci de votre signalement ${reference}. ${(answer ?? '').slice(0, 180)}`,
    }),
    ({ place, answer, reference }) => ({
      subject: 'Answer to your report',
      text: `You reported wrong information about “${place}” (reference ${reference}). Thank you.\n\nOur answer: ${answer}`,
      sms: `Airial: thank you for your report ${reference}. ${(answer ?? '').slice(0, 180)}`,
    }),
  ),
  template(
    'reminder',
    'echeance',
    ['email', 'onscreen'],
    ({ place, link }) => ({
      subject: `Votre fiche est-elle toujours exacte${nb}?`,
      text: `La fiche de ${quoted(place)} n’a pas été vérifiée depuis 6${nb}mois. Des personnes s’y fient pour venir vous voir.\n\nOuvrez ce lien${nb}: vous pourrez dire que tout est exact, corriger, ou dire que le lieu a fermé. Il sert pendant 30${nb}jours.`,
      link: { label: 'Vérifier la fiche', href: link ?? '' },
    }),
    ({ place, link }) => ({
      subject: 'Is your page still right?',
      text: `The page of “${place}” was not checked for 6 months. People rely on it to come to you.\n\nOpen this link: you can say that all is right, correct it, or say that the place has closed. It works for 30 days.`,
      link: { label: 'Check the page', href: link ?? '' },
    }),
  ),
];
