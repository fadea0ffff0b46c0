import type { FormSeal, Typed } from '../../../core/forms.ts';
import { say } from '../../../core/i18n.ts';
import { Button } from '../../../core/ui/actions.tsx';
import { Conflict, type ConflictLine } from '../../../core/ui/conflict.tsx';
import { ErrorSummary, Field, TickLine } from '../../../core/ui/forms.tsx';
import { Done } from '../../../core/ui/notices.tsx';
import { Seal } from '../../../core/ui/seal.tsx';
import type { Reader } from '../../../core/ui/site.ts';
import { networkMessages } from '../messages-network.ts';
import type { Organisation } from '../organisation.ts';

const one = (value: string | string[] | undefined) => [value ?? ''].flat()[0];

interface SettingsPageProps {
  organisation: Organisation;
  accepted: string | null;
  agreementVersion: string;
  mayKeep: boolean;
  typed: Typed;
  errors: Readonly<Record<string, string>>;
  /** What somebody else saved meanwhile, beside what this person wrote. */
  conflict: readonly ConflictLine[] | null;
  done: boolean;
  seal: FormSeal;
  reader: Reader;
}

/** `/pro/reseau/structures/:id/reglages`: contacts, how long files are kept, the agreement. */
export function SettingsPage({ organisation: it, typed, errors, seal, reader, ...page }: SettingsPageProps) {
  const words = say(networkMessages, reader);
  const here = `/pro/reseau/structures/${it.id}/reglages`;
  const value = (name: string, stored: string | null) =>
    typed[name] === undefined ? (stored ?? '') : one(typed[name]);
  return (
    <div class="flow">
      <ErrorSummary
        problems={Object.entries(errors).map(([id, message]) => ({ id, message }))}
        reader={reader}
      />
      <h1>{words.settings}</h1>
      <p class="mute">{it.name}</p>
      {page.done ? <Done first={words.done} focused /> : null}
      {page.conflict ? <Conflict caption={words.settings} lines={page.conflict} reader={reader} /> : null}
      <form method="post" action={here} class="flow">
        <Seal seal={seal} />
        <input type="hidden" name="version" value={String(it.version)} />
        <Field name="nom" label={words.name} value={value('nom', it.name)} error={errors.nom} />
        <Field
          name="siret"
          label={words.siret}
          hint={words.siretHint}
          value={value('siret', it.siret)}
          error={errors.siret}
          inputmode="numeric"
        />
        <Field
          name="mail"
          type="email"
          label={words.contactEmail}
          hint={words.optional}
          value={value('mail', it.email)}
          error={errors.mail}
        />
        <Field
          name="telephone"
          type="tel"
          label={words.contactPhone}
          hint={words.optional}
          value={value('telephone', it.phone)}
          error={errors.telephone}
        />
        <Field
          name="conservation"
          label={words.retention}
          hint={words.retentionHint}
          inputmode="numeric"
          value={value('conservation', String(it.retentionMonths))}
          error={errors.conservation}
        />
        <section class="panel flow">
          <h2>{words.agreement}</h2>
          <p>{words.agreementText}</p>
          <p class="small">
            {page.accepted
              ? words.accepted(page.accepted, it.agreementVersion ?? '')
              : words.agreementVersion(page.agreementVersion)}
          </p>
          <p>
            <a href={`/pro/reseau/structures/${it.id}/accord`}>{words.agreementPdf}</a>
          </p>
          {page.accepted || !page.mayKeep ? null : (
            <TickLine name="accord" id="accord" value={page.agreementVersion}>
              {words.accept}
            </TickLine>
          )}
        </section>
        {page.mayKeep ? (
          <p>
            <Button>{page.conflict ? words.saveMine : words.save}</Button>
          </p>
        ) : null}
      </form>
    </div>
  );
}
