import type { FormSeal, Typed } from '../../../core/forms.ts';
import { say } from '../../../core/i18n.ts';
import { Button, ButtonLink } from '../../../core/ui/actions.tsx';
import { ErrorSummary, Field, Select } from '../../../core/ui/forms.tsx';
import { Done, Notice } from '../../../core/ui/notices.tsx';
import { Seal } from '../../../core/ui/seal.tsx';
import type { Reader } from '../../../core/ui/site.ts';
import { invitationMessages } from '../messages-invitation.ts';
import { organisationKinds } from '../vocabulary.ts';

const one = (value: string | string[] | undefined) => [value ?? ''].flat()[0];
const problemsOf = (errors: Readonly<Record<string, string>>) =>
  Object.entries(errors).map(([id, message]) => ({ id, message }));

interface Around {
  typed: Typed;
  errors: Readonly<Record<string, string>>;
  seal: FormSeal;
  reader: Reader;
}

/** Name and password of an account that opens. */
function NewAccount({ typed, errors, reader }: Omit<Around, 'seal'>) {
  const words = say(invitationMessages, reader);
  return (
    <>
      <Field name="nom" label={words.name} value={one(typed.nom)} error={errors.nom} autocomplete="name" />
      <Field
        name="passe"
        type="password"
        label={words.password}
        hint={words.passwordHint}
        error={errors.passe}
        autocomplete="new-password"
      />
    </>
  );
}

interface InvitationPageProps extends Around {
  /** Address of this page: the link received. */
  here: string;
  organisation: string;
  roles: readonly string[];
  message: string | null;
  /** Who is reading: nobody known, somebody who has an account, the account invited, another account. */
  who: 'stranger' | 'known' | 'invited' | 'other';
  name: string | null;
}

/** An invitation opened: whose, for what, and the answer. Reading it answers nothing. */
export function InvitationPage({
  here,
  organisation,
  roles,
  message,
  who,
  name,
  ...around
}: InvitationPageProps) {
  const { typed, errors, seal, reader } = around;
  const words = say(invitationMessages, reader);
  return (
    <div class="flow">
      <ErrorSummary problems={problemsOf(errors)} reader={reader} />
      <h1>{words.invites(organisation)}</h1>
      <p>
        {words.youWillBe} <b>{roles.join(', ')}</b>
      </p>
      {message ? (
        <p>
          {words.theirMessage} {message}
        </p>
      ) : null}
      {who === 'known' ? (
        <>
          <Notice kind="info" first={words.signInFirst}>
            {words.signInFirstMore}
          </Notice>
          <p class="row">
            <ButtonLink href={`/se-connecter?suite=${encodeURIComponent(here)}`}>{words.signIn}</ButtonLink>
          </p>
        </>
      ) : null}
      {who === 'other' ? <Notice first={words.otherAddress}>{words.otherAddressMore}</Notice> : null}
      {who === 'stranger' ? (
        <form method="post" action={here} class="flow">
          <Seal seal={seal} />
          <h2>{words.newAccount}</h2>
          <NewAccount typed={{ nom: name ?? '', ...typed }} errors={errors} reader={reader} />
          <p>
            <Button>{words.accept}</Button>
          </p>
        </form>
      ) : null}
      {who === 'invited' ? (
        <form method="post" action={here}>
          <Seal seal={seal} />
          <p>
            <Button>{words.acceptSignedIn}</Button>
          </p>
        </form>
      ) : null}
      <form method="post" action={`${here}/refus`}>
        <Seal seal={seal} />
        <p>
          <Button kind="quiet">{words.refuse}</Button>
        </p>
      </form>
    </div>
  );
}

/** A link that opens nothing any more, and what to do. */
export function DeadInvitation({
  kind,
  reader,
}: {
  kind: 'replaced' | 'expired' | 'settled' | 'unknown';
  reader: Reader;
}) {
  const words = say(invitationMessages, reader);
  const more = {
    replaced: words.replacedMore,
    expired: words.askAgain,
    settled: words.settledMore,
    unknown: words.unknownMore,
  };
  return (
    <div class="flow">
      <h1>{words.title}</h1>
      <Notice first={words[kind]}>{more[kind]}</Notice>
      <p class="row">
        <ButtonLink kind="alt" href="/se-connecter">
          {words.signIn}
        </ButtonLink>
      </p>
    </div>
  );
}

/** `/invitation`: for who received a letter. */
export function InvitationCodePage({ typed, errors, seal, reader }: Around) {
  const words = say(invitationMessages, reader);
  return (
    <div class="flow">
      <ErrorSummary problems={problemsOf(errors)} reader={reader} />
      <h1>{words.codeTitle}</h1>
      <form method="post" action="/invitation" class="flow">
        <Seal seal={seal} />
        <Field
          name="code"
          label={words.code}
          hint={words.codeHint}
          value={one(typed.code)}
          error={errors.code}
          autocomplete="off"
        />
        <p>
          <Button>{words.go}</Button>
        </p>
      </form>
    </div>
  );
}

export function RefusedPage({ reader }: { reader: Reader }) {
  const words = say(invitationMessages, reader);
  return (
    <div class="flow">
      <h1>{words.refusedTitle}</h1>
      <Done first={words.refusedDone} focused />
    </div>
  );
}

/** `/installation/:token`: the first account, and the organisation that leads. */
export function InstallationPage({
  here,
  communes,
  typed,
  errors,
  seal,
  reader,
}: Around & { here: string; communes: readonly string[] }) {
  const words = say(invitationMessages, reader);
  return (
    <div class="flow">
      <ErrorSummary problems={problemsOf(errors)} reader={reader} />
      <h1>{words.installTitle}</h1>
      <p class="lead">{words.installLead}</p>
      <form method="post" action={here} class="flow">
        <Seal seal={seal} />
        <NewAccount typed={typed} errors={errors} reader={reader} />
        <Field
          name="structure"
          label={words.organisation}
          value={one(typed.structure)}
          error={errors.structure}
          autocomplete="organization"
        />
        <Select
          name="nature"
          label={words.kind}
          value={one(typed.nature) || 'departement'}
          options={Object.entries(organisationKinds).map(([value, label]) => ({
            value,
            label: label[reader.language],
          }))}
        />
        <Field
          name="commune"
          label={words.commune}
          hint={words.communeHint}
          value={one(typed.commune)}
          error={errors.commune}
          suggestions={communes}
        />
        <p>
          <Button>{words.install}</Button>
        </p>
      </form>
    </div>
  );
}

export function DeadInstallation({ reader }: { reader: Reader }) {
  const words = say(invitationMessages, reader);
  return (
    <div class="flow">
      <h1>{words.installTitle}</h1>
      <Notice first={words.deadLink}>{words.deadLinkMore}</Notice>
      <p>
        {words.opened} <a href="/se-connecter">{words.signIn}</a>
      </p>
    </div>
  );
}
