import { Heading, Ideas, lines } from '../easy.tsx';
import type { Component } from '../gallery.ts';
import { exampleReader } from './reader.ts';

const easyReader = { ...exampleReader, falc: true };

/** Easy-to-read: one sentence a line, one drawing an idea. */
export const easyComponents: readonly Component[] = [
  {
    name: 'Heading',
    title: 'Titre d’une partie',
    when: 'Dans les pages qui existent en facile à lire : le dessin n’y est que là.'.replace(' :', '\u00a0:'),
    examples: [
      {
        title: 'En facile à lire',
        render: () => (
          <Heading icon="card" reader={easyReader}>
            Quoi apporter
          </Heading>
        ),
      },
      {
        title: 'En texte habituel',
        render: () => (
          <Heading icon="card" reader={exampleReader}>
            Quoi apporter
          </Heading>
        ),
      },
    ],
  },
  {
    name: 'Ideas',
    title: 'Idées',
    when: 'En facile à lire, à la place d’une ligne de faits.',
    examples: [
      {
        title: 'Un lieu',
        render: () => (
          <Ideas
            ideas={[
              { icon: 'cal', text: 'Le lieu ferme à 17\u00a0h.' },
              { icon: 'pin', text: '131 place Gambetta, 40630 Sabres' },
              { icon: 'phone', text: '05\u00a000\u00a000\u00a000\u00a000' },
            ]}
          />
        ),
      },
    ],
  },
  {
    name: 'lines',
    title: 'Phrases',
    when: 'Pour tout texte de plusieurs phrases d’une page facile à lire.',
    examples: [
      {
        title: 'Une phrase par ligne',
        render: () => (
          <p>{lines('Apportez votre carte d’identité. Apportez votre téléphone.', easyReader)}</p>
        ),
      },
    ],
  },
];
