import { type Actor, contextOf, type RefusedPolicy } from '../access.ts';
import { actAs, door } from '../acting-as.ts';
import { Problem } from '../api/problem.ts';
import type { Typed } from '../forms.ts';
import { say } from '../i18n.ts';
import { findKeptForm, keepForm } from '../kept-forms.ts';
import { freshFor, sessionHash } from '../sessions.ts';
import { keptMessages, ResumePage, TypedValues } from '../ui/kept-page.tsx';
import type { Route, Visit } from './route.ts';

/** Where people prove who they are; the pages are those of the house of accounts. */
export const signInPaths = {
  signIn: '/se-connecter',
  secondFactor: '/se-connecter/code',
  prove: '/compte/confirmer',
  context: '/contexte',
  resume: '/reprendre',
} as const;

/** A path of this site given as a parameter, or nothing: a sign-in must never lead to another site. */
export function localPath(text: string | null | undefined): string | null {
  if (!text || !/^\/(?![/\\])[^\s\\]*$/.test(text) || text.length > 2000) return null;
  return text;
}

/** Address of a page of sign-in that comes back here, with the form that was being sent if it was kept. */
export function leadTo(path: string, back: string, kept?: string | null): string {
  const query = new URLSearchParams({ suite: back });
  if (kept) query.set('formulaire', kept);
  return `${path}?${query}`;
}

/** What stands between a visit and its route: nothing (null), or the answer given instead. */
export async function gate(route: Route, visit: Visit): Promise<Response | null> {
  const { actor, url } = visit;
  const isForm = route.method === 'POST';
  const back = `${url.pathname}${url.search}`;
  const may = route.policy.allows(actor);
  // In another context, before what their role allows there; a role taken away is told as such.
  if (isForm && actor.account && (may || !actor.account.lapsed)) {
    const typed = await sentBy(visit, !may);
    if (isOfAnotherContext(actor, typed)) return await contextChanged(visit, typed);
  }
  if (!may) {
    const account = actor.account;
    if (route.policy.asks && !account)
      return visit.redirect(
        leadTo(signInPaths.signIn, isForm ? backOf(visit) : back, await keepUnsigned(visit, isForm)),
      );
    if (route.policy.asks === 'membership' && account?.strength === 1)
      return visit.redirect(
        leadTo(signInPaths.secondFactor, isForm ? backOf(visit) : back, await keep(visit, isForm)),
      );
    if (route.policy.asks === 'membership' && account && !account.membership && !isForm)
      return visit.redirect(leadTo(signInPaths.context, back));
    return await refuse(visit, route.policy, route.path);
  }
  if (route.fresh && actor.account && !isFresh(visit)) {
    return visit.redirect(
      leadTo(signInPaths.prove, isForm ? backOf(visit) : back, await keep(visit, isForm)),
    );
  }
  return null;
}

/** What is read of a form with a file that goes no further, in bytes. */
const mostKept = 4 * 1024 * 1024;

/** What a form says. One with a file is read by its route, as large as that one allows; here when it `stops` here. */
async function sentBy(visit: Visit, stops: boolean): Promise<Typed> {
  const typed = await visit.form();
  if (!stops || !visit.headers.get('Content-Type')?.startsWith('multipart/')) return typed;
  return await visit.upload(mostKept).then(
    sent => sent.typed,
    error => (error instanceof ContextChanged ? error.typed : {}),
  );
}

/** The act is not theirs: who can, and what they typed, so that nothing is lost. */
export async function refuse(visit: Visit, policy: RefusedPolicy, route: string): Promise<Response> {
  // Programs read problems; an unknown key is told as such, whatever the call.
  if (route.startsWith('/api/'))
    return visit.actor.kind === 'api'
      ? new Problem(403, policy.sentence).answer()
      : new Problem(401, 'Cet appel demande la clé d’une application reliée.').answer();
  if (visit.actor.account)
    for (const module of visit.ground.modules) await module.refused?.(visit, policy, route);
  const typed = visit.method === 'POST' ? await sentBy(visit, true) : {};
  const words = say(keptMessages, visit.reader);
  const reasons: string[] = [];
  for (const module of visit.ground.modules)
    reasons.push(...((await module.whyRefused?.(visit, policy)) ?? []));
  return await visit.error(403, {
    title: words.refusedTitle,
    more: (
      <>
        {reasons.map(reason => (
          <p class="lead">{reason}</p>
        ))}
        <p>{words.whoCan(policy.sentence)}</p>
        <TypedValues typed={typed} reader={visit.reader} />
      </>
    ),
  });
}

/** A form with a file was made for another organisation: known once it is read. */
export class ContextChanged extends Error {
  readonly typed: Typed;
  constructor(typed: Typed) {
    super('context');
    this.typed = typed;
  }
}

/** True when a form was made for another organisation than the one they act for now. */
export function isOfAnotherContext(actor: Actor, { contexte }: Typed): boolean {
  return actor.account !== undefined && typeof contexte === 'string' && contexte !== contextOf(actor);
}

export async function contextChanged(visit: Visit, typed: Typed): Promise<Response> {
  const words = say(keptMessages, visit.reader);
  return await visit.page(
    { title: words.contextTitle, crumbs: [], robots: 'noindex', desk: true },
    <div class="flow">
      <h1>{words.contextTitle}</h1>
      <p class="lead">{words.context}</p>
      <TypedValues typed={typed} reader={visit.reader} />
    </div>,
    { status: 409 },
  );
}

/** True when they proved who they are within ten minutes. */
export function isFresh({ actor, now }: Visit): boolean {
  const proven = actor.account?.provenAt;
  return proven !== null && proven !== undefined && now.getTime() - proven.getTime() <= freshFor;
}

/** The page a form was sent from, when the browser tells it: that of the form itself otherwise. */
function backOf(visit: Visit): string {
  const referer = visit.headers.get('Referer');
  if (referer && URL.canParse(referer)) {
    const from = new URL(referer);
    if (from.host === visit.url.host) return localPath(`${from.pathname}${from.search}`) ?? '/';
  }
  return visit.url.pathname;
}

async function keep(visit: Visit, isForm: boolean): Promise<string | null> {
  const { account } = visit.actor;
  if (!isForm || !account || !visit.token) return null;
  return await keepFor(visit, account.id, visit.token);
}

/** The session ended while they were typing: the cookie still tells whose it was. */
async function keepUnsigned(visit: Visit, isForm: boolean): Promise<string | null> {
  const { token, ground } = visit;
  if (!isForm || !token) return null;
  const account = await ground.database.transaction().execute(async transaction => {
    await actAs(transaction, door);
    const row = await transaction
      .selectFrom('core.session')
      .select('account_id')
      .where('id_sha256', '=', sessionHash(token))
      .executeTakeFirst();
    return row?.account_id ?? null;
  });
  return account && (await keepFor(visit, account, token));
}

async function keepFor(visit: Visit, account: string, token: string): Promise<string> {
  const { ground, now, url } = visit;
  const form = { path: `${url.pathname}${url.search}`, typed: await visit.form() };
  return await ground.database.transaction().execute(async transaction => {
    await actAs(transaction, door);
    return await keepForm(transaction, now, account, token, form);
  });
}

/** The page that gives back what was typed, ready to be sent: after signing in again, or proving who one is. */
export async function resume(visit: Visit): Promise<Response> {
  const { actor, token, now } = visit;
  const id = visit.params.id ?? '';
  const form =
    actor.account && token
      ? await visit.read(transaction =>
          findKeptForm(transaction, now, { account: actor.account!.id, token, id }),
        )
      : null;
  if (!form) return await visit.error(404);
  return await visit.page(
    { title: say(keptMessages, visit.reader).resumeTitle, crumbs: [], robots: 'noindex' },
    <ResumePage path={form.path} typed={form.typed} reader={visit.reader} />,
  );
}
