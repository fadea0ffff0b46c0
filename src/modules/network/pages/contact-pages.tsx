import type { Child } from 'hono/jsx';
import type { FormSeal, Typed } from '../../../core/forms.ts';
import { say } from '../../../core/i18n.ts';
import { phoneText } from '../../../core/typography.ts';
import { Button, ButtonLink } from '../../../core/ui/actions.tsx';
import { ErrorSummary, Field } from '../../../core/ui/forms.tsx';
import { Done, Notice } from '../../../core/ui/notices.tsx';
import { Seal } from '../../../core/ui/seal.tsx';
import type { Reader } from '../../../core/ui/site.ts';
import { contactMessages } from '../messages-contact.ts';
import { signInMessages } from '../messages-sign-in.ts';
import { problemsOf, text } from './form-parts.tsx';

interface ContactPageProps {
  /** What the account has now. */
  known: string | null;
  typed: Typed;
  errors: Readonly<Record<string, string>>;
  seal: FormSeal;
  reader: Reader;
}

/** `/compte/adresse`: the new one is proven before it replaces the other. */
export function AddressPage({ known, typed, errors, seal, reader }: ContactPageProps) {
  const words = say(contactMessages, reader);
  return (
    <div class="flow">
      <ErrorSummary problems={problemsOf(errors)} reader={reader} />
      <h1>{words.addressTitle}</h1>
      <p class="lead">{known ? words.addressNow(known) : words.addressNone}</p>
      <form method="post" action="/compte/adresse" class="flow">
        <Seal seal={seal} />
        <Field
          name="adresse"
          type="email"
          label={words.addressNew}
          hint={words.addressHint}
          autocomplete="email"
          value={text(typed, 'adresse')}
          error={errors.adresse}
        />
        <p>
          <Button>{words.addressSend}</Button>
        </p>
      </form>
    </div>
  );
}

/** `/compte/telephone`: change it, or take it away. */
export function PhonePage({ known, typed, errors, seal, reader }: ContactPageProps) {
  const words = say(contactMessages, reader);
  return (
    <div class="flow">
      <ErrorSummary problems={problemsOf(errors)} reader={reader} />
      <h1>{words.phoneTitle}</h1>
      <p class="lead">{known ? words.phoneNow(phoneText(known)) : words.phoneNone}</p>
      <form method="post" action="/compte/telephone" class="flow">
        <Seal seal={seal} />
        <Field
          name="telephone"
          type="tel"
          label={words.phoneNew}
          hint={words.phoneHint}
          autocomplete="tel"
          value={text(typed, 'telephone')}
          error={errors.telephone}
        />
        <p>
          <Button>{words.phoneSend}</Button>
        </p>
      </form>
      {known ? (
        <form method="post" action="/compte/telephone/retirer" class="after flow">
          <Seal seal={seal} />
          <h2>{words.removePhone}</h2>
          <div class={errors.retirer ? 'field-error' : undefined} id="retirer">
            <p class={errors.retirer ? 'why' : undefined}>{errors.retirer ?? words.removeMore}</p>
          </div>
          <p>
            <Button kind="alt">{words.removePhone}</Button>
          </p>
        </form>
      ) : null}
    </div>
  );
}

/** The code of an SMS, wherever it was asked from: the same page whether the number is somebody's or not. */
export function PhoneCodePage({
  action,
  again,
  phone,
  errors,
  seal,
  reader,
}: {
  action: string;
  /** Where another code is asked for. */
  again: string;
  phone: string;
  errors: Readonly<Record<string, string>>;
  seal: FormSeal;
  reader: Reader;
}) {
  const words = say(contactMessages, reader);
  const refused = Object.keys(errors).length > 0;
  return (
    <div class="flow">
      <ErrorSummary problems={problemsOf(errors)} reader={reader} />
      <h1>{words.codeTitle}</h1>
      <Done first={words.codeSent(phoneText(phone))} focused={!refused}>
        {words.codeSentMore}
      </Done>
      <form method="post" action={action} class="flow" autocomplete="off">
        <Seal seal={seal} />
        <Field
          name="code"
          label={words.code}
          inputmode="numeric"
          autocomplete="one-time-code"
          maxlength={12}
          error={errors.code}
        />
        <p>
          <Button>{words.codeButton}</Button>
        </p>
      </form>
      <p>
        {words.codeNothing} <a href={again}>{words.codeAgain}</a>
      </p>
    </div>
  );
}

/** What the link of a new address opens: a button, and the number of the first screen on another device. */
export function ConfirmAddressPage({
  address,
  token,
  sameBrowser,
  errors,
  seal,
  reader,
}: {
  address: string;
  token: string;
  sameBrowser: boolean;
  errors: Readonly<Record<string, string>>;
  seal: FormSeal;
  reader: Reader;
}) {
  const words = say(contactMessages, reader);
  const door = say(signInMessages, reader);
  return (
    <div class="flow">
      <ErrorSummary problems={problemsOf(errors)} reader={reader} />
      <h1>{words.confirmTitle}</h1>
      <p class="lead">{words.confirmLead(address)}</p>
      <p>{words.confirmMore}</p>
      <form method="post" action={`/compte/adresse/lien/${token}`} class="flow">
        <Seal seal={seal} />
        {sameBrowser ? null : (
          <Field
            name="code"
            label={door.linkCode}
            hint={door.linkCodeHint}
            inputmode="numeric"
            autocomplete="off"
            maxlength={2}
            error={errors.code}
          />
        )}
        <p>
          <Button>{words.confirmButton}</Button>
        </p>
      </form>
    </div>
  );
}

/** The link is worth nothing any more: why, and the way to another. */
export function AddressLinkOverPage({ why, reader }: { why: string; reader: Reader }) {
  const words = say(contactMessages, reader);
  return (
    <Told title={words.overTitle}>
      <Notice first={why} answers>
        {words.linkAgain}
      </Notice>
      <p>
        <ButtonLink href="/compte/adresse">{words.changeAddress}</ButtonLink>
      </p>
    </Told>
  );
}

/** The address is theirs now; read by who may not be signed in here. */
export function AddressConfirmedPage({ reader }: { reader: Reader }) {
  const words = say(contactMessages, reader);
  return (
    <Told title={words.confirmedTitle}>
      <Done first={words.changed} focused>
        {words.confirmedMore}
      </Done>
    </Told>
  );
}

function Told({ title, children }: { title: string; children: Child }) {
  return (
    <div class="flow">
      <h1>{title}</h1>
      {children}
    </div>
  );
}
