import type { FormSeal } from '../../../core/forms.ts';
import { say } from '../../../core/i18n.ts';
import { Actions, Button } from '../../../core/ui/actions.tsx';
import { Picks } from '../../../core/ui/forms.tsx';
import { Done, Notice } from '../../../core/ui/notices.tsx';
import { Seal } from '../../../core/ui/seal.tsx';
import type { Reader } from '../../../core/ui/site.ts';
import { Table } from '../../../core/ui/tables.tsx';
import { moderationMessages } from '../messages-moderation.ts';

export interface ComparedField {
  field: string;
  name: string;
  a: string;
  b: string;
  same: boolean;
}

interface CompareProps {
  a: { id: string; name: string; slug: string };
  b: { id: string; name: string; slug: string };
  reasons: readonly string[];
  fields: readonly ComparedField[];
  /** Which page stays, when nothing else is chosen. */
  kept: string;
  refusal: string | null;
  seal: FormSeal;
  reader: Reader;
}

/** `/pro/lieux/doublons/:a/:b`: both pages side by side; what differs is chosen field by field. */
export function ComparePage({ a, b, reasons, fields, kept, refusal, seal, reader }: CompareProps) {
  const words = say(moderationMessages, reader);
  const differing = fields.filter(field => !field.same);
  const link = (place: CompareProps['a']) => <a href={`/lieux/${place.slug}`}>{place.name}</a>;
  return (
    <>
      <div class="flow">
        <h1>{words.compareTitle}</h1>
        {refusal ? (
          <Notice kind="bad" first={words.cannot} answers>
            {refusal}
          </Notice>
        ) : null}
        {reasons.length > 0 ? (
          <p>
            {words.why}
            {'\u00a0: '}
            {reasons.join(', ')}
          </p>
        ) : null}
        <Table
          id="fiches"
          caption={words.compareTitle}
          captionHidden
          columns={[{ title: words.field }, { title: link(a) }, { title: link(b) }]}
          rows={fields.map(field => [field.name, field.a || '–', field.same ? words.same : field.b || '–'])}
        />
      </div>
      <form method="post" action={`/pro/lieux/doublons/${a.id}/${b.id}`} class="flow after">
        <Seal seal={seal} />
        <Picks
          name="garder"
          type="radio"
          legend={words.keepPage}
          options={[
            { value: a.id, label: a.name },
            { value: b.id, label: b.name === a.name ? `${b.name} (2)` : b.name },
          ]}
          chosen={[kept]}
        />
        {differing.map(field => (
          <Picks
            name={`champ_${field.field}`}
            type="radio"
            legend={words.keepValue(field.name)}
            options={[
              { value: a.id, label: field.a || '–' },
              { value: b.id, label: field.b || '–' },
            ]}
            chosen={[field.a === '' ? b.id : field.b === '' ? a.id : kept]}
          />
        ))}
        <Actions>
          <Button name="action" value="reunir">
            {words.merge}
          </Button>
          <Button kind="alt" name="action" value="distincts">
            {words.distinct}
          </Button>
        </Actions>
      </form>
    </>
  );
}

/** `/pro/lieux/doublons`: the pairs that wait, and the merges that can be undone. */
export function DuplicatesPage({
  pairs,
  merges,
  done,
  refusal,
  seal,
  reader,
}: {
  pairs: readonly { href: string; a: string; b: string; reasons: string }[];
  merges: readonly { id: string; sentence: string }[];
  done: string | null;
  refusal: string | null;
  seal: FormSeal;
  reader: Reader;
}) {
  const words = say(moderationMessages, reader);
  return (
    <div class="flow">
      <h1>{words.duplicatesTitle}</h1>
      {done ? <Done first={done} focused /> : null}
      {refusal ? (
        <Notice kind="bad" first={words.cannot} answers>
          {refusal}
        </Notice>
      ) : null}
      <p class="lead">{words.duplicatesLead}</p>
      {pairs.length === 0 ? <p>{words.noDuplicate}</p> : null}
      <ul class="todo">
        {pairs.map(pair => (
          <li>
            <a href={pair.href}>
              {pair.a} · {pair.b}
            </a>
            <p>{pair.reasons}</p>
          </li>
        ))}
      </ul>
      {merges.length > 0 ? <h2>{words.latest}</h2> : null}
      {merges.map(merge => (
        <form method="post" action="/pro/lieux/doublons/annuler" class="row">
          <Seal seal={seal} />
          <input type="hidden" name="operation" value={merge.id} />
          <span>{merge.sentence}</span>
          <Button kind="quiet">
            {words.undo}
            <span class="sr"> {merge.sentence}</span>
          </Button>
        </form>
      ))}
    </div>
  );
}
