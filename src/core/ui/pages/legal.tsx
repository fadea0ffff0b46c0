import type { Territory } from '../site.ts';
import { contactOf, type StaticPage, type StaticText } from './static-page.tsx';

function french(territory: Territory): StaticText {
  return {
    title: 'Mentions légales',
    lead: `${territory.slogan} : qui publie ce site, et qui le fait marcher.`,
    sections: [
      {
        title: 'Qui publie',
        paragraphs: [territory.publisher, <>Écrire : {contactOf(territory, false)}.</>],
      },
      { title: 'Qui héberge', paragraphs: [territory.host] },
      {
        title: 'D’où viennent les informations',
        paragraphs: [
          <>
            Les lieux, les communes et les fonds de carte sont des données ouvertes. La page{' '}
            <a href="/lieux/donnees">Données ouvertes</a> donne chaque source, sa date et sa licence.
          </>,
        ],
      },
      {
        title: 'Le logiciel',
        paragraphs: [
          'Airial est un logiciel libre, sous licence AGPL 3.0 ou suivante. La lettre est Atkinson Hyperlegible Next, du Braille Institute, sous licence SIL OFL 1.1.',
        ],
      },
    ],
  };
}

function english(territory: Territory): StaticText {
  return {
    title: 'Legal notice',
    lead: 'Who publishes this site, and who runs it.',
    sections: [
      {
        title: 'Publisher',
        paragraphs: [<span lang="fr">{territory.publisher}</span>, <>Write: {contactOf(territory, true)}.</>],
      },
      { title: 'Host', paragraphs: [<span lang="fr">{territory.host}</span>] },
      {
        title: 'Where the information comes from',
        paragraphs: [
          <>
            Places, towns and base maps are open data. The page <a href="/lieux/donnees">Open data</a> gives
            each source, its date and its licence.
          </>,
        ],
      },
      {
        title: 'The software',
        paragraphs: [
          'Airial is free software, under the AGPL licence, version 3.0 or later. The typeface is Atkinson Hyperlegible Next, by the Braille Institute, under the SIL OFL 1.1 licence.',
        ],
      },
    ],
  };
}

/** The facts the law asks for, from the settings of the territory. */
export const legalPage: StaticPage = {
  path: '/mentions-legales',
  text: (reader, territory) => (reader.language === 'en' ? english(territory) : french(territory)),
};
