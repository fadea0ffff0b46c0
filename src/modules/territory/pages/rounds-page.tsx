import type { Child } from 'hono/jsx';
import { say } from '../../../core/i18n.ts';
import { numberText, percentText } from '../../../core/typography.ts';
import { ButtonLink } from '../../../core/ui/actions.tsx';
import { Stat, Stats } from '../../../core/ui/figures.tsx';
import { Done, Notice } from '../../../core/ui/notices.tsx';
import type { Reader } from '../../../core/ui/site.ts';
import { Table } from '../../../core/ui/tables.tsx';
import type { RoundsResult } from '../domain/plans/rounds-result.ts';
import { planMessages } from '../messages-plans.ts';
import { roundsMessages } from '../messages-rounds.ts';
import type { PlanPageProps } from './plan-page.tsx';
import { Acts, gapText } from './plan-parts.tsx';

interface RoundsPageProps {
  title: string;
  about: string;
  done: string | null;
  result: RoundsResult;
  stale: boolean;
  shared: boolean;
  /** Bases with the numbers of their counsellors. */
  bases: readonly { code: string; name: string; counsellors: number; numbers: string }[];
  /** Places with their times, and their sheet. */
  places: readonly {
    code: string;
    name: string;
    halfDays: number;
    persons: number;
    when: string;
    sheet: string;
  }[];
  /** Mornings and afternoons of each counsellor, five of each. */
  weeks: readonly { name: string; base: string; sheet: string; halves: readonly string[] }[];
  /** Null for who has only a link. */
  sheets: string | null;
  /** The form of other rounds, beginning with this one. */
  again: string;
  estimated: string;
  map: Child;
  communeHref: (code: string) => string;
  acts: PlanPageProps['acts'];
  reader: Reader;
}

/** Rounds: how good, from where, to where, and the week of each. */
export function RoundsPage(props: RoundsPageProps) {
  const { result, reader, acts, communeHref } = props;
  const words = say(roundsMessages, reader);
  const plans = say(planMessages, reader);
  const number = (value: number) => numberText(value, reader.language);
  return (
    <>
      <div class="head">
        <div>
          <h1>{props.title}</h1>
          <p class="mute">{props.about}</p>
        </div>
        <p class="row noprint">
          {props.sheets ? <ButtonLink href={props.sheets}>{words.sheets}</ButtonLink> : null}
          {acts ? (
            <ButtonLink kind="alt" href={props.again}>
              {plans.change}
            </ButtonLink>
          ) : null}
        </p>
      </div>
      {props.done ? <Done first={props.done} focused /> : null}
      {props.shared ? <Notice kind="info" first={plans.readOnly} /> : null}
      {props.stale ? <Notice first={plans.changed} /> : null}
      <Notice kind="info" first={words.bounded(gapText(result.gap, reader))}>
        {words.announced}
      </Notice>
      {result.left.length > 0 ? (
        <Notice first={words.left(number(result.left.reduce((sum, { halfDays }) => sum + halfDays, 0)))} />
      ) : null}
      {result.warnings.length > 0 ? (
        <Notice first={plans.solverWarning}>
          <span lang={reader.language === 'fr' ? undefined : 'fr'}>{result.warnings.join(' ')}</span>
        </Notice>
      ) : null}
      <div class="after-s">
        <Stats>
          <Stat
            figure={percentText(result.helped / result.persons, reader.language)}
            sentence={words.helped}
          />
          <Stat figure={number(result.halfDays)} sentence={words.halfDays} />
          <Stat figure={String(result.places.length)} sentence={words.places} />
        </Stats>
      </div>
      <div class="side after">
        {props.map}
        <div class="flow">
          <Table
            tight
            id="bases"
            caption={words.bases}
            columns={[{ title: words.base }, { title: words.counsellors }]}
            rows={props.bases.map((base, at) => [
              <span class="nn">
                <span class="no">{at + 1}</span>
                <a href={communeHref(base.code)}>{base.name}</a>
              </span>,
              base.numbers,
            ])}
          />
          <p class="small mute">{words.note}</p>
          {result.estimated.length > 0 ? (
            <p class="small mute">{plans.estimated(result.estimated.length, props.estimated)}</p>
          ) : null}
        </div>
      </div>
      <div class="flow">
        <Table
          tight
          id="lieux"
          caption={words.visited}
          columns={[
            { title: words.place },
            { title: words.helpedHere, numeric: true },
            { title: words.weekly, numeric: true },
            { title: words.when },
            ...(props.sheets ? [{ title: words.sheetOfPlace }] : []),
          ]}
          rows={props.places.map(place => [
            <a href={communeHref(place.code)}>{place.name}</a>,
            numberText(place.persons, reader.language, 0),
            number(place.halfDays),
            place.when,
            ...(props.sheets
              ? [
                  <a href={place.sheet} aria-label={`PDF, ${words.sheetOfPlace}, ${place.name}`}>
                    PDF
                  </a>,
                ]
              : []),
          ])}
        />
        <Table
          tight
          id="semaine"
          caption={words.week}
          columns={[
            { title: words.counsellor },
            ...[1, 2, 3, 4, 5].map(day => ({ title: words.weekday(day) })),
          ]}
          rows={props.weeks.map(({ name, base, sheet, halves }) => [
            <>
              {props.sheets ? <a href={sheet}>{name}</a> : name}
              <span class="small mute"> {base}</span>
            </>,
            ...[0, 1, 2, 3, 4].map(day => (
              <>
                <span class="mute">{words.am}</span> {halves[2 * day]}
                <br />
                <span class="mute">{words.pm}</span> {halves[2 * day + 1]}
              </>
            )),
          ])}
        />
        {acts ? <Acts acts={acts} adoptLabel={words.adopt} reader={reader} /> : null}
      </div>
    </>
  );
}
