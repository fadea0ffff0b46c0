import type { Territory } from '../site.ts';
import { contactOf, type StaticPage, type StaticText } from './static-page.tsx';

function french(territory: Territory): StaticText {
  return {
    title: 'Accessibilité',
    lead: 'Ce site est fait pour tout le monde. S’il vous résiste, dites-le : une personne vous aide.',
    sections: [
      {
        title: 'Où en sommes-nous',
        paragraphs: [
          <b>La conformité de ce site au RGAA 4.1 n’est pas encore auditée par un tiers.</b>,
          'Chaque page est vérifiée par un outil automatique (axe, règles WCAG 2.2, niveaux A et AA) sur un téléphone et sur un ordinateur, en clair et en sombre. Un outil ne voit pas tout : il ne remplace pas un audit.',
        ],
      },
      {
        title: 'Ce que vous pouvez faire',
        paragraphs: [
          'Tout se fait au clavier, sans souris et sans JavaScript. Chaque page s’imprime.',
          'En haut de chaque page, « Texte et langue » agrandit le texte ou le montre en anglais. L’accueil, la liste des lieux et les pages de chaque lieu existent en facile à lire.',
          'Une carte ne dit rien de plus que la liste ou le tableau à côté d’elle.',
        ],
      },
      {
        title: 'Ce qui reste à faire',
        paragraphs: [
          'Le facile à lire n’a pas encore été relu par des personnes concernées. Il ne porte donc pas le logo européen.',
          'Les noms et les textes des lieux sont écrits par les lieux : certains sont longs ou difficiles.',
        ],
      },
      {
        title: 'Une page vous résiste',
        paragraphs: [
          <>
            Écrivez-nous ou appelez-nous : {contactOf(territory, false)}. Nous vous donnons l’information
            d’une autre façon.
          </>,
          <>
            Sans réponse, vous pouvez écrire au Défenseur des droits, par{' '}
            <a href="https://formulaire.defenseurdesdroits.fr/">son formulaire</a> ou par courrier gratuit,
            sans timbre : Défenseur des droits, Libre réponse 71120, 75342 Paris CEDEX 07.
          </>,
        ],
      },
    ],
  };
}

function english(territory: Territory): StaticText {
  return {
    title: 'Accessibility',
    lead: 'This site is made for everyone. If it resists you, say so: a person will help.',
    sections: [
      {
        title: 'Where we stand',
        paragraphs: [
          <b>
            The conformity of this site with the French rules (RGAA 4.1) has not yet been audited by a third
            party.
          </b>,
          'Each page is checked by an automatic tool (axe, WCAG 2.2 levels A and AA) on a phone and on a computer, in light and dark. A tool does not see everything: it does not replace an audit.',
        ],
      },
      {
        title: 'What you can do',
        paragraphs: [
          'Everything works by keyboard, without a mouse and without JavaScript. Every page can be printed.',
          'At the top of each page, “Text and language” makes the text larger or shows it in French. The home page, the list of places and the page of each place exist in easy French.',
          'A map never says more than the list or the table beside it.',
        ],
      },
      {
        title: 'What remains to be done',
        paragraphs: [
          'The easy-to-read pages have not yet been read by people concerned. They do not bear the European logo.',
          'The names and texts of places are written by the places, in French: some are long or difficult.',
        ],
      },
      {
        title: 'A page blocks you',
        paragraphs: [
          <>Write or call: {contactOf(territory, true)}. We will give you the information in another way.</>,
          <>
            Without an answer, you can turn to the Défenseur des droits through{' '}
            <a href="https://formulaire.defenseurdesdroits.fr/">its form</a> or by post, free of charge:
            Défenseur des droits, Libre réponse 71120, 75342 Paris CEDEX 07.
          </>,
        ],
      },
    ],
  };
}

/** Statement of accessibility, as far as it is true. */
export const accessibilityPage: StaticPage = {
  path: '/accessibilite',
  text: (reader, territory) => (reader.language === 'en' ? english(territory) : french(territory)),
};
