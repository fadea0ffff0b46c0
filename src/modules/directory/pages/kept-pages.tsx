import type { FormSeal } from '../../../core/forms.ts';
import { say } from '../../../core/i18n.ts';
import { Actions, Button, ButtonLink } from '../../../core/ui/actions.tsx';
import { Ask } from '../../../core/ui/forms.tsx';
import { Done } from '../../../core/ui/notices.tsx';
import { Seal } from '../../../core/ui/seal.tsx';
import type { Reader } from '../../../core/ui/site.ts';
import { Table } from '../../../core/ui/tables.tsx';
import { keepingMessages } from '../messages-keeping.ts';
import { PageLinks } from './edit-page.tsx';

export interface KeptLine {
  slug: string;
  name: string;
  commune: string;
  checked: string | null;
  missing: number;
}

/** `/pro/lieux`: the places of the organisation, and the way to any place for the coordination. */
export function KeptPlacesPage({
  places,
  coordination,
  done,
  reader,
}: {
  places: readonly KeptLine[];
  coordination: boolean;
  done: string | null;
  reader: Reader;
}) {
  const words = say(keepingMessages, reader);
  return (
    <div class="flow">
      <h1>{words.places}</h1>
      {done ? <Done first={done} focused /> : null}
      <p class="lead">{words.placesLead}</p>
      {coordination ? (
        <Actions>
          <ButtonLink href="/pro/lieux/a-moderer">{words.toModerate}</ButtonLink>
          <ButtonLink kind="alt" href="/pro/lieux/imports">
            {words.imports}
          </ButtonLink>
        </Actions>
      ) : null}
      {places.length === 0 ? (
        <p>
          {words.noPlace} {words.noPlaceMore}
        </p>
      ) : (
        <Table
          id="lieux"
          caption={words.places}
          captionHidden
          columns={[
            { title: words.place },
            { title: words.commune },
            { title: words.checked },
            { title: words.left },
          ]}
          rows={places.map(place => [
            <a href={`/pro/lieux/${place.slug}`}>{place.name}</a>,
            place.commune,
            place.checked ?? words.never,
            place.missing === 0 ? words.nothingLeft : String(place.missing),
          ])}
        />
      )}
      <Ask
        band
        search
        action="/lieux"
        name="q"
        label={words.searchPlace}
        button={words.searchPlace}
        buttonKind="alt"
      />
    </div>
  );
}

export interface VersionLine {
  no: number;
  written: string;
  by: string;
  reason: string | null;
  changed: readonly string[];
}

/** `/pro/lieux/:slug/versions`: what the page said, and the way back. */
export function VersionsPage({
  name,
  slug,
  versions,
  seal,
  reader,
}: {
  name: string;
  slug: string;
  versions: readonly VersionLine[];
  seal: FormSeal;
  reader: Reader;
}) {
  const words = say(keepingMessages, reader);
  return (
    <div class="flow">
      <h1>{words.historyTitle}</h1>
      <p class="lead">{words.historyLead(name)}</p>
      <PageLinks slug={slug} reader={reader} />
      <ol class="time">
        {versions.map((version, index) => (
          <li>
            <p>
              <b>
                {words.version} {version.no}
              </b>{' '}
              {version.written}, {words.by.toLowerCase()} {version.by}
            </p>
            {version.reason ? <p>{version.reason}</p> : null}
            <p class="mute">
              {version.changed.length > 0
                ? `${words.changed}\u00a0: ${version.changed.join(', ')}`
                : words.first}
            </p>
            {index === 0 ? (
              <p class="small">{words.current}</p>
            ) : (
              <form method="post" action={`/pro/lieux/${slug}/versions`}>
                <Seal seal={seal} />
                <input type="hidden" name="version" value={String(version.no)} />
                <Button kind="alt">
                  {words.restore}
                  <span class="sr"> {version.no}</span>
                </Button>
              </form>
            )}
          </li>
        ))}
      </ol>
    </div>
  );
}

/** A question that says what is lost, then one button. */
export function ConfirmPage({
  title,
  lead,
  button,
  action,
  back,
  seal,
}: {
  title: string;
  lead: string;
  button: string;
  action: string;
  back: { href: string; label: string };
  seal: FormSeal;
}) {
  return (
    <div class="flow">
      <h1>{title}</h1>
      <p class="lead">{lead}</p>
      <form method="post" action={action}>
        <Seal seal={seal} />
        <Actions>
          <Button kind="stop">{button}</Button>
          <a href={back.href}>{back.label}</a>
        </Actions>
      </form>
    </div>
  );
}
