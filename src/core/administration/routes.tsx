import { sql } from 'kysely';
import { act } from '../act.ts';
import { checkSeal, keyOfAct } from '../forms.ts';
import type { Route, Visit } from '../http/route.ts';
import { say } from '../i18n.ts';
import { jobsOf } from '../jobs.ts';
import { administrationEvents, administratorsMayKeepAirial } from './events.ts';
import { administrationMessages } from './messages.ts';
import { problemsOf, readState } from './state.ts';
import { StatePage } from './state-page.tsx';

const path = '/pro/admin';

/** The pages of administrators that the ground itself holds. */
export const administrationRoutes: readonly Route[] = [
  { method: 'GET', path, policy: administratorsMayKeepAirial, reach: 'linked', handle: showState },
  {
    method: 'POST',
    path,
    policy: administratorsMayKeepAirial,
    reach: { exempt: 'envoi du formulaire' },
    handle: retry,
  },
];

async function showState(visit: Visit): Promise<Response> {
  const { ground, now, reader, url } = visit;
  const { config } = ground;
  const state = await visit.read(transaction => readState(transaction, ground, now));
  const asked = url.searchParams.get('relances');
  const title = say(administrationMessages, reader).title;
  return await visit.page(
    {
      title,
      crumbs: [{ label: say(administrationMessages, reader).desk, href: '/pro' }, { label: title }],
      desk: true,
      robots: 'noindex',
    },
    <StatePage
      state={state}
      problems={problemsOf(state, { email: config.smtpUrl !== undefined }, now)}
      set={{
        email: config.smtpUrl !== undefined,
        sms: config.sms !== undefined,
        proconnect: config.proconnect !== undefined,
        franceconnect: config.franceconnect !== undefined,
      }}
      startedAt={new Date(Date.now() - process.uptime() * 1000)}
      titleOf={name => jobsOf(ground).find(job => job.name === name)?.title[reader.language]}
      retried={asked !== null && /^\d{1,6}$/.test(asked) ? Number(asked) : null}
      now={now}
      seal={visit.seal()}
      reader={reader}
    />,
  );
}

/** Starts failed jobs again: the one named, or all. */
async function retry(visit: Visit): Promise<Response> {
  const { ground, now, actor, number } = visit;
  const typed = await visit.form();
  const wanted = [typed.travail ?? []].flat().filter(id => /^\d{1,18}$/.test(id));
  if (typed.travail !== undefined && wanted.length === 0) return await visit.error(404);
  const seal = checkSeal(typed, new Date());
  const count = await act(ground.database, now, {
    event: administrationEvents.jobs_retried,
    actor,
    request: number,
    ...(seal ? { key: keyOfAct(seal.key, wanted) } : {}),
    change: async transaction => {
      const { rows } = await sql<{ n: number }>`SELECT core.retry_jobs(${wanted}::text[]) AS n`.execute(
        transaction,
      );
      const n = rows[0]!.n;
      return {
        answer: n,
        object: { type: 'jobs', ref: wanted[0] ?? 'all' },
        facts: { count: n },
        unchanged: n === 0,
      };
    },
  });
  return visit.redirect(`${path}?relances=${count}`);
}
