import type { Child } from 'hono/jsx';
import type { FormSeal } from '../../../core/forms.ts';
import { say } from '../../../core/i18n.ts';
import { roles as allRoles } from '../../../core/roles.ts';
import { Button, ButtonLink } from '../../../core/ui/actions.tsx';
import { ErrorSummary } from '../../../core/ui/forms.tsx';
import { Done } from '../../../core/ui/notices.tsx';
import { Seal } from '../../../core/ui/seal.tsx';
import type { Reader } from '../../../core/ui/site.ts';
import { Facts, Table } from '../../../core/ui/tables.tsx';
import { apiMessages } from '../messages-api.ts';
import { networkMessages } from '../messages-network.ts';
import type { Member, Organisation } from '../organisation.ts';
import { habilitationKinds, organisationKinds, organisationStates } from '../vocabulary.ts';

interface OrganisationPageProps {
  organisation: Organisation;
  commune: string;
  members: readonly Member[];
  /** What this person may do here. */
  may: { applications: boolean; keep: boolean; members: boolean; state: boolean };
  /** Parts that the houses bring. */
  parts: readonly Child[];
  done: boolean;
  error: string | null;
  seal: FormSeal;
  reader: Reader;
}

/** `/pro/reseau/structures/:id`: who they are, who works there, what each may do. */
export function OrganisationPage({ organisation: it, members, may, reader, ...page }: OrganisationPageProps) {
  const words = say(networkMessages, reader);
  const here = `/pro/reseau/structures/${it.id}`;
  return (
    <div class="flow">
      {page.error ? <ErrorSummary problems={[{ id: 'etat', message: page.error }]} reader={reader} /> : null}
      <h1>{it.name}</h1>
      {page.done ? <Done first={words.done} focused /> : null}
      <p class="row">
        {may.members ? <ButtonLink href={`${here}/invitations`}>{words.invite}</ButtonLink> : null}
        <ButtonLink kind="alt" href={`${here}/reglages`}>
          {words.settings}
        </ButtonLink>
        {may.applications ? (
          <ButtonLink kind="alt" href={`${here}/applications`}>
            {say(apiMessages, reader).title}
          </ButtonLink>
        ) : null}
      </p>
      <Facts
        facts={[
          { term: words.kind, text: organisationKinds[it.kind][reader.language] },
          { term: words.commune, text: page.commune },
          { term: words.state, text: organisationStates[it.state][reader.language] },
        ]}
      />
      <h2>{words.members}</h2>
      {members.length === 0 ? (
        <p>{words.noMember}</p>
      ) : (
        <Table
          id="membres"
          caption={words.members}
          captionHidden
          columns={[{ title: words.member }, { title: words.roles }, { title: words.habilitations }]}
          rows={members.map(member => [
            <a href={`${here}/membres/${member.account}`}>{member.name}</a>,
            member.roles.map(({ role }) => allRoles[role][reader.language]).join(', '),
            member.state === 'suspendu'
              ? words.suspended
              : member.habilitations.map(({ kind }) => habilitationKinds[kind][reader.language]).join(', ') ||
                words.noHabilitation,
          ])}
        />
      )}
      {page.parts}
      {may.state && !it.isPilot ? (
        <form method="post" action={here} class="flow" id="etat">
          <Seal seal={page.seal} />
          <h2>{words.state}</h2>
          <p class="row">
            {it.state === 'active' ? (
              <Button kind="alt" name="etat" value="suspendue">
                {words.suspendOrganisation}
              </Button>
            ) : null}
            {it.state === 'suspendue' ? (
              <Button kind="alt" name="etat" value="active">
                {words.reopenOrganisation}
              </Button>
            ) : null}
            {it.state === 'fermee' ? null : (
              <Button kind="quiet" name="etat" value="fermee">
                {words.closeOrganisation}
              </Button>
            )}
          </p>
        </form>
      ) : null}
    </div>
  );
}
