import { inOrder } from './term.ts';

/** How to reach the place: field `modalites_acces`. */
export const accessModes = inOrder([
  {
    code: 'se_presenter',
    standard: 'Se présenter',
    label: 'Se présenter',
    labelEn: 'Walk in',
    plain: 'Venir sans rendez-vous',
    easy: 'Venir quand le lieu est ouvert',
  },
  {
    code: 'telephoner',
    standard: 'Téléphoner',
    label: 'Téléphoner',
    labelEn: 'Phone',
    plain: 'Appeler avant de venir',
  },
  {
    code: 'contacter_par_mail',
    standard: 'Contacter par mail',
    label: 'Contacter par mail',
    labelEn: 'Write an e-mail',
    plain: 'Écrire un courriel',
    easy: 'Écrire un e-mail',
  },
  {
    code: 'prendre_un_rdv_en_ligne',
    standard: 'Prendre un RDV en ligne',
    label: 'Prendre un rendez-vous en ligne',
    labelEn: 'Book online',
    plain: 'Prendre rendez-vous sur internet',
  },
  {
    code: 'ce_lieu_n_accueille_pas_de_public',
    standard: "Ce lieu n'accueille pas de public",
    label: 'Ce lieu n’accueille pas de public',
    labelEn: 'Not open to the public',
    easy: 'Ce lieu est fermé au public',
  },
  {
    code: 'envoyer_un_mail_avec_une_fiche_de_prescription',
    standard: 'Envoyer un mail avec une fiche de prescription',
    label: 'Envoyer un mail avec une fiche de prescription',
    labelEn: 'Referral by a professional',
    plain: 'Être envoyé par un professionnel',
  },
]);

/** How the help is given: field `modalites_accompagnement`. */
export const supportModes = inOrder([
  {
    code: 'en_autonomie',
    standard: 'En autonomie',
    label: 'En autonomie',
    labelEn: 'On your own',
    plain: 'Vous utilisez le matériel par vous-même',
  },
  {
    code: 'accompagnement_individuel',
    standard: 'Accompagnement individuel',
    label: 'Accompagnement individuel',
    labelEn: 'One to one',
    plain: 'Une personne vous aide',
  },
  {
    code: 'dans_un_atelier_collectif',
    standard: 'Dans un atelier collectif',
    label: 'Dans un atelier collectif',
    labelEn: 'In a group workshop',
    plain: 'Vous apprenez en groupe',
    repaired: [
      "Dans un atelier collectif : j'apprends collectivement à utiliser le numérique",
      "Dans un atelier collectif (j'apprends collectivement à utiliser le numérique)",
    ],
  },
  {
    code: 'a_distance',
    standard: 'À distance',
    label: 'À distance',
    labelEn: 'Remotely',
    plain: 'On vous aide par téléphone ou en vidéo',
    repaired: ['À distance (par téléphone ou en visioconférence)'],
  },
]);

/** Whether the place moves: field `itinerance`. */
export const mobility = inOrder([
  {
    code: 'itinerant',
    standard: 'Itinérant',
    label: 'Itinérant',
    labelEn: 'Mobile',
    plain: 'Vient près de chez vous',
  },
  {
    code: 'fixe',
    standard: 'Fixe',
    label: 'Fixe',
    labelEn: 'Fixed',
    plain: 'Toujours au même endroit',
  },
]);
