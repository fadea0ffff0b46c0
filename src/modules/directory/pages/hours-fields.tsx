import type { Typed } from '../../../core/forms.ts';
import { say } from '../../../core/i18n.ts';
import { Actions, Button } from '../../../core/ui/actions.tsx';
import { Picks, TickLine } from '../../../core/ui/forms.tsx';
import { Notice } from '../../../core/ui/notices.tsx';
import type { Reader } from '../../../core/ui/site.ts';
import { hoursWords } from '../domain/hours/words.ts';
import { formDays } from '../domain/place-form.ts';
import { keepingMessages } from '../messages-keeping.ts';

interface Props {
  typed: Typed;
  errors: Readonly<Record<string, string>>;
  odd: string | null;
  reader: Reader;
}

/** A week: two ranges a day and « Fermé », then public holidays. */
export function HoursFields({ typed, errors, odd, reader }: Props) {
  const words = say(keepingMessages, reader);
  const text = (name: string) => String([typed[name] ?? ''].flat()[0]);
  return (
    <>
      <h2>{words.hours}</h2>
      {odd ? <Notice kind="info" first={words.hoursOdd(odd)} /> : <p class="mute">{words.hoursHint}</p>}
      {formDays.map((day, index) => {
        const name = hoursWords[reader.language].day(index);
        const error = errors[`${day}_de`];
        return (
          <fieldset class={error ? 'field-error' : undefined}>
            <legend>{name.charAt(0).toUpperCase() + name.slice(1)}</legend>
            {error ? (
              <span class="why" id={`${day}-erreur`}>
                {error}
              </span>
            ) : null}
            <div class="week">
              <Time
                name={`${day}_de`}
                label={words.from}
                range={words.morning}
                value={text(`${day}_de`)}
                error={error && `${day}-erreur`}
              />
              <Time name={`${day}_a`} label={words.to} range={words.morning} value={text(`${day}_a`)} />
              <Time
                name={`${day}_de2`}
                label={words.from}
                range={words.afternoon}
                value={text(`${day}_de2`)}
              />
              <Time name={`${day}_a2`} label={words.to} range={words.afternoon} value={text(`${day}_a2`)} />
            </div>
            <TickLine name={`${day}_ferme`} value="oui" checked={text(`${day}_ferme`) !== ''}>
              {words.closed}
            </TickLine>
            {index === 0 ? (
              <Actions>
                <Button kind="quiet" name="action" value="copier">
                  {words.copyMonday}
                </Button>
              </Actions>
            ) : null}
          </fieldset>
        );
      })}
      <Picks
        name="feries"
        type="radio"
        legend={words.holidays}
        options={[
          { value: 'ferme', label: words.holidaysClosed },
          { value: 'ouvert', label: words.holidaysOpen },
          { value: 'inconnu', label: words.holidaysUnknown },
        ]}
        chosen={[text('feries') || 'inconnu']}
        error={errors.feries_de}
      />
      <div class="week">
        <Time name="feries_de" label={words.holidaysFrom} value={text('feries_de')} />
        <Time name="feries_a" label={words.to} value={text('feries_a')} />
      </div>
    </>
  );
}

function Time({
  name,
  label,
  range,
  value,
  error,
}: {
  name: string;
  label: string;
  range?: string;
  value: string;
  error?: string | undefined;
}) {
  return (
    <div>
      <label for={name}>
        {label}
        {range ? <span class="sr"> ({range})</span> : null}
      </label>
      <input
        id={name}
        name={name}
        value={value}
        inputmode="numeric"
        autocomplete="off"
        maxlength={8}
        aria-describedby={error || undefined}
        aria-invalid={error ? 'true' : undefined}
      />
    </div>
  );
}
