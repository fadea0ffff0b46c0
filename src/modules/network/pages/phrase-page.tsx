import type { FormSeal } from '../../../core/forms.ts';
import { say } from '../../../core/i18n.ts';
import { Button } from '../../../core/ui/actions.tsx';
import { ErrorSummary, Field } from '../../../core/ui/forms.tsx';
import { Done, Notice } from '../../../core/ui/notices.tsx';
import { Seal } from '../../../core/ui/seal.tsx';
import type { Reader } from '../../../core/ui/site.ts';
import { openingMessages } from '../messages-opening.ts';
import { problemsOf } from './form-parts.tsx';

/** `/inscription/phrase`: the number is proven; four words go with it, or a password of their own. */
export function PhrasePage({
  proposed,
  typed,
  others,
  errors,
  seal,
  reader,
}: {
  proposed: string;
  typed: string;
  /** The number has an account already: theirs, or that of somebody at home. */
  others: boolean;
  errors: Readonly<Record<string, string>>;
  seal: FormSeal;
  reader: Reader;
}) {
  const words = say(openingMessages, reader);
  const refused = Object.keys(errors).length > 0;
  return (
    <div class="flow">
      <ErrorSummary problems={problemsOf(errors)} reader={reader} />
      <h1>{words.phraseTitle}</h1>
      {others ? (
        <Notice first={words.phraseOthers} answers>
          {words.phraseOthersMore} <a href="/se-connecter">{words.signIn}</a>
        </Notice>
      ) : (
        <Done first={words.phraseProven} focused={!refused} />
      )}
      <p>{words.phraseWhy}</p>
      <p class="lead">
        <b>{proposed}</b>
      </p>
      <p>{words.phraseKeep}</p>
      <form method="post" action="/inscription/phrase" class="flow" autocomplete="off">
        <Seal seal={seal} />
        <Field
          name="phrase"
          label={words.phrase}
          hint={words.phraseHint}
          autocomplete="new-password"
          value={typed}
          error={errors.phrase}
        />
        <p>
          <Button>{words.phraseButton}</Button>
        </p>
      </form>
      <p class="hint">{words.phoneAlone}</p>
    </div>
  );
}
