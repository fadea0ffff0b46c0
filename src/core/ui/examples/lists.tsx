import { ButtonLink } from '../actions.tsx';
import type { Component } from '../gallery.ts';
import { DayPlan, Docs, Needs, Places, PlainList, Ticks, Timeline, Todo } from '../lists.tsx';
import { exampleReader } from './reader.ts';

/** Lists: separated by a line, never by boxes. */
export const listComponents: readonly Component[] = [
  {
    name: 'Needs',
    title: 'Besoins',
    when: 'Sur l’accueil, huit au plus. Toute la ligne se touche.',
    examples: [
      {
        title: 'Deux besoins',
        render: () => (
          <Needs
            items={[
              { icon: 'pin', title: 'Trouver de l’aide', hint: 'Lieux, horaires, téléphone', href: '/lieux' },
              { icon: 'learn', title: 'Apprendre', hint: 'Ordinateur, téléphone, internet', href: '/lieux' },
            ]}
          />
        ),
      },
    ],
  },
  {
    name: 'Places',
    title: 'Lieux',
    when: 'Résultats de l’annuaire. Le numéro est celui de la carte.',
    examples: [
      {
        title: 'Avec des numéros',
        render: () => (
          <Places
            places={[
              {
                number: 1,
                href: '#contenu',
                name: 'France services de Sabres',
                state: { kind: 'open', text: 'Ouvert · ferme à 17 h' },
                where: 'Sabres · dans le bourg',
              },
              {
                number: 2,
                href: '#contenu',
                name: 'Médiathèque de Commensacq',
                state: { kind: 'warn', text: 'Horaires à vérifier' },
                note: '7 h par semaine',
                where: 'Commensacq · 10 km',
              },
            ]}
          />
        ),
      },
      {
        title: 'Sans numéro',
        render: () => (
          <Places
            places={[
              {
                href: '#contenu',
                name: 'Médiathèque de Pissos',
                state: { kind: 'plain', text: 'Fermé · ouvre mardi à 9 h' },
                where: 'Pissos · 18 km',
              },
            ]}
          />
        ),
      },
    ],
  },
  {
    name: 'Docs',
    title: 'Papiers',
    when: 'Dans le coffre : la date de fin, et qui peut voir.',
    examples: [
      {
        title: 'Un papier',
        render: () => (
          <Docs
            papers={[
              {
                icon: 'card',
                href: '#contenu',
                title: 'Carte d’identité',
                detail: 'Recto et verso, ajoutée le 3 mars',
                state: { kind: 'bad', text: 'Finit le 14 janvier' },
                seen: 'Visible par vous seulement',
                actions: (
                  <ButtonLink kind="alt" href="#contenu">
                    Prêter
                  </ButtonLink>
                ),
              },
            ]}
          />
        ),
      },
    ],
  },
  {
    name: 'Todo',
    title: 'À traiter',
    when: 'Cinq au plus, du retard à plus tard.',
    examples: [
      {
        title: 'Une tâche',
        render: () => (
          <Todo
            empty="Rien à traiter."
            tasks={[
              {
                href: '#contenu',
                title: 'Carte d’accès à remettre',
                state: { kind: 'warn', text: 'Aujourd’hui' },
                detail: 'Imprimée hier, pas encore retirée.',
              },
            ]}
          />
        ),
      },
      { title: 'Rien', render: () => <Todo tasks={[]} empty="Rien à traiter." /> },
    ],
  },
  {
    name: 'DayPlan',
    title: 'Journée',
    when: 'Un agenda d’un jour. Une seule ligne est en ce moment.',
    examples: [
      {
        title: 'Trois moments',
        render: () => (
          <DayPlan
            reader={exampleReader}
            appointments={[
              {
                time: { at: '09:00', text: '9 h' },
                title: 'Rendez-vous',
                detail: 'Compte rendu saisi.',
                when: 'past',
              },
              {
                time: { at: '14:00', text: '14 h' },
                title: 'Permanence',
                detail: 'Jusqu’à 17 h.',
                when: 'now',
              },
              {
                time: { at: '17:30', text: '17 h 30' },
                title: 'Point d’équipe',
                detail: 'En visio.',
                when: 'later',
              },
            ]}
          />
        ),
      },
    ],
  },
  {
    name: 'Timeline',
    title: 'Dates',
    when: 'Dates à venir, ou ce qui s’est passé.',
    examples: [
      {
        title: 'Prochaines permanences',
        render: () => (
          <Timeline
            moments={[
              {
                time: { at: '2026-11-24T14:00', text: 'Aujourd’hui, de 14 h à 17 h' },
                text: 'Conseiller numérique, sans rendez-vous',
              },
              { time: { at: '2026-12-03', text: 'Jeudi 3 décembre' }, text: 'Atelier, 4 places libres' },
            ]}
          />
        ),
      },
    ],
  },
  {
    name: 'Ticks',
    title: 'Ce que l’on peut faire',
    when: 'Une courte liste de choses possibles, ou de liens.',
    examples: [
      {
        title: 'Possibles',
        render: () => (
          <Ticks
            lines={[
              <>
                <b>Faire une démarche</b> avec quelqu’un
              </>,
              'Imprimer vos papiers',
            ]}
          />
        ),
      },
      {
        title: 'Liens',
        render: () => <PlainList lines={[<a href="#contenu">Quinze ordinateurs prêts</a>]} />,
      },
    ],
  },
];
