import type { FormSeal } from '../../../core/forms.ts';
import { say } from '../../../core/i18n.ts';
import { numberText } from '../../../core/typography.ts';
import { Actions, Button } from '../../../core/ui/actions.tsx';
import { Done, Notice, Tag, type TagKind } from '../../../core/ui/notices.tsx';
import { Seal } from '../../../core/ui/seal.tsx';
import type { Reader } from '../../../core/ui/site.ts';
import { Facts, Table } from '../../../core/ui/tables.tsx';
import { importMessages } from '../messages-imports.ts';
import { definitionsPath, French, importsPath } from './import-words.tsx';

export interface DefinitionSheet {
  id: string;
  title: string;
  state: 'current' | 'stale' | 'never' | 'unavailable';
  /** Names of the indicators without any value. */
  missing: readonly string[];
  indicators: readonly { id: string; name: string; weight: number; direction: string; known: number }[];
  /** Source and years of the reference table; null while it cannot be made. */
  reference: string | null;
  /** True when communes are placed among those of the territory only. */
  isOwn: boolean;
  sha256: string | null;
  /** The latest first. */
  versions: readonly { version: number; on: string; sha256: string; changes: readonly string[] }[];
}

const kinds: Record<DefinitionSheet['state'], TagKind> = {
  current: 'open',
  stale: 'warn',
  never: 'plain',
  unavailable: 'plain',
};

/** `/territoire/definitions`: how the index is made, what changed, and the button that makes it again. */
export function DefinitionsPage({
  sheets,
  done,
  seal,
  reader,
}: {
  sheets: readonly DefinitionSheet[];
  done: 'recomputed' | 'unchanged' | null;
  seal: FormSeal;
  reader: Reader;
}) {
  const words = say(importMessages, reader);
  return (
    <div class="flow">
      <h1>{words.definitionsTitle}</h1>
      {done ? <Done first={words[done]} focused /> : null}
      <p class="lead">{words.definitionsLead}</p>
      <p>
        <a href={importsPath}>{words.toImports}</a>
      </p>
      {sheets.map(sheet => (
        <Sheet sheet={sheet} seal={seal} reader={reader} />
      ))}
    </div>
  );
}

function Sheet({ sheet, seal, reader }: { sheet: DefinitionSheet; seal: FormSeal; reader: Reader }) {
  const words = say(importMessages, reader);
  return (
    <section class="flow" id={sheet.id}>
      <h2>
        <French reader={reader}>{sheet.title}</French>
      </h2>
      <p>
        <code>{sheet.id}</code> <Tag kind={kinds[sheet.state]}>{words[sheet.state]}</Tag>
      </p>
      {sheet.missing.length > 0 ? (
        <Notice kind="info" first={words.missing}>
          {sheet.missing.join(', ')}.
        </Notice>
      ) : null}
      {sheet.isOwn ? <p>{words.ownReference}</p> : null}
      <Table
        id={`${sheet.id}-indicateurs`}
        caption={words.inputs}
        tight
        columns={[
          { title: words.indicator },
          { title: words.weight, numeric: true },
          { title: words.direction },
          { title: words.communesKnown, numeric: true },
        ]}
        rows={sheet.indicators.map(({ name, weight, direction, known }) => [
          name,
          numberText(weight, reader.language, 2),
          direction,
          numberText(known, reader.language),
        ])}
      />
      {sheet.reference && sheet.sha256 ? (
        <Facts
          facts={[
            { term: words.reference, text: <French reader={reader}>{sheet.reference}</French> },
            { term: words.hash, text: <code>{sheet.sha256}</code> },
          ]}
        />
      ) : null}
      {sheet.versions.length > 0 ? <Versions sheet={sheet} reader={reader} /> : null}
      {sheet.state === 'unavailable' ? null : (
        <form method="post" action={`${definitionsPath}/${sheet.id}/publier`}>
          <Seal seal={seal} />
          <Actions>
            <Button kind={sheet.state === 'current' ? 'alt' : 'main'}>{words.recompute}</Button>
          </Actions>
        </form>
      )}
    </section>
  );
}

function Versions({ sheet: { id, versions }, reader }: { sheet: DefinitionSheet; reader: Reader }) {
  const words = say(importMessages, reader);
  return (
    <Table
      id={`${id}-versions`}
      caption={words.versions}
      tight
      columns={[
        { title: words.version },
        { title: words.publishedOn },
        { title: words.changes },
        { title: words.hash },
      ]}
      rows={versions.map(({ version, on, sha256, changes }, index) => [
        String(version),
        on,
        index === versions.length - 1 ? (
          words.firstVersion
        ) : (
          <French reader={reader}>{changes.join(', ') || '–'}</French>
        ),
        <code>{`${sha256.slice(0, 12)}…`}</code>,
      ])}
    />
  );
}
