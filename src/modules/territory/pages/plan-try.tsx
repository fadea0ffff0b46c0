import type { Child } from 'hono/jsx';
import { say } from '../../../core/i18n.ts';
import { numberText, percentText } from '../../../core/typography.ts';
import { Actions, Button, ButtonLink, More } from '../../../core/ui/actions.tsx';
import { Field, Select } from '../../../core/ui/forms.tsx';
import type { Reader } from '../../../core/ui/site.ts';
import type { HypothesesTyped, Tried } from '../domain/plans/trying.ts';
import { planMessages } from '../messages-plans.ts';
import { tryMessages } from '../messages-tries.ts';
import { Sliders } from './plan-live.tsx';
import { gapText } from './plan-parts.tsx';

/** A plan that was tried, and the names of the places that come and go. */
export interface TriedShown {
  tried: Tried;
  coming: readonly string[];
  leaving: readonly string[];
}

/** What a try has found. The browser writes the same sentences in the same place. */
export function TriedWords({
  tried,
  coming,
  leaving,
  verdict,
  moved,
  reader,
}: TriedShown & { verdict?: string; moved?: boolean; reader: Reader }) {
  const words = say(tryMessages, reader);
  const figures = [
    String(tried.open.length),
    numberText(tried.mean, reader.language),
    percentText(tried.within15, reader.language),
    numberText(tried.max, reader.language, 0),
  ] as const;
  return (
    <>
      <p>{moved ? words.moved(...figures) : words.tried(...figures)}</p>
      <p>
        <b>{verdict ?? (tried.gap === 0 ? words.proven : words.gapHere(gapText(tried.gap, reader)))}</b>
      </p>
      {coming.length + leaving.length === 0 ? <p>{words.same}</p> : null}
      {coming.length > 0 ? <p>{words.coming(coming.join(', '))}</p> : null}
      {leaving.length > 0 ? <p>{words.leaving(leaving.join(', '))}</p> : null}
    </>
  );
}

/** Other hypotheses for who only reads: tried at once, nothing is kept. */
export function TryForm({
  action,
  typed,
  errors,
  kept,
  result,
  reader,
}: {
  action: string;
  typed: HypothesesTyped;
  errors: Readonly<Partial<Record<'p' | 'age', string>>>;
  kept: boolean;
  result: Child;
  reader: Reader;
}) {
  const words = say(tryMessages, reader);
  const plans = say(planMessages, reader);
  return (
    <form action={`${action}#essai`} class="panel flow noprint" id="essai">
      <h2>{words.title}</h2>
      <p class="small mute">{words.lead}</p>
      <div class={errors.age ? 'field-error' : undefined}>
        {errors.age ? <span class="why">{errors.age}</span> : null}
        <Sliders typed={typed} kept={kept} reader={reader} />
      </div>
      <Field name="p" label={plans.p} inputmode="numeric" value={typed.p} error={errors.p} maxlength={5} />
      <p class="row">
        <button class="btn" type="submit">
          {plans.again}
        </button>
        {result ? (
          <ButtonLink kind="quiet" href={action}>
            {words.back}
          </ButtonLink>
        ) : null}
      </p>
      {result}
    </form>
  );
}

export interface Moving {
  action: string;
  /** Places of the plan made by hand, by code: the plan itself to begin with. */
  open: readonly string[];
  /** Its places, to choose the one to leave. */
  choices: readonly { value: string; label: string }[];
  from: string;
  to: string;
  error: string | null;
  shown: (TriedShown & { verdict: string }) | null;
  /** Where a plan with these places is asked for; null for who only reads. */
  keepHref: string | null;
}

/** One place instead of another, as often as one wants: how far it is from the best plan. */
export function MoveForm({ moving, reader }: { moving: Moving; reader: Reader }) {
  const words = say(tryMessages, reader);
  const { action, open, choices, from, to, error, shown, keepHref } = moving;
  return (
    <section class="flow noprint" id="deplacer">
      <h2>{words.moveTitle}</h2>
      <More summary={words.moveLead} open={shown !== null || error !== null}>
        <form action={`${action}#deplacer`} class="flow">
          <input type="hidden" name="lieux" value={open.join(',')} />
          <div class="cols">
            <Select name="quitter" label={words.moveFrom} options={choices} value={from} />
            <Field name="vers" label={words.moveTo} value={to} error={error ?? undefined} maxlength={100} />
          </div>
          <Actions>
            <Button kind="alt">{words.move}</Button>
            {shown ? (
              <ButtonLink kind="quiet" href={`${action}#deplacer`}>
                {words.back}
              </ButtonLink>
            ) : null}
            {shown && keepHref ? (
              <ButtonLink kind="quiet" href={keepHref}>
                {words.keepIt}
              </ButtonLink>
            ) : null}
          </Actions>
        </form>
        {shown ? <TriedWords {...shown} moved reader={reader} /> : null}
      </More>
    </section>
  );
}
