import { say } from '../../../core/i18n.ts';
import { Button } from '../../../core/ui/actions.tsx';
import { Field } from '../../../core/ui/forms.tsx';
import { Notice } from '../../../core/ui/notices.tsx';
import type { Reader } from '../../../core/ui/site.ts';
import { Facts } from '../../../core/ui/tables.tsx';
import { sheetMessages } from '../messages-sheet.ts';

/** What the page says of a sheet, in words. */
export type SheetSaid =
  | { state: 'unknown' }
  | { state: 'ended'; since: string | null }
  | {
      state: 'valid';
      name: string;
      organisation: string;
      roles: string;
      until: string;
      habilitations: readonly { name: string; may: string; until: string }[];
    };

/** `/reseau/verifier`: whether the sheet somebody shows still holds. */
export function VerifyPage({
  said,
  typed,
  reader,
}: {
  said: SheetSaid | null;
  typed: string;
  reader: Reader;
}) {
  const words = say(sheetMessages, reader);
  return (
    <div class="flow">
      <h1>{words.title}</h1>
      {said ? <Said said={said} reader={reader} /> : <p class="lead">{words.lead}</p>}
      <form method="get" action="/reseau/verifier" class="flow noprint">
        {said ? <h2>{words.other}</h2> : null}
        <Field name="code" label={words.code} hint={words.codeHint} value={typed} maxlength={100} />
        <p>
          <Button kind={said ? 'alt' : 'main'}>{words.check}</Button>
        </p>
      </form>
    </div>
  );
}

function Said({ said, reader }: { said: SheetSaid; reader: Reader }) {
  const words = say(sheetMessages, reader);
  if (said.state === 'unknown')
    return (
      <Notice kind="bad" first={words.unknown} answers>
        {words.unknownMore}
      </Notice>
    );
  if (said.state === 'ended')
    return (
      <Notice kind="bad" first={said.since ? words.ended(said.since) : words.endedNoDay} answers>
        {words.endedMore}
      </Notice>
    );
  return (
    <>
      <Notice kind="info" first={words.valid} answers>
        {words.validMore(said.until)}
      </Notice>
      <Facts
        facts={[
          { term: words.name, text: said.name },
          { term: words.organisation, text: said.organisation },
          { term: words.roles, text: said.roles },
        ]}
      />
      <h2>{words.habilitations}</h2>
      {said.habilitations.length === 0 ? <p>{words.none}</p> : null}
      {said.habilitations.length > 0 ? (
        <ul>
          {said.habilitations.map(({ name, may, until }) => (
            <li>
              <b>{name}</b>, {words.until(until)}
              <br />
              {may}
            </li>
          ))}
        </ul>
      ) : null}
      <p>{words.never}</p>
    </>
  );
}
