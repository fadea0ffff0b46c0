import type { FormSeal } from '../../../core/forms.ts';
import { say } from '../../../core/i18n.ts';
import { Button } from '../../../core/ui/actions.tsx';
import { ErrorSummary, Field } from '../../../core/ui/forms.tsx';
import { Done } from '../../../core/ui/notices.tsx';
import { Seal } from '../../../core/ui/seal.tsx';
import type { Reader } from '../../../core/ui/site.ts';
import { signInMessages } from '../messages-sign-in.ts';
import { problemsOf } from './form-parts.tsx';

/** After a link was asked for: the same page whether the account exists or not. */
export function LinkSentPage({ email, match, reader }: { email: string; match: string; reader: Reader }) {
  const words = say(signInMessages, reader);
  return (
    <div class="flow">
      <h1>{words.linkSentTitle}</h1>
      <Done first={words.linkSent(email)} focused>
        {words.linkSentMore}
      </Done>
      <p>
        {words.linkMatch} <b class="num">{match}</b>
      </p>
    </div>
  );
}

/** What a link opens: a button, since machines open links too; and the number, on another device. */
export function LinkPage({
  seal,
  token,
  sameBrowser,
  errors,
  reader,
}: {
  seal: FormSeal;
  token: string;
  sameBrowser: boolean;
  errors: Readonly<Record<string, string>>;
  reader: Reader;
}) {
  const words = say(signInMessages, reader);
  return (
    <div class="flow">
      <ErrorSummary problems={problemsOf(errors)} reader={reader} />
      <h1>{words.linkTitle}</h1>
      <p class="lead">{words.linkLead}</p>
      <form method="post" action={`/se-connecter/lien/${token}`} class="flow">
        <Seal seal={seal} />
        {sameBrowser ? null : (
          <Field
            name="code"
            label={words.linkCode}
            hint={words.linkCodeHint}
            inputmode="numeric"
            autocomplete="off"
            maxlength={2}
            error={errors.code}
          />
        )}
        <p>
          <Button>{words.linkButton}</Button>
        </p>
      </form>
    </div>
  );
}
