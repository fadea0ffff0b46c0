import type { FormSeal, Typed } from '../../../core/forms.ts';
import { say } from '../../../core/i18n.ts';
import { dayText, numberText } from '../../../core/typography.ts';
import { Button, ButtonLink } from '../../../core/ui/actions.tsx';
import { ErrorSummary, Field, Picks } from '../../../core/ui/forms.tsx';
import { Done, Notice } from '../../../core/ui/notices.tsx';
import { Seal } from '../../../core/ui/seal.tsx';
import type { Reader } from '../../../core/ui/site.ts';
import { Table } from '../../../core/ui/tables.tsx';
import { apiMessages } from '../messages-api.ts';
import { apiScopes } from '../vocabulary.ts';

/** Months a key may serve; twelve at most (product/network.md §2). */
export const keyMonths = [3, 6, 12] as const;

interface Application {
  id: string;
  name: string;
  scopes: readonly (keyof typeof apiScopes)[];
  until: Date;
  lastUsedAt: Date | null;
  endedAt: Date | null;
  calls: number;
}

interface ApplicationsPageProps {
  organisation: { id: string; name: string };
  applications: readonly Application[];
  typed: Typed;
  errors: Readonly<Record<string, string>>;
  /** Sentence about what was just done. */
  done: string | null;
  now: Date;
  seal: FormSeal;
  reader: Reader;
}

const listOf = (value: string | string[] | undefined) => [value ?? []].flat();

/** `/pro/reseau/structures/:id/applications`: the software that reads for the organisation, and its keys. */
export function ApplicationsPage({
  organisation: it,
  typed,
  errors,
  reader,
  ...page
}: ApplicationsPageProps) {
  const words = say(apiMessages, reader);
  const { language } = reader;
  const here = `/pro/reseau/structures/${it.id}/applications`;
  const day = (at: Date) => dayText(at, { language, now: page.now });
  const stateOf = ({ endedAt, until }: Application) => {
    if (endedAt) return words.ended(day(endedAt));
    return until <= page.now ? words.over(day(until)) : words.untilDay(day(until));
  };
  return (
    <div class="flow">
      <ErrorSummary
        problems={Object.entries(errors).map(([id, message]) => ({ id, message }))}
        reader={reader}
      />
      <h1>{words.title}</h1>
      <p class="mute">{it.name}</p>
      {page.done ? <Done first={page.done} focused /> : null}
      <p>
        {words.lead} <a href="/api/v1/openapi.json">{words.documentation}</a>
      </p>
      {page.applications.length === 0 ? (
        <p>{words.none}</p>
      ) : (
        <Table
          id="applications"
          caption={words.title}
          captionHidden
          columns={[
            { title: words.application },
            { title: words.reads },
            { title: words.until },
            { title: words.lastUse },
            { title: words.calls, numeric: true },
            { title: words.withdraw },
          ]}
          rows={page.applications.map(one => [
            one.name,
            one.scopes.map(scope => apiScopes[scope][language]).join(', '),
            stateOf(one),
            one.lastUsedAt ? day(one.lastUsedAt) : words.never,
            numberText(one.calls, language),
            one.endedAt || one.until <= page.now ? (
              '–'
            ) : (
              <form method="post" action={`${here}/retirer`}>
                <Seal seal={page.seal} />
                <input type="hidden" name="application" value={one.id} />
                <button type="submit" class="btn alt" aria-label={words.withdrawOne(one.name)}>
                  {words.withdraw}
                </button>
              </form>
            ),
          ])}
        />
      )}
      <form method="post" action={here} class="flow">
        <Seal seal={page.seal} />
        <h2>{words.link}</h2>
        <Field
          name="nom"
          label={words.name}
          hint={words.nameHint}
          value={listOf(typed.nom)[0]}
          error={errors.nom}
        />
        <Picks
          name="droits"
          type="checkbox"
          legend={words.scopes}
          error={errors.droits}
          options={Object.entries(apiScopes).map(([value, label]) => ({ value, label: label[language] }))}
          chosen={listOf(typed.droits)}
        />
        <Picks
          name="mois"
          type="radio"
          legend={words.months}
          options={keyMonths.map(count => ({ value: String(count), label: words.monthsOf(count) }))}
          chosen={[listOf(typed.mois)[0] ?? '12']}
        />
        <p>
          <Button>{words.create}</Button>
        </p>
      </form>
    </div>
  );
}

interface KeyPageProps {
  organisation: { id: string; name: string };
  name: string;
  /** `identifier:secret`, shown this once. */
  bearer: string;
  reader: Reader;
}

/** The key that was just made. */
export function KeyPage({ organisation, name, bearer, reader }: KeyPageProps) {
  const words = say(apiMessages, reader);
  return (
    <div class="flow">
      <h1>{name}</h1>
      <Done first={words.made} focused />
      <h2>{words.key}</h2>
      <p>
        <code>{bearer}</code>
      </p>
      <Notice kind="warning" first={words.madeMore} />
      <p>
        <ButtonLink href={`/pro/reseau/structures/${organisation.id}/applications`}>{words.back}</ButtonLink>
      </p>
    </div>
  );
}
