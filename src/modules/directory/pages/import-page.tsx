import type { Child } from 'hono/jsx';
import { say } from '../../../core/i18n.ts';
import { capital, clockText, dayText, numberText } from '../../../core/typography.ts';
import { Notice, Tag } from '../../../core/ui/notices.tsx';
import type { Reader } from '../../../core/ui/site.ts';
import { Facts, Table } from '../../../core/ui/tables.tsx';
import type { ImportRun, RowVerdict } from '../domain/import-report.ts';
import { importMessages } from '../messages-import.ts';
import { Typed } from './as-written.tsx';

interface ImportPageProps {
  run: ImportRun;
  verdicts: readonly RowVerdict[];
  /** Address of the next rows; null at the end. */
  next: string | null;
  /** Which rows are shown: the ones with a remark, or all. */
  all: boolean;
  path: string;
  now: Date;
  reader: Reader;
}

const outcomeKinds = { accepted: 'open', warn: 'warn', rejected: 'bad' } as const;

/** `/lieux/imports/:secret`: the report of an import, row by row, for whoever received its address. */
export function ImportPage({ run, verdicts, next, all, path, now, reader }: ImportPageProps) {
  const words = say(importMessages, reader);
  const { language } = reader;
  const { counts } = run;
  const number = (value: number) => numberText(value, language);
  const day = (at: Date) => `${capital(dayText(at, { now, language }))}, ${clockText(at, language)}`;
  return (
    <div class="flow">
      <h1>{words.title}</h1>
      <p class="lead">{run.fileName}</p>
      {stateNotice(run, reader)}
      <Facts
        facts={[
          { term: words.source, text: run.source },
          { term: words.started, text: day(run.startedAt) },
          ...(run.finishedAt ? [{ term: words.finished, text: day(run.finishedAt) }] : []),
          { term: words.rowsRead, text: number(counts.rows) },
          { term: words.rowsAccepted, text: number(counts.accepted) },
          { term: words.rowsWarn, text: number(counts.warn) },
          { term: words.rowsRejected, text: number(counts.rejected) },
          {
            term: words.directory,
            text: words.changes(number(counts.created), number(counts.changed), number(counts.untouched)),
          },
          ...(run.unknownColumns.length > 0
            ? [{ term: words.unknownColumns, text: run.unknownColumns.join(', ') }]
            : []),
        ]}
      />
      <h2>{words.rowByRow}</h2>
      <p>
        {all ? <a href={path}>{words.onlyRemarks}</a> : <a href={`${path}?lignes=toutes`}>{words.allRows}</a>}
      </p>
      {verdicts.length === 0 ? (
        <p>{words.noRow}</p>
      ) : (
        <Table
          id="lignes"
          caption={words.caption}
          columns={[
            { title: words.row, numeric: true },
            { title: words.identifier },
            { title: words.verdict },
            { title: words.remarks },
          ]}
          rows={verdicts.map(verdict => [
            String(verdict.line),
            verdict.id ?? '–',
            <Tag kind={outcomeKinds[verdict.outcome]}>{words[verdict.outcome]}</Tag>,
            remarks(verdict, reader),
          ])}
        />
      )}
      {next ? (
        <p>
          <a href={next}>{words.nextRows}</a>
        </p>
      ) : null}
    </div>
  );
}

function stateNotice(run: ImportRun, reader: Reader): Child {
  const words = say(importMessages, reader);
  if (run.state === 'running')
    return <Notice kind="info" first={words.running(numberText(run.rowsDone, reader.language))} />;
  const told = run.message ? <Typed reader={reader}>{run.message}</Typed> : null;
  if (run.state === 'stopped') return <Notice kind="bad" first={told ?? words.stopped} />;
  return told ? <Notice kind="warning" first={told} /> : null;
}

/** Remarks are kept in French. Raw values are shown as text, cut: a cell may hold anything. */
function remarks(verdict: RowVerdict, reader: Reader): Child {
  const words = say(importMessages, reader);
  const cell = (label: string, text: string | null | undefined) =>
    text ? (
      <span class="mute">
        {' '}
        {label}
        <Typed reader={reader}>{words.quoted(cut(text))}</Typed>.
      </span>
    ) : null;
  return (
    <ul>
      {verdict.issues.map(issue => (
        <li>
          <b>{issue.field}</b>
          {words.colon}
          <Typed reader={reader}>{issue.message_fr}</Typed>
          {cell(words.written, issue.raw)}
          {cell(words.stored, issue.stored)}
        </li>
      ))}
    </ul>
  );
}

const cut = (text: string) => (text.length > 120 ? `${text.slice(0, 120)}…` : text);
