import { keyOfPress, type Typed } from '../../../core/forms.ts';
import { paperAnswer } from '../../../core/http/answer.ts';
import type { Route, Visit } from '../../../core/http/route.ts';
import { say } from '../../../core/i18n.ts';
import { provenEntries } from '../../../core/journal/exporting.ts';
import { plainly } from '../../../core/journal/reading.ts';
import { sentenceOf } from '../../../core/journal/sentences.ts';
import { CannotVerify } from '../../../core/journal/verifying.ts';
import { before } from '../../../core/retention/rule.ts';
import { dayText } from '../../../core/typography.ts';
import { answerAlert, questionLine } from '../alerting.ts';
import { printJournal } from '../documents.ts';
import { CannotDo } from '../doing.ts';
import { journalMessages, serviceNames } from '../messages-journal.ts';
import { text } from '../pages/form-parts.tsx';
import { AlertsPage, DeskJournalPage, MyJournalPage } from '../pages/journal-pages.tsx';
import {
  answerersMayAnswerAlerts,
  holdersMayReadTheirJournal,
  leadsMayReadTheJournal,
  theOfficerMayReadTheJournal,
} from '../policy-journal.ts';
import {
  findMine,
  findMyChoices,
  findOfOrganisation,
  findOfTerritory,
  findOpenAlerts,
  type JournalFilter,
  type JournalLine,
  linesAPage,
} from '../store/journal.ts';
import { accountFrame, doerOf } from './account.tsx';
import { choiceOf, daysOf, olderThan, readBefore, uuid } from './journal-lines.ts';
import { crumbOf, withOrganisation } from './organisation.tsx';
import { networkFrame } from './organisations.tsx';

const sendsForm = { exempt: 'envoi du formulaire' } as const;
const own = holdersMayReadTheirJournal;

export const journalRoutes: readonly Route[] = [
  { method: 'GET', path: '/compte/journal', policy: own, reach: 'linked', handle: mine },
  { method: 'POST', path: '/compte/journal', policy: own, reach: sendsForm, handle: question },
  { method: 'GET', path: '/compte/journal/copie', policy: own, reach: 'linked', handle: copy },
  { method: 'GET', path: '/compte/journal/papier', policy: own, reach: 'linked', handle: paper },
  {
    method: 'GET',
    path: '/pro/reseau/structures/:id/journal',
    policy: leadsMayReadTheJournal,
    reach: { exempt: 'liée depuis la page de la structure pour son référent' },
    fresh: true,
    handle: ofOrganisation,
  },
  {
    method: 'GET',
    path: '/pro/dpo/journal',
    policy: theOfficerMayReadTheJournal,
    reach: 'linked',
    handle: ofTerritory,
  },
  {
    method: 'GET',
    path: '/pro/alertes',
    policy: answerersMayAnswerAlerts,
    reach: { exempt: 'liée depuis le bureau de qui répond, quand une alerte attend' },
    handle: visit => alertsPage(visit, null),
  },
  {
    method: 'POST',
    path: '/pro/alertes',
    policy: answerersMayAnswerAlerts,
    reach: sendsForm,
    handle: answer,
  },
];

async function mine(visit: Visit): Promise<Response> {
  const { reader, url } = visit;
  const words = say(journalMessages, reader);
  const { filter, typed } = choiceOf(visit);
  const previous = readBefore(url.searchParams.get('avant'));
  const { choices, lines } = await visit.read(async transaction => ({
    choices: await findMyChoices(transaction),
    lines: await findMine(transaction, { ...filter, ...(previous ? { before: previous } : {}) }),
  }));
  const named: Readonly<Record<string, string>> = say(serviceNames, reader);
  const query = new URLSearchParams(typed as Record<string, string>).toString();
  return await visit.page(
    accountFrame(visit, words.mine),
    <MyJournalPage
      days={daysOf(visit, lines.slice(0, linesAPage))}
      isEmpty={choices.services.length === 0}
      services={[
        { value: '', label: words.all },
        ...choices.services.map(code => ({ value: code, label: named[code] ?? words.other })),
      ]}
      organisations={[
        { value: '', label: words.all },
        ...choices.organisations.map(({ id, name }) => ({ value: id, label: name })),
      ]}
      typed={typed}
      pdf={`/compte/journal/papier${query && `?${query}`}`}
      older={olderThan(visit, lines)}
      reported={url.searchParams.has('signale')}
      seal={visit.seal()}
      reader={reader}
    />,
  );
}

/** Lines put on paper at most, some thirty sheets: the file with the proofs holds them all. */
const linesOnPaper = 1000;

/** What the page shows, all its pages one after the other, on paper. */
async function paper(visit: Visit): Promise<Response> {
  const { actor, territory, reader, now } = visit;
  const { filter } = choiceOf(visit);
  const lines = await visit.read(async transaction => {
    const all: JournalLine[] = [];
    let more = true;
    while (more && all.length < linesOnPaper) {
      const last = all.at(-1);
      const next = await findMine(transaction, { ...filter, ...(last ? { before: last } : {}) });
      all.push(...next.slice(0, linesAPage));
      more = next.length > linesAPage;
    }
    return { all, more };
  });
  const pdf = await printJournal({
    name: actor.account!.name,
    days: daysOf(visit, lines.all),
    cut: lines.more,
    territory,
    language: reader.language,
    at: now,
  });
  return paperAnswer(pdf, 'mon-journal');
}

async function question(visit: Visit): Promise<Response> {
  const typed = await visit.form();
  const entry = text(typed, 'ligne');
  if (!uuid.test(entry)) return await visit.error(404);
  try {
    await questionLine(doerOf(visit, keyOfPress(visit.url, typed)), entry);
  } catch (error) {
    if (error instanceof CannotDo) return await visit.error(404);
    throw error;
  }
  return visit.redirect('/compte/journal?signale=oui');
}

/** One's own journal as a file that anybody can check with the public key. */
async function copy(visit: Visit): Promise<Response> {
  try {
    const lines = await visit.read(async transaction => {
      const all: string[] = [];
      for await (const line of provenEntries(plainly(transaction), { person: visit.actor.ref }))
        all.push(`${JSON.stringify(line)}\n`);
      return all;
    });
    return new Response(lines.join(''), {
      headers: {
        'Content-Type': 'application/jsonl; charset=utf-8',
        'Content-Disposition': 'attachment; filename="journal.jsonl"',
        'Cache-Control': 'no-store',
      },
    });
  } catch (error) {
    // Nothing is signed yet on an installation of a moment ago.
    if (error instanceof CannotVerify) return await visit.error(404);
    throw error;
  }
}

/** Days asked, and what is wrong about them. */
function readSearch(visit: Visit): { filter: JournalFilter; typed: Typed; errors: Record<string, string> } {
  const words = say(journalMessages, visit.reader);
  const errors: Record<string, string> = {};
  const typed: Typed = Object.fromEntries(
    ['du', 'au', 'qui', 'objet'].map(name => [name, (visit.url.searchParams.get(name) ?? '').trim()]),
  );
  const isDay = (value: string) =>
    /^\d{4}-\d\d-\d\d$/.test(value) && new Date(`${value}T00:00:00Z`).toISOString().startsWith(value);
  const day = (name: string) => {
    const value = text(typed, name);
    if (!value) return {};
    try {
      if (isDay(value)) return { [name === 'du' ? 'from' : 'to']: value };
    } catch {
      // Said below: no such day.
    }
    errors[name] = words.badDay;
    return {};
  };
  const [somebody, object] = [text(typed, 'qui'), text(typed, 'objet')];
  if (somebody.length > 200) errors.qui = words.badReference;
  if (object.length > 200) errors.objet = words.badReference;
  const previous = readBefore(visit.url.searchParams.get('avant'));
  return {
    typed,
    errors,
    filter: {
      ...day('du'),
      ...day('au'),
      ...(somebody && !errors.qui ? { somebody } : {}),
      ...(object && !errors.objet ? { object } : {}),
      ...(previous ? { before: previous } : {}),
    },
  };
}

async function ofOrganisation(visit: Visit): Promise<Response> {
  return await withOrganisation(visit, async organisation => {
    if (!leadsMayReadTheJournal.allows(visit.actor, organisation.id)) return await visit.error(404);
    const words = say(journalMessages, visit.reader);
    const { filter, typed, errors } = readSearch(visit);
    const { somebody: _, object: __, ...days } = filter;
    const lines = await visit.read(transaction => findOfOrganisation(transaction, organisation.id, days));
    return await visit.page(
      {
        ...networkFrame(visit, words.organisationTitle, [crumbOf(organisation)]),
        error: Object.keys(errors).length > 0,
      },
      <DeskJournalPage
        title={words.ofOrganisation(organisation.name)}
        lead={words.organisationLead}
        action={visit.url.pathname}
        days={daysOf(visit, lines.slice(0, linesAPage))}
        older={olderThan(visit, lines)}
        typed={typed}
        errors={errors}
        search={false}
        reader={visit.reader}
      />,
      Object.keys(errors).length > 0 ? { status: 422 } : {},
    );
  });
}

async function ofTerritory(visit: Visit): Promise<Response> {
  const words = say(journalMessages, visit.reader);
  const { filter, typed, errors } = readSearch(visit);
  const isOfficer = visit.actor.account?.membership?.roles.includes('dpo') ?? false;
  const lines = await visit.read(transaction =>
    findOfTerritory(transaction, isOfficer ? 'all' : 'technical', filter),
  );
  return await visit.page(
    { ...networkFrame(visit, words.territory), error: Object.keys(errors).length > 0 },
    <DeskJournalPage
      title={words.territory}
      lead={isOfficer ? words.territoryLead : words.technicalLead}
      action="/pro/dpo/journal"
      days={daysOf(visit, lines.slice(0, linesAPage))}
      older={olderThan(visit, lines)}
      typed={typed}
      errors={errors}
      search
      reader={visit.reader}
    />,
    Object.keys(errors).length > 0 ? { status: 422 } : {},
  );
}

export const isLate = (visit: Visit, raisedAt: Date) => raisedAt < before(visit.now, 3, 'days');

async function alertsPage(
  visit: Visit,
  refused: { id: string; answer: string; error: string } | null,
): Promise<Response> {
  const { reader, now } = visit;
  const words = say(journalMessages, reader);
  const alerts = await visit.read(findOpenAlerts);
  return await visit.page(
    { ...networkFrame(visit, words.alerts), error: refused !== null },
    <AlertsPage
      alerts={alerts.map(alert => ({
        id: alert.id,
        sentence: sentenceOf(visit.ground, alert.event, reader.language),
        origin: words.alertOf(
          alert.by ?? words.person(alert.account.slice(-8)),
          dayText(alert.raisedAt, { language: reader.language, now }),
        ),
        isLate: isLate(visit, alert.raisedAt),
      }))}
      refused={refused}
      gone={visit.url.searchParams.has('deja')}
      sent={visit.url.searchParams.has('envoyee')}
      seal={visit.seal(refused ? await visit.form() : undefined)}
      reader={reader}
    />,
    refused ? { status: 422 } : {},
  );
}

async function answer(visit: Visit): Promise<Response> {
  const words = say(journalMessages, visit.reader);
  const typed = await visit.form();
  const [id, said] = [text(typed, 'alerte'), text(typed, 'reponse').trim()];
  if (!uuid.test(id)) return await visit.error(404);
  if (!said || said.length > 1000)
    return await alertsPage(visit, { id, answer: said, error: said ? words.answerLong : words.answerEmpty });
  try {
    await answerAlert(doerOf(visit, keyOfPress(visit.url, typed)), id, said);
  } catch (error) {
    if (error instanceof CannotDo) return visit.redirect('/pro/alertes?deja=oui');
    throw error;
  }
  return visit.redirect('/pro/alertes?envoyee=oui');
}
