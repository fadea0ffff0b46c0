import type { Child } from 'hono/jsx';
import type { FormSeal } from '../../../core/forms.ts';
import { say } from '../../../core/i18n.ts';
import { Actions, Button, ButtonLink } from '../../../core/ui/actions.tsx';
import { ErrorSummary, Field, Progress, Select } from '../../../core/ui/forms.tsx';
import { Done, Notice } from '../../../core/ui/notices.tsx';
import { Seal } from '../../../core/ui/seal.tsx';
import type { Reader } from '../../../core/ui/site.ts';
import { Table } from '../../../core/ui/tables.tsx';
import { planMessages } from '../messages-plans.ts';
import { proofMessages } from '../messages-proof.ts';
import type { PlanErrors } from './plan-form.tsx';

export const plansPath = '/territoire/positionnement';

interface PlanLine {
  href: string;
  name: string;
  places: string;
  mean: string;
  state: string;
  asked: string;
}

/** `/territoire/positionnement`: the plans, and two of them to compare. */
export function PlansPage({
  plans,
  choices,
  mayRun,
  reader,
}: {
  plans: readonly PlanLine[];
  choices: readonly { value: string; label: string }[];
  mayRun: boolean;
  reader: Reader;
}) {
  const words = say(planMessages, reader);
  return (
    <div class="flow">
      <h1>{words.listTitle}</h1>
      <p class="lead">{words.listLead}</p>
      <Actions>
        {mayRun ? <ButtonLink href={`${plansPath}/nouveau`}>{words.create}</ButtonLink> : null}
        <ButtonLink kind="alt" href={`${plansPath}/verifier`}>
          {words.toVerify}
        </ButtonLink>
        {mayRun ? (
          <ButtonLink kind="quiet" href="/territoire/imports">
            {words.toImports}
          </ButtonLink>
        ) : null}
      </Actions>
      {plans.length === 0 ? (
        <p>{words.none}</p>
      ) : (
        <Table
          id="plans"
          caption={words.listTitle}
          captionHidden
          columns={[
            { title: words.plan },
            { title: words.places, numeric: true },
            { title: words.meanTime, numeric: true },
            { title: words.state },
            { title: words.asked },
          ]}
          rows={plans.map(plan => [
            <a href={plan.href}>{plan.name}</a>,
            plan.places,
            plan.mean,
            plan.state,
            plan.asked,
          ])}
        />
      )}
      {choices.length >= 2 ? (
        <form action={`${plansPath}/comparer`} method="get" class="flow">
          <h2>{words.compareTitle}</h2>
          <div class="cols">
            <Select name="a" label={words.planA} options={choices} value={choices[1]?.value} />
            <Select name="b" label={words.planB} options={choices} value={choices[0]?.value} />
          </div>
          <Actions>
            <Button kind="alt">{words.compare}</Button>
          </Actions>
        </form>
      ) : null}
    </div>
  );
}

/** `/nouveau`: what the plan must be. */
export function NewPlanPage({ form, errors, reader }: { form: Child; errors: PlanErrors; reader: Reader }) {
  const words = say(planMessages, reader);
  return (
    <div class="flow">
      <ErrorSummary
        problems={Object.entries(errors).map(([id, message]) => ({ id, message: message! }))}
        reader={reader}
      />
      <h1>{words.newTitle}</h1>
      <p class="lead">{words.newLead}</p>
      {form}
    </div>
  );
}

/** While it is worked out, or when it could not be. */
export function RunningPage({
  title,
  seconds,
  best,
  message,
  seal,
  stopHref,
  retryHref,
  reader,
}: {
  title: string;
  seconds: number;
  best: string | null;
  message: string | null;
  seal: FormSeal | null;
  stopHref: string;
  retryHref: string;
  reader: Reader;
}) {
  const words = say(planMessages, reader);
  if (message)
    return (
      <div class="flow">
        <h1>{title}</h1>
        <Notice kind="bad" first={message} />
        <Actions>
          <ButtonLink href={retryHref}>{words.change}</ButtonLink>
        </Actions>
      </div>
    );
  return (
    <div class="flow">
      <h1>{title}</h1>
      <Progress id="avancement" label={words.computing} value={Math.min(seconds, 60)} max={60} />
      <p>{words.computingLead(seconds)}</p>
      {best ? <p>{best}</p> : null}
      {seal ? (
        <form method="post" action={stopHref}>
          <Seal seal={seal} />
          <Actions>
            <Button kind="alt">{words.stop}</Button>
          </Actions>
        </form>
      ) : null}
    </div>
  );
}

/** `/:id/adopter`: says what changes, before. */
export function AdoptPage({
  title,
  lead,
  button,
  action,
  back,
  seal,
  reader,
}: {
  title: string;
  lead: string;
  button: string;
  action: string;
  back: string;
  seal: FormSeal;
  reader: Reader;
}) {
  const words = say(planMessages, reader);
  return (
    <div class="flow">
      <h1>{title}</h1>
      <p class="lead">{lead}</p>
      <form method="post" action={action}>
        <Seal seal={seal} />
        <Actions>
          <Button>{button}</Button>
          <ButtonLink kind="quiet" href={back}>
            {words.cancel}
          </ButtonLink>
        </Actions>
      </form>
    </div>
  );
}

/** The secret link, shown once. */
export function SharedLinkPage({ link, back, reader }: { link: string; back: string; reader: Reader }) {
  const words = say(planMessages, reader);
  return (
    <div class="flow">
      <h1>{words.shareIt}</h1>
      <Done first={words.shareLead} focused />
      <p>
        {words.shareLink} <a href={link}>{link}</a>
      </p>
      <p>
        <a href={back}>{words.cancel}</a>
      </p>
    </div>
  );
}

/** `/verifier`: anybody drops a certificate. */
export function VerifyPage({
  verdict,
  error,
  seal,
  dataHref,
  dataHash,
  reader,
}: {
  verdict: { good: boolean; words: string } | null;
  error: string | null;
  seal: FormSeal;
  dataHref: string;
  dataHash: string;
  reader: Reader;
}) {
  const words = say(planMessages, reader);
  const proof = say(proofMessages, reader);
  return (
    <div class="flow">
      <ErrorSummary problems={error ? [{ id: 'fichier', message: error }] : []} reader={reader} />
      <h1>{proof.verifyTitle}</h1>
      <p class="lead">{proof.verifyLead}</p>
      {verdict?.good ? <Done first={verdict.words} focused /> : null}
      {verdict && !verdict.good ? <Notice kind="bad" first={verdict.words} answers /> : null}
      <form method="post" action={`${plansPath}/verifier`} enctype="multipart/form-data" class="flow">
        <Seal seal={seal} />
        <Field
          name="fichier"
          type="file"
          label={proof.file}
          accept=".json,application/json"
          error={error ?? undefined}
        />
        <Actions>
          <Button>{proof.verify}</Button>
        </Actions>
      </form>
      <p>
        <a href={dataHref}>{words.data}</a>
      </p>
      <p class="mute">
        {proof.dataHash} <code>{dataHash}</code>
      </p>
    </div>
  );
}
