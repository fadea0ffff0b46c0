import type { Child } from 'hono/jsx';
import { say } from '../../../core/i18n.ts';
import { numberText } from '../../../core/typography.ts';
import type { Reader, Territory } from '../../../core/ui/site.ts';
import { Table } from '../../../core/ui/tables.tsx';
import { indexMessages } from '../messages-index.ts';
import { type ShownScore, scoreCells } from './index-values.tsx';

export interface TerritoryPageProps {
  /** What was typed and found nothing, or several communes to choose from. */
  asked: { typed: string; hits: { label: string; href: string }[] } | null;
  map: Child;
  rows: readonly ShownScore[];
  epci: { siren: string; name: string } | null;
  epcis: readonly { siren: string; name: string }[];
  incomplete: number;
  communes: number;
  definition: string;
  sources: string;
  reader: Reader;
  territory: Territory;
}

/** Where help is most lacking: a question, the map, and the same in a table. */
export function TerritoryPage(props: TerritoryPageProps) {
  const { asked, rows, epci, epcis, reader, territory } = props;
  const words = say(indexMessages, reader);
  const number = (value: number) => numberText(value, reader.language, 0);
  const found = asked && asked.hits.length > 0;
  const why = !asked || found ? null : asked.typed === '' ? words.empty : words.unknown(asked.typed);
  return (
    <div class="flow">
      <h1>{words.title}</h1>
      <p class="lead">{words.lead(territory.inName)}</p>
      <form class="ask" action="/territoire" method="get">
        <div class={why ? 'field-error' : undefined}>
          <label for="commune">{words.ask}</label>
          {why ? (
            <span class="why" id="commune-erreur">
              {why}
            </span>
          ) : null}
          <input
            id="commune"
            name="q"
            type="search"
            value={asked?.typed}
            autocomplete="off"
            aria-describedby={why ? 'commune-erreur' : undefined}
            aria-invalid={why ? 'true' : undefined}
          />
        </div>
        <button class="btn" type="submit">
          {words.search}
        </button>
      </form>
      {found ? (
        <>
          <h2>{words.several(asked.typed)}</h2>
          <ul>
            {asked.hits.map(({ label, href }) => (
              <li>
                <a href={href}>{label}</a>
              </li>
            ))}
          </ul>
        </>
      ) : null}
      {rows.length === 0 ? <p class="note">{words.noIndex}</p> : null}
      {rows.length > 0 ? (
        <>
          <p class="row">
            {props.map ? <a href="#carte">{words.toMap}</a> : null}
            <a href="/territoire/comparer">{words.compareLink}</a>
            <a href="/territoire/methode">{words.methodLink}</a>
            <a href="/territoire/donnees">{words.dataLink}</a>
          </p>
          <form class="ask" action="/territoire" method="get">
            <div>
              <label for="epci">{words.filter}</label>
              <select id="epci" name="epci">
                <option value="">{words.all}</option>
                {epcis.map(({ siren, name }) => (
                  <option value={siren} selected={siren === epci?.siren}>
                    {name}
                  </option>
                ))}
              </select>
            </div>
            <button class="btn alt" type="submit">
              {words.show}
            </button>
          </form>
          {epci ? (
            <p>
              <a href={`/territoire/epci/${epci.siren}`}>{epci.name}</a>
            </p>
          ) : null}
          <div class="side">
            <Table
              tight
              id="communes"
              caption={epci ? words.tableOf(epci.name) : words.table}
              columns={[
                { title: words.commune },
                { title: words.index, numeric: true },
                { title: words.interval },
                { title: words.rank },
              ]}
              rows={rows.map(row => [<a href={row.href}>{row.name}</a>, ...scoreCells(row, reader)])}
            />
            {props.map}
          </div>
          <h2>{words.howSure}</h2>
          <p>{words.howSureText(number(props.incomplete), number(props.communes))}</p>
          <p>{words.notPeople}</p>
          <p class="mute" lang={reader.language === 'fr' ? undefined : 'fr'}>
            {props.sources}
          </p>
          <p class="mute">{props.definition}</p>
        </>
      ) : null}
    </div>
  );
}
