import type { Child } from 'hono/jsx';
import type { FormSeal } from '../forms.ts';
import { say } from '../i18n.ts';
import { clockText, dayText, numberText } from '../typography.ts';
import { Button } from '../ui/actions.tsx';
import { PlainList } from '../ui/lists.tsx';
import { Done, Notice, Tag } from '../ui/notices.tsx';
import { Seal } from '../ui/seal.tsx';
import type { Reader } from '../ui/site.ts';
import { Facts, Table } from '../ui/tables.tsx';
import { administrationMessages } from './messages.ts';
import type { Problem, State } from './state.ts';

interface StatePageProps {
  state: State;
  problems: readonly Problem[];
  /** What is set up: sending, and sign-in by others. */
  set: { email: boolean; sms: boolean; proconnect: boolean; franceconnect: boolean };
  startedAt: Date;
  /** Words of a job; none for one that this version no longer knows. */
  titleOf: (job: string) => string | undefined;
  /** Jobs just started again; null when nothing was asked. */
  retried: number | null;
  now: Date;
  seal: FormSeal;
  reader: Reader;
}

const giga = 2 ** 30;
const here = '/pro/admin';

/** `/pro/admin`: what needs attention first, then everything that can be looked at. */
export function StatePage({
  state,
  problems,
  set,
  titleOf,
  retried,
  now,
  seal,
  reader,
  startedAt,
}: StatePageProps) {
  const words = say(administrationMessages, reader);
  const { language } = reader;
  const when = (at: Date | null, otherwise = words.never) =>
    at ? `${dayText(at, { language, now, short: true })}, ${clockText(at, language)}` : otherwise;
  const settings = {
    email: set.email ? words.smtp : words.folder,
    sms: set.sms ? words.gateway : words.folder,
    letter: words.printed,
    onscreen: words.inside,
  };
  const named = (job: string) => (
    <>
      {titleOf(job)} <code class="mute">{job}</code>
    </>
  );
  return (
    <div class="flow">
      <h1>{words.title}</h1>
      {retried === null ? null : <Done first={words.retried(retried)} focused />}
      {problems.length === 0 ? (
        <Notice kind="info" first={words.well}>
          {words.wellMore}
        </Notice>
      ) : (
        <Notice kind="bad" first={words.look}>
          <PlainList lines={problems.map(words.problem)} />
        </Notice>
      )}
      <p>
        <a href="/pro/admin/reglages">{words.settings}</a>
      </p>
      <h2>{words.adapters}</h2>
      <Table
        id="liens"
        caption={words.adapters}
        captionHidden
        columns={[
          { title: words.adapter },
          { title: words.setting },
          { title: words.waiting, numeric: true },
          { title: words.lastWeek, numeric: true },
          { title: words.lastGone },
          { title: words.lastFailed },
        ]}
        rows={[
          ...(['email', 'sms', 'letter', 'onscreen'] as const).map((channel): Child[] => {
            const known = state.channels.find(one => one.channel === channel);
            return [
              words.channel(channel),
              settings[channel],
              numberText(known?.waiting ?? 0, language),
              numberText(known?.gone ?? 0, language),
              when(known?.lastGone ?? null),
              when(known?.lastFailed ?? null),
            ];
          }),
          ...(['proconnect', 'franceconnect'] as const).map((provider): Child[] => [
            { proconnect: 'ProConnect', franceconnect: 'FranceConnect' }[provider],
            set[provider] ? words.on : words.off,
            '–',
            '–',
            '–',
            '–',
          ]),
        ]}
      />
      <p>
        <a href="/pro/admin/boite-d-envoi">{words.outbox}</a>
      </p>
      <h2>{words.jobs}</h2>
      <h3>{words.failures}</h3>
      {state.failures.length === 0 ? (
        <p>{words.noFailure}</p>
      ) : (
        <>
          <p class="mute">{words.whyElsewhere}</p>
          <Table
            id="echecs"
            caption={words.failures}
            captionHidden
            columns={[
              { title: words.job },
              { title: words.attempts, numeric: true },
              { title: words.when },
              { title: words.next },
              { title: words.retry },
            ]}
            rows={state.failures.map(failure => [
              named(failure.job),
              numberText(failure.attempts, language),
              when(failure.at),
              failure.givenUp ? <Tag kind="bad">{words.given}</Tag> : when(failure.nextAt),
              <form method="post" action={here}>
                <Seal seal={seal} />
                <input type="hidden" name="travail" value={failure.id} />
                <button
                  type="submit"
                  class="btn alt"
                  aria-label={words.retryOne(titleOf(failure.job) ?? failure.job, failure.id)}
                >
                  {words.retry}
                </button>
              </form>,
            ])}
          />
          <form method="post" action={here}>
            <Seal seal={seal} />
            <p>
              <Button>{words.retryAll}</Button>
            </p>
          </form>
        </>
      )}
      <h3>{words.jobsNow}</h3>
      {state.counts.length === 0 ? (
        <p>{words.noJob}</p>
      ) : (
        <Table
          id="file"
          caption={words.jobsNow}
          captionHidden
          columns={[{ title: words.job }, { title: words.state }, { title: words.count, numeric: true }]}
          rows={state.counts.map(one => [
            named(one.job),
            words.jobState(one.state),
            numberText(one.jobs, language),
          ])}
        />
      )}
      <h3>{words.rounds}</h3>
      <Table
        id="reguliers"
        caption={words.rounds}
        captionHidden
        columns={[{ title: words.job }, { title: words.lastRound }, { title: words.state }]}
        rows={state.rounds.map(round => [
          named(round.job),
          when(round.lastAt, words.notYet),
          round.late ? <Tag kind="bad">{words.late}</Tag> : words.onTime,
        ])}
      />
      <h2>{words.journal}</h2>
      <Facts
        facts={[
          { term: words.entries, text: numberText(state.checkpoint?.size ?? 0, language) },
          { term: words.checkpoint, text: when(state.checkpoint?.at ?? null) },
          {
            term: words.verified,
            text: state.verified
              ? `${when(state.verified.at)}\u00a0: ${state.verified.findings > 0 ? words.findings(state.verified.findings) : words.sound}`
              : words.never,
          },
        ]}
      />
      <p class="mute">
        {words.verifyHow} <code>./airial journal verify</code>
      </p>
      <h2>{words.retention}</h2>
      <Facts
        facts={[
          {
            term: words.lastRun,
            text: state.retention
              ? `${when(state.retention.at)}\u00a0: ${words.rows(numberText(state.retention.rows, language))}`
              : words.nothingDue,
          },
        ]}
      />
      <h2>{words.machine}</h2>
      <Facts
        facts={[
          {
            term: words.room,
            text: words.roomLeft(
              numberText(state.disk.free / giga, language),
              numberText(state.disk.total / giga, language),
            ),
          },
          { term: words.since, text: when(startedAt) },
          { term: words.postgres, text: state.postgres },
          { term: words.schema, text: state.schema },
        ]}
      />
    </div>
  );
}
