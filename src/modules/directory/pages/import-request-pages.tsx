import type { FormSeal, Typed } from '../../../core/forms.ts';
import { say } from '../../../core/i18n.ts';
import { Actions, Button } from '../../../core/ui/actions.tsx';
import { ErrorSummary, Field, Progress, Select, TickLine } from '../../../core/ui/forms.tsx';
import { Done, Notice } from '../../../core/ui/notices.tsx';
import { Seal } from '../../../core/ui/seal.tsx';
import type { Reader } from '../../../core/ui/site.ts';
import { Facts, Table } from '../../../core/ui/tables.tsx';
import type { ImportCounts, RowVerdict } from '../domain/import-report.ts';
import { moderationMessages } from '../messages-moderation.ts';

export interface RequestLine {
  id: string;
  name: string;
  asked: string;
  state: 'waiting' | 'running' | 'finished' | 'failed';
  trial: boolean;
}

/** `/pro/lieux/imports`: send a file, see the last ones. */
export function ImportsPage({
  formats,
  requests,
  typed,
  errors,
  seal,
  reader,
}: {
  formats: readonly string[];
  requests: readonly RequestLine[];
  typed: Typed;
  errors: Readonly<Record<string, string>>;
  seal: FormSeal;
  reader: Reader;
}) {
  const words = say(moderationMessages, reader);
  const text = (name: string) => String([typed[name] ?? ''].flat()[0]);
  return (
    <>
      <ErrorSummary
        problems={Object.entries(errors).map(([id, message]) => ({ id, message }))}
        reader={reader}
      />
      <h1>{words.importsTitle}</h1>
      <p class="lead">{words.importsLead}</p>
      <form method="post" action="/pro/lieux/imports" enctype="multipart/form-data" class="flow after-s">
        <Seal seal={seal} />
        <Field
          name="fichier"
          type="file"
          label={words.file}
          accept=".csv,.json,.tsv,.txt"
          error={errors.fichier}
        />
        <div class="cols">
          <Select
            name="format"
            label={words.format}
            options={formats.map(format => ({ value: format, label: format }))}
            value={text('format')}
          />
          <Field
            name="source"
            label={words.source}
            hint={words.sourceHint}
            value={text('source')}
            maxlength={200}
          />
        </div>
        <TickLine name="essai" value="oui" checked={text('essai') !== ''}>
          {words.trial}
        </TickLine>
        <TickLine name="court" value="oui" checked={text('court') !== ''}>
          {words.shrink}
        </TickLine>
        <Actions>
          <Button>{words.sendFile}</Button>
        </Actions>
      </form>
      <h2>{words.requests}</h2>
      {requests.length === 0 ? (
        <p>{words.noRequest}</p>
      ) : (
        <Table
          id="imports"
          caption={words.requests}
          captionHidden
          columns={[{ title: words.file }, { title: words.askedOn }, { title: words.state }]}
          rows={requests.map(line => [
            <a href={`/pro/lieux/imports/${line.id}`}>{line.name}</a>,
            line.asked,
            line.trial ? `${words[`state_${line.state}`]} (${words.isTrial})` : words[`state_${line.state}`],
          ])}
        />
      )}
    </>
  );
}

/** `/pro/lieux/imports/:id`: where it is, then what it did; the page reloads itself while it works. */
export function ImportProgressPage({
  name,
  state,
  trial,
  progress,
  counts,
  message,
  verdicts,
  sent,
  reader,
  number,
}: {
  name: string;
  state: RequestLine['state'];
  trial: boolean;
  progress: { done: number; total: number } | null;
  counts: ImportCounts | null;
  message: string | null;
  verdicts: readonly RowVerdict[];
  sent: boolean;
  reader: Reader;
  number: (value: number) => string;
}) {
  const words = say(moderationMessages, reader);
  const isOver = state === 'finished' || state === 'failed';
  return (
    <div class="flow">
      <h1>{words.importTitle(name)}</h1>
      {sent && !isOver ? <Done first={words.fileSent} focused /> : null}
      <p>
        <b>{words[`state_${state}`]}</b> {trial ? `(${words.isTrial})` : ''}
      </p>
      {message ? <Notice kind="bad" first={message} /> : null}
      {isOver ? null : (
        <>
          <Progress
            id="avancement"
            label={
              progress
                ? words.progress(number(progress.done), number(progress.total))
                : words[`state_${state}`]
            }
            value={progress?.done ?? 0}
            max={Math.max(1, progress?.total ?? 1)}
          />
          <p class="mute">{words.reload}</p>
        </>
      )}
      {counts ? (
        <Facts
          tight
          facts={[
            { term: number(counts.rows), text: words.rows },
            { term: number(counts.created), text: words.created },
            { term: number(counts.changed), text: words.changed },
            { term: number(counts.untouched), text: words.untouched },
            { term: number(counts.warn), text: words.warned },
            { term: number(counts.rejected), text: words.rejected },
          ]}
        />
      ) : null}
      {verdicts.length > 0 ? (
        <Table
          id="remarques"
          caption={words.remarks}
          columns={[{ title: words.line, numeric: true }, { title: words.state }, { title: words.remark }]}
          rows={verdicts.map(verdict => [
            String(verdict.line),
            verdict.outcome === 'rejected' ? words.rejected : words.warned,
            <span lang={reader.language === 'fr' ? undefined : 'fr'}>
              {verdict.issues.map(issue => issue.message_fr).join(' ')}
            </span>,
          ])}
        />
      ) : null}
    </div>
  );
}
