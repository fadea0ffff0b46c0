import type { FormSeal } from '../../../core/forms.ts';
import { say } from '../../../core/i18n.ts';
import { Field, Select, TextArea } from '../../../core/ui/forms.tsx';
import { Seal } from '../../../core/ui/seal.tsx';
import type { Reader } from '../../../core/ui/site.ts';
import { models, type PlanTyped } from '../domain/plans/form.ts';
import { planMessages } from '../messages-plans.ts';
import { roundsMessages } from '../messages-rounds.ts';
import { travelMessages } from '../messages-travel.ts';
import { Live, type LiveLinks, Sliders } from './plan-live.tsx';

export type PlanErrors = Readonly<Partial<Record<string, string>>>;

function Constraints({ typed, errors, reader }: { typed: PlanTyped; errors: PlanErrors; reader: Reader }) {
  const words = say(planMessages, reader);
  return (
    <>
      <div class="cols">
        <TextArea
          name="open"
          label={words.fixedOpen}
          hint={words.fixedOpenHint}
          value={typed.open}
          error={errors.open}
        />
        <TextArea
          name="closed"
          label={words.fixedClosed}
          hint={words.fixedOpenHint}
          value={typed.closed}
          error={errors.closed}
        />
      </div>
      <div class="cols">
        <Field
          name="least"
          label={words.least}
          hint={words.mostHint}
          inputmode="numeric"
          value={typed.least}
          error={errors.least}
        />
        <Field
          name="most"
          label={words.most}
          hint={words.mostHint}
          inputmode="numeric"
          value={typed.most}
          error={errors.most}
        />
      </div>
    </>
  );
}

interface PlanFormProps {
  typed: PlanTyped;
  errors: PlanErrors;
  seal: FormSeal;
  reader: Reader;
  /** The plan it starts from: the form is short, its constraints stay. */
  parent: string | null;
  /** A plan is adopted: its places may be kept. */
  kept: boolean;
  /** Hypotheses may be tried in the browser as they move. */
  live?: { links: LiveLinks; most: number } | null;
  /** Travel times by road that may be asked for. */
  travels?: readonly { value: string; label: string }[];
}

/** What a plan must be: whole for a new one, hypotheses first for another try. */
export function PlanForm({ typed, errors, seal, reader, parent, kept, live, travels = [] }: PlanFormProps) {
  const words = say(planMessages, reader);
  const number = (
    <Field
      name="p"
      label={words.p}
      hint={parent ? undefined : say(roundsMessages, reader).pHint}
      inputmode="numeric"
      value={typed.p}
      error={errors.p}
      maxlength={5}
    />
  );
  const model = (
    <Select
      name="model"
      label={words.model}
      options={models.map(value => ({ value, label: words[value] }))}
      value={typed.model}
    />
  );
  const form = (
    <form method="post" action="/territoire/positionnement/nouveau" class={parent ? 'panel' : 'flow'}>
      <Seal seal={seal} />
      {parent ? <input type="hidden" name="parent" value={parent} /> : null}
      {parent ? <h2>{words.change}</h2> : null}
      {parent ? null : (
        <div class="cols">
          <Field name="name" label={words.name} value={typed.name} error={errors.name} maxlength={200} />
          {number}
          {model}
          <Field
            name="radius"
            label={words.radius}
            hint={words.radiusHint}
            inputmode="decimal"
            value={typed.radius}
            error={errors.radius}
          />
          <Field
            name="longest"
            label={words.longestWay}
            hint={words.mostHint}
            inputmode="decimal"
            value={typed.longest}
            error={errors.longest}
          />
          {travels.length > 0 ? (
            <Select
              name="travel"
              label={say(travelMessages, reader).travel}
              options={[{ value: '', label: say(travelMessages, reader).byAir }, ...travels]}
              value={typed.travel}
            />
          ) : null}
        </div>
      )}
      {parent ? null : <Constraints typed={typed} errors={errors} reader={reader} />}
      {parent ? null : <h2>{words.hypotheses}</h2>}
      <div class={errors.age ? 'field-error' : undefined}>
        {errors.age ? <span class="why">{errors.age}</span> : null}
        <Sliders typed={typed} kept={kept} reader={reader} />
      </div>
      {parent ? (
        <>
          {(['name', 'open', 'closed', 'least', 'most', 'radius', 'longest', 'travel'] as const).map(name => (
            <input type="hidden" name={name} value={typed[name]} />
          ))}
          <div class="cols">
            {number}
            {model}
          </div>
        </>
      ) : null}
      <p class="row">
        <button class="btn" type="submit">
          {parent ? words.again : words.solve}
        </button>
        {parent ? (
          <a class="btn quiet" href={`/territoire/positionnement/nouveau?depuis=${parent}`}>
            {words.create}
          </a>
        ) : null}
      </p>
    </form>
  );
  return live ? (
    <Live {...live} reader={reader}>
      {form}
    </Live>
  ) : (
    form
  );
}
