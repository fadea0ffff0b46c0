import type { Territory } from '../site.ts';
import { contactOf, type StaticPage, type StaticText } from './static-page.tsx';

function french(territory: Territory): StaticText {
  return {
    title: 'Vos données',
    lead: 'Vous cherchez un lieu sans dire qui vous êtes. Nous ne gardons rien sur vous.',
    sections: [
      {
        title: 'Ce que nous gardons',
        paragraphs: [
          'Aucun compte, aucun nom, aucune adresse : ce site ne garde aucune donnée personnelle sur les personnes qui le lisent.',
          'La commune que vous cherchez reste dans l’adresse de la page. Elle n’est pas liée à vous.',
          'Si vous signalez une information fausse, nous gardons votre phrase et le lieu, sans votre nom. N’y écrivez rien sur vous.',
        ],
      },
      {
        title: 'Les cookies',
        paragraphs: [
          'Un cookie est un petit texte gardé par votre appareil. Ce site en pose un si vous choisissez une langue ou une taille de texte, et ceux qu’il faut pour vous connecter : à la page de connexion, pendant que vous êtes connecté, puis pour reconnaître votre appareil.',
          'Il n’y a ni publicité, ni mesure d’audience, ni cookie d’une autre entreprise. Il n’y a donc pas de bandeau à accepter.',
        ],
      },
      {
        title: 'Les autres sites',
        paragraphs: [
          'Les pages, les dessins et les cartes viennent tous d’ici. Aucune autre entreprise n’apprend que vous lisez cette page.',
          'Un lien vers un autre site vous y emmène seulement si vous le suivez.',
        ],
      },
      {
        title: 'Poser une question',
        paragraphs: [
          <>Pour une question sur vos données : {contactOf(territory, false)}.</>,
          <>
            Vous pouvez aussi écrire à la <a href="https://www.cnil.fr/">Cnil</a>, qui protège vos données.
          </>,
        ],
      },
    ],
  };
}

function english(territory: Territory): StaticText {
  return {
    title: 'Your data',
    lead: 'You look for a place without saying who you are. We keep nothing about you.',
    sections: [
      {
        title: 'What we keep',
        paragraphs: [
          'No account, no name, no address: this site keeps no personal data about the people who read it.',
          'The town you look for stays in the address of the page. It is not tied to you.',
          'If you report wrong information, we keep your sentence and the place, without your name. Write nothing about yourself.',
        ],
      },
      {
        title: 'Cookies',
        paragraphs: [
          'A cookie is a small text kept by your device. This site sets one if you choose a language or a text size, and those it takes to sign in: on the sign-in page, while you are signed in, then to recognise your device.',
          'There is no advertising, no audience measurement, no cookie from another company. So there is no banner to accept.',
        ],
      },
      {
        title: 'Other sites',
        paragraphs: [
          'Pages, pictures and maps all come from here. No other company learns that you came.',
          'A link to another site takes you there only if you follow it.',
        ],
      },
      {
        title: 'Ask a question',
        paragraphs: [
          <>For a question about your data: {contactOf(territory, true)}.</>,
          <>
            You can also write to the <a href="https://www.cnil.fr/">Cnil</a>, which protects your data.
          </>,
        ],
      },
    ],
  };
}

/** What is kept about the reader: nothing but two preferences, on the reader's own device. */
export const yourDataPage: StaticPage = {
  path: '/vos-donnees',
  text: (reader, territory) => (reader.language === 'en' ? english(territory) : french(territory)),
};
