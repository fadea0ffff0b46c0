import { BarChart, MapFrame, Scale, Stat, Stats } from '../figures.tsx';
import type { Component } from '../gallery.ts';
import { Facts, Hours, Table } from '../tables.tsx';
import { exampleReader } from './reader.ts';

/** Figures, tables and drawings. */
export const figureComponents: readonly Component[] = [
  {
    name: 'Stat',
    title: 'Chiffre',
    when: 'Dans un tableau de bord. La phrase porte le sens.',
    examples: [
      {
        title: 'Deux chiffres',
        render: () => (
          <Stats>
            <Stat
              figure="212"
              sentence="ordinateurs remis sur 300 prévus"
              values={[8, 40, 93, 150, 212]}
              trend="Évolution sur cinq mois, de 8 à 212"
            />
            <Stat figure="89 %" sentence="des personnes à moins de 15 minutes d’un lieu" />
          </Stats>
        ),
      },
    ],
  },
  {
    name: 'BarChart',
    title: 'Barres',
    when: 'Des valeurs dans le temps, toujours avec leur tableau.',
    examples: [
      {
        title: 'Quatre mois',
        render: () => (
          <BarChart
            id="exemple-barres"
            title="Accompagnements par mois, d’août à novembre 2026"
            columns={['Mois', 'Accompagnements']}
            tableSummary="Voir le tableau"
            bars={[
              { label: 'août', name: 'août 2026', value: 1105 },
              { label: 'sept.', name: 'septembre 2026', value: 2720 },
              { label: 'oct.', name: 'octobre 2026', value: 2895 },
              { label: 'nov.', name: 'novembre 2026', value: 2702, unfinished: true },
            ]}
          />
        ),
      },
    ],
  },
  {
    name: 'MapFrame',
    title: 'Carte',
    when: 'Dessinée par le serveur. Elle ne dit rien de plus que la liste.',
    examples: [
      {
        title: 'Deux lieux',
        render: () => (
          <MapFrame
            viewBox="0 0 200 120"
            near
            label="Carte de deux lieux d’exemple. La liste donne les mêmes informations."
            caption="Les numéros sont ceux de la liste. En vert : ouvert maintenant."
          >
            <rect width="200" height="120" class="f-d" />
            <path class="land" d="M20 20L180 12 188 104 30 110z" />
            <circle class="dot o" cx="70" cy="60" r="10.5" />
            <text class="in" x="70" y="64.6">
              1
            </text>
            <circle class="dot" cx="130" cy="70" r="10.5" />
            <text class="in" x="130" y="74.6">
              2
            </text>
          </MapFrame>
        ),
      },
      {
        title: 'Échelle de couleurs',
        render: () => <Scale bounds={['1 à 2,7', '2,8 à 4,5', '4,6 à 6,3', '6,4 à 8,1', '8,2 à 10']} />,
      },
    ],
  },
  {
    name: 'Table',
    title: 'Tableau',
    when: 'Une liste de chiffres. Il glisse seul sur un petit écran.',
    examples: [
      {
        title: 'Deux communes',
        render: () => (
          <Table
            id="exemple-tableau"
            caption="Lieux, du plus peuplé au moins peuplé"
            columns={[{ title: 'Lieu' }, { title: 'Habitants', numeric: true }]}
            rows={[
              ['Dax', '37 378'],
              ['Sabres', '1 204'],
            ]}
          />
        ),
      },
    ],
  },
  {
    name: 'Hours',
    title: 'Horaires',
    when: 'Une semaine. Le jour même se voit et se dit.',
    examples: [
      {
        title: 'Trois jours',
        render: () => (
          <Hours
            caption="Horaires"
            reader={exampleReader}
            lines={[
              { day: 'Lundi', spans: ['9 h – 13 h', '14 h – 17 h'], closed: 'fermé' },
              { day: 'Mardi', spans: ['9 h – 13 h'], closed: 'fermé', today: true },
              { day: 'Dimanche', spans: [], closed: 'fermé' },
            ]}
          />
        ),
      },
    ],
  },
  {
    name: 'Facts',
    title: 'Fiche',
    when: 'Des faits, un par ligne.',
    examples: [
      {
        title: 'Une fiche',
        render: () => (
          <Facts
            facts={[
              { term: 'Adresse', text: '131, place Gambetta, 40630 Sabres' },
              { term: 'Accès en fauteuil', text: 'non renseigné' },
            ]}
          />
        ),
      },
      {
        title: 'Des chiffres',
        render: () => <Facts tight facts={[{ term: '17', text: 'accompagnements, pour 14 personnes' }]} />,
      },
    ],
  },
];
