import type { FormSeal, Typed } from '../../../core/forms.ts';
import { say } from '../../../core/i18n.ts';
import { roles as allRoles } from '../../../core/roles.ts';
import { Button, More } from '../../../core/ui/actions.tsx';
import { ErrorSummary, Field, Picks, TextArea } from '../../../core/ui/forms.tsx';
import { Done } from '../../../core/ui/notices.tsx';
import { Seal } from '../../../core/ui/seal.tsx';
import type { Reader } from '../../../core/ui/site.ts';
import { Table } from '../../../core/ui/tables.tsx';
import { networkMessages } from '../messages-network.ts';
import type { Organisation } from '../organisation.ts';

const one = (value: string | string[] | undefined) => [value ?? ''].flat()[0];

export interface InvitationLine {
  id: string;
  to: string;
  roles: string;
  state: 'envoyee' | 'acceptee' | 'refusee' | 'expiree' | 'annulee';
  sent: string;
  ends: string;
  printed: boolean;
}

/** `/pro/reseau/structures/:id/invitations`: several addresses at once, an answer row by row. */
export function InvitationsPage({
  organisation,
  given,
  invitations,
  rows,
  typed,
  errors,
  seal,
  paperSeal,
  reader,
}: {
  organisation: Pick<Organisation, 'id' | 'name'>;
  given: readonly (keyof typeof allRoles)[];
  invitations: readonly InvitationLine[];
  /** What happened to each address of the last sending. */
  rows: { sent: number; refused: readonly { address: string; why: string }[] } | null;
  typed: Typed;
  errors: Readonly<Record<string, string>>;
  seal: FormSeal;
  paperSeal: FormSeal;
  reader: Reader;
}) {
  const words = say(networkMessages, reader);
  const here = `/pro/reseau/structures/${organisation.id}/invitations`;
  const options = given.map(code => ({ value: code, label: allRoles[code][reader.language] }));
  return (
    <div class="flow">
      <ErrorSummary
        problems={Object.entries(errors).map(([id, message]) => ({ id, message }))}
        reader={reader}
      />
      <h1>{words.invitations}</h1>
      <p class="mute">{organisation.name}</p>
      {rows && rows.sent > 0 ? <Done first={words.invitedAll(rows.sent)} focused /> : null}
      {rows && rows.refused.length > 0 ? (
        <Table
          id="refusees"
          caption={words.emails}
          columns={[{ title: words.emails }, { title: words.state }]}
          rows={rows.refused.map(({ address, why }) => [address, why])}
        />
      ) : null}
      <form method="post" action={here} class="flow">
        <Seal seal={seal} />
        <TextArea
          name="adresses"
          label={words.emails}
          hint={words.emailsHint}
          value={one(typed.adresses)}
          error={errors.adresses}
        />
        <Picks
          name="roles"
          type="checkbox"
          legend={words.roles}
          hint={words.rolesHint}
          options={options}
          chosen={[typed.roles ?? []].flat()}
          error={errors.roles}
        />
        <TextArea
          name="message"
          label={words.message}
          hint={words.messageHint}
          value={one(typed.message)}
          error={errors.message}
          rows={2}
        />
        <p>
          <Button>{words.inviteButton}</Button>
        </p>
      </form>
      <More summary={words.paper} open={errors.personne !== undefined}>
        <form method="post" action={`${here}/lettre`} class="flow">
          <Seal seal={paperSeal} />
          <Field
            name="personne"
            label={words.paperName}
            hint={words.paperHint}
            value={one(typed.personne)}
            error={errors.personne}
          />
          <Picks
            name="roles"
            id="roles-lettre"
            type="checkbox"
            legend={words.roles}
            options={options}
            chosen={[typed.roles ?? []].flat()}
            error={errors['roles-lettre']}
          />
          <p>
            <Button kind="alt">{words.paperButton}</Button>
          </p>
        </form>
      </More>
      <h2>{words.pending}</h2>
      {invitations.length === 0 ? <p>{words.noInvitation}</p> : null}
      <ul class="plain flow">
        {invitations.map(it => (
          <li>
            <p>
              <b>{it.to}</b>, {it.roles} ({words[`state_${it.state}`]})
              <br />
              {words.sentOn(it.sent, it.ends)}
            </p>
            {it.state === 'envoyee' ? (
              <form method="post" action={`${here}/${it.id}`} class="row">
                <Seal seal={seal} />
                {it.printed ? null : (
                  <Button kind="quiet" name="faire" value="renvoyer">
                    {words.again}
                  </Button>
                )}
                <Button kind="quiet" name="faire" value="annuler">
                  {words.withdraw}
                </Button>
              </form>
            ) : null}
          </li>
        ))}
      </ul>
    </div>
  );
}
