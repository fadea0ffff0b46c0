import { Button } from '../actions.tsx';
import {
  Ask,
  ErrorSummary,
  Field,
  Picks,
  Progress,
  Select,
  Steps,
  TextArea,
  TickLine,
  WeightSlider,
} from '../forms.tsx';
import type { Component } from '../gallery.ts';
import { exampleReader } from './reader.ts';

/** What people fill in. */
export const formComponents: readonly Component[] = [
  {
    name: 'Ask',
    title: 'Une question',
    when: 'Trouver un lieu, une personne. L’adresse de la réponse se partage.',
    examples: [
      {
        title: 'Sur une page publique',
        render: () => (
          <Ask
            action="/lieux"
            id="exemple-ou"
            name="ou"
            label="Votre commune ou votre code postal"
            button="Trouver de l’aide"
            autocomplete="postal-code"
            suggestions={['Sabres (40630)', 'Dax (40100)']}
          />
        ),
      },
      {
        title: 'Sur une bande, avec une aide',
        render: () => (
          <Ask
            action="/composants"
            id="exemple-personne"
            name="q"
            type="search"
            label="Retrouver une personne"
            hint="Nom, téléphone ou numéro de carte."
            button="Chercher"
            buttonKind="alt"
            band
            search
          />
        ),
      },
    ],
  },
  {
    name: 'Field',
    title: 'Une ligne à remplir',
    when: 'L’intitulé au-dessus, l’aide entre les deux.',
    examples: [
      {
        title: 'Avec une aide',
        render: () => (
          <Field
            id="exemple-tel"
            name="tel"
            type="tel"
            label="Votre téléphone"
            hint="Facultatif. Un numéro a 10 chiffres."
            autocomplete="tel"
            inputmode="tel"
          />
        ),
      },
      {
        title: 'À corriger',
        render: () => (
          <Field
            id="exemple-commune"
            name="commune"
            label="Votre commune"
            value="Sabre"
            error="Nous ne trouvons pas « Sabre ». Vouliez-vous dire Sabres (40630) ?"
          />
        ),
      },
      {
        title: 'Plusieurs lignes, et une liste',
        render: () => (
          <div class="cols">
            <TextArea id="exemple-note" name="note" label="Que faut-il corriger ?" rows={3} />
            <Select
              id="exemple-periode"
              name="periode"
              label="Période"
              value="2026"
              options={[
                { value: '12', label: '12 derniers mois' },
                { value: '2026', label: 'Année 2026' },
              ]}
            />
          </div>
        ),
      },
    ],
  },
  {
    name: 'ErrorSummary',
    title: 'Ce qui reste à corriger',
    when: 'En haut d’un formulaire refusé. Chaque ligne mène à sa réponse.',
    examples: [
      {
        title: 'Deux choses',
        render: () => (
          <ErrorSummary
            reader={exampleReader}
            focused={false}
            problems={[
              { id: 'exemple-commune', message: 'Écrivez le nom de votre commune, par exemple Sabres.' },
              { id: 'exemple-theme', message: 'Choisissez au moins un thème.' },
            ]}
          />
        ),
      },
    ],
  },
  {
    name: 'Picks',
    title: 'Réponses à toucher',
    when: 'Huit réponses au plus, une ou plusieurs. Les autres sont derrière une ligne.',
    examples: [
      {
        title: 'Une seule réponse',
        render: () => (
          <Picks
            id="exemple-quand"
            name="quand"
            legend="Comment préférez-vous ?"
            type="radio"
            chosen={['viens']}
            options={[
              { value: 'viens', label: 'Je viens' },
              { value: 'telephone', label: 'Par téléphone' },
              { value: 'importe', label: 'Peu importe' },
            ]}
          />
        ),
      },
      {
        title: 'Plusieurs réponses, à corriger',
        render: () => (
          <Picks
            id="exemple-theme"
            name="theme"
            legend="Sur quoi ?"
            type="checkbox"
            error="Choisissez au moins un thème : de quoi avez-vous parlé ?"
            options={[
              { value: 'sante', label: 'Santé' },
              { value: 'courriel', label: 'Courriel' },
            ]}
            rest={{
              summary: 'Voir les 2 autres thèmes',
              options: [
                { value: 'ecole', label: 'École' },
                { value: 'banque', label: 'Banque' },
              ],
            }}
          />
        ),
      },
    ],
  },
  {
    name: 'TickLine',
    title: 'Ligne à cocher',
    when: 'Un choix long, un accord. Jamais cochée d’avance.',
    examples: [
      {
        title: 'Un filtre',
        render: () => (
          <fieldset>
            <legend>Quand</legend>
            <TickLine name="ouvert" value="1">
              Ouvert maintenant
            </TickLine>
            <TickLine name="samedi" value="1">
              Ouvert le samedi
            </TickLine>
          </fieldset>
        ),
      },
    ],
  },
  {
    name: 'WeightSlider',
    title: 'Curseur',
    when: 'Une hypothèse entre deux bornes. La valeur du plan est écrite.',
    examples: [
      {
        title: 'Une hypothèse',
        render: () => (
          <form class="panel" action="/composants">
            <WeightSlider
              id="exemple-age"
              name="age"
              label="Personnes de 65 ans et plus"
              value={50}
              shown="dans ce plan : 50"
              marks="exemple-pas"
            />
            <datalist id="exemple-pas">
              <option value="0" />
              <option value="50" />
              <option value="100" />
            </datalist>
            <p class="row">
              <Button kind="alt">Recalculer</Button>
            </p>
          </form>
        ),
      },
    ],
  },
  {
    name: 'Steps',
    title: 'Étapes et avancement',
    when: 'Une question par page, ou un long travail.',
    examples: [
      { title: 'Étape', render: () => <Steps now={2} all={3} reader={exampleReader} /> },
      {
        title: 'Avancement',
        render: () => <Progress id="exemple-travail" label="Lecture du fichier" value={3} max={10} />,
      },
    ],
  },
];
