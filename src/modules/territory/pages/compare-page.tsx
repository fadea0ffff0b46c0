import { say } from '../../../core/i18n.ts';
import { markText } from '../../../core/typography.ts';
import { ErrorSummary } from '../../../core/ui/forms.tsx';
import type { Reader } from '../../../core/ui/site.ts';
import { Table } from '../../../core/ui/tables.tsx';
import { indexMessages } from '../messages-index.ts';
import { IntervalBar, type ShownScore } from './index-values.tsx';

interface ComparePageProps {
  /** What was typed in each field, and why it was not understood. */
  fields: readonly { typed: string; error: string | null }[];
  error: string | null;
  compared: readonly ShownScore[];
  /** Label and value by commune, in the order of `compared`. */
  rows: readonly (readonly string[])[];
  verdicts: readonly string[];
  reader: Reader;
}

/** Communes side by side, and what may be said of their difference. */
export function ComparePage({ fields, error, compared, rows, verdicts, reader }: ComparePageProps) {
  const words = say(indexMessages, reader);
  const mark = (value: number) => markText(value, reader.language);
  const problems = [
    ...(error ? [{ id: 'c1', message: error }] : []),
    ...fields.flatMap(({ error: why }, at) => (why ? [{ id: `c${at + 1}`, message: why }] : [])),
  ];
  return (
    <div class="flow">
      <ErrorSummary problems={problems} reader={reader} />
      <h1>{words.compareTitle}</h1>
      <p class="lead">{words.compareLead}</p>
      <form class="flow" action="/territoire/comparer" method="get">
        <div class="cols">
          {fields.map(({ typed, error: why }, at) => (
            <div class={why ? 'field-error' : undefined}>
              <label for={`c${at + 1}`}>{words.compareField(at + 1)}</label>
              {why ? (
                <span class="why" id={`c${at + 1}-erreur`}>
                  {why}
                </span>
              ) : null}
              <input
                id={`c${at + 1}`}
                name="c"
                value={typed}
                autocomplete="off"
                aria-describedby={why ? `c${at + 1}-erreur` : undefined}
                aria-invalid={why ? 'true' : undefined}
              />
            </div>
          ))}
        </div>
        <button class="btn" type="submit">
          {words.compare}
        </button>
      </form>
      {compared.length >= 2 ? (
        <>
          <Table
            id="comparaison"
            caption={words.compareTitle}
            columns={[
              { title: words.datum },
              ...compared.map(({ name, href }) => ({ title: <a href={href}>{name}</a> })),
            ]}
            rows={[
              [words.index, ...compared.map(score => mark(score.mark))],
              [
                words.interval,
                ...compared.map(score => (
                  <>
                    {words.intervalText(mark(score.lo), mark(score.hi))}
                    <br />
                    <IntervalBar {...score} />
                  </>
                )),
              ],
              [
                words.rank,
                ...compared.map(({ rank, rankLo, rankHi }) => words.rankText(rank, rankLo, rankHi)),
              ],
              ...rows,
            ]}
          />
          <h2>{words.verdicts}</h2>
          <ul>
            {verdicts.map(verdict => (
              <li>{verdict}</li>
            ))}
          </ul>
          <p>{words.notPeople}</p>
        </>
      ) : null}
    </div>
  );
}
