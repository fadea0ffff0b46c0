import type { StaticPage, StaticText } from './static-page.tsx';

const french: StaticText = {
  title: 'Aide',
  lead: 'Demander de l’aide est normal. Voici comment trouver quelqu’un.',
  sections: [
    {
      title: 'Aller dans un lieu d’aide',
      paragraphs: [
        <>
          <a href="/lieux">La liste des lieux</a> donne l’adresse, le téléphone et les horaires. Vous pouvez
          appeler avant de venir.
        </>,
        <>
          Vous ne savez pas où aller ? <a href="/lieux/aide">Répondez à trois questions</a> : nous vous
          proposons trois lieux.
        </>,
      ],
    },
    {
      title: 'Quoi apporter',
      paragraphs: [
        <>
          Une pièce d’identité, le courrier reçu, votre téléphone. Si vous avez des mots de passe notés,
          apportez-les : <b>ne les donnez à personne</b>, vous les tapez vous-même.
        </>,
      ],
    },
    {
      title: 'Mieux lire ce site',
      paragraphs: [
        'En haut de la page, ouvrez « Texte et langue ». Vous pouvez agrandir le texte, choisir l’anglais ou le facile à lire.',
      ],
    },
  ],
};

const english: StaticText = {
  title: 'Help',
  lead: 'You do not have to do it alone. Here is how to find someone.',
  sections: [
    {
      title: 'Go to a help place',
      paragraphs: [
        <>
          <a href="/lieux">The list of places</a> gives the address, the phone and the opening hours. You can
          call before you come.
        </>,
        <>
          You do not know where to go? <a href="/lieux/aide">Answer three questions</a>: we suggest three
          places.
        </>,
      ],
    },
    {
      title: 'What to bring',
      paragraphs: [
        <>
          An identity document, the letter you received, your phone. If you wrote passwords down, bring them:{' '}
          <b>give them to no one</b>, you type them yourself.
        </>,
      ],
    },
    {
      title: 'Read this site more easily',
      paragraphs: [
        'At the top of the page, open “Text and language”. You can make the text larger or choose French.',
      ],
    },
  ],
};

/** Where « Aide » leads when the territory has no phone. */
export const helpPage: StaticPage = {
  path: '/aide',
  text: reader => (reader.language === 'en' ? english : french),
};
