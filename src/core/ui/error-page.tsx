import type { Child } from 'hono/jsx';
import { defineMessages, say } from '../i18n.ts';
import { ButtonLink } from './actions.tsx';
import { lines } from './easy.tsx';
import { HelpPanel } from './notices.tsx';
import type { PageFrame, Reader, Territory } from './site.ts';

export const errorMessages = defineMessages({
  fr: {
    home: 'Accueil',
    refusedTitle: 'Cette page est réservée',
    refused:
      'Elle demande un accord que vous n’avez pas ici. Une personne peut vous aider à trouver le bon endroit.',
    lostTitle: 'Cette page n’existe pas',
    lost: 'L’adresse est peut-être incomplète, ou la page a changé de place.',
    goneTitle: 'Cette page n’existe plus',
    gone: 'Elle a été retirée. Les lieux ouverts sont dans la liste.',
    tooLongTitle: 'C’est trop long pour être envoyé',
    tooLong: 'Revenez à la page d’avant et envoyez moins de texte.',
    tooManyTitle: 'Trop de demandes en peu de temps',
    tooMany: 'Attendez une minute, puis réessayez.',
    unclearTitle: 'Nous n’avons pas compris cette demande',
    unclear: 'Revenez à la page d’avant et réessayez.',
    failedTitle: 'Nous n’avons pas pu afficher cette page',
    failed: 'Rien n’est perdu : réessayez dans un instant. Si cela continue, parlez-en à quelqu’un.',
    code: 'Code à dire :',
    back: 'Revenir à l’accueil',
    places: 'Voir les lieux d’aide',
  },
  en: {
    home: 'Home',
    refusedTitle: 'This page is reserved',
    refused: 'It needs a permission that you do not have here. A person can help you find the right place.',
    lostTitle: 'This page does not exist',
    lost: 'The address may be incomplete, or the page has moved.',
    goneTitle: 'This page no longer exists',
    gone: 'It has been withdrawn. The open places are in the list.',
    tooLongTitle: 'This is too long to be sent',
    tooLong: 'Go back to the previous page and send less text.',
    tooManyTitle: 'Too many requests in a short time',
    tooMany: 'Wait a minute, then try again.',
    unclearTitle: 'We did not understand this request',
    unclear: 'Go back to the previous page and try again.',
    failedTitle: 'We could not show this page',
    failed: 'Nothing is lost: try again in a moment. If it goes on, tell someone.',
    code: 'Code to give:',
    back: 'Back to the home page',
    places: 'See the help places',
  },
  falc: {
    refusedTitle: 'Cette page est pour d’autres personnes',
    refused: 'Une personne peut vous aider. Vous pouvez l’appeler.',
    lostTitle: 'Nous cherchons cette page',
    lost: 'Cette adresse est fausse. Revenez à l’accueil.',
    goneTitle: 'Cette page est partie',
    gone: 'Vous pouvez voir les autres lieux.',
    tooLongTitle: 'Votre texte est trop long',
    tooLong: 'Revenez à la page d’avant. Écrivez moins de mots.',
    tooManyTitle: 'Attendez une minute',
    tooMany: 'Il y a beaucoup de demandes. Essayez encore après.',
    unclearTitle: 'Nous avons mal compris',
    unclear: 'Revenez à la page d’avant. Essayez encore.',
    failedTitle: 'La page est en panne',
    failed: 'Essayez encore. Vous pouvez aussi appeler une personne.',
  },
});

type Failure = 'refused' | 'lost' | 'gone' | 'tooLong' | 'tooMany' | 'unclear' | 'failed';

function failureOf(status: number): Failure {
  if (status === 401 || status === 403) return 'refused';
  if (status === 404) return 'lost';
  if (status === 410) return 'gone';
  if (status === 413) return 'tooLong';
  if (status === 429) return 'tooMany';
  return status >= 400 && status < 500 ? 'unclear' : 'failed';
}

/** Frame of the page of an HTTP error; never indexed. */
function errorFrame({ status, reader, title: given }: ErrorPageProps): PageFrame {
  const words = say(errorMessages, reader);
  const title = given ?? words[`${failureOf(status)}Title`];
  return {
    title,
    crumbs: [{ label: words.home, href: '/' }, { label: title }],
    easyToRead: true,
    robots: 'noindex',
  };
}

interface ErrorPageProps {
  status: number;
  /** Number the person can quote; the log has the same. */
  code?: string;
  reader: Reader;
  territory: Territory;
  /** Words of the page that knows better what happened. */
  title?: string;
  /** What else can be done from here. */
  more?: Child;
}

/** Frame and body of the page of an error. */
export function drawError(values: ErrorPageProps): { frame: PageFrame; body: Child } {
  return { frame: errorFrame(values), body: <ErrorPage {...values} /> };
}

/** What happened in plain words, what to do, and a person: never a stack trace. */
function ErrorPage({ status, code, reader, territory, title, more }: ErrorPageProps) {
  const words = say(errorMessages, reader);
  const failure = failureOf(status);
  return (
    <>
      <div class="flow">
        <h1>{title ?? words[`${failure}Title`]}</h1>
        <p class="lead">{lines(words[failure], reader)}</p>
        <p class="row">
          <ButtonLink href="/">{words.back}</ButtonLink>
          <ButtonLink kind="alt" href="/lieux">
            {words.places}
          </ButtonLink>
        </p>
      </div>
      <div class="side after">
        {more ? <div>{more}</div> : null}
        <HelpPanel reader={reader} territory={territory}>
          {code ? (
            <p>
              {words.code} <b class="nw">{code}</b>
            </p>
          ) : null}
        </HelpPanel>
      </div>
    </>
  );
}
