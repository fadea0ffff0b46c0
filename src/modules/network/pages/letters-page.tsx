import type { FormSeal } from '../../../core/forms.ts';
import { say } from '../../../core/i18n.ts';
import { Button, ButtonLink } from '../../../core/ui/actions.tsx';
import { ErrorSummary } from '../../../core/ui/forms.tsx';
import { Done, Empty, Tag, type TagKind } from '../../../core/ui/notices.tsx';
import { Seal } from '../../../core/ui/seal.tsx';
import type { Reader } from '../../../core/ui/site.ts';
import { postMessages } from '../post-messages.ts';

export interface LetterItem {
  id: string;
  to: string;
  subject: string;
  state: { kind: TagKind; words: string };
  detail: string;
}

interface LettersPageProps {
  waiting: readonly LetterItem[];
  gone: readonly LetterItem[];
  noted: number | null;
  error: string | null;
  chosen: readonly string[];
  seal: FormSeal;
  reader: Reader;
}

/** `/pro/courriers`: what waits to be printed, what became of the rest. */
export function LettersPage({ waiting, gone, noted, error, chosen, seal, reader }: LettersPageProps) {
  const words = say(postMessages, reader);
  const first = waiting[0] ?? gone[0];
  return (
    <div class="flow">
      <ErrorSummary
        problems={error && first ? [{ id: `c-${first.id}`, message: error }] : []}
        reader={reader}
      />
      <h1>{words.letters}</h1>
      <p>{words.lettersLead}</p>
      {noted === null ? null : <Done first={noted === 0 ? words.noneNoted : words.noted(noted)} focused />}
      {waiting.length === 0 && gone.length === 0 ? (
        <Empty title={words.lettersEmpty}>
          <p>{words.lettersEmptyMore}</p>
        </Empty>
      ) : (
        <form method="post" action="/pro/courriers" class="flow">
          <Seal seal={seal} />
          {waiting.length > 0 ? (
            <>
              <h2>{words.waiting}</h2>
              <p>
                <ButtonLink href="/pro/courriers/a-imprimer.pdf">{words.printAll(waiting.length)}</ButtonLink>
              </p>
              <Letters items={waiting} chosen={chosen} reader={reader} />
            </>
          ) : null}
          {gone.length > 0 ? (
            <>
              <h2>{words.gone}</h2>
              <Letters items={gone} chosen={chosen} reader={reader} />
            </>
          ) : null}
          <fieldset>
            <legend>{words.chosen}</legend>
            <p class="row">
              {(['printed', 'handed', 'posted', 'returned'] as const).map(tick => (
                <>
                  <Button kind="alt" name="geste" value={tick}>
                    {words[tick]}
                  </Button>{' '}
                </>
              ))}
            </p>
          </fieldset>
        </form>
      )}
    </div>
  );
}

function Letters({
  items,
  chosen,
  reader,
}: {
  items: readonly LetterItem[];
  chosen: readonly string[];
  reader: Reader;
}) {
  const words = say(postMessages, reader);
  return (
    <ul class="plain">
      {items.map(({ id, to, subject, state, detail }) => (
        <li>
          <label class="opt" for={`c-${id}`}>
            <input type="checkbox" id={`c-${id}`} name="courrier" value={id} checked={chosen.includes(id)} />
            <span>
              <b>{to}</b>, {subject} <Tag kind={state.kind}>{state.words}</Tag>
              <br />
              <span class="mute small">{detail}</span>
            </span>
          </label>
          <a href={`/pro/courriers/${id}/courrier.pdf`}>
            {words.openOne}
            <span class="sr">, {to}</span>
          </a>
        </li>
      ))}
    </ul>
  );
}
