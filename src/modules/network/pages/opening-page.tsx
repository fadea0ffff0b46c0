import type { FormSeal, Typed } from '../../../core/forms.ts';
import { say } from '../../../core/i18n.ts';
import { Button, ButtonLink } from '../../../core/ui/actions.tsx';
import { ErrorSummary, Field } from '../../../core/ui/forms.tsx';
import { Seal, Trap } from '../../../core/ui/seal.tsx';
import type { Reader } from '../../../core/ui/site.ts';
import { openingMessages } from '../messages-opening.ts';
import { Going, problemsOf, text } from './form-parts.tsx';
import { Ticks } from './sign-in-page.tsx';

interface OpeningPageProps {
  typed: Typed;
  errors: Readonly<Record<string, string>>;
  suite: string | null;
  form: string | null;
  trap: string;
  seal: FormSeal;
  reader: Reader;
}

/** `/inscription`: a name and an address or a mobile, or the way to somebody who opens the account with them. */
export function OpeningPage({ typed, errors, suite, form, trap, seal, reader }: OpeningPageProps) {
  const words = say(openingMessages, reader);
  return (
    <div class="flow">
      <ErrorSummary problems={problemsOf(errors)} reader={reader} />
      <h1>{words.title}</h1>
      <p class="lead">{words.lead}</p>
      <form method="post" action="/inscription" class="flow">
        <Seal seal={seal} />
        <Trap label={trap} />
        <Going suite={suite} form={form} />
        <Field
          name="prenom"
          label={words.first}
          autocomplete="given-name"
          value={text(typed, 'prenom')}
          error={errors.prenom}
        />
        <Field
          name="nom"
          label={words.last}
          autocomplete="family-name"
          value={text(typed, 'nom')}
          error={errors.nom}
        />
        <Field
          name="adresse"
          label={words.who}
          hint={words.whoHint}
          inputmode="email"
          autocomplete="email"
          value={text(typed, 'adresse')}
          error={errors.adresse}
        />
        <Ticks typed={typed} reader={reader} />
        <p>
          <Button>{words.send}</Button>
        </p>
      </form>
      <h2>{words.without}</h2>
      <p>{words.withoutMore}</p>
      <p class="row">
        <ButtonLink kind="alt" href="/lieux">
          {words.places}
        </ButtonLink>
      </p>
      <p class="after-s">
        {words.have} <a href="/se-connecter">{words.signIn}</a>
      </p>
    </div>
  );
}
