import type { Child } from 'hono/jsx';
import { say } from '../../../core/i18n.ts';
import type { Reader } from '../../../core/ui/site.ts';
import { Table } from '../../../core/ui/tables.tsx';
import { methodMessages } from '../messages-method.ts';

export interface MethodPageProps {
  inputs: readonly {
    label: string;
    weight: string;
    direction: string;
    source: string;
    year: string;
    licence: string;
    missing: string;
    drawn: string;
    quantiles: readonly string[];
  }[];
  reference: { source: string; vintage: string };
  draws: string;
  widths: { weights: number; all: number; of: string };
  severe: { draws: string; width: number; kept: number; topK: number; ever: number };
  variants: readonly string[];
  hashes: { definition: string; inputs: string };
  versions: readonly { name: string; day: string; sha256: string; changes: string }[];
  computedOn: string;
  sources: string;
  links: Child;
  reader: Reader;
}

/** Definition, formulas, what is missing and how sure the result is. */
export function MethodPage(props: MethodPageProps) {
  const { inputs, widths, severe, reader } = props;
  const words = say(methodMessages, reader);
  return (
    <div class="flow">
      <h1>{words.title}</h1>
      <p class="lead">{words.lead}</p>
      {props.links}
      <h2>{words.what}</h2>
      <p>{words.whatText(inputs.length)}</p>
      <Table
        id="donnees"
        caption={words.inputs}
        columns={[
          { title: words.datum },
          { title: words.weight, numeric: true },
          { title: words.direction },
          { title: words.source },
          { title: words.year },
          { title: words.licence },
        ]}
        rows={inputs.map(row => [
          row.label,
          row.weight,
          row.direction,
          <span lang="fr">{row.source}</span>,
          row.year,
          row.licence,
        ])}
      />
      <h2>{words.formula}</h2>
      <p>{words.position}</p>
      <p>{words.score}</p>
      <p>{words.contribution}</p>
      <p>
        {words.reference} <span lang="fr">{props.reference.source}</span>, {props.reference.vintage}.
      </p>
      <Table
        id="places"
        caption={words.quantiles}
        columns={[
          { title: words.datum },
          ...['0', '25', '50', '75', '100'].map(title => ({ title: `${title} %`, numeric: true })),
        ]}
        rows={inputs.map(({ label, quantiles }) => [label, ...quantiles])}
      />
      <h2>{words.guess}</h2>
      <p>{words.guessText(props.draws)}</p>
      <Table
        id="manque"
        caption={words.drawn}
        columns={[{ title: words.datum }, { title: words.missing, numeric: true }, { title: words.drawn }]}
        rows={inputs.map(({ label, missing, drawn }) => [label, missing, drawn])}
      />
      <p>{words.limit}</p>
      <h2>{words.sure}</h2>
      <p>{words.widths(widths.weights, widths.all, widths.of)}</p>
      <p>{words.severe(severe.draws, severe.width, severe.kept, severe.topK, severe.ever)}</p>
      <h2>{words.ifn}</h2>
      <p>{words.ifnText}</p>
      <h3>{words.compat}</h3>
      <p>{words.compatText}</p>
      {props.variants.length > 0 ? (
        <>
          <h2>{words.variants}</h2>
          <ul>
            {props.variants.map(line => (
              <li>{line}</li>
            ))}
          </ul>
        </>
      ) : null}
      <h2>{words.versions}</h2>
      <Table
        id="versions"
        captionHidden
        caption={words.versions}
        columns={[
          { title: words.version },
          { title: words.published },
          { title: words.changes },
          { title: words.hash },
        ]}
        rows={props.versions.map(({ name, day, changes, sha256 }) => [
          name,
          day,
          changes,
          <code>{sha256}</code>,
        ])}
      />
      <p>
        {props.computedOn} <span lang="fr">{props.sources}</span>
      </p>
      <p class="mute">
        {words.hashDefinition} <code>{props.hashes.definition}</code>. {words.hashInputs}{' '}
        <code>{props.hashes.inputs}</code>.
      </p>
    </div>
  );
}
