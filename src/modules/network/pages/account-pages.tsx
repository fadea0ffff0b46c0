import type { FormSeal, Typed } from '../../../core/forms.ts';
import { say } from '../../../core/i18n.ts';
import { phoneText } from '../../../core/typography.ts';
import { Button, ButtonLink } from '../../../core/ui/actions.tsx';
import { ErrorSummary, Field, Picks } from '../../../core/ui/forms.tsx';
import { Done, Notice } from '../../../core/ui/notices.tsx';
import { Seal } from '../../../core/ui/seal.tsx';
import type { Reader } from '../../../core/ui/site.ts';
import { Facts } from '../../../core/ui/tables.tsx';
import { accountMessages } from '../messages-account.ts';
import { contactMessages } from '../messages-contact.ts';
import { openingMessages } from '../messages-opening.ts';
import { FewCodes } from './means-pages.tsx';

interface AccountPageProps {
  name: string;
  language: 'fr' | 'en';
  email: { address: string; verified: boolean } | null;
  phone: { number: string; verified: boolean } | null;
  /** Pages of the account, as the houses offer them. */
  links: readonly { href: string; label: string }[];
  seal: FormSeal;
  typed: Typed;
  errors: Readonly<Record<string, string>>;
  saved: boolean;
  /** Their address or telephone has just changed. */
  changed: boolean;
  /** They have just opened their account alone. */
  opened: 'mail' | 'phone' | null;
  fewCodes: boolean;
  reader: Reader;
}

/** The account works already; a password only makes the next time shorter. */
function Opened({ by, reader }: { by: 'mail' | 'phone'; reader: Reader }) {
  const words = say(openingMessages, reader);
  if (by === 'phone')
    return (
      <Done first={words.opened} focused>
        {words.openedPhone}
      </Done>
    );
  return (
    <Done first={words.opened} focused>
      {words.openedMore} <a href="/compte/moyens#passe">{words.choose}</a>
    </Done>
  );
}

/** `/compte`: who I am here, and the way to everything that is mine. */
export function AccountPage({ typed, errors, reader, ...it }: AccountPageProps) {
  const words = say(accountMessages, reader);
  const reach = say(contactMessages, reader);
  const contact = (known: { verified: boolean } | null, shown: string | null | undefined, none: string) =>
    known ? `${shown} (${known.verified ? words.verified : words.notVerified})` : none;
  return (
    <div class="flow">
      <ErrorSummary
        problems={Object.entries(errors).map(([id, message]) => ({ id, message }))}
        reader={reader}
      />
      <h1>{words.account}</h1>
      <p class="lead">{words.lead}</p>
      {it.saved ? <Done first={words.saved} focused /> : null}
      {it.changed ? (
        <Done first={reach.changed} focused>
          {reach.changedMore}
        </Done>
      ) : null}
      {it.opened ? <Opened by={it.opened} reader={reader} /> : null}
      {it.fewCodes && !it.saved && !it.changed ? <FewCodes reader={reader} /> : null}
      <div class="side">
        <section class="flow">
          <h2>{words.identity}</h2>
          <form method="post" action="/compte" class="flow">
            <Seal seal={it.seal} />
            <Field
              name="nom"
              label={words.name}
              hint={words.nameHint}
              value={String(typed.nom ?? it.name)}
              error={errors.nom}
              autocomplete="name"
            />
            <Picks
              name="langue_messages"
              type="radio"
              legend={words.language}
              options={[
                { value: 'fr', label: words.french },
                { value: 'en', label: words.english },
              ]}
              chosen={[String(typed.langue_messages ?? it.language)]}
            />
            <p>
              <Button>{words.save}</Button>
            </p>
          </form>
          <Facts
            facts={[
              { term: words.email, text: contact(it.email, it.email?.address, words.noAddress) },
              {
                term: words.phone,
                text: contact(it.phone, it.phone && phoneText(it.phone.number), words.none),
              },
            ]}
          />
          <ul class="plain">
            <li>
              <a href="/compte/adresse">{it.email ? reach.changeAddress : reach.addAddress}</a>
            </li>
            <li>
              <a href="/compte/telephone">{it.phone ? reach.changePhone : reach.addPhone}</a>
            </li>
          </ul>
        </section>
        <nav aria-label={words.go}>
          <h2>{words.go}</h2>
          <ul class="plain">
            {it.links.map(({ href, label }) => (
              <li>
                <a href={href}>{label}</a>
              </li>
            ))}
          </ul>
        </nav>
      </div>
    </div>
  );
}

export interface DeviceLine {
  /** Hash of the session, in hexadecimal: opens nothing. */
  id: string;
  device: string;
  seen: string;
  sameNetwork: boolean;
  here: boolean;
}

/** `/compte/sessions` */
export function DevicesPage({
  devices,
  seal,
  signedOut,
  reader,
}: {
  devices: readonly DeviceLine[];
  seal: FormSeal;
  signedOut: number;
  reader: Reader;
}) {
  const words = say(accountMessages, reader);
  return (
    <div class="flow">
      <h1>{words.devices}</h1>
      <p class="lead">{words.devicesLead}</p>
      {signedOut > 0 ? <Done first={words.signedOut(signedOut)} focused /> : null}
      <ul class="plain flow">
        {devices.map(line => (
          <li>
            <h2>
              {line.device}
              {line.here ? ` (${words.thisDevice})` : ''}
            </h2>
            <p>
              {words.seen(line.seen)}
              <br />
              {line.sameNetwork ? words.sameNetwork : words.otherNetwork}
            </p>
            {line.here ? null : (
              <form method="post" action="/compte/sessions">
                <Seal seal={seal} />
                <button type="submit" class="btn alt" name="appareil" value={line.id}>
                  {words.signOutOneNamed(line.device)}
                </button>
              </form>
            )}
          </li>
        ))}
      </ul>
      {devices.length > 1 ? (
        <form method="post" action="/compte/sessions">
          <Seal seal={seal} />
          <p>
            <Button name="appareil" value="autres">
              {words.signOutOthers}
            </Button>
          </p>
        </form>
      ) : null}
    </div>
  );
}

/** `/contexte`: one organisation at a time. */
export function ContextPage({
  organisations,
  current,
  next,
  seal,
  reader,
}: {
  organisations: readonly { id: string; name: string; roles: string; opening: boolean }[];
  current: string;
  next: string | null;
  seal: FormSeal;
  reader: Reader;
}) {
  const words = say(accountMessages, reader);
  const options = [
    ...organisations.map(it => ({
      value: it.id,
      label: `${it.name}\u00a0: ${it.roles}${it.opening ? ` (${words.opening})` : ''}`,
    })),
    { value: 'personnel', label: words.personal },
  ];
  const chosen = current === 'personnel' && organisations[0] ? organisations[0].id : current;
  return (
    <div class="flow">
      <h1>{words.contextTitle}</h1>
      <p class="lead">{organisations.length > 0 ? words.contextLead : words.contextNone}</p>
      <form method="post" action="/contexte" class="flow">
        <input type="hidden" name="cle" value={seal.key} />
        {next ? <input type="hidden" name="suite" value={next} /> : null}
        <Picks
          name="structure"
          type="radio"
          legend={words.contextTitle}
          options={options}
          chosen={[chosen]}
        />
        <p>
          <Button>{words.actFor}</Button>
        </p>
      </form>
    </div>
  );
}

/** `/compte/fermer`: what goes, what stays, until when. */
export function ClosePage({
  closing,
  seal,
  reader,
}: {
  closing: string | null;
  seal: FormSeal;
  reader: Reader;
}) {
  const words = say(accountMessages, reader);
  return (
    <div class="flow">
      <h1>{words.closeTitle}</h1>
      {closing ? (
        <Notice first={words.closing(closing)}>{words.closingMore}</Notice>
      ) : (
        <p class="lead">{words.closeLead}</p>
      )}
      <Facts
        facts={[
          { term: words.closeErased, text: words.closeErasedText },
          { term: words.closeKept, text: words.closeKeptText },
        ]}
      />
      <p>
        <a href="/compte/journal">{words.closeBefore}</a>
      </p>
      <form method="post" action="/compte/fermer">
        <Seal seal={seal} />
        <p>
          {closing ? (
            <Button name="garder" value="oui">
              {words.keep}
            </Button>
          ) : (
            <Button kind="stop">{words.closeButton}</Button>
          )}
        </p>
      </form>
    </div>
  );
}

/** After « Quitter »: nothing of the person is left on the page. */
export function LeftPage({ erased, reader }: { erased: boolean; reader: Reader }) {
  const words = say(accountMessages, reader);
  return (
    <div class="flow">
      <h1>{words.leftTitle}</h1>
      <Done first={words.left} focused>
        {erased ? words.leftErased : words.leftPlain}
      </Done>
      <p class="row">
        <ButtonLink href="/">{words.back}</ButtonLink>
        <ButtonLink kind="alt" href="/se-connecter">
          {words.signInAgain}
        </ButtonLink>
      </p>
    </div>
  );
}
