import type { Child } from 'hono/jsx';
import { capital, clockText, dayText, numberText } from '../../../core/typography.ts';
import { Notice, Tag } from '../../../core/ui/notices.tsx';
import type { Reader } from '../../../core/ui/site.ts';
import { Facts, Table } from '../../../core/ui/tables.tsx';
import type { ImportRun, RowVerdict } from '../domain/import-report.ts';

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

const outcomeWords = { accepted: 'gardée', warn: 'gardée, à relire', rejected: 'refusée' } as const;
const outcomeKinds = { accepted: 'open', warn: 'warn', rejected: 'bad' } as const;

/** `/lieux/imports/:secret`: the report of an import, row by row, for whoever received its address. */
export function ImportPage({ run, verdicts, next, all, path, now }: ImportPageProps) {
  const { counts } = run;
  const day = (at: Date) => `${capital(dayText(at, { now }))}, ${clockText(at)}`;
  return (
    <div class="flow">
      <h1>Rapport d’import</h1>
      <p class="lead">{run.fileName}</p>
      {stateNotice(run)}
      <Facts
        facts={[
          { term: 'Source', text: run.source },
          { term: 'Commencé', text: day(run.startedAt) },
          ...(run.finishedAt ? [{ term: 'Terminé', text: day(run.finishedAt) }] : []),
          { term: 'Lignes lues', text: numberText(counts.rows) },
          { term: 'Sans remarque', text: numberText(counts.accepted) },
          { term: 'À relire', text: numberText(counts.warn) },
          { term: 'Refusées', text: numberText(counts.rejected) },
          {
            term: 'Dans l’annuaire',
            text: `${numberText(counts.created)} lieux ajoutés, ${numberText(counts.changed)} modifiés, ${numberText(counts.untouched)} déjà à jour`,
          },
          ...(run.unknownColumns.length > 0
            ? [{ term: 'Colonnes non lues', text: run.unknownColumns.join(', ') }]
            : []),
        ]}
      />
      <h2>Ligne par ligne</h2>
      <p>
        {all ? (
          <a href={path}>Voir seulement les lignes à relire ou refusées</a>
        ) : (
          <a href={`${path}?lignes=toutes`}>Voir toutes les lignes</a>
        )}
      </p>
      {verdicts.length === 0 ? (
        <p>Aucune ligne à montrer ici.</p>
      ) : (
        <Table
          id="lignes"
          caption="Verdict de chaque ligne"
          columns={[
            { title: 'Ligne', numeric: true },
            { title: 'Identifiant' },
            { title: 'Verdict' },
            { title: 'Remarques' },
          ]}
          rows={verdicts.map(verdict => [
            String(verdict.line),
            verdict.id ?? '–',
            <Tag kind={outcomeKinds[verdict.outcome]}>{outcomeWords[verdict.outcome]}</Tag>,
            remarks(verdict),
          ])}
        />
      )}
      {next ? (
        <p>
          <a href={next}>Lignes suivantes</a>
        </p>
      ) : null}
    </div>
  );
}

function stateNotice(run: ImportRun): Child {
  if (run.state === 'running')
    return (
      <Notice
        kind="info"
        first={`L’import est en cours : ${numberText(run.rowsDone)} lignes faites.`.replace(' :', '\u00a0:')}
      />
    );
  if (run.state === 'stopped')
    return <Notice kind="bad" first={run.message ?? 'L’import s’est arrêté avant la fin.'} />;
  return run.message ? <Notice kind="warning" first={run.message} /> : null;
}

/** Raw values are shown as text, cut: a cell may hold anything. */
function remarks(verdict: RowVerdict): Child {
  return (
    <ul>
      {verdict.issues.map(issue => (
        <li>
          <b>{issue.field}</b>&nbsp;: {issue.message_fr}
          {issue.raw ? <span class="mute"> Écrit&nbsp;: «&nbsp;{cut(issue.raw)}&nbsp;».</span> : null}
          {issue.stored ? <span class="mute"> Gardé&nbsp;: «&nbsp;{cut(issue.stored)}&nbsp;».</span> : null}
        </li>
      ))}
    </ul>
  );
}

const cut = (text: string) => (text.length > 120 ? `${text.slice(0, 120)}…` : text);
