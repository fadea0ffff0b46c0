import type { FormSeal, Typed } from '../../../core/forms.ts';
import { say } from '../../../core/i18n.ts';
import { roles as allRoles } from '../../../core/roles.ts';
import { Button } from '../../../core/ui/actions.tsx';
import { Conflict } from '../../../core/ui/conflict.tsx';
import { ErrorSummary, Field, Picks, Select, TextArea } from '../../../core/ui/forms.tsx';
import { Done } from '../../../core/ui/notices.tsx';
import { Seal } from '../../../core/ui/seal.tsx';
import type { Reader } from '../../../core/ui/site.ts';
import { isRole } from '../inviting.ts';
import { networkMessages } from '../messages-network.ts';
import type { Member, Organisation } from '../organisation.ts';
import { habilitationKinds } from '../vocabulary.ts';

const one = (value: string | string[] | undefined) => [value ?? ''].flat()[0];

interface MemberPageProps {
  organisation: Pick<Organisation, 'id' | 'name'>;
  member: Member;
  may: { keep: boolean; entitle: boolean; territory: false | { alone: boolean }; suspend: boolean };
  /** Roles that may be given here. */
  given: readonly (keyof typeof allRoles)[];
  habilitationEnds: readonly string[];
  typed: Typed;
  errors: Readonly<Record<string, string>>;
  done: boolean;
  /** Somebody else changed the roles since the form was opened. */
  conflict: boolean;
  seal: FormSeal;
  reader: Reader;
}

/** `/pro/reseau/structures/:id/membres/:account`: roles, entitlements, end. */
export function MemberPage({
  organisation,
  member,
  may,
  typed,
  errors,
  seal,
  reader,
  ...page
}: MemberPageProps) {
  const words = say(networkMessages, reader);
  const here = `/pro/reseau/structures/${organisation.id}/membres/${member.account}`;
  const held = member.roles.map(({ role }) => role);
  const ordinary = held.filter(role => allRoles[role].held === 'organisation');
  const namesOf = (list: readonly string[]) =>
    list.flatMap(role => (isRole(role) ? allRoles[role][reader.language] : [])).join(', ');
  const kinds = Object.entries(habilitationKinds).map(([value, label]) => ({
    value,
    label: label[reader.language],
  }));
  const territoryRoles = Object.entries(allRoles)
    .filter(([code, role]) => role.held === 'territory' && !held.includes(code as (typeof held)[number]))
    .map(([value, role]) => ({ value, label: role[reader.language] }));
  return (
    <div class="flow">
      <ErrorSummary
        problems={Object.entries(errors).map(([id, message]) => ({ id, message }))}
        reader={reader}
      />
      <h1>{member.name}</h1>
      <p class="mute">{[organisation.name, member.email].filter(Boolean).join(', ')}</p>
      {page.done ? <Done first={words.done} focused /> : null}
      {page.conflict ? (
        <Conflict
          caption={words.roles}
          lines={[
            { label: words.roles, theirs: namesOf(ordinary), yours: namesOf([typed.roles ?? []].flat()) },
          ]}
          reader={reader}
        />
      ) : null}
      {may.keep ? (
        <form method="post" action={`${here}/roles`} class="flow">
          <Seal seal={seal} />
          <input type="hidden" name="version" value={ordinary.join(' ')} />
          <Picks
            name="roles"
            type="checkbox"
            legend={words.roles}
            hint={words.rolesHint}
            error={errors.roles}
            options={page.given.map(code => ({ value: code, label: allRoles[code][reader.language] }))}
            chosen={typed.roles === undefined ? held : [typed.roles].flat()}
          />
          <p>
            <Button>{words.saveRoles}</Button>
          </p>
        </form>
      ) : (
        <p>{held.map(role => allRoles[role][reader.language]).join(', ')}</p>
      )}
      <h2>{words.habilitations}</h2>
      {member.habilitations.length === 0 ? <p>{words.noHabilitation}</p> : null}
      <ul class="plain flow">
        {member.habilitations.map((habilitation, index) => (
          <li>
            <b>{habilitationKinds[habilitation.kind][reader.language]}</b>,{' '}
            {words.until(page.habilitationEnds[index] ?? '')}
            {may.entitle ? (
              <form method="post" action={`${here}/habilitations`}>
                <Seal seal={seal} />
                <Button kind="quiet" name="retirer" value={habilitation.id}>
                  {words.revoke(habilitationKinds[habilitation.kind][reader.language])}
                </Button>
              </form>
            ) : null}
          </li>
        ))}
      </ul>
      {may.entitle ? (
        <form method="post" action={`${here}/habilitations`} class="flow">
          <Seal seal={seal} />
          <h3>{words.grant}</h3>
          <p class="hint">{words.grantHint}</p>
          <Select
            name="habilitation"
            label={words.grantKind}
            options={kinds}
            value={one(typed.habilitation)}
            error={errors.habilitation}
          />
          <Field
            name="jours"
            label={words.grantDays}
            inputmode="numeric"
            value={one(typed.jours) || '90'}
            error={errors.jours}
          />
          <TextArea
            name="raison"
            label={words.grantReason}
            value={one(typed.raison)}
            error={errors.raison}
            rows={2}
          />
          <p>
            <Button kind="alt">{words.grantButton}</Button>
          </p>
        </form>
      ) : null}
      {may.territory && territoryRoles.length > 0 ? (
        <form method="post" action={`${here}/territoire`} class="flow">
          <Seal seal={seal} />
          <Select
            name="role"
            label={words.territoryRole}
            hint={may.territory.alone ? words.territoryAlone : words.territoryHint}
            options={territoryRoles}
            value={one(typed.role)}
            error={errors.role}
          />
          <p>
            <Button kind="alt">{words.territoryButton}</Button>
          </p>
          <p>
            <a href="/pro/reseau/delegue">{words.territoryProposals}</a>
          </p>
        </form>
      ) : null}
      {may.suspend ? (
        <form method="post" action={`${here}/suspension`}>
          <Seal seal={seal} />
          <Button kind="quiet" name="suspendre" value={member.state === 'suspendu' ? 'non' : 'oui'}>
            {member.state === 'suspendu' ? words.restore : words.suspend}
          </Button>
        </form>
      ) : null}
      {may.keep ? (
        <form method="post" action={`${here}/fin`} class="flow">
          <Seal seal={seal} />
          <h2>{words.endTitle}</h2>
          <p>{words.endLead}</p>
          <p id="fin">
            <Button kind="stop">{words.endButton}</Button>
          </p>
        </form>
      ) : null}
    </div>
  );
}
