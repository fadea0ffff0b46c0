import type { FormSeal } from '../../../core/forms.ts';
import { say } from '../../../core/i18n.ts';
import { Button } from '../../../core/ui/actions.tsx';
import { ErrorSummary } from '../../../core/ui/forms.tsx';
import { Done, Notice } from '../../../core/ui/notices.tsx';
import { Seal } from '../../../core/ui/seal.tsx';
import type { Reader } from '../../../core/ui/site.ts';
import { officerMessages } from '../messages-officer.ts';

interface OfficerPageProps {
  proposals: readonly {
    id: string;
    name: string;
    proposerName: string;
    until: string;
    /** Why this reader cannot answer; null when they can. */
    kept: 'own' | 'gone' | 'yourself' | null;
  }[];
  /** True when nobody else administers. */
  alone: boolean;
  done: 'confirmed' | 'refused' | null;
  /** Beside the form of which proposal, and why. */
  error: { id: string; message: string } | null;
  seal: FormSeal;
  reader: Reader;
}

/** `/pro/reseau/delegue`: who is proposed as data protection officer, and the answer of a second administrator. */
export function OfficerPage({ proposals, alone, done, error, seal, reader }: OfficerPageProps) {
  const words = say(officerMessages, reader);
  return (
    <div class="flow">
      <ErrorSummary
        problems={error ? [{ id: `reponse-${error.id}`, message: error.message }] : []}
        reader={reader}
      />
      <h1>{words.title}</h1>
      <p class="lead">{words.lead}</p>
      {done ? <Done first={words[done]} focused /> : null}
      {alone ? <Notice kind="info" first={words.alone} /> : null}
      {proposals.length === 0 ? <p>{words.nobody}</p> : null}
      {proposals.map(proposal => (
        <section class="panel flow">
          <h2>{proposal.name}</h2>
          <p>{words.proposed(proposal.proposerName, proposal.until)}</p>
          {proposal.kept ? (
            <p>{words[proposal.kept]}</p>
          ) : (
            <form
              method="post"
              action={`/pro/reseau/delegue/${proposal.id}`}
              class="row"
              id={`reponse-${proposal.id}`}
            >
              <Seal seal={seal} />
              <Button name="reponse" value="oui">
                {words.confirm}
              </Button>
              <Button kind="alt" name="reponse" value="non">
                {words.refuse}
              </Button>
            </form>
          )}
        </section>
      ))}
      <p class="mute">{words.how}</p>
    </div>
  );
}
