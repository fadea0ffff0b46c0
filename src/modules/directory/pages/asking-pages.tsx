import type { Child } from 'hono/jsx';
import type { FormSeal, Typed } from '../../../core/forms.ts';
import { say } from '../../../core/i18n.ts';
import { Actions, Button, ButtonLink, More } from '../../../core/ui/actions.tsx';
import { ErrorSummary, Field, Picks, Steps, TextArea } from '../../../core/ui/forms.tsx';
import { Done, Notice } from '../../../core/ui/notices.tsx';
import { Seal, Trap } from '../../../core/ui/seal.tsx';
import type { Reader } from '../../../core/ui/site.ts';
import { askingMessages } from '../messages-asking.ts';
import { type Term, type VocabularyName, vocabularies } from '../vocabulary.ts';
import { wordsOf } from './place-line.tsx';

type Errors = Readonly<Record<string, string>>;

const text = (typed: Typed, name: string) => String([typed[name] ?? ''].flat()[0]);
const listed = (typed: Typed, name: string) => [typed[name] ?? []].flat();

function Problems({ errors, reader }: { errors: Errors; reader: Reader }) {
  return (
    <ErrorSummary
      problems={Object.entries(errors).map(([id, message]) => ({ id, message }))}
      reader={reader}
    />
  );
}

/** What a claim can be for who reads: nobody yet, not theirs, to make, to prove, to wait for. */
export type ClaimState =
  | { kind: 'visitor'; signIn: string }
  | { kind: 'not_you'; context: boolean }
  | { kind: 'ask'; refused: string | null }
  | { kind: 'code'; sentTo: string | null; id: string }
  | { kind: 'waiting'; held: boolean; id: string };

interface ClaimProps {
  name: string;
  slug: string;
  state: ClaimState;
  /** The published address, masked; null when the place has none. */
  masked: string | null;
  typed: Typed;
  errors: Errors;
  seal: FormSeal;
  reader: Reader;
}

/** `/lieux/:slug/revendiquer` */
export function ClaimPage(it: ClaimProps) {
  const { slug, state, reader } = it;
  const words = say(askingMessages, reader);
  return (
    <div class="flow">
      <Problems errors={it.errors} reader={reader} />
      <h1>{words.claimTitle}</h1>
      <p class="lead">{words.claimLead(it.name)}</p>
      {state.kind === 'visitor' ? (
        <>
          <p>{words.claimSignInMore}</p>
          <Actions>
            <ButtonLink href={state.signIn}>{words.claimSignIn}</ButtonLink>
            <a href="/rejoindre">{words.claimJoin}</a>
          </Actions>
        </>
      ) : null}
      {state.kind === 'not_you' ? (
        <>
          <p>{words.claimNotYou}</p>
          {state.context ? (
            <p>
              <a href={`/contexte?suite=/lieux/${slug}/revendiquer`}>{words.claimContext}</a>
            </p>
          ) : null}
        </>
      ) : null}
      {state.kind === 'ask' ? (
        <>
          {state.refused ? <Notice first={words.claimRefused(state.refused)} /> : null}
          <AskForm {...it} />
        </>
      ) : null}
      {state.kind === 'code' ? <CodeForm {...it} state={state} /> : null}
      {state.kind === 'waiting' ? (
        <>
          <Notice kind="info" first={state.held ? words.claimHeld : words.claimWaiting}>
            {words.claimWaitingMore}
          </Notice>
          <form method="post" action={`/lieux/${slug}/revendiquer`}>
            <Seal seal={it.seal} />
            <input type="hidden" name="demande" value={state.id} />
            <Actions>
              <Button kind="quiet" name="action" value="retirer">
                {words.claimWithdraw}
              </Button>
            </Actions>
          </form>
        </>
      ) : null}
      <p class="small">
        <a href={`/lieux/${slug}/signaler`}>{words.claimOnlyWrong}</a>
      </p>
    </div>
  );
}

function AskForm({ slug, masked, typed, errors, seal, reader }: Omit<ClaimProps, 'state' | 'name'>) {
  const words = say(askingMessages, reader);
  return (
    <form method="post" action={`/lieux/${slug}/revendiquer`} class="flow">
      <Seal seal={seal} />
      <Picks
        name="preuve"
        type="radio"
        legend={words.claimHow}
        options={[
          ...(masked ? [{ value: 'email', label: words.proof_email(masked) }] : []),
          { value: 'letter', label: words.proof_letter },
          { value: 'convention', label: words.proof_convention },
          { value: 'decision', label: words.proof_decision },
        ]}
        chosen={[text(typed, 'preuve')]}
        error={errors.preuve}
      />
      <TextArea
        name="message"
        label={words.claimStatement}
        hint={words.claimStatementHint}
        value={text(typed, 'message')}
        error={errors.message}
      />
      <Actions>
        <Button name="action" value="demander">
          {words.claimSend}
        </Button>
      </Actions>
    </form>
  );
}

function CodeForm(it: ClaimProps & { state: Extract<ClaimState, { kind: 'code' }> }) {
  const { slug, state, errors, seal, reader } = it;
  const words = say(askingMessages, reader);
  return (
    <>
      {state.sentTo ? (
        <Done first={words.claimSent(state.sentTo)} focused={Object.keys(errors).length === 0} />
      ) : null}
      <form method="post" action={`/lieux/${slug}/revendiquer`} class="flow">
        <Seal seal={seal} />
        <input type="hidden" name="demande" value={state.id} />
        <Field
          name="code"
          label={words.claimCode}
          hint={words.claimCodeHint}
          inputmode="numeric"
          autocomplete="one-time-code"
          maxlength={12}
          error={errors.code}
        />
        <Actions>
          <Button name="action" value="code">
            {words.claimCodeSend}
          </Button>
        </Actions>
      </form>
      <More summary={words.claimAgain}>
        <AskForm {...it} />
      </More>
    </>
  );
}

/** Names of the fields of each of the four pages. */
export const proposeSteps = [
  ['nom', 'adresse', 'commune'],
  ['typologie', 'services'],
  ['telephone', 'courriels', 'acces', 'frais', 'presentation_resume'],
  ['email'],
] as const;

interface ProposeProps {
  step: number;
  typed: Typed;
  errors: Errors;
  similar: readonly { name: string; slug: string }[];
  communes: readonly string[];
  seal: FormSeal;
  reader: Reader;
}

/** `/lieux/proposer`: one of four pages; what the others said travels with it. */
export function ProposePage({ step, typed, errors, similar, communes, seal, reader }: ProposeProps) {
  const words = say(askingMessages, reader);
  const own: readonly string[] = proposeSteps[step - 1]!;
  const others = proposeSteps.flat().filter(name => !own.includes(name));
  return (
    <div class="flow">
      <Problems errors={errors} reader={reader} />
      <Steps now={step} all={proposeSteps.length} reader={reader} />
      <h1>{[words.where, words.what, words.how, words.you][step - 1]}</h1>
      {step === 1 ? <p class="lead">{words.proposeLead}</p> : null}
      {similar.length > 0 ? (
        <Notice first={words.maybeKnown}>
          {similar.map(place => (
            <>
              <a href={`/lieux/${place.slug}`}>{place.name}</a>.{' '}
            </>
          ))}
          {words.maybeKnownMore}
        </Notice>
      ) : null}
      <form method="post" action="/lieux/proposer" class="flow">
        <Seal seal={seal} />
        <input type="hidden" name="etape" value={String(step)} />
        {others.flatMap(name =>
          listed(typed, name).map(value => <input type="hidden" name={name} value={value} />),
        )}
        <StepFields step={step} typed={typed} errors={errors} communes={communes} reader={reader} />
        <Trap label={words.trap} />
        <Actions>
          <Button name="vers" value="suite">
            {step === proposeSteps.length ? words.proposeSend : words.continue}
          </Button>
          {step > 1 ? (
            <Button kind="quiet" name="vers" value="retour">
              {words.previous}
            </Button>
          ) : null}
        </Actions>
      </form>
    </div>
  );
}

const usualKinds = ['MUNI', 'BIB', 'RFS', 'CCAS', 'ASSO', 'TIERS_LIEUX', 'EPN', 'Autre'];

function StepFields({
  step,
  typed,
  errors,
  communes,
  reader,
}: Pick<ProposeProps, 'step' | 'typed' | 'errors' | 'communes' | 'reader'>) {
  const words = say(askingMessages, reader);
  const line = (name: string, label: string, rest: Partial<Parameters<typeof Field>[0]> = {}) => (
    <Field name={name} label={label} value={text(typed, name)} error={errors[name]} {...rest} />
  );
  const picks = (name: string, list: VocabularyName, legend: string, codes?: readonly string[]) => (
    <Picks
      name={name}
      type="checkbox"
      legend={legend}
      options={(vocabularies[list] as readonly Term[])
        .filter(({ code }) => !codes || codes.includes(code))
        .map(({ code }) => ({ value: code, label: wordsOf(list, code, reader) }))}
      chosen={listed(typed, name)}
      error={errors[name]}
    />
  );
  if (step === 1)
    return (
      <>
        {line('nom', words.name, { hint: words.nameHint })}
        {line('adresse', words.street, { hint: words.optional })}
        {line('commune', words.commune, { suggestions: communes })}
      </>
    );
  if (step === 2)
    return (
      <>
        {picks('typologie', 'kinds', words.kind, usualKinds)}
        {picks('services', 'services', words.services)}
      </>
    );
  if (step === 3)
    return (
      <>
        {line('telephone', words.phone, { type: 'tel', inputmode: 'tel', hint: words.optional })}
        {line('courriels', words.email, { type: 'email', hint: words.optional })}
        {picks('acces', 'accessModes', words.access)}
        {picks('frais', 'fees', words.fees)}
        <TextArea
          name="presentation_resume"
          label={words.summary}
          hint={words.summaryHint}
          value={text(typed, 'presentation_resume')}
          error={errors.presentation_resume}
        />
      </>
    );
  return line('email', words.yourEmail, { type: 'email', autocomplete: 'email', hint: words.yourEmailHint });
}

/** What happened, and what comes next. */
export function SaidPage({
  title,
  first,
  more,
  link,
}: {
  title: string;
  first: string;
  more: Child;
  link: { href: string; label: string };
}) {
  return (
    <div class="flow">
      <h1>{title}</h1>
      <Done first={first} focused>
        {more}
      </Done>
      <p>
        <ButtonLink href={link.href}>{link.label}</ButtonLink>
      </p>
    </div>
  );
}

/** A link of a message, opened: nothing happens without its button. */
export function LinkPage({
  title,
  lead,
  action,
  buttons,
  correct,
  seal,
  children,
}: {
  title: string;
  lead: string;
  action: string;
  buttons: readonly { value: string; label: string }[];
  correct?: { href: string; label: string };
  seal: FormSeal;
  children?: Child;
}) {
  return (
    <div class="flow">
      <h1>{title}</h1>
      <p class="lead">{lead}</p>
      {children}
      <form method="post" action={action}>
        <Seal seal={seal} />
        <Actions>
          {buttons.map((button, index) => (
            <Button kind={index === 0 ? 'main' : 'quiet'} name="reponse" value={button.value}>
              {button.label}
            </Button>
          ))}
          {correct ? (
            <ButtonLink kind="alt" href={correct.href}>
              {correct.label}
            </ButtonLink>
          ) : null}
        </Actions>
      </form>
    </div>
  );
}
