import type { Child } from 'hono/jsx';
import { say } from '../../../core/i18n.ts';
import { WeightSlider } from '../../../core/ui/forms.tsx';
import type { Reader } from '../../../core/ui/site.ts';
import type { HypothesesTyped } from '../domain/plans/trying.ts';
import { planMessages } from '../messages-plans.ts';
import { tryMessages } from '../messages-tries.ts';

/** The marks of the sliders. */
function Marks() {
  return (
    <datalist id="pas">
      <option value="0" />
      <option value="50" />
      <option value="100" />
    </datalist>
  );
}

/** Weights of need and the wish to keep places. */
export function Sliders({ typed, kept, reader }: { typed: HypothesesTyped; kept: boolean; reader: Reader }) {
  const words = say(planMessages, reader);
  const slider = (name: keyof HypothesesTyped, label: string, rest: { max?: number; step?: number } = {}) => (
    <WeightSlider
      name={name}
      label={label}
      value={Number(typed[name])}
      shown={words.inPlan(typed[name])}
      marks="pas"
      {...rest}
    />
  );
  return (
    <>
      {slider('age', words.w1)}
      {slider('diploma', words.w2)}
      {slider('everybody', words.w3, { max: 20, step: 1 })}
      {slider('equity', words.w4)}
      {kept ? slider('keep', words.w5, { step: 1 }) : null}
      <Marks />
      <p class="small mute">{words.weightsHint}</p>
    </>
  );
}

/** Where the browser finds what it needs to compute by itself. */
export interface LiveLinks {
  points: string;
  solver: string;
}

/** A form whose hypotheses show their plan as they move; without a script, its button does. */
export function Live({
  links,
  most,
  reader,
  children,
}: {
  links: LiveLinks;
  /** Places that may open. */
  most: number;
  reader: Reader;
  children: Child;
}) {
  const words = say(tryMessages, reader);
  const plans = say(planMessages, reader);
  const told = {
    tried: words.tried('{p}', '{mean}', '{within}', '{max}'),
    proven: words.proven,
    gap: words.gap('{gap}'),
    same: words.same,
    coming: words.coming('{names}'),
    leaving: words.leaving('{names}'),
    computing: words.computing,
    other: words.other,
    failed: words.failed,
    impossible: words.impossible,
    legend: words.legend,
    number: words.number('{label}'),
    wrong: plans.pWrong(most),
    nobody: plans.zero,
  };
  return (
    <plan-live data-points={links.points} data-solver={links.solver} data-words={JSON.stringify(told)}>
      {children}
    </plan-live>
  );
}
