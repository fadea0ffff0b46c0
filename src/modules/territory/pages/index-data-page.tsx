import { say } from '../../../core/i18n.ts';
import type { Reader } from '../../../core/ui/site.ts';
import { Table } from '../../../core/ui/tables.tsx';
import { columnMeanings, indicatorColumns, methodMessages } from '../messages-method.ts';

interface IndexDataPageProps {
  files: readonly { href: string; label: string }[];
  /** Names of the columns of each indicator. */
  indicators: readonly { id: string; label: string }[];
  attribution: string;
  definition: string;
  reader: Reader;
}

/** Open files of the index. */
export function IndexDataPage({ files, indicators, attribution, definition, reader }: IndexDataPageProps) {
  const words = say(methodMessages, reader);
  return (
    <div class="flow">
      <h1>{words.dataTitle}</h1>
      <p class="lead">{words.dataLead}</p>
      {files.length === 0 ? <p class="note">{words.notYet}</p> : null}
      <ul>
        {files.map(({ href, label }) => (
          <li>
            <a href={href}>{label}</a>
          </li>
        ))}
      </ul>
      <p>{words.dataAddress}</p>
      <p>
        {words.licenceText} <span lang="fr">{attribution}</span>
      </p>
      <h2>{words.columns}</h2>
      <Table
        id="colonnes"
        captionHidden
        caption={words.columns}
        columns={[{ title: words.column }, { title: words.meaning }]}
        rows={[
          ...Object.entries(columnMeanings),
          ...indicators.flatMap(({ id, label }) =>
            Object.entries(indicatorColumns).map(([prefix, meaning]) => [
              `${prefix}${id}`,
              `${meaning} (${label})`,
            ]),
          ),
        ].map(([name, meaning]) => [<code>{name}</code>, <span lang="fr">{meaning}</span>])}
      />
      <p class="mute">{definition}</p>
    </div>
  );
}
