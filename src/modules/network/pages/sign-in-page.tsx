import type { FormSeal, Typed } from '../../../core/forms.ts';
import { say } from '../../../core/i18n.ts';
import { Button, ButtonLink } from '../../../core/ui/actions.tsx';
import { ErrorSummary, Field, Picks, TickLine } from '../../../core/ui/forms.tsx';
import { Notice } from '../../../core/ui/notices.tsx';
import { Seal } from '../../../core/ui/seal.tsx';
import type { Reader } from '../../../core/ui/site.ts';
import { signInMessages } from '../messages-sign-in.ts';
import { Going, problemsOf, text } from './form-parts.tsx';

export interface SignInPageProps {
  seal: FormSeal;
  typed: Typed;
  /** Accounts of one telephone that have the same password: which one. */
  choices?: readonly { value: string; label: string }[];
  errors: Readonly<Record<string, string>>;
  /** Said before the form: a link that served, a service that does not answer. */
  notice?: string;
  suite: string | null;
  form: string | null;
  providers: readonly ('proconnect' | 'franceconnect')[];
  reader: Reader;
}

/** `/se-connecter`: one page, every way in. */
export function SignInPage({
  seal,
  typed,
  choices = [],
  errors,
  notice,
  suite,
  form,
  providers,
  reader,
}: SignInPageProps) {
  const words = say(signInMessages, reader);
  const query = suite ? `?${new URLSearchParams({ suite })}` : '';
  return (
    <div class="flow">
      <ErrorSummary problems={problemsOf(errors)} reader={reader} />
      <h1>{words.title}</h1>
      {notice ? <Notice first={notice} answers /> : <p class="lead">{words.lead}</p>}
      <form method="post" action="/se-connecter" class="flow">
        <Seal seal={seal} />
        <Going suite={suite} form={form} />
        <Field
          name="adresse"
          label={words.who}
          inputmode="email"
          autocomplete="username"
          value={text(typed, 'adresse')}
          error={errors.adresse}
        />
        <Field
          name="mot_de_passe"
          type="password"
          label={words.password}
          hint={words.passwordHint}
          autocomplete="current-password"
          error={errors.mot_de_passe}
        />
        {choices.length > 0 ? (
          <Picks
            name="compte"
            type="radio"
            legend={words.which}
            options={choices}
            chosen={[]}
            error={errors.compte}
          />
        ) : null}
        <Ticks typed={typed} reader={reader} />
        <p class="row">
          <Button>{words.signIn}</Button>
          <Button kind="alt" name="faire" value="lien">
            {words.askLink}
          </Button>
        </p>
        {providers.length > 0 ? (
          <p class="row">
            {providers.map(provider => (
              <button type="submit" class="btn alt" formaction={`/se-connecter/${provider}`}>
                {words[provider]}
              </button>
            ))}
          </p>
        ) : null}
      </form>
      <h2>{words.otherWays}</h2>
      <p class="row">
        <ButtonLink kind="alt" icon="card" href={`/carte${query}`}>
          {words.haveCard}
        </ButtonLink>
      </p>
      <PasskeyForm seal={seal} suite={suite} form={form} action="/se-connecter/cle" reader={reader} />
      <p class="after-s">
        {words.noAccount} <a href="/inscription">{words.openOne}</a>
        <br />
        {words.structure} <a href="/rejoindre">{words.join}</a>
      </p>
    </div>
  );
}

/** Where they are, and whether to stay: asked by every way in. */
export function Ticks({ typed, shared, reader }: { typed: Typed; shared?: boolean; reader: Reader }) {
  const words = say(signInMessages, reader);
  const sent = 'cle' in typed;
  return (
    <div>
      <TickLine name="partage" value="oui" checked={sent ? text(typed, 'partage') === 'oui' : shared}>
        {words.shared}
      </TickLine>
      <TickLine name="rester" value="oui" checked={text(typed, 'rester') === 'oui'}>
        {words.stay}
      </TickLine>
    </div>
  );
}

/** Shown by its island only: without a script no browser can use a passkey. */
export function PasskeyForm({
  seal,
  suite,
  form,
  action,
  label,
  children,
  reader,
}: {
  seal: FormSeal;
  suite: string | null;
  form: string | null;
  action: string;
  label?: string;
  children?: unknown;
  reader: Reader;
}) {
  const words = say(signInMessages, reader);
  return (
    <form method="post" action={action} class="flow" data-cle-acces={`${action}/demande`} hidden>
      <Seal seal={seal} />
      <Going suite={suite} form={form} />
      <input type="hidden" name="reponse" value="" />
      {children as never}
      <p>
        <Button kind="alt">{label ?? words.usePasskey}</Button>
      </p>
    </form>
  );
}
