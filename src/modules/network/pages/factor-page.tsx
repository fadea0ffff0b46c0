import type { FormSeal } from '../../../core/forms.ts';
import { say } from '../../../core/i18n.ts';
import { Button, ButtonLink } from '../../../core/ui/actions.tsx';
import { ErrorSummary, Field } from '../../../core/ui/forms.tsx';
import { Notice } from '../../../core/ui/notices.tsx';
import { Seal } from '../../../core/ui/seal.tsx';
import type { Reader } from '../../../core/ui/site.ts';
import { signInMessages } from '../messages-sign-in.ts';
import { Going, problemsOf } from './form-parts.tsx';
import { PasskeyForm } from './sign-in-page.tsx';

interface FactorPageProps {
  seal: FormSeal;
  errors: Readonly<Record<string, string>>;
  passkeys: boolean;
  suite: string | null;
  form: string | null;
  reader: Reader;
}

/** `/se-connecter/code`: the second factor. */
export function FactorPage({ seal, errors, passkeys, suite, form, reader }: FactorPageProps) {
  const words = say(signInMessages, reader);
  return (
    <div class="flow">
      <ErrorSummary problems={problemsOf(errors)} reader={reader} />
      <h1>{words.factorTitle}</h1>
      <p class="lead">{words.factorLead}</p>
      {passkeys ? (
        <PasskeyForm seal={seal} suite={suite} form={form} action="/se-connecter/cle" reader={reader} />
      ) : null}
      <form method="post" action="/se-connecter/code" class="flow" autocomplete="off">
        <Seal seal={seal} />
        <Going suite={suite} form={form} />
        <Field
          name="code"
          label={words.factorCode}
          hint={words.factorHint}
          autocomplete="one-time-code"
          maxlength={20}
          error={errors.code}
        />
        <p>
          <Button>{words.factorButton}</Button>
        </p>
      </form>
      <Notice kind="info" first={words.factorLost}>
        {words.factorLostMore}
      </Notice>
    </div>
  );
}

interface ConfirmPageProps {
  seal: FormSeal;
  errors: Readonly<Record<string, string>>;
  has: { password: boolean; code: boolean; passkeys: boolean };
  suite: string | null;
  form: string | null;
  reader: Reader;
}

/** `/compte/confirmer`: a fresh proof, before something that matters. */
export function ConfirmPage({ seal, errors, has, suite, form, reader }: ConfirmPageProps) {
  const words = say(signInMessages, reader);
  return (
    <div class="flow">
      <ErrorSummary problems={problemsOf(errors)} reader={reader} />
      <h1>{words.confirmTitle}</h1>
      <p class="lead">{words.confirmLead}</p>
      {has.passkeys ? (
        <PasskeyForm seal={seal} suite={suite} form={form} action="/compte/confirmer/cle" reader={reader} />
      ) : null}
      {has.password || has.code ? (
        <form method="post" action="/compte/confirmer" class="flow" autocomplete="off">
          <Seal seal={seal} />
          <Going suite={suite} form={form} />
          {has.password ? (
            <Field
              name="mot_de_passe"
              type="password"
              label={words.confirmPassword}
              autocomplete="current-password"
              error={errors.mot_de_passe}
            />
          ) : null}
          {has.code ? (
            <Field
              name="code"
              label={has.password ? words.confirmCode : words.factorCode}
              hint={words.factorHint}
              autocomplete="one-time-code"
              maxlength={20}
              error={errors.code}
            />
          ) : null}
          <p>
            <Button>{words.confirmButton}</Button>
          </p>
        </form>
      ) : (
        <>
          <p>{words.confirmOther}</p>
          <p>
            <ButtonLink href={`/se-connecter?${new URLSearchParams(suite ? { suite } : {})}`}>
              {words.confirmAgain}
            </ButtonLink>
          </p>
        </>
      )}
    </div>
  );
}
