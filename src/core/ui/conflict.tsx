import { say } from '../i18n.ts';
import { frameMessages } from './messages.ts';
import { Notice } from './notices.tsx';
import type { Reader } from './site.ts';
import { Table } from './tables.tsx';

export interface ConflictLine {
  label: string;
  theirs: string;
  yours: string;
}

/** Two people changed the same settings: what was saved, beside what this person wrote. */
export function Conflict({
  caption,
  lines,
  reader,
}: {
  caption: string;
  lines: readonly ConflictLine[];
  reader: Reader;
}) {
  const words = say(frameMessages, reader);
  return (
    <>
      <Notice kind="bad" first={words.conflict} answers>
        {words.conflictMore}
      </Notice>
      <Table
        id="conflit"
        caption={caption}
        columns={[{ title: words.setting }, { title: words.theirs }, { title: words.yours }]}
        rows={lines.map(({ label, theirs, yours }) => [
          label,
          theirs || words.nothing,
          yours || words.nothing,
        ])}
      />
    </>
  );
}
