import type { Child } from 'hono/jsx';
import { say } from '../../../core/i18n.ts';
import { clockText, dayText, numberText } from '../../../core/typography.ts';
import { ButtonLink } from '../../../core/ui/actions.tsx';
import { PlainList } from '../../../core/ui/lists.tsx';
import { Done, Notice } from '../../../core/ui/notices.tsx';
import type { Reader } from '../../../core/ui/site.ts';
import { Facts, Table } from '../../../core/ui/tables.tsx';
import { dataMessages } from '../messages-data.ts';

interface OfficerPageProps {
  /** The requests that wait, drawn. */
  requests: Child;
  lastErasure: { at: Date; rows: number } | null;
  verified: { at: Date; findings: number } | null;
  now: Date;
  reader: Reader;
}

/** `/pro/dpo`: what waits, then where everything is. */
export function OfficerPage({ requests, lastErasure, verified, now, reader }: OfficerPageProps) {
  const words = say(dataMessages, reader);
  const { language } = reader;
  const day = (at: Date) => dayText(at, { language, now });
  return (
    <div class="flow">
      <h1>{words.title}</h1>
      <p class="lead">{words.lead}</p>
      <h2>{words.requests}</h2>
      {requests}
      <h2>{words.register}</h2>
      <p>
        {words.registerLead} <a href="/pro/dpo/registre">{words.register}</a>
      </p>
      <h2>{words.erasures}</h2>
      <Facts
        facts={[
          {
            term: words.lastErasure,
            text: lastErasure
              ? `${day(lastErasure.at)}\u00a0: ${words.lines(lastErasure.rows, numberText(lastErasure.rows, language))}`
              : words.never,
          },
          {
            term: words.verified,
            text: verified
              ? `${day(verified.at)}\u00a0: ${verified.findings > 0 ? words.findings(verified.findings) : words.sound}`
              : words.never,
          },
        ]}
      />
      <PlainList
        lines={[
          <a href="/pro/dpo/effacements">{words.erasures}</a>,
          <a href="/pro/dpo/journal">{words.journal}</a>,
          <a href="/pro/alertes">{words.alerts}</a>,
        ]}
      />
    </div>
  );
}

export interface RegisterLine {
  code: string;
  purpose: string;
  ground: string;
  people: string;
  data: string;
  recipients: string;
  terms: readonly string[];
}

/** `/pro/dpo/registre`: article 30, one part for each purpose; printed as it is. */
export function RegisterPage({ lines, reader }: { lines: readonly RegisterLine[]; reader: Reader }) {
  const words = say(dataMessages, reader);
  return (
    <div class="flow">
      <h1>{words.register}</h1>
      <p class="lead">{words.registerLead}</p>
      <p class="noprint">
        <ButtonLink kind="alt" href="/pro/dpo/registre.csv">
          {words.registerFile}
        </ButtonLink>
      </p>
      {lines.map(line => (
        <section class="flow after-s">
          <h2>{line.purpose}</h2>
          <Facts
            facts={[
              { term: words.ground, text: line.ground },
              { term: words.people, text: line.people },
              { term: words.data, text: line.data },
              { term: words.recipients, text: line.recipients },
            ]}
          />
          <h3>{words.terms}</h3>
          {line.terms.length === 0 ? <p>{words.untilEnd}</p> : <PlainList lines={line.terms} />}
        </section>
      ))}
      <p class="mute">{words.confirm}</p>
    </div>
  );
}

interface ErasuresPageProps {
  rules: readonly { code: string; words: string; due: number }[];
  runs: readonly { id: string; at: Date; rows: number }[];
  now: Date;
  reader: Reader;
}

/** `/pro/dpo/effacements`: what would go now, what went. */
export function ErasuresPage({ rules, runs, now, reader }: ErasuresPageProps) {
  const words = say(dataMessages, reader);
  const { language } = reader;
  return (
    <div class="flow">
      <h1>{words.erasures}</h1>
      <p class="lead">{words.erasuresLead}</p>
      <h2>{words.dueTitle}</h2>
      <Table
        id="regles"
        caption={words.dueTitle}
        captionHidden
        columns={[{ title: words.rule }, { title: words.due, numeric: true }]}
        rows={rules.map(({ words: rule, due }) => [rule, numberText(due, language)])}
      />
      <h2>{words.runs}</h2>
      {runs.length === 0 ? (
        <p>{words.noRun}</p>
      ) : (
        <Table
          id="passages"
          caption={words.runs}
          captionHidden
          columns={[
            { title: words.when },
            { title: words.rows, numeric: true },
            { title: words.certificate },
          ]}
          rows={runs.map(run => [
            `${dayText(run.at, { language, now })}, ${clockText(run.at, language)}`,
            numberText(run.rows, language),
            <a href={`/pro/dpo/effacements/${run.id}`} aria-label={`${words.see} ${run.id}`}>
              {words.see}
            </a>,
          ])}
        />
      )}
    </div>
  );
}

interface CertificatePageProps {
  run: { id: string; at: Date; rows: number; digest: string };
  results: readonly { words: string; rows: number }[];
  /** The digest computed again is the one kept. */
  isRight: boolean;
  /** Who answers for the territory. */
  organisation: string;
  reader: Reader;
}

/** `/pro/dpo/effacements/:id`: counts only, nothing of what was erased. */
export function CertificatePage({ run, results, isRight, organisation, reader }: CertificatePageProps) {
  const words = say(dataMessages, reader);
  const { language } = reader;
  return (
    <div class="flow">
      <h1>{words.certificate}</h1>
      <p class="lead">{words.certifies(organisation)}</p>
      {isRight ? <Done first={words.digestRight} /> : <Notice kind="bad" first={words.digestWrong} />}
      <Facts
        facts={[
          { term: words.when, text: `${dayText(run.at, { language })}, ${clockText(run.at, language)}` },
          { term: words.number, text: run.id },
          { term: words.rows, text: numberText(run.rows, language) },
          { term: words.digest, text: run.digest },
        ]}
      />
      <Table
        id="regles"
        caption={words.certificate}
        captionHidden
        columns={[{ title: words.rule }, { title: words.rows, numeric: true }]}
        rows={results.map(({ words: rule, rows }) => [rule, numberText(rows, language)])}
      />
      <p class="noprint">
        <ButtonLink kind="alt" icon="print" href={`/pro/dpo/effacements/${run.id}/papier`}>
          {words.printed}
        </ButtonLink>
      </p>
    </div>
  );
}
