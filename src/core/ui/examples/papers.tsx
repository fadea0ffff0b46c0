import type { Component } from '../gallery.ts';
import { LetterBody, Mail } from '../mail.tsx';
import { Card, Sheet, Signatures, TickBoxes } from '../paper.tsx';
import { exampleReader } from './reader.ts';

/** Mail, and what looks like paper. */
export const paperComponents: readonly Component[] = [
  {
    name: 'Mail',
    title: 'Messagerie',
    when: 'Les messages reçus et celui qui est ouvert.',
    examples: [
      {
        title: 'Deux messages',
        render: () => (
          <Mail
            title="Reçus"
            reader={exampleReader}
            openHref="#lettre"
            letters={[
              {
                href: '#lettre',
                from: 'Mairie de Sabres',
                when: '9 h 12',
                subject: 'Votre rendez-vous',
                preview: 'Bonjour Madame, votre rendez-vous est fixé…',
                unread: true,
              },
              {
                href: '#lettre-2',
                from: 'Adresse inconnue',
                when: '8 h 47',
                subject: 'Remboursement en attente',
                preview: '',
                doubt: 'Message douteux',
              },
            ]}
          >
            <LetterBody id="lettre" subject="Votre rendez-vous" from="De la mairie, aujourd’hui à 9 h 12">
              <p>Votre rendez-vous est fixé le jeudi 3 décembre à 10 h 30.</p>
            </LetterBody>
          </Mail>
        ),
      },
    ],
  },
  {
    name: 'Sheet',
    title: 'Document A4',
    when: 'Ce qui se signe ou se remet, à l’écran comme sur le papier.',
    examples: [
      {
        title: 'Un mandat d’exemple',
        render: () => (
          <Sheet
            id="exemple-mandat"
            issuer="Airial, le numérique dans les Landes"
            reference="Exemplaire de la personne"
            title="Je permets à ma structure de m’aider en ligne"
          >
            <TickBoxes
              reader={exampleReader}
              lines={[
                { text: 'Me redonner l’accès à ma messagerie', on: true },
                { text: 'Lire mes messages quand je ne suis pas là', on: false },
              ]}
            />
            <Signatures left={<b>La personne</b>} right={<b>Pour la structure</b>} />
          </Sheet>
        ),
      },
    ],
  },
  {
    name: 'Card',
    title: 'Carte d’accès A6',
    when: 'Deux moitiés à détacher. Les mots existent sur le papier seulement.',
    examples: [
      {
        title: 'Une carte d’exemple',
        render: () => (
          <Card
            id="exemple-carte"
            title="Ma carte d’accès"
            lost="Perdue ? Appelez votre lieu d’aide."
            fold="Détachez ici"
            wordsTitle="Mes quatre mots, à garder ailleurs que la carte"
            words={['abeille', 'fougère', 'jardin', 'marmite']}
          >
            <h3>Numéro de ma carte</h3>
            <p class="key num">7K4M 9QTX</p>
          </Card>
        ),
      },
    ],
  },
];
