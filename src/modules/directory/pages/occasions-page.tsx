import type { FormSeal, Typed } from '../../../core/forms.ts';
import { say } from '../../../core/i18n.ts';
import { Actions, Button } from '../../../core/ui/actions.tsx';
import { ErrorSummary, Field, Picks, Select } from '../../../core/ui/forms.tsx';
import { Done, Tag } from '../../../core/ui/notices.tsx';
import { Seal } from '../../../core/ui/seal.tsx';
import type { Reader } from '../../../core/ui/site.ts';
import { hoursWords } from '../domain/hours/words.ts';
import { keepingMessages } from '../messages-keeping.ts';
import { exceptionReasons } from '../vocabulary.ts';
import { PageLinks } from './edit-page.tsx';

export const reasonCodes = Object.keys(exceptionReasons) as (keyof typeof exceptionReasons)[];

/** Recurrences offered by the form: every week, every other one, the n-th of the month. */
export const rhythms = ['every', 'even', 'odd', '1', '2', '3', '4', '-1'] as const;

interface Common {
  name: string;
  slug: string;
  typed: Typed;
  errors: Readonly<Record<string, string>>;
  done: string | null;
  seal: FormSeal;
  reader: Reader;
}

const text = (typed: Typed, name: string) => String([typed[name] ?? ''].flat()[0]);

function Problems({ errors, reader }: Pick<Common, 'errors' | 'reader'>) {
  return (
    <ErrorSummary
      problems={Object.entries(errors).map(([id, message]) => ({ id, message }))}
      reader={reader}
    />
  );
}

/** `/pro/lieux/:slug/fermetures`: what is announced, and one more. */
export function ExceptionsPage({
  exceptions,
  ...it
}: Common & { exceptions: readonly { id: string; sentence: string }[] }) {
  const { reader, typed, errors } = it;
  const words = say(keepingMessages, reader);
  const action = `/pro/lieux/${it.slug}/fermetures`;
  return (
    <>
      <Problems errors={errors} reader={reader} />
      <div class="flow">
        <h1>{words.closuresTitle}</h1>
        {it.done ? <Done first={it.done} focused /> : null}
        <p class="lead">{words.historyLead(it.name)}</p>
        <p class="mute">{words.closuresLead}</p>
        <PageLinks slug={it.slug} reader={reader} />
        {exceptions.length === 0 ? <p>{words.noClosure}</p> : null}
        {exceptions.map(({ id, sentence }) => (
          <form method="post" action={action} class="row">
            <Seal seal={it.seal} />
            <input type="hidden" name="retirer" value={id} />
            <span>{sentence}</span>
            <Button kind="quiet">
              {words.remove}
              <span class="sr"> {sentence}</span>
            </Button>
          </form>
        ))}
      </div>
      <form method="post" action={action} class="flow after">
        <h2>{words.announce}</h2>
        <Seal seal={it.seal} />
        <Picks
          name="genre"
          type="radio"
          legend={words.what}
          options={[
            { value: 'closed', label: words.kind_closed },
            { value: 'open', label: words.kind_open },
          ]}
          chosen={[text(typed, 'genre')]}
          error={errors.genre}
        />
        <div class="cols">
          <Field name="du" type="date" label={words.fromDay} value={text(typed, 'du')} error={errors.du} />
          <Field name="au" type="date" label={words.toDay} value={text(typed, 'au')} error={errors.au} />
        </div>
        <Picks
          name="raison"
          type="radio"
          legend={words.reason}
          options={reasonCodes.map(code => ({ value: code, label: words[`reason_${code}`] }))}
          chosen={[text(typed, 'raison')]}
          error={errors.raison}
        />
        <fieldset>
          <legend>{words.openHours}</legend>
          <div class="cols">
            <Field
              name="ouvre"
              inputmode="numeric"
              label={words.from}
              hint={words.optional}
              value={text(typed, 'ouvre')}
              error={errors.ouvre}
            />
            <Field
              name="ferme"
              inputmode="numeric"
              label={words.to}
              hint={words.optional}
              value={text(typed, 'ferme')}
            />
          </div>
        </fieldset>
        <Field
          name="remplace"
          label={words.replacement}
          hint={words.replacementHint}
          value={text(typed, 'remplace')}
          error={errors.remplace}
        />
        <Actions>
          <Button>{words.announce}</Button>
        </Actions>
      </form>
    </>
  );
}

export interface PassageLine {
  stop: string;
  start: string;
  end: string;
  sentence: string;
  cancelled: boolean;
}

/** `/pro/lieux/:slug/passages`: each next passage with its one button, the stops, and one more. */
export function PassagesPage({
  passages,
  stops,
  communes,
  ...it
}: Common & {
  passages: readonly PassageLine[];
  stops: readonly { id: string; sentence: string }[];
  communes: readonly string[];
}) {
  const { reader, typed, errors } = it;
  const words = say(keepingMessages, reader);
  const action = `/pro/lieux/${it.slug}/passages`;
  return (
    <>
      <Problems errors={errors} reader={reader} />
      <div class="flow">
        <h1>{words.stopsTitle}</h1>
        {it.done ? <Done first={it.done} focused /> : null}
        <p class="lead">{words.historyLead(it.name)}</p>
        <p class="mute">{words.stopsLead}</p>
        <PageLinks slug={it.slug} reader={reader} />
        {passages.length === 0 ? <p>{words.noStop}</p> : null}
        {passages.map(passage => (
          <form method="post" action={action} class="row">
            <Seal seal={it.seal} />
            <input type="hidden" name="arret" value={passage.stop} />
            <input type="hidden" name="debut" value={passage.start} />
            <input type="hidden" name="fin" value={passage.end} />
            <span>
              {passage.sentence} {passage.cancelled ? <Tag kind="bad">{words.cancelled}</Tag> : null}
            </span>
            <Button kind="alt" name="action" value={passage.cancelled ? 'retablir' : 'annuler'}>
              {passage.cancelled ? words.putBack : words.cancelToday}
              <span class="sr"> {passage.sentence}</span>
            </Button>
          </form>
        ))}
        {stops.length > 0 ? <h2>{words.yourStops}</h2> : null}
        {stops.map(stop => (
          <form method="post" action={action} class="row">
            <Seal seal={it.seal} />
            <input type="hidden" name="arret" value={stop.id} />
            <span>{stop.sentence}</span>
            <Button kind="quiet" name="action" value="retirer">
              {words.remove}
              <span class="sr"> {stop.sentence}</span>
            </Button>
          </form>
        ))}
      </div>
      <form method="post" action={action} class="flow after">
        <h2>{words.addStop}</h2>
        <Seal seal={it.seal} />
        <div class="cols">
          <Field
            name="nom"
            label={words.stopLabel}
            hint={words.stopLabelHint}
            value={text(typed, 'nom')}
            error={errors.nom}
          />
          <Field
            name="commune"
            label={words.commune}
            value={text(typed, 'commune')}
            error={errors.commune}
            suggestions={communes}
          />
          <Field
            name="adresse"
            label={words.stopAddress}
            hint={words.stopAddressHint}
            value={text(typed, 'adresse')}
          />
          <Select
            name="rythme"
            label={words.rhythm}
            options={rhythms.map(code => ({ value: code, label: words[`rhythm_${code}`] }))}
            value={text(typed, 'rythme')}
          />
          <Select
            name="jour"
            label={words.weekday}
            options={Array.from({ length: 7 }, (_, day) => ({
              value: String(day),
              label: hoursWords[reader.language].day(day),
            }))}
            value={text(typed, 'jour')}
          />
        </div>
        <div class="cols">
          <Field
            name="de"
            inputmode="numeric"
            label={words.from}
            value={text(typed, 'de')}
            error={errors.de}
          />
          <Field name="a" inputmode="numeric" label={words.to} value={text(typed, 'a')} />
        </div>
        <Actions>
          <Button name="action" value="ajouter">
            {words.addStop}
          </Button>
        </Actions>
      </form>
    </>
  );
}
