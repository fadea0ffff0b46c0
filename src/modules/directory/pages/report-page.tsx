import { type FormSeal, type Typed, trapField } from '../../../core/forms.ts';
import { say } from '../../../core/i18n.ts';
import { Button, ButtonLink } from '../../../core/ui/actions.tsx';
import { ErrorSummary, Field, Picks, TextArea } from '../../../core/ui/forms.tsx';
import { Done } from '../../../core/ui/notices.tsx';
import type { Reader } from '../../../core/ui/site.ts';
import { askingMessages } from '../messages-asking.ts';
import { formMessages } from '../messages-forms.ts';

/** What a report can say is wrong; codes are stored. */
export const wrongThings = ['hours', 'phone', 'address', 'services', 'closed', 'other'] as const;

interface ReportPageProps {
  name: string;
  slug: string;
  seal: FormSeal;
  typed: Typed;
  errors: Readonly<Record<string, string>>;
  reader: Reader;
}

/** `/lieux/:slug/signaler`: where to send the answer is for who wants one. */
export function ReportPage({ name, slug, seal, typed, errors, reader }: ReportPageProps) {
  const words = say(formMessages, reader);
  const asking = say(askingMessages, reader);
  const chosen = [typed.faux ?? []].flat();
  return (
    <div class="flow">
      <ErrorSummary
        problems={Object.entries(errors).map(([id, message]) => ({ id, message }))}
        reader={reader}
      />
      <h1>{words.reportTitle}</h1>
      <p class="lead">{words.reportLead(name)}</p>
      <form method="post" action={`/lieux/${slug}/signaler`} class="flow">
        <input type="hidden" name="cle" value={seal.key} />
        <input type="hidden" name="ouvert" value={String(seal.openedAt)} />
        <Picks
          name="faux"
          type="checkbox"
          legend={words.wrongLegend}
          options={wrongThings.map(code => ({ value: code, label: words[`wrong_${code}`] }))}
          chosen={chosen}
          error={errors.faux}
        />
        <TextArea
          name="details"
          label={words.details}
          hint={words.detailsHint}
          value={[typed.details ?? ''].flat()[0]}
          error={errors.details}
        />
        <Field
          name="contact"
          label={asking.contact}
          hint={asking.contactHint}
          value={[typed.contact ?? ''].flat()[0]}
          error={errors.contact}
          autocomplete="email"
        />
        <div class="sr" aria-hidden="true">
          <label for={trapField}>{words.trap}</label>
          <input id={trapField} name={trapField} tabindex={-1} autocomplete="off" />
        </div>
        <p id="envoi">
          <Button>{words.send}</Button>
        </p>
      </form>
    </div>
  );
}

/** After a report: what happened and what comes next. */
export function ReportReceived({
  name,
  slug,
  reference,
  reader,
}: {
  name: string;
  slug: string;
  reference: string;
  reader: Reader;
}) {
  const words = say(formMessages, reader);
  return (
    <div class="flow">
      <h1>{words.thanksTitle}</h1>
      <Done first={words.thanks} focused>
        {words.thanksMore(reference)}
      </Done>
      <p>{words.reportLead(name)}</p>
      <p>
        <ButtonLink href={`/lieux/${slug}`}>{words.backToPlace}</ButtonLink>
      </p>
    </div>
  );
}
