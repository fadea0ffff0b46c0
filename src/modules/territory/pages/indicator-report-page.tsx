import type { Child } from 'hono/jsx';
import type { FormSeal } from '../../../core/forms.ts';
import { say } from '../../../core/i18n.ts';
import { numberText } from '../../../core/typography.ts';
import { Actions, Button, ButtonLink, More } from '../../../core/ui/actions.tsx';
import { Done, Notice, Tag } from '../../../core/ui/notices.tsx';
import { Seal } from '../../../core/ui/seal.tsx';
import type { Reader } from '../../../core/ui/site.ts';
import { Facts, Table } from '../../../core/ui/tables.tsx';
import type { ImportReport, KeptValue } from '../domain/indicator-import.ts';
import { importMessages } from '../messages-imports.ts';
import { definitionsPath, French, type ImportState, importsPath, stateKinds } from './import-words.tsx';

/** Rows of each table of a report; the command line gives them all. */
const mostRows = 200;

export interface ReportPageProps {
  id: string;
  name: string;
  vintage: string;
  file: string;
  sha256: string;
  rowsRead: number;
  state: ImportState;
  report: ImportReport;
  kept: readonly KeptValue[];
  /** « 40001 Aire-sur-l’Adour » */
  named: (code: string) => string;
  done: 'received' | 'known' | 'published' | 'alreadyPublished' | null;
  /** Definitions that read this indicator and whose index is not that of the values of now. */
  stale: readonly { id: string; title: string }[];
  seal: FormSeal;
  reader: Reader;
}

/** `/territoire/imports/:id`: what became of each row, and what comes next. */
export function IndicatorReportPage(props: ReportPageProps) {
  const { report, kept, reader, state } = props;
  const words = say(importMessages, reader);
  const number = (value: number) => numberText(value, reader.language, 2);
  const of = (status: KeptValue['status']) => number(kept.filter(each => each.status === status).length);
  const tell = (text: string) => <French reader={reader}>{text}</French>;
  return (
    <div class="flow">
      <h1>{words.importTitle(props.name, props.vintage)}</h1>
      {props.done ? <Done first={words[props.done]} focused /> : null}
      <p>
        <Tag kind={stateKinds[state]}>{words[`state_${state}`]}</Tag>{' '}
        {state === 'replaced' ? words.replaced : null}
      </p>
      <NextStep {...props} />
      <Facts
        tight
        facts={[
          { term: number(props.rowsRead), text: words.rowsRead },
          { term: of('observed'), text: words.observed },
          { term: of('merged'), text: words.merged },
          { term: of('suppressed'), text: words.suppressed },
          { term: number(report.absent.length), text: words.absentCount },
          { term: number(report.refused.length), text: words.rowsRefused },
          { term: number(report.elsewhere), text: words.rowsElsewhere },
        ]}
      />
      {report.remarks.length > 0 ? (
        <>
          <h2>{words.remarks}</h2>
          <ul>
            {report.remarks.slice(0, mostRows).map(remark => (
              <li>{tell(remark)}</li>
            ))}
          </ul>
        </>
      ) : null}
      <Listed
        id="refusees"
        title={words.refused}
        columns={[{ title: words.line, numeric: true }, { title: words.typed }, { title: words.why }]}
        rows={report.refused.map(({ line, typed, why }) => [String(line), tell(typed || '–'), tell(why)])}
        reader={reader}
      />
      <Listed
        id="anciens"
        title={words.mapped}
        columns={[{ title: words.line, numeric: true }, { title: words.from }, { title: words.to }]}
        rows={report.mapped.map(({ line, from, to }) => [String(line), tell(from), tell(to)])}
        reader={reader}
      />
      <Listed
        id="quartiers"
        title={words.joined}
        columns={[{ title: words.commune }, { title: words.quarters, numeric: true }, { title: words.how }]}
        rows={report.joined.map(({ commune, quarters, how }) => [
          tell(commune),
          String(quarters),
          words[`how_${how}`],
        ])}
        reader={reader}
      />
      {report.absent.length > 0 ? (
        <More summary={`${words.absent} (${number(report.absent.length)})`}>
          <p>{tell(report.absent.map(props.named).join(', '))}</p>
        </More>
      ) : null}
      <OfTheFile {...props} />
    </div>
  );
}

/** What there is to do now: publish, compute again, or nothing. */
function NextStep({ id, state, kept, stale, seal, reader }: ReportPageProps) {
  const words = say(importMessages, reader);
  if (state === 'replaced') return null;
  if (state === 'waiting')
    return kept.length > 0 ? (
      <Actions>
        <ButtonLink href={`${importsPath}/${id}/publier`}>{words.publish}</ButtonLink>
      </Actions>
    ) : (
      <Notice kind="bad" first={words.nothingKept} />
    );
  if (stale.length === 0) return null;
  return (
    <>
      <Notice first={words.toRecompute}>{words.recomputeWhy}</Notice>
      {stale.map(definition => (
        <form method="post" action={`${definitionsPath}/${definition.id}/publier`}>
          <Seal seal={seal} />
          <p>
            <French reader={reader}>{definition.title}</French>
          </p>
          <Actions>
            <Button>{words.recompute}</Button>
          </Actions>
        </form>
      ))}
    </>
  );
}

function OfTheFile({ file, sha256, kept, report, reader }: ReportPageProps) {
  const words = say(importMessages, reader);
  const number = (value: number) => numberText(value, reader.language, 2);
  const values = kept.flatMap(({ value }) => value ?? []);
  const { code, value, numerator, denominator, population } = report.columns;
  const columns = [code, value, numerator, denominator, population].filter(name => name !== null);
  return (
    <Facts
      facts={[
        { term: words.file, text: <French reader={reader}>{file}</French> },
        { term: words.columns, text: <French reader={reader}>{columns.join(', ')}</French> },
        ...(values.length > 0
          ? [
              {
                term: words.between,
                text: words.fromTo(number(Math.min(...values)), number(Math.max(...values))),
              },
            ]
          : []),
        { term: words.sha, text: <code>{sha256}</code> },
      ]}
    />
  );
}

/** A table of a report under its title; nothing when it is empty. */
function Listed({
  id,
  title,
  columns,
  rows,
  reader,
}: {
  id: string;
  title: string;
  columns: Parameters<typeof Table>[0]['columns'];
  rows: readonly (readonly Child[])[];
  reader: Reader;
}) {
  if (rows.length === 0) return null;
  const left = rows.length - mostRows;
  return (
    <>
      <h2>{title}</h2>
      <Table id={id} caption={title} captionHidden tight columns={columns} rows={rows.slice(0, mostRows)} />
      {left > 0 ? <p>{say(importMessages, reader).more(numberText(left, reader.language))}</p> : null}
    </>
  );
}
