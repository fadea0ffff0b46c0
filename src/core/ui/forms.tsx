import type { Child } from 'hono/jsx';
import { say } from '../i18n.ts';
import { Button } from './actions.tsx';
import { frameMessages } from './messages.ts';
import type { Reader } from './site.ts';

/** What is wrong with one answer: the sentence says what to do, never « invalide » or « obligatoire ». */
export interface Problem {
  /** Identifier of the field it speaks of. */
  id: string;
  message: string;
}

interface ErrorSummaryProps {
  problems: readonly Problem[];
  reader: Reader;
  /** Takes the focus when the page opens: always, except in the gallery. */
  focused?: boolean;
}

/** At the top of a refused form; each line leads to its field. Put it before everything else. */
export function ErrorSummary({ problems, reader, focused = true }: ErrorSummaryProps) {
  if (problems.length === 0) return null;
  return (
    <div class="summary" tabindex={-1} autofocus={focused} role="group" aria-labelledby="a-corriger">
      <h2 id="a-corriger">{say(frameMessages, reader).leftToCorrect(problems.length)}</h2>
      <ul>
        {problems.map(problem => (
          <li>
            <a href={`#${problem.id}`}>{problem.message}</a>
          </li>
        ))}
      </ul>
    </div>
  );
}

interface Labelled {
  name: string;
  /** By default the name; to be given when the same name is twice on a page. */
  id?: string;
  label: string;
  hint?: string;
  /** Why the answer was refused; what was typed stays in the field. */
  error?: string;
}

/** Attributes that tie a field to its hint and to the reason of its refusal. */
function tied({ id, hint, error }: { id: string; hint?: string; error?: string }) {
  const described = [hint && `${id}-aide`, error && `${id}-erreur`].filter(Boolean).join(' ');
  return { id, 'aria-describedby': described || undefined, 'aria-invalid': error ? 'true' : undefined };
}

function Around({
  id,
  label,
  hint,
  error,
  children,
}: Omit<Labelled, 'name'> & { id: string; children: Child }) {
  return (
    <div class={error ? 'field-error' : undefined}>
      <label for={id}>{label}</label>
      <Explained id={id} hint={hint} error={error} />
      {children}
    </div>
  );
}

function Explained({ id, hint, error }: { id: string; hint?: string; error?: string }) {
  return (
    <>
      {hint ? (
        <span class="hint" id={`${id}-aide`}>
          {hint}
        </span>
      ) : null}
      {error ? (
        <span class="why" id={`${id}-erreur`}>
          {error}
        </span>
      ) : null}
    </>
  );
}

interface FieldProps extends Labelled {
  value?: string;
  type?: 'text' | 'email' | 'tel' | 'search' | 'url' | 'date' | 'time' | 'number' | 'password' | 'file';
  autocomplete?: string;
  inputmode?: 'text' | 'numeric' | 'decimal' | 'tel' | 'email' | 'url' | 'search';
  /** Words offered while typing. */
  suggestions?: readonly string[];
  maxlength?: number;
  min?: string | number;
  max?: string | number;
  accept?: string;
}

/** One line of answer: label, hint, reason of refusal, then the field with what was typed. */
export function Field({
  name,
  id = name,
  label,
  hint,
  error,
  suggestions,
  value,
  type = 'text',
  ...rest
}: FieldProps) {
  return (
    <Around id={id} label={label} hint={hint} error={error}>
      <input
        {...tied({ id, hint, error })}
        name={name}
        type={type}
        value={value}
        list={suggestions ? `${id}-choix` : undefined}
        {...rest}
      />
      {suggestions ? <Suggestions id={id} words={suggestions} /> : null}
    </Around>
  );
}

function Suggestions({ id, words }: { id: string; words: readonly string[] }) {
  return (
    <datalist id={`${id}-choix`}>
      {words.map(word => (
        <option value={word} />
      ))}
    </datalist>
  );
}

/** Several lines of answer. */
export function TextArea({
  name,
  id = name,
  label,
  hint,
  error,
  value,
  rows = 4,
  maxlength,
}: Labelled & { value?: string; rows?: number; maxlength?: number }) {
  return (
    <Around id={id} label={label} hint={hint} error={error}>
      <textarea {...tied({ id, hint, error })} name={name} rows={rows} maxlength={maxlength}>
        {value ?? ''}
      </textarea>
    </Around>
  );
}

export interface Option {
  value: string;
  label: string;
}

/** One answer among many, in a native list. */
export function Select({
  name,
  id = name,
  label,
  hint,
  error,
  options,
  value,
}: Labelled & { options: readonly Option[]; value?: string }) {
  return (
    <Around id={id} label={label} hint={hint} error={error}>
      <select {...tied({ id, hint, error })} name={name}>
        {options.map(option => (
          <option value={option.value} selected={option.value === value}>
            {option.label}
          </option>
        ))}
      </select>
    </Around>
  );
}

interface PicksProps extends Omit<Labelled, 'label'> {
  legend: Child;
  /** `radio`: one answer; `checkbox`: several. */
  type: 'radio' | 'checkbox';
  options: readonly Option[];
  chosen?: readonly string[];
  /** The rare answers, behind a line that says how many there are. */
  rest?: { summary: string; options: readonly Option[] };
}

/** Up to eight answers to press; the first one carries the identifier, so that the summary of errors leads to it. */
export function Picks({
  name,
  id = name,
  legend,
  hint,
  error,
  type,
  options,
  chosen = [],
  rest,
}: PicksProps) {
  const { 'aria-describedby': described } = tied({ id, hint, error });
  const pick = (option: Option, index: number, first: boolean) => (
    <label>
      <input
        type={type}
        id={first && index === 0 ? id : undefined}
        name={name}
        value={option.value}
        checked={chosen.includes(option.value)}
      />
      <span>{option.label}</span>
    </label>
  );
  return (
    <fieldset class={error ? 'field-error' : undefined} aria-describedby={described}>
      <legend>{legend}</legend>
      <Explained id={id} hint={hint} error={error} />
      <div class="picks">{options.map((option, index) => pick(option, index, true))}</div>
      {rest ? (
        <details class="filter" open={rest.options.some(option => chosen.includes(option.value))}>
          <summary>
            <span>{rest.summary}</span>
          </summary>
          <div class="picks">{rest.options.map((option, index) => pick(option, index, false))}</div>
        </details>
      ) : null}
    </fieldset>
  );
}

interface TickLineProps {
  name: string;
  id?: string;
  value?: string;
  checked?: boolean;
  type?: 'checkbox' | 'radio';
  children: Child;
}

/** A long choice or a consent: one line to tick, never ticked beforehand. */
export function TickLine({ name, id, value, checked, type = 'checkbox', children }: TickLineProps) {
  return (
    <label class="opt">
      <input type={type} id={id} name={name} value={value} checked={checked} />
      {children}
    </label>
  );
}

interface AskProps {
  action: string;
  label: string;
  name: string;
  id?: string;
  value?: string;
  button: string;
  buttonKind?: 'main' | 'alt';
  /** Under the field here, so that field and button stay aligned. */
  hint?: string;
  error?: string;
  type?: 'text' | 'search';
  autocomplete?: string;
  suggestions?: readonly string[];
  /** On a sand band, for professional pages. */
  band?: boolean;
  /** Names the form as a search for screen readers. */
  search?: boolean;
  /** Other parameters of the address that must not be lost. */
  kept?: readonly (readonly [name: string, value: string])[];
}

/** One question on one line: sent by GET, so that the address can be shared. */
export function Ask({ name, id = name, type = 'text', hint, error, suggestions, ...ask }: AskProps) {
  return (
    <form
      class={ask.band ? 'ask find' : 'ask noprint'}
      action={ask.action}
      role={ask.search ? 'search' : undefined}
    >
      <div class={error ? 'field-error' : undefined}>
        <label for={id}>{ask.label}</label>
        <Explained id={id} error={error} />
        <input
          {...tied({ id, hint, error })}
          name={name}
          type={type}
          value={ask.value}
          autocomplete={ask.autocomplete}
          list={suggestions ? `${id}-choix` : undefined}
        />
        {suggestions ? <Suggestions id={id} words={suggestions} /> : null}
        <Explained id={id} hint={hint} />
      </div>
      {ask.kept?.map(([keptName, keptValue]) => (
        <input type="hidden" name={keptName} value={keptValue} />
      ))}
      <Button kind={ask.buttonKind}>{ask.button}</Button>
    </form>
  );
}

interface WeightSliderProps {
  name: string;
  id?: string;
  label: string;
  value: number;
  min?: number;
  max?: number;
  step?: number;
  /** The value of the plan, in words: « dans ce plan : 50 ». */
  shown: string;
  /** Identifier of the `datalist` with the marks, shared by the sliders of a form. */
  marks?: string;
}

/** A hypothesis between two bounds, its present value written beside. */
export function WeightSlider({
  name,
  id = name,
  label,
  value,
  min = 0,
  max = 100,
  step = 5,
  ...rest
}: WeightSliderProps) {
  return (
    <div class="slide">
      <label for={id}>{label}</label>
      <input
        type="range"
        id={id}
        name={name}
        min={min}
        max={max}
        step={step}
        value={value}
        list={rest.marks}
        aria-describedby={`${id}-valeur`}
      />
      <span class="num small" id={`${id}-valeur`}>
        {rest.shown}
      </span>
    </div>
  );
}

/** « Étape 2 sur 4 », above the title of each page of a public form. */
export function Steps({ now, all, reader }: { now: number; all: number; reader: Reader }) {
  return <p class="steps">{say(frameMessages, reader).step(now, all)}</p>;
}

/** Where a long work is; the page reloads itself, an island may do better. */
export function Progress({
  id,
  label,
  value,
  max,
}: {
  id: string;
  label: string;
  value: number;
  max: number;
}) {
  return (
    <div>
      <label for={id}>{label}</label>
      <progress id={id} value={value} max={max} />
    </div>
  );
}
