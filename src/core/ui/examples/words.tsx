import { Actions, Button, ButtonLink, Dialog, More } from '../actions.tsx';
import type { Component } from '../gallery.ts';
import { Icon, iconNames } from '../icons.tsx';
import { Done, Empty, HelpPanel, Notice, Panel, Tag } from '../notices.tsx';
import { exampleReader } from './reader.ts';

/** Actions, states and messages. */
export const wordComponents: readonly Component[] = [
  {
    name: 'Button',
    title: 'Bouton',
    when: 'Un bouton fait, un lien va. Un seul bouton plein par écran.',
    examples: [
      {
        title: 'Les quatre formes',
        render: () => (
          <Actions>
            <ButtonLink href="#contenu" icon="phone">
              Appeler le lieu
            </ButtonLink>
            <Button kind="alt">Demander un rendez-vous</Button>
            <ButtonLink href="#contenu" kind="quiet">
              Imprimer cette fiche
            </ButtonLink>
            <Button kind="stop">Arrêter ce prêt</Button>
          </Actions>
        ),
      },
    ],
  },
  {
    name: 'Tag',
    title: 'État',
    when: 'Un état en deux à quatre mots. La forme change avec la couleur.',
    examples: [
      {
        title: 'Sur une ligne',
        render: () => (
          <p class="row">
            <Tag kind="open">Ouvert · ferme à 17 h</Tag>
            <Tag>Fermé · ouvre à 15 h 30</Tag>
            <Tag kind="warn">Horaires à vérifier</Tag>
            <Tag kind="bad">En retard</Tag>
          </p>
        ),
      },
      {
        title: 'Dans une boîte',
        render: () => (
          <p class="row">
            <Tag kind="open" box>
              Bonne jusqu’au 30 juin
            </Tag>
            <Tag kind="warn" box>
              Plus de 3 mois
            </Tag>
            <Tag kind="bad" box>
              Finit le 14 janvier
            </Tag>
            <Tag kind="info" box>
              Nouveau
            </Tag>
          </p>
        ),
      },
    ],
  },
  {
    name: 'Notice',
    title: 'Avis',
    when: 'Avant la chose dont il parle. La première phrase dit tout.',
    examples: [
      {
        title: 'Attention',
        render: () => <Notice first="Ce lieu est fermé jeudi.">Deux rendez-vous ont été déplacés.</Notice>,
      },
      {
        title: 'Information',
        render: () => <Notice kind="info" first="Les horaires changent en janvier." />,
      },
      {
        title: 'Danger',
        render: () => (
          <Notice kind="bad" first="Ce message ne vient sans doute pas des impôts.">
            Ne donnez pas votre carte bancaire.
          </Notice>
        ),
      },
    ],
  },
  {
    name: 'Done',
    title: 'C’est fait',
    when: 'Après un acte : ce qui s’est passé, puis la suite.',
    examples: [
      {
        title: 'Après un signalement',
        render: () => <Done first="C’est noté.">Une personne va vérifier cette information.</Done>,
      },
    ],
  },
  {
    name: 'HelpPanel',
    title: 'Une personne à qui parler',
    when: 'Un par page. Le numéro et les heures du territoire.',
    examples: [
      {
        title: 'Avec un numéro',
        render: () => (
          <HelpPanel
            id="exemple-appel"
            reader={exampleReader}
            territory={{
              helpPhone: { label: '05 00 00 00 00', href: 'tel:+33500000000' },
              helpHours: 'Du lundi au vendredi, de 9 h à 17 h.',
            }}
          />
        ),
      },
    ],
  },
  {
    name: 'Empty',
    title: 'Rien à montrer',
    when: 'Aucun résultat : pourquoi, et quoi faire ensuite.',
    examples: [
      {
        title: 'Aucun lieu',
        render: () => (
          <Empty title="Aucun lieu ouvert le dimanche à moins de 25 km">
            <p>Il y en a trois ouverts le samedi.</p>
            <p>
              <ButtonLink href="#contenu">Voir les lieux ouverts le samedi</ButtonLink>
            </p>
          </Empty>
        ),
      },
    ],
  },
  {
    name: 'Panel',
    title: 'Encadré',
    when: 'Un bloc secondaire, à côté du texte. Jamais dans un autre encadré.',
    examples: [
      {
        title: 'Un texte',
        render: () => (
          <Panel>
            <p>Ce papier est visible par vous seulement.</p>
          </Panel>
        ),
      },
    ],
  },
  {
    name: 'More',
    title: 'Plus de choix',
    when: 'Les choix rares, derrière une ligne qui dit lesquels.',
    examples: [
      {
        title: 'Fermé',
        render: () => (
          <More summary="Voir le détail">
            <p>Le détail s’ouvre à sa place.</p>
          </More>
        ),
      },
    ],
  },
  {
    name: 'Dialog',
    title: 'Confirmation rapide',
    when: 'La même question existe comme une page. Fermée sans script.',
    examples: [
      {
        title: 'Arrêter un prêt',
        render: () => (
          <Dialog id="exemple-dialogue" title="Arrêter ce prêt ?">
            <p>France services ne verra plus ce papier.</p>
            <Actions>
              <Button kind="stop">Arrêter ce prêt</Button>
            </Actions>
          </Dialog>
        ),
      },
    ],
  },
  {
    name: 'Icon',
    title: 'Dessins',
    when: 'Toujours à côté d’un mot. Il en existe seize.',
    examples: [
      {
        title: 'Les seize',
        render: () => (
          <ul class="row">
            {iconNames.map(name => (
              <li>
                <Icon name={name} /> {name}
              </li>
            ))}
          </ul>
        ),
      },
    ],
  },
];
