import type { FormSeal } from '../../../core/forms.ts';
import { say } from '../../../core/i18n.ts';
import { Button, ButtonLink } from '../../../core/ui/actions.tsx';
import { ErrorSummary, Field } from '../../../core/ui/forms.tsx';
import { Done, Notice } from '../../../core/ui/notices.tsx';
import { Seal } from '../../../core/ui/seal.tsx';
import type { Reader } from '../../../core/ui/site.ts';
import { meansMessages } from '../messages-means.ts';
import { Going, problemsOf } from './form-parts.tsx';
import { PasskeyForm } from './sign-in-page.tsx';

interface Around {
  errors: Readonly<Record<string, string>>;
  seal: FormSeal;
  reader: Reader;
}

interface MeansPageProps extends Around {
  password: boolean;
  app: boolean;
  passkeys: readonly { id: string; label: string; added: string }[];
  /** Identities of other services that open the account, and those that could. */
  identities: readonly { provider: string; name: string; linked: string }[];
  offered: readonly { provider: string; name: string }[];
  card: { since: string; blocked: boolean } | null;
  codes: number;
  few: boolean;
  /** They came in with a recovery code: something was lost. */
  lost: boolean;
  done: boolean;
  /** The identity that they wanted to link was linked already. */
  already: boolean;
}

/** `/compte/moyens`: what proves who they are. */
export function MeansPage({
  password,
  app,
  passkeys,
  identities,
  offered,
  card,
  codes,
  few,
  lost,
  done,
  already,
  errors,
  seal,
  reader,
}: MeansPageProps) {
  const words = say(meansMessages, reader);
  return (
    <div class="flow">
      <ErrorSummary problems={problemsOf(errors)} reader={reader} />
      <h1>{words.title}</h1>
      <p class="lead">{words.lead}</p>
      {done ? <Done first={words.done} focused /> : null}
      {lost ? (
        <Notice first={words.lostTitle}>{words.lostMore}</Notice>
      ) : already ? (
        <Notice first={words.identityTaken} answers />
      ) : few ? (
        <Notice first={words.codesFew}>{words.codesFewMore}</Notice>
      ) : null}
      <h2>{words.app}</h2>
      <p id="application">{app ? words.appSet : words.appNone}</p>
      <p class="row">
        <ButtonLink kind={app ? 'alt' : 'main'} href="/compte/moyens/application">
          {app ? words.changeApp : words.setApp}
        </ButtonLink>
      </p>
      {app ? (
        <Remove name="application" value="oui" seal={seal}>
          {words.removeApp}
        </Remove>
      ) : null}
      <h2>{words.passkeys}</h2>
      <p id="cles">{words.passkeysLead}</p>
      {passkeys.length === 0 ? <p>{words.noPasskey}</p> : null}
      <ul class="plain flow">
        {passkeys.map(passkey => (
          <li>
            <b>{passkey.label}</b>, {words.added(passkey.added)}
            <Remove name="passkey" value={passkey.id} seal={seal}>
              {words.removePasskey(passkey.label)}
            </Remove>
          </li>
        ))}
      </ul>
      <NewPasskey seal={seal} suite={null} reader={reader} />
      <Identities identities={identities} offered={offered} seal={seal} reader={reader} />
      {card ? <OwnCard {...card} seal={seal} reader={reader} /> : null}
      <h2 id="codes">{words.codes}</h2>
      <p>{codes === 0 ? words.codesNone : words.codesLeft(codes)}</p>
      {app || passkeys.length > 0 ? (
        <form method="post" action="/compte/moyens/secours">
          <Seal seal={seal} />
          <p>
            <Button kind="alt">{words.newCodes}</Button>
          </p>
        </form>
      ) : null}
      <h2>{words.password}</h2>
      <p>{password ? words.passwordSet : words.passwordNone}</p>
      <form method="post" action="/compte/moyens/mot-de-passe" class="flow" autocomplete="off">
        <Seal seal={seal} />
        <Field
          name="passe"
          type="password"
          label={words.newPassword}
          hint={words.newPasswordHint}
          error={errors.passe}
          autocomplete="new-password"
        />
        <p>
          <Button kind="alt">{words.savePassword}</Button>
        </p>
      </form>
    </div>
  );
}

/** Identities of ProConnect and FranceConnect: linked by going there, taken away here. */
function Identities({
  identities,
  offered,
  seal,
  reader,
}: Pick<MeansPageProps, 'identities' | 'offered' | 'seal' | 'reader'>) {
  const words = say(meansMessages, reader);
  if (identities.length + offered.length === 0) return null;
  return (
    <>
      <h2>{words.identities}</h2>
      <p id="identites">{words.identitiesLead}</p>
      <ul class="plain flow">
        {identities.map(({ provider, name, linked }) => (
          <li>
            <b>{name}</b>, {words.linkedOn(linked)}
            <Remove name="identite" value={provider} seal={seal}>
              {words.unlink(name)}
            </Remove>
          </li>
        ))}
      </ul>
      {offered.map(({ provider, name }) => (
        <form method="post" action={`/se-connecter/${provider}`}>
          <Seal seal={seal} />
          <input type="hidden" name="relier" value="oui" />
          <p>
            <Button kind="alt">{words.linkTo(name)}</Button>
          </p>
        </form>
      ))}
    </>
  );
}

/** The printed card: blocked by its holder in one press. */
function OwnCard({
  since,
  blocked,
  seal,
  reader,
}: { since: string; blocked: boolean } & Pick<Around, 'seal' | 'reader'>) {
  const words = say(meansMessages, reader);
  return (
    <>
      <h2>{words.card}</h2>
      <p>{blocked ? words.cardBlocked : words.cardSince(since)}</p>
      {blocked ? null : (
        <form method="post" action="/compte/moyens/carte">
          <Seal seal={seal} />
          <p>{words.cardBlockMore}</p>
          <p>
            <Button kind="alt">{words.cardBlock}</Button>
          </p>
        </form>
      )}
    </>
  );
}

/** Said on the home pages of who has few recovery codes left, with the way to new ones. */
export function FewCodes({ reader }: { reader: Reader }) {
  const words = say(meansMessages, reader);
  return (
    <Notice first={words.codesFew}>
      <a href="/compte/moyens#codes">{words.codesFewMore}</a>
    </Notice>
  );
}

function Remove({
  name,
  value,
  seal,
  children,
}: {
  name: string;
  value: string;
  seal: FormSeal;
  children: string;
}) {
  return (
    <form method="post" action="/compte/moyens/retirer">
      <Seal seal={seal} />
      <Button kind="quiet" name={name} value={value}>
        {children}
      </Button>
    </form>
  );
}

/** Shown by its island; the page says what is missing otherwise. */
function NewPasskey({ seal, suite, reader }: { seal: FormSeal; suite: string | null; reader: Reader }) {
  const words = say(meansMessages, reader);
  return (
    <>
      <PasskeyForm
        seal={seal}
        suite={suite}
        form={null}
        action="/compte/moyens/cle"
        label={words.addPasskey}
        reader={reader}
      >
        <Field name="nom_cle" label={words.passkeyName} hint={words.passkeyNameHint} maxlength={60} />
      </PasskeyForm>
      <p class="hint">{words.needsScript}</p>
    </>
  );
}

/** `/compte/moyens/application`: the second factor, step by step. */
export function SetUpPage({
  drawing,
  keyText,
  suite,
  form,
  errors,
  seal,
  reader,
}: Around & {
  /** QR code as a drawing. */
  drawing: { size: number; path: string };
  keyText: string;
  suite: string | null;
  form: string | null;
}) {
  const words = say(meansMessages, reader);
  return (
    <div class="flow">
      <ErrorSummary problems={problemsOf(errors)} reader={reader} />
      <h1>{words.setUpTitle}</h1>
      <p class="lead">{words.setUpLead}</p>
      <ol class="flow">
        <li>{words.step1}</li>
        <li>
          {words.step2}
          <svg
            width="220"
            height="220"
            viewBox={`0 0 ${drawing.size} ${drawing.size}`}
            role="img"
            aria-label={words.qr}
            shape-rendering="crispEdges"
          >
            <path fill="#fff" d={`M0 0h${drawing.size}v${drawing.size}H0z`} />
            <path fill="#000" d={drawing.path} />
          </svg>
          <p>
            {words.keyText} <b class="num">{keyText}</b>
          </p>
        </li>
        <li>{words.step3}</li>
      </ol>
      <form method="post" action="/compte/moyens/application" class="flow" autocomplete="off">
        <Seal seal={seal} />
        <Going suite={suite} form={form} />
        <Field
          name="code"
          label={words.code}
          inputmode="numeric"
          autocomplete="one-time-code"
          maxlength={10}
          error={errors.code}
        />
        <p>
          <Button>{words.setUpButton}</Button>
        </p>
      </form>
      <h2>{words.orPasskey}</h2>
      <NewPasskey seal={seal} suite={suite} reader={reader} />
    </div>
  );
}

/** The ten codes, the only time they are on a screen. */
export function CodesPage({
  codes,
  set,
  next,
  reader,
}: {
  codes: readonly string[];
  /** What makes the same codes again, for the sheet. */
  set: string;
  next: string;
  reader: Reader;
}) {
  const words = say(meansMessages, reader);
  return (
    <div class="flow">
      <h1>{words.codesTitle}</h1>
      <Done first={words.codesDone} focused>
        {words.codesLead}
      </Done>
      <ul class="plain num">
        {codes.map(code => (
          <li>
            <b>{code}</b>
          </li>
        ))}
      </ul>
      <form method="post" action="/compte/moyens/secours/feuille">
        <input type="hidden" name="jeu" value={set} />
        <p class="row">
          <Button kind="alt" icon="print">
            {words.printCodes}
          </Button>
          <ButtonLink href={next}>{words.goOn}</ButtonLink>
        </p>
      </form>
    </div>
  );
}
