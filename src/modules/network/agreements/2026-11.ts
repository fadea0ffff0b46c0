import type { AgreementText } from '../agreement.ts';

/** Data agreement of November 2026. Never edited: a change is a new file with a new version. */
export const agreement202611: AgreementText = {
  version: '2026-11',
  texts: {
    fr: {
      articles: [
        {
          title: 'Qui fait quoi',
          paragraphs: [
            'La structure aide des personnes et décide de ce qu’elle note à leur sujet\u00a0: elle est responsable de ce traitement.',
            'Le territoire fournit Airial, l’héberge et le protège. Il agit pour le compte de la structure (article\u00a028 du règlement général sur la protection des données), sur ses instructions, et n’en fait aucun autre usage.',
          ],
        },
        {
          title: 'Quelles données, pour quoi',
          paragraphs: [
            'La structure traite les données des personnes qu’elle aide, pour les aider seulement\u00a0: identité et contacts, rendez-vous, mandats, demandes, traces de ce qui a été fait.',
            'Elle n’écrit que ce qui est utile. Elle n’écrit jamais un mot de passe, ni une appréciation sur la personne.',
          ],
        },
        {
          title: 'Combien de temps',
          paragraphs: [
            'La structure choisit une durée de conservation, de 1 à 36\u00a0mois après la dernière aide. Passé ce délai, Airial efface ce qui identifie la personne.',
            'La preuve d’un mandat et le journal restent le temps que la loi demande.',
          ],
        },
        {
          title: 'Qui peut voir',
          paragraphs: [
            'Seules les personnes de la structure dont le rôle le permet voient les dossiers. Chacune a son propre compte et deux moyens de connexion. Personne ne se connecte à la place d’une autre.',
            'La coordination du territoire voit des nombres, jamais un nom ni une note. Chaque personne aidée peut lire qui a ouvert son dossier.',
          ],
        },
        {
          title: 'Comment les données sont protégées',
          paragraphs: [
            'Le territoire héberge les données dans l’Union européenne, les sauvegarde, et garde un journal que personne ne peut réécrire. Il ne fait appel à un autre prestataire qu’après l’avoir dit à la structure.',
          ],
        },
        {
          title: 'En cas d’incident',
          paragraphs: [
            'Celui qui découvre une perte ou une fuite de données prévient l’autre et le délégué à la protection des données sous 24\u00a0heures, avec ce qu’il sait.',
          ],
        },
        {
          title: 'Les droits des personnes',
          paragraphs: [
            'Une personne peut lire ses données, les corriger, les emporter, les faire effacer. La structure répond sous un mois\u00a0; le territoire l’y aide.',
          ],
        },
        {
          title: 'Contrôle et fin',
          paragraphs: [
            'La structure peut demander à vérifier comment ses données sont protégées.',
            'Quand la structure quitte Airial, elle emporte ses données. Le territoire efface ensuite ce qui lui reste, sauf ce que la loi oblige à garder.',
          ],
        },
      ],
    },
    en: {
      articles: [
        {
          title: 'Who does what',
          paragraphs: [
            'The organisation helps people and decides what it writes about them: it is the controller of this processing.',
            'The territory provides Airial, hosts it and protects it. It acts on behalf of the organisation (article 28 of the General Data Protection Regulation), on its instructions, and makes no other use of the data.',
          ],
        },
        {
          title: 'Which data, what for',
          paragraphs: [
            'The organisation processes the data of the people it helps, to help them only: identity and contacts, appointments, mandates, requests, traces of what was done.',
            'It writes only what is useful. It never writes a password, nor a judgement about the person.',
          ],
        },
        {
          title: 'How long',
          paragraphs: [
            'The organisation chooses how long, from 1 to 36 months after the last help. After that Airial erases what identifies the person.',
            'The proof of a mandate and the journal stay as long as the law asks.',
          ],
        },
        {
          title: 'Who may see',
          paragraphs: [
            'Only people of the organisation whose role allows it see the files. Each has an account of their own and two means of sign-in. Nobody signs in as somebody else.',
            'The coordination of the territory sees numbers, never a name nor a note. Everybody who is helped may read who opened their file.',
          ],
        },
        {
          title: 'How the data are protected',
          paragraphs: [
            'The territory hosts the data in the European Union, backs them up, and keeps a journal that nobody can rewrite. It calls on another provider only after telling the organisation.',
          ],
        },
        {
          title: 'When something goes wrong',
          paragraphs: [
            'Whoever finds a loss or a leak of data tells the other and the data protection officer within 24 hours, with what they know.',
          ],
        },
        {
          title: 'The rights of people',
          paragraphs: [
            'A person may read their data, correct them, take them away, have them erased. The organisation answers within a month; the territory helps it.',
          ],
        },
        {
          title: 'Checks and end',
          paragraphs: [
            'The organisation may ask to check how its data are protected.',
            'When the organisation leaves Airial, it takes its data away. The territory then erases what is left, except what the law obliges it to keep.',
          ],
        },
      ],
    },
  },
};
