import type { FormSeal, Typed } from '../../../core/forms.ts';
import { say } from '../../../core/i18n.ts';
import { phoneHref, phoneText } from '../../../core/typography.ts';
import { Button, ButtonLink, More } from '../../../core/ui/actions.tsx';
import { ErrorSummary, Field, Select, TextArea, TickLine } from '../../../core/ui/forms.tsx';
import { Done } from '../../../core/ui/notices.tsx';
import { Seal, Trap } from '../../../core/ui/seal.tsx';
import type { Reader } from '../../../core/ui/site.ts';
import { Table } from '../../../core/ui/tables.tsx';
import { networkMessages } from '../messages-network.ts';
import { organisationKinds, organisationStates } from '../vocabulary.ts';

export interface OrganisationLine {
  id: string;
  name: string;
  kind: keyof typeof organisationKinds;
  commune: string;
  email: string | null;
  phone: string | null;
  state: keyof typeof organisationStates;
  /** Whether this person may open its page. */
  open: boolean;
}

/** `/pro/reseau`: the organisations one may contact. */
export function NetworkPage({
  organisations,
  mine,
  coordination,
  sheet,
  opened,
  reader,
}: {
  organisations: readonly OrganisationLine[];
  mine: string | null;
  /** Requests that wait, for the coordination only. */
  coordination: { requests: number } | null;
  /** To print one's own sheet; null for who has none. */
  sheet: FormSeal | null;
  opened: boolean;
  reader: Reader;
}) {
  const words = say(networkMessages, reader);
  return (
    <div class="flow">
      <h1>{words.network}</h1>
      <p class="mute">{words.lead}</p>
      {opened ? <Done first={words.opened} focused /> : null}
      <p class="row">
        {coordination ? (
          <>
            <ButtonLink href="/pro/reseau/structures/nouvelle">{words.openOne}</ButtonLink>
            <ButtonLink kind="alt" href="/pro/reseau/demandes">
              {words.requests(coordination.requests)}
            </ButtonLink>
          </>
        ) : null}
        <ButtonLink kind="alt" href="/pro/reseau/personnes">
          {words.people}
        </ButtonLink>
        {mine ? (
          <ButtonLink kind={coordination ? 'quiet' : 'main'} href={`/pro/reseau/structures/${mine}`}>
            {words.mine}
          </ButtonLink>
        ) : null}
      </p>
      {sheet ? (
        <form method="post" action="/pro/reseau/ma-fiche" class="flow noprint">
          <Seal seal={sheet} />
          <p class="mute">{words.sheetMore}</p>
          <p>
            <Button kind="alt">{words.sheet}</Button>
          </p>
        </form>
      ) : null}
      <Table
        id="structures"
        caption={words.network}
        columns={[
          { title: words.organisation },
          { title: words.kind },
          { title: words.commune },
          { title: words.contact },
          { title: words.state },
        ]}
        rows={organisations.map(it => [
          it.open ? <a href={`/pro/reseau/structures/${it.id}`}>{it.name}</a> : it.name,
          organisationKinds[it.kind][reader.language],
          it.commune,
          <Contact {...it} />,
          organisationStates[it.state][reader.language],
        ])}
      />
    </div>
  );
}

/** How an organisation is reached: what it gives for itself, never somebody's own address. */
function Contact({ email, phone }: Pick<OrganisationLine, 'email' | 'phone'>) {
  return (
    <>
      {email ? <a href={`mailto:${email}`}>{email}</a> : null}
      {email && phone ? <br /> : null}
      {phone ? <a href={phoneHref(phone)}>{phoneText(phone)}</a> : null}
    </>
  );
}

interface OrganisationFormProps {
  /** Where it is sent: by the coordination, or by anybody who asks to join. */
  action: '/pro/reseau/structures/nouvelle' | '/rejoindre';
  typed: Typed;
  errors: Readonly<Record<string, string>>;
  near: readonly string[];
  communes: readonly string[];
  seal: FormSeal;
  reader: Reader;
}

const one = (value: string | string[] | undefined) => [value ?? ''].flat()[0];

/** A structure that opens, or asks to join: who it is, and who will look after it. */
export function OrganisationForm({
  action,
  typed,
  errors,
  near,
  communes,
  seal,
  reader,
}: OrganisationFormProps) {
  const words = say(networkMessages, reader);
  const joins = action === '/rejoindre';
  return (
    <div class="flow">
      <ErrorSummary
        problems={Object.entries(errors).map(([id, message]) => ({ id, message }))}
        reader={reader}
      />
      <h1>{joins ? words.joinTitle : words.openOne}</h1>
      {joins ? <p class="lead">{words.joinLead}</p> : null}
      <form method="post" action={action} class="flow">
        <Seal seal={seal} />
        {typed.demande ? <input type="hidden" name="demande" value={one(typed.demande)} /> : null}
        <Field
          name="nom"
          label={words.name}
          value={one(typed.nom)}
          error={errors.nom}
          autocomplete={joins ? 'organization' : undefined}
        />
        <Select
          name="nature"
          label={words.kind}
          value={one(typed.nature)}
          error={errors.nature}
          options={[
            { value: '', label: '' },
            ...Object.entries(organisationKinds).map(([value, label]) => ({
              value,
              label: label[reader.language],
            })),
          ]}
        />
        <Field
          name="commune"
          label={words.commune}
          hint={words.communeHint}
          value={one(typed.commune)}
          error={errors.commune}
          suggestions={communes}
        />
        <Field
          name="siret"
          label={words.siret}
          hint={words.siretHint}
          value={one(typed.siret)}
          error={errors.siret}
          inputmode="numeric"
        />
        <Field
          name="referent"
          label={words.referentName}
          hint={words.referentNameHint}
          value={one(typed.referent)}
          error={errors.referent}
          autocomplete={joins ? 'name' : undefined}
        />
        <Field
          name="mail"
          type="email"
          label={words.referentEmail}
          hint={words.referentEmailHint}
          value={one(typed.mail)}
          error={errors.mail}
          autocomplete={joins ? 'email' : undefined}
        />
        {near.length > 0 ? (
          <fieldset class="field-error">
            <legend>{words.near}</legend>
            <ul class="bul">
              {near.map(name => (
                <li>{name}</li>
              ))}
            </ul>
            <TickLine name="sure" id="sure" value="oui">
              {words.sure}
            </TickLine>
          </fieldset>
        ) : null}
        {joins ? <Trap label={words.trap} /> : null}
        <p id="envoi">
          <Button>{joins ? words.joinButton : words.openButton}</Button>
        </p>
      </form>
    </div>
  );
}

/** After a request to join. */
export function JoinThanks({ reader }: { reader: Reader }) {
  const words = say(networkMessages, reader);
  return (
    <div class="flow">
      <h1>{words.joinTitle}</h1>
      <Done first={words.joinThanks} focused>
        {words.joinThanksMore}
      </Done>
    </div>
  );
}

export interface RequestLine {
  id: string;
  name: string;
  kind: keyof typeof organisationKinds;
  commune: string;
  referent: string;
  day: string;
  href: string;
}

/** `/pro/reseau/demandes` */
export function RequestsPage({
  requests,
  errors,
  typed,
  seal,
  reader,
}: {
  requests: readonly RequestLine[];
  /** The reason that was missing, and of which request. */
  errors: Readonly<Record<string, string>>;
  typed: Typed;
  seal: FormSeal;
  reader: Reader;
}) {
  const words = say(networkMessages, reader);
  return (
    <div class="flow">
      <ErrorSummary
        problems={Object.entries(errors).map(([id, message]) => ({ id, message }))}
        reader={reader}
      />
      <h1>{words.requestsTitle}</h1>
      {requests.length === 0 ? <p>{words.noRequest}</p> : null}
      {requests.map(it => (
        <section class="flow">
          <h2>{it.name}</h2>
          <p>
            {organisationKinds[it.kind][reader.language]}, {it.commune}
            <br />
            {words.asks(it.referent, it.day)}
          </p>
          <p>
            <ButtonLink href={it.href}>{words.openThis}</ButtonLink>
          </p>
          <More summary={words.refuse} open={errors[`raison-${it.id}`] !== undefined}>
            <form method="post" action={`/pro/reseau/demandes/${it.id}`} class="flow">
              <Seal seal={seal} />
              <TextArea
                name="raison"
                id={`raison-${it.id}`}
                label={words.refuseReason}
                hint={words.refuseHint}
                value={errors[`raison-${it.id}`] ? one(typed.raison) : ''}
                error={errors[`raison-${it.id}`]}
              />
              <p>
                <Button kind="alt">{words.refuse}</Button>
              </p>
            </form>
          </More>
        </section>
      ))}
    </div>
  );
}
