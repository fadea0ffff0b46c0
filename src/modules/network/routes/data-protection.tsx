import { sql } from 'kysely';
import { toCsvLine } from '../../../core/csv.ts';
import { paperAnswer } from '../../../core/http/answer.ts';
import type { Route, Visit } from '../../../core/http/route.ts';
import { say } from '../../../core/i18n.ts';
import {
  digestOf,
  findRun,
  findRuns,
  type RetentionRun,
  rehearseRetention,
  rulesOf,
} from '../../../core/retention/engine.ts';
import { printCertificate } from '../documents.ts';
import { dataMessages } from '../messages-data.ts';
import {
  CertificatePage,
  ErasuresPage,
  OfficerPage,
  type RegisterLine,
  RegisterPage,
} from '../pages/data-pages.tsx';
import { RequestsTable } from '../pages/rights-pages.tsx';
import { theOfficerMayProtectData } from '../policy-data.ts';
import { register, tells } from '../register.ts';
import { findRightsRequests } from '../store/rights.ts';
import { networkFrame } from './organisations.tsx';
import { shownRequest } from './rights.tsx';

const policy = theOfficerMayProtectData;
const erasures = '/pro/dpo/effacements';

/** Nobody is administrator and officer at once. */
const officerOnly = { exempt: 'dans le menu du délégué à la protection des données' };

export const dataProtectionRoutes: readonly Route[] = [
  { method: 'GET', path: '/pro/dpo', policy, reach: officerOnly, handle: desk },
  { method: 'GET', path: '/pro/dpo/registre', policy, reach: officerOnly, handle: registerPage },
  { method: 'GET', path: '/pro/dpo/registre.csv', policy, reach: officerOnly, handle: registerFile },
  { method: 'GET', path: erasures, policy, reach: officerOnly, handle: erasuresPage },
  {
    method: 'GET',
    path: `${erasures}/:id`,
    policy,
    reach: { exempt: 'liée depuis la liste, quand quelque chose a été effacé' },
    handle: visit => withRun(visit, run => certificate(visit, run)),
  },
  {
    method: 'GET',
    path: `${erasures}/:id/papier`,
    policy,
    reach: { exempt: 'liée depuis le certificat' },
    handle: visit => withRun(visit, run => paper(visit, run)),
  },
];

const frame = (visit: Visit, title: string, between: readonly { label: string; href: string }[] = []) => {
  const { title: home } = say(dataMessages, visit.reader);
  return {
    ...networkFrame(visit, title),
    crumbs: [...(title === home ? [] : [{ label: home, href: '/pro/dpo' }]), ...between, { label: title }],
  };
};

async function desk(visit: Visit): Promise<Response> {
  const { reader, now } = visit;
  const { requests, run, verified } = await visit.read(async transaction => {
    const { rows } = await sql<{ at: Date; findings: number }>`
      SELECT at, (facts->>'findings')::float8 AS findings
      FROM core.journal_entry WHERE event = 'journal.verified' ORDER BY at DESC LIMIT 1`.execute(transaction);
    return {
      requests: await findRightsRequests(transaction, { waiting: true }),
      run: (await findRuns(transaction, 1))[0] ?? null,
      verified: rows[0] ?? null,
    };
  });
  return await visit.page(
    frame(visit, say(dataMessages, reader).title),
    <OfficerPage
      requests={
        <>
          <RequestsTable requests={requests.map(it => shownRequest(it, now))} reader={reader} />
          <p>
            <a href="/pro/dpo/demandes">{say(dataMessages, reader).allRequests}</a>
          </p>
        </>
      }
      lastErasure={run}
      verified={verified}
      now={now}
      reader={reader}
    />,
  );
}

function registerLines({ ground, reader: { language } }: Visit): RegisterLine[] {
  const rules = rulesOf(ground);
  return register.map(record => ({
    code: record.code,
    purpose: record.purpose[language],
    ground: record.ground[language],
    people: record.people[language],
    data: record.data[language],
    recipients: record.recipients[language],
    terms: rules.filter(({ code }) => tells(record, code)).map(rule => rule[language]),
  }));
}

function registerPage(visit: Visit): Promise<Response> {
  return visit.page(
    frame(visit, say(dataMessages, visit.reader).register),
    <RegisterPage lines={registerLines(visit)} reader={visit.reader} />,
  );
}

function registerFile(visit: Visit): Response {
  const words = say(dataMessages, visit.reader);
  const header = [words.purpose, words.ground, words.people, words.data, words.recipients, words.terms];
  const rows = registerLines(visit).map(({ purpose, ground, people, data, recipients, terms }) => [
    purpose,
    ground,
    people,
    data,
    recipients,
    terms.join(' ') || words.untilEnd,
  ]);
  return new Response(`\ufeff${[header, ...rows].map(row => toCsvLine(row, true)).join('')}`, {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': 'attachment; filename="registre-des-traitements.csv"',
      'Cache-Control': 'no-store',
    },
  });
}

async function erasuresPage(visit: Visit): Promise<Response> {
  const { ground, reader, now } = visit;
  const rules = rulesOf(ground);
  // Counted as Airial itself: the officer may not read the rows, and must know how many there are.
  const due = await rehearseRetention(ground.database, rules, { kind: 'job', ref: 'core:retention' }, now);
  const runs = await visit.read(transaction => findRuns(transaction, 100));
  return await visit.page(
    frame(visit, say(dataMessages, reader).erasures),
    <ErasuresPage
      rules={rules.map(rule => ({
        code: rule.code,
        words: rule[reader.language],
        due: due.find(({ rule: code }) => code === rule.code)?.rows ?? 0,
      }))}
      runs={runs}
      now={now}
      reader={reader}
    />,
  );
}

async function withRun(visit: Visit, work: (run: RetentionRun) => Promise<Response>): Promise<Response> {
  const run = await visit.read(transaction => findRun(transaction, visit.params.id ?? ''));
  return run ? await work(run) : await visit.error(404);
}

/** Rules that ended something, in today's words; the code of one that is no more. */
function resultsOf({ ground, reader }: Visit, { results }: RetentionRun) {
  const rules = rulesOf(ground);
  return results
    .filter(({ rows }) => rows > 0)
    .map(({ rule, rows }) => ({
      words: rules.find(({ code }) => code === rule)?.[reader.language] ?? rule,
      rows,
    }));
}

/** The officer works in the organisation that answers for the territory. */
const pilotOf = ({ actor }: Visit) => actor.account?.membership?.organisation.name ?? '';

function certificate(visit: Visit, run: RetentionRun): Promise<Response> {
  const { reader } = visit;
  const words = say(dataMessages, reader);
  return visit.page(
    frame(visit, words.certificate, [{ label: words.erasures, href: erasures }]),
    <CertificatePage
      run={run}
      results={resultsOf(visit, run)}
      isRight={digestOf(run.at, run.results) === run.digest}
      organisation={pilotOf(visit)}
      reader={reader}
    />,
  );
}

async function paper(visit: Visit, run: RetentionRun): Promise<Response> {
  const { reader, territory } = visit;
  const pdf = await printCertificate({
    ...run,
    results: resultsOf(visit, run),
    organisation: pilotOf(visit),
    territory,
    language: reader.language,
  });
  return paperAnswer(pdf, 'certificat-effacement');
}
