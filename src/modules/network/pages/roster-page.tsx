import type { FormSeal } from '../../../core/forms.ts';
import { say } from '../../../core/i18n.ts';
import { roleCodes, roles as roleNames } from '../../../core/roles.ts';
import { Button, More } from '../../../core/ui/actions.tsx';
import { Field, Select } from '../../../core/ui/forms.tsx';
import { Seal } from '../../../core/ui/seal.tsx';
import type { Reader } from '../../../core/ui/site.ts';
import { Table } from '../../../core/ui/tables.tsx';
import { rosterMessages } from '../messages-roster.ts';
import { type RosterFilter, rosterQuery } from '../roster-filter.ts';
import { habilitationKinds } from '../vocabulary.ts';

/** One person in one organisation, in words. */
export interface RosterRow {
  name: string;
  href: string;
  organisation: string;
  roles: string;
  habilitations: readonly string[];
  /** Null when it is not for the reader. */
  lastSeen: string | null;
}

interface RosterPageProps {
  rows: readonly RosterRow[];
  counted: number;
  pages: number;
  filter: RosterFilter;
  /** Organisations to choose from, for who sees the whole network. */
  organisations: readonly { id: string; name: string }[] | null;
  areas: readonly string[];
  areaError: string | null;
  seesLastSeen: boolean;
  mayExport: boolean;
  seal: FormSeal;
  reader: Reader;
}

const here = '/pro/reseau/personnes';

/** `/pro/reseau/personnes`: who works in the network, and what each may do. */
export function RosterPage({ rows, filter, organisations, seesLastSeen, reader, ...page }: RosterPageProps) {
  const words = say(rosterMessages, reader);
  const asked = rosterQuery(filter);
  const refined = asked.some(([name]) => name !== 'q' && name !== 'lieu');
  const pageAt = (number: number) => `${here}?${new URLSearchParams([...asked, ['page', String(number)]])}`;
  return (
    <div class="flow">
      <h1>{words.title}</h1>
      <p class="mute">{organisations ? words.leadAll : words.leadMine}</p>
      <form method="get" action={here} class="flow" role="search">
        <Field name="q" label={words.text} value={filter.text} maxlength={100} />
        {organisations ? (
          <Field
            name="lieu"
            label={words.area}
            hint={words.areaHint}
            value={filter.area}
            suggestions={page.areas}
            error={page.areaError ?? undefined}
            maxlength={100}
          />
        ) : null}
        <More summary={words.filters} open={refined}>
          <div class="flow">
            {organisations ? (
              <Select
                name="structure"
                label={words.organisation}
                options={[
                  { value: '', label: words.any },
                  ...organisations.map(({ id, name }) => ({ value: id, label: name })),
                ]}
                value={filter.organisation ?? ''}
              />
            ) : null}
            <Select
              name="role"
              label={words.role}
              options={[
                { value: '', label: words.anyRole },
                ...roleCodes
                  .filter(code => code !== 'habitant')
                  .map(code => ({ value: code, label: roleNames[code][reader.language] })),
              ]}
              value={filter.role ?? ''}
            />
            <Select
              name="habilitation"
              label={words.habilitation}
              options={[
                { value: '', label: words.any },
                ...Object.entries(habilitationKinds).map(([value, name]) => ({
                  value,
                  label: name[reader.language],
                })),
              ]}
              value={filter.habilitation ?? ''}
            />
            <Field
              name="fin"
              label={words.ends}
              hint={words.endsHint}
              inputmode="numeric"
              value={filter.endsWithin ? String(filter.endsWithin) : ''}
            />
            {seesLastSeen ? (
              <Field
                name="inactif"
                label={words.inactive}
                hint={words.inactiveHint}
                inputmode="numeric"
                value={filter.inactive ? String(filter.inactive) : ''}
              />
            ) : null}
          </div>
        </More>
        <p class="row">
          <Button kind="alt">{words.look}</Button>
          {asked.length > 0 ? <a href={here}>{words.clear}</a> : null}
        </p>
      </form>
      <p role="status">{page.counted === 0 ? words.none : words.found(page.counted)}</p>
      {rows.length > 0 ? (
        <Table
          id="personnes"
          caption={words.title}
          captionHidden
          columns={[
            { title: words.person },
            { title: words.organisation },
            { title: words.roles },
            { title: words.habilitations },
            ...(seesLastSeen ? [{ title: words.lastSeen }] : []),
          ]}
          rows={rows.map(row => [
            <a href={row.href}>{row.name}</a>,
            row.organisation,
            row.roles,
            row.habilitations.length === 0 ? (
              words.noHabilitation
            ) : (
              <ul class="plain">
                {row.habilitations.map(line => (
                  <li>{line}</li>
                ))}
              </ul>
            ),
            ...(seesLastSeen ? [row.lastSeen] : []),
          ])}
        />
      ) : null}
      {page.pages > 1 ? (
        <nav aria-label={words.title} class="row">
          {filter.page > 1 ? (
            <a href={pageAt(filter.page - 1)} rel="prev">
              {words.before}
            </a>
          ) : null}
          <span>{words.page(filter.page, page.pages)}</span>
          {filter.page < page.pages ? (
            <a href={pageAt(filter.page + 1)} rel="next">
              {words.after}
            </a>
          ) : null}
        </nav>
      ) : null}
      {page.mayExport && page.counted > 0 ? (
        <form method="post" action={`${here}/export`} class="flow noprint">
          <Seal seal={page.seal} />
          {asked.map(([name, value]) => (
            <input type="hidden" name={name} value={value} />
          ))}
          <p class="mute">{words.exportMore}</p>
          <p>
            <Button kind="quiet">{words.export}</Button>
          </p>
        </form>
      ) : null}
    </div>
  );
}
