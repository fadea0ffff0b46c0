import type { FormSeal, Typed } from '../../../core/forms.ts';
import { say } from '../../../core/i18n.ts';
import { dayText } from '../../../core/typography.ts';
import { Button } from '../../../core/ui/actions.tsx';
import { ErrorSummary, Field, Picks, Select, TextArea } from '../../../core/ui/forms.tsx';
import { Done, Tag } from '../../../core/ui/notices.tsx';
import { Seal } from '../../../core/ui/seal.tsx';
import type { Reader } from '../../../core/ui/site.ts';
import { Facts, Table } from '../../../core/ui/tables.tsx';
import { dataMessages } from '../messages-data.ts';
import { rightsMessages } from '../messages-rights.ts';
import { type RightsKind, rightsKinds } from '../vocabulary.ts';
import { problemsOf, text } from './form-parts.tsx';

export interface ShownRequest {
  id: string;
  name: string;
  kind: RightsKind;
  words: string;
  receivedAt: Date;
  dueOn: string;
  /** Whole days before the term; negative when it has passed. */
  daysLeft: number;
  extensionReason: string | null;
  extendedAt: Date | null;
  answeredAt: Date | null;
  answer: string | null;
  hasAccount: boolean;
}

/** A day without time, in words. */
export const wordsOfDay = (day: string, reader: Reader, short = false) =>
  dayText(new Date(`${day}T12:00:00Z`), { language: reader.language, short });

interface FormState {
  typed: Typed;
  errors: Readonly<Record<string, string>>;
  seal: FormSeal;
  reader: Reader;
}

const kindOptions = (reader: Reader) =>
  Object.entries(rightsKinds).map(([value, label]) => ({ value, label: label[reader.language] }));

/** `/compte/donnees`: a copy, a request, what became of those before. */
export function MyDataPage({
  requests,
  sent,
  typed,
  errors,
  seal,
  reader,
}: FormState & { requests: readonly ShownRequest[]; sent: string | null }) {
  const words = say(rightsMessages, reader);
  const day = (at: Date) => dayText(at, { language: reader.language });
  return (
    <div class="flow">
      <ErrorSummary problems={problemsOf(errors)} reader={reader} />
      <h1>{words.title}</h1>
      <p class="lead">{words.lead}</p>
      {sent ? <Done first={words.sent(wordsOfDay(sent, reader))} focused /> : null}
      <h2>{words.copy}</h2>
      <p>{words.copyLead}</p>
      <form method="post" action="/compte/donnees/copie">
        <Seal seal={seal} />
        <Button kind="alt">{words.copyButton}</Button>
      </form>
      <form method="post" action="/compte/donnees" class="flow">
        <Seal seal={seal} />
        <h2>{words.ask}</h2>
        <p>{words.askLead}</p>
        <Picks
          name="genre"
          type="radio"
          legend={words.kind}
          error={errors.genre}
          options={kindOptions(reader)}
          chosen={[text(typed, 'genre')]}
        />
        <TextArea
          name="texte"
          label={words.words}
          hint={words.wordsHint}
          error={errors.texte}
          value={text(typed, 'texte')}
        />
        <p>
          <Button>{words.send}</Button>
        </p>
      </form>
      {requests.length > 0 ? <h2>{words.mine}</h2> : null}
      {requests.map(it => (
        <section class="panel flow">
          <h3>{rightsKinds[it.kind][reader.language]}</h3>
          <p>
            {words.receivedOn(day(it.receivedAt))}
            {it.answeredAt ? null : `, ${words.dueOn(wordsOfDay(it.dueOn, reader))}`}
          </p>
          {it.words ? <p class="mute">{it.words}</p> : null}
          {it.extensionReason ? (
            <p>
              {words.extended}
              {'\u00a0'}: {it.extensionReason}
            </p>
          ) : null}
          {it.answeredAt ? (
            <>
              <h4>{words.answeredOn(day(it.answeredAt))}</h4>
              <p class="said">{it.answer}</p>
              <p class="mute">{words.complain}</p>
            </>
          ) : null}
        </section>
      ))}
    </div>
  );
}

/** How long is left, in words and not by colour only. */
function Clock({ it, reader }: { it: ShownRequest; reader: Reader }) {
  const words = say(rightsMessages, reader);
  if (it.answeredAt) return <>{words.answered}</>;
  if (it.daysLeft < 0) return <Tag kind="bad">{words.late}</Tag>;
  const left = it.daysLeft === 0 ? words.today : words.inDays(it.daysLeft);
  return it.daysLeft <= 7 ? <Tag kind="warn">{left}</Tag> : <span>{left}</span>;
}

/** Requests with their clock. */
export function RequestsTable({ requests, reader }: { requests: readonly ShownRequest[]; reader: Reader }) {
  const words = say(rightsMessages, reader);
  if (requests.length === 0) return <p>{say(dataMessages, reader).noRequest}</p>;
  return (
    <Table
      id="demandes"
      caption={say(dataMessages, reader).requests}
      captionHidden
      columns={[{ title: words.who }, { title: words.asks }, { title: words.term }, { title: words.open }]}
      rows={requests.map(it => [
        it.name,
        rightsKinds[it.kind][reader.language],
        <>
          {wordsOfDay(it.dueOn, reader, true)} <Clock it={it} reader={reader} />
        </>,
        <a href={`/pro/dpo/demandes/${it.id}`} aria-label={`${words.open}, ${it.name}`}>
          {words.open}
        </a>,
      ])}
    />
  );
}

/** `/pro/dpo/demandes`: all of them, and the form for those that came on paper. */
export function RequestsPage({
  requests,
  today,
  typed,
  errors,
  seal,
  reader,
}: FormState & { requests: readonly ShownRequest[]; today: string }) {
  const words = say(rightsMessages, reader);
  return (
    <div class="flow">
      <ErrorSummary problems={problemsOf(errors)} reader={reader} />
      <h1>{say(dataMessages, reader).requests}</h1>
      <RequestsTable requests={requests} reader={reader} />
      <form method="post" action="/pro/dpo/demandes" class="flow">
        <Seal seal={seal} />
        <h2>{words.record}</h2>
        <Field name="nom" label={words.name} error={errors.nom} value={text(typed, 'nom')} />
        <Select
          name="genre"
          label={words.asks}
          error={errors.genre}
          options={kindOptions(reader)}
          value={text(typed, 'genre')}
        />
        <Field
          name="recue"
          type="date"
          label={words.receivedAt}
          error={errors.recue}
          value={text(typed, 'recue') || today}
        />
        <TextArea name="texte" label={words.text} error={errors.texte} value={text(typed, 'texte')} />
        <p>
          <Button>{words.recordButton}</Button>
        </p>
      </form>
    </div>
  );
}

/** `/pro/dpo/demandes/:id`: one request, its clock, the answer. */
export function RequestPage({
  request: it,
  done,
  typed,
  errors,
  seal,
  reader,
}: FormState & { request: ShownRequest; done: boolean }) {
  const words = say(rightsMessages, reader);
  const day = (at: Date) => dayText(at, { language: reader.language });
  const here = `/pro/dpo/demandes/${it.id}`;
  return (
    <div class="flow">
      <ErrorSummary problems={problemsOf(errors)} reader={reader} />
      <h1>{rightsKinds[it.kind][reader.language]}</h1>
      {done ? <Done first={words.done} focused /> : null}
      <Facts
        facts={[
          { term: words.who, text: it.name },
          { term: words.receivedAt, text: day(it.receivedAt) },
          { term: words.term, text: wordsOfDay(it.dueOn, reader) },
        ]}
      />
      <p>
        <Clock it={it} reader={reader} />
      </p>
      <h2>{words.text}</h2>
      <p class="said">{it.words || words.noText}</p>
      {it.extensionReason ? (
        <>
          <h2>{words.extended}</h2>
          <p class="said">{it.extensionReason}</p>
        </>
      ) : null}
      {it.answeredAt ? (
        <>
          <h2>{words.answeredOn(day(it.answeredAt))}</h2>
          <p class="said">{it.answer}</p>
          {it.hasAccount ? null : <p>{words.answerHintPaper}</p>}
        </>
      ) : (
        <>
          <form method="post" action={here} class="flow">
            <Seal seal={seal} />
            <TextArea
              name="votre_reponse"
              label={words.answer}
              hint={it.hasAccount ? words.answerHint : words.answerHintPaper}
              error={errors.votre_reponse}
              value={text(typed, 'votre_reponse')}
              rows={8}
            />
            <p>
              <Button>{words.answerButton}</Button>
            </p>
          </form>
          {it.extendedAt || it.daysLeft < 0 ? null : (
            <form method="post" action={`${here}/prolonger`} class="flow">
              <Seal seal={seal} />
              <h2>{words.extend}</h2>
              <TextArea
                name="raison"
                label={words.reason}
                hint={words.extendHint}
                error={errors.raison}
                value={text(typed, 'raison')}
              />
              <p>
                <Button kind="alt">{words.extendButton}</Button>
              </p>
            </form>
          )}
        </>
      )}
    </div>
  );
}
