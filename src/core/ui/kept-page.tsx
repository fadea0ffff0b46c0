import type { Typed } from '../forms.ts';
import { defineMessages, say } from '../i18n.ts';
import { Button } from './actions.tsx';
import { Done } from './notices.tsx';
import type { Reader } from './site.ts';
import { Facts } from './tables.tsx';

export const keptMessages = defineMessages({
  fr: {
    refusedTitle: 'Votre rôle ne permet pas cette action.',
    whoCan: (sentence: string) => `Qui peut le faire\u00a0: ${sentence}.`,
    contextTitle: 'Rien n’a été enregistré',
    context:
      'Vous êtes passé à une autre structure dans un autre onglet. Rien n’a été enregistré\u00a0; vos réponses sont gardées ci-dessous.',
    typed: 'Ce que vous aviez écrit',
    resumeTitle: 'Vos réponses sont gardées',
    resume: 'Vous voilà de retour.',
    resumeMore: 'Rien n’a encore été envoyé. Vérifiez, puis continuez.',
    goOn: 'Continuer',
  },
  en: {
    refusedTitle: 'Your role does not allow this action.',
    whoCan: (sentence: string) => `Who can do it: ${sentence}.`,
    contextTitle: 'Nothing was recorded',
    context:
      'You went to another organisation in another tab. Nothing was recorded; your answers are kept below.',
    typed: 'What you had written',
    resumeTitle: 'Your answers are kept',
    resume: 'You are back.',
    resumeMore: 'Nothing has been sent yet. Check, then go on.',
    goOn: 'Go on',
  },
});

/** Fields that nobody reads: keys of the form, secrets. */
const unread =
  /^(cle|ouvert|contexte|version|site_internet_bis|reponse|trouve)$|(^|_)(passe|secret|secrete|code|mots)$/;
const identifier = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What was typed, to read and copy: nothing is lost when a form is refused. */
export function TypedValues({ typed, reader }: { typed: Typed; reader: Reader }) {
  const shown = Object.entries(typed).flatMap(([name, value]) => {
    const said = [value].flat().filter(text => text.trim() !== '' && !identifier.test(text));
    // Names of fields are French words: `code_postal`.
    const term = `${name[0]?.toUpperCase()}${name.slice(1).replaceAll('_', ' ')}`;
    return unread.test(name) || said.length === 0 ? [] : [{ term, text: said.join(', ') }];
  });
  if (shown.length === 0) return null;
  return (
    <section class="panel flow">
      <h2>{say(keptMessages, reader).typed}</h2>
      <Facts facts={shown} />
    </section>
  );
}

/** The form as it was, ready to be sent again: the press that was interrupted. */
export function ResumePage({ path, typed, reader }: { path: string; typed: Typed; reader: Reader }) {
  const words = say(keptMessages, reader);
  return (
    <div class="flow">
      <h1>{words.resumeTitle}</h1>
      <Done first={words.resume} focused>
        {words.resumeMore}
      </Done>
      <TypedValues typed={typed} reader={reader} />
      <form method="post" action={path}>
        {Object.entries(typed).flatMap(([name, value]) =>
          [value].flat().map(text => <input type="hidden" name={name} value={text} />),
        )}
        <p>
          <Button>{words.goOn}</Button>
        </p>
      </form>
    </div>
  );
}
