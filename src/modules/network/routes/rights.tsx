import { act } from '../../../core/act.ts';
import { asSystem } from '../../../core/acting-as.ts';
import { readName } from '../../../core/contacts.ts';
import { keyOfPress, type Typed } from '../../../core/forms.ts';
import type { Route, Visit } from '../../../core/http/route.ts';
import { say } from '../../../core/i18n.ts';
import type { TodoItem } from '../../../core/module.ts';
import { ownDataOf, readOwnData } from '../../../core/own-data.ts';
import { dayInParis } from '../../../core/typography.ts';
import { CannotDo } from '../doing.ts';
import { rightsEvents } from '../events-rights.ts';
import { dataMessages } from '../messages-data.ts';
import { rightsMessages } from '../messages-rights.ts';
import { text } from '../pages/form-parts.tsx';
import {
  MyDataPage,
  RequestPage,
  RequestsPage,
  type ShownRequest,
  wordsOfDay,
} from '../pages/rights-pages.tsx';
import { holdersMayUseTheirRights, theOfficerMayAnswerRights } from '../policy-data.ts';
import { answerRights, askRights, extendRights, recordRights } from '../rights.ts';
import { findRightsRequest, findRightsRequests, type RightsRequest } from '../store/rights.ts';
import { type RightsKind, rightsKinds } from '../vocabulary.ts';
import { accountFrame, doerOf } from './account.tsx';
import { networkFrame } from './organisations.tsx';

const sendsForm = { exempt: 'envoi du formulaire' } as const;
const mine = holdersMayUseTheirRights;
const officer = theOfficerMayAnswerRights;
const desk = '/pro/dpo/demandes';

export const rightsRoutes: readonly Route[] = [
  { method: 'GET', path: '/compte/donnees', policy: mine, reach: 'linked', handle: visit => myData(visit) },
  { method: 'POST', path: '/compte/donnees', policy: mine, reach: sendsForm, fresh: true, handle: ask },
  {
    method: 'POST',
    path: '/compte/donnees/copie',
    policy: mine,
    reach: sendsForm,
    fresh: true,
    handle: copy,
  },
  {
    method: 'GET',
    path: desk,
    policy: officer,
    reach: { exempt: 'liée depuis le bureau du délégué à la protection des données' },
    handle: visit => list(visit),
  },
  { method: 'POST', path: desk, policy: officer, reach: sendsForm, fresh: true, handle: record },
  {
    method: 'GET',
    path: `${desk}/:id`,
    policy: officer,
    reach: { exempt: 'liée depuis la liste, quand il y a une demande' },
    handle: visit => withRequest(visit, request => one(visit, request)),
  },
  {
    method: 'POST',
    path: `${desk}/:id`,
    policy: officer,
    reach: sendsForm,
    fresh: true,
    handle: visit => withRequest(visit, request => answer(visit, request)),
  },
  {
    method: 'POST',
    path: `${desk}/:id/prolonger`,
    policy: officer,
    reach: sendsForm,
    fresh: true,
    handle: visit => withRequest(visit, request => extend(visit, request)),
  },
];

const isKind = (code: string): code is RightsKind => Object.hasOwn(rightsKinds, code);

/** With how long is left, as of today in Paris. */
export function shownRequest(it: RightsRequest, now: Date): ShownRequest {
  const left = Date.parse(`${it.dueOn}T00:00:00Z`) - Date.parse(`${dayInParis(now)}T00:00:00Z`);
  return { ...it, daysLeft: Math.round(left / 86_400_000), hasAccount: it.account !== null };
}

interface Shown {
  typed?: Typed;
  errors?: Record<string, string>;
  status?: number;
}

async function myData(
  visit: Visit,
  { typed = {}, errors = {}, status = 200 }: Shown = {},
): Promise<Response> {
  const { actor, reader, now, url } = visit;
  const requests = await visit.read(transaction => findRightsRequests(transaction, { account: actor.ref }));
  const sent = url.searchParams.get('terme');
  return await visit.page(
    { ...accountFrame(visit, say(rightsMessages, reader).title), error: Object.keys(errors).length > 0 },
    <MyDataPage
      requests={requests.map(it => shownRequest(it, now))}
      sent={sent && /^\d{4}-\d\d-\d\d$/.test(sent) ? sent : null}
      typed={typed}
      errors={errors}
      seal={visit.seal(typed)}
      reader={reader}
    />,
    { status },
  );
}

async function ask(visit: Visit): Promise<Response> {
  const words = say(rightsMessages, visit.reader);
  const typed = await visit.form();
  const [kind, said] = [text(typed, 'genre'), text(typed, 'texte').trim()];
  const errors: Record<string, string> = {};
  if (!isKind(kind)) errors.genre = words.kindEmpty;
  if (said.length > 1000) errors.texte = words.wordsLong;
  if (!isKind(kind) || Object.keys(errors).length > 0)
    return await myData(visit, { typed, errors, status: 422 });
  const due = await askRights(doerOf(visit, keyOfPress(visit.url, typed)), { kind, words: said });
  return visit.redirect(`/compte/donnees?terme=${due}`);
}

/** Everything held about the one who asks, as a file that people and programs read. */
async function copy(visit: Visit): Promise<Response> {
  const { ground, actor, now, number, reader } = visit;
  const parts = await act(ground.database, now, {
    event: rightsEvents.data_exported,
    actor,
    request: number,
    change: async transaction => {
      const found = await asSystem(transaction, 'own-data', () =>
        readOwnData(transaction, ownDataOf(ground), actor.ref),
      );
      return {
        answer: found,
        object: { type: 'account', ref: actor.ref },
        person: actor.ref,
        facts: { rows: found.reduce((sum, part) => sum + part.rows.length, 0) },
      };
    },
  });
  const file = {
    titulaire: actor.account!.name,
    fait_le: now.toISOString(),
    parties: Object.fromEntries(
      parts.map(part => [part.key, { titre: part[reader.language], lignes: part.rows }]),
    ),
  };
  return new Response(`${JSON.stringify(file, null, 2)}\n`, {
    headers: {
      'Content-Type': 'application/json; charset=utf-8',
      'Content-Disposition': 'attachment; filename="mes-donnees.json"',
      'Cache-Control': 'no-store',
    },
  });
}

const deskFrame = (visit: Visit, title: string, under = false) => ({
  ...networkFrame(visit, title),
  crumbs: [
    { label: say(dataMessages, visit.reader).title, href: '/pro/dpo' },
    ...(under ? [{ label: say(dataMessages, visit.reader).requests, href: desk }] : []),
    { label: title },
  ],
});

async function list(visit: Visit, { typed = {}, errors = {}, status = 200 }: Shown = {}): Promise<Response> {
  const { reader, now } = visit;
  const requests = await visit.read(transaction => findRightsRequests(transaction));
  return await visit.page(
    { ...deskFrame(visit, say(dataMessages, reader).requests), error: Object.keys(errors).length > 0 },
    <RequestsPage
      requests={requests.map(it => shownRequest(it, now))}
      today={dayInParis(now)}
      typed={typed}
      errors={errors}
      seal={visit.seal(typed)}
      reader={reader}
    />,
    { status },
  );
}

/** Noon of a day of the year that ends today; null for anything else. */
function pastDay(typed: string, now: Date): Date | null {
  if (!/^\d{4}-\d\d-\d\d$/.test(typed) || typed > dayInParis(now)) return null;
  const at = new Date(`${typed}T11:00:00Z`);
  if (Number.isNaN(at.getTime()) || dayInParis(at) !== typed) return null;
  return now.getTime() - at.getTime() < 366 * 86_400_000 ? (at < now ? at : now) : null;
}

async function record(visit: Visit): Promise<Response> {
  const words = say(rightsMessages, visit.reader);
  const typed = await visit.form();
  const name = readName(text(typed, 'nom'));
  const [kind, said] = [text(typed, 'genre'), text(typed, 'texte').trim()];
  const receivedAt = pastDay(text(typed, 'recue'), visit.now);
  const errors: Record<string, string> = {};
  if (!('value' in name)) errors.nom = name.fault === 'long' ? words.nameLong : words.nameEmpty;
  if (!isKind(kind)) errors.genre = words.kindEmpty;
  if (!receivedAt) errors.recue = words.receivedWrong;
  if (said.length > 1000) errors.texte = words.wordsLong;
  if (!('value' in name) || !isKind(kind) || !receivedAt || errors.texte)
    return await list(visit, { typed, errors, status: 422 });
  const id = await recordRights(doerOf(visit, keyOfPress(visit.url, typed)), {
    name: name.value,
    kind,
    words: said,
    receivedAt,
  });
  return visit.redirect(`${desk}/${id}?fait=oui`);
}

async function withRequest(
  visit: Visit,
  work: (request: RightsRequest) => Promise<Response>,
): Promise<Response> {
  const id = visit.params.id ?? '';
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) return await visit.error(404);
  const request = await visit.read(transaction => findRightsRequest(transaction, id));
  return request ? await work(request) : await visit.error(404);
}

async function one(
  visit: Visit,
  request: RightsRequest,
  { typed = {}, errors = {}, status = 200 }: Shown = {},
): Promise<Response> {
  const { reader, now, url } = visit;
  return await visit.page(
    { ...deskFrame(visit, rightsKinds[request.kind][reader.language], true), error: status !== 200 },
    <RequestPage
      request={shownRequest(request, now)}
      done={url.searchParams.has('fait')}
      typed={typed}
      errors={errors}
      seal={visit.seal(typed)}
      reader={reader}
    />,
    { status },
  );
}

/** Does it, or shows the request again with why not. */
async function settle(
  visit: Visit,
  request: RightsRequest,
  { field, typed, work }: { field: string; typed: Typed; work: () => Promise<void> },
): Promise<Response> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof CannotDo)) throw error;
    const words: Readonly<Record<string, unknown>> = say(rightsMessages, visit.reader);
    const said = words[`cannot_${error.code}`];
    if (typeof said !== 'string') return await visit.error(404);
    // As it is now: somebody else has just answered.
    const now = (await visit.read(transaction => findRightsRequest(transaction, request.id))) ?? request;
    return await one(visit, now, { typed, errors: { [field]: said }, status: 409 });
  }
  return visit.redirect(`${desk}/${request.id}?fait=oui`);
}

async function answer(visit: Visit, request: RightsRequest): Promise<Response> {
  const words = say(rightsMessages, visit.reader);
  const typed = await visit.form();
  const said = text(typed, 'votre_reponse').trim();
  const wrong = said === '' ? words.answerEmpty : said.length > 4000 ? words.answerLong : null;
  if (wrong) return await one(visit, request, { typed, errors: { votre_reponse: wrong }, status: 422 });
  return await settle(visit, request, {
    field: 'votre_reponse',
    typed,
    work: () => answerRights(doerOf(visit, keyOfPress(visit.url, typed)), request.id, said),
  });
}

async function extend(visit: Visit, request: RightsRequest): Promise<Response> {
  const words = say(rightsMessages, visit.reader);
  const typed = await visit.form();
  const reason = text(typed, 'raison').trim();
  const wrong = reason === '' ? words.reasonEmpty : reason.length > 1000 ? words.wordsLong : null;
  if (wrong) return await one(visit, request, { typed, errors: { raison: wrong }, status: 422 });
  return await settle(visit, request, {
    field: 'raison',
    typed,
    work: () => extendRights(doerOf(visit, keyOfPress(visit.url, typed)), request.id, reason),
  });
}

/** What waits for an answer, for the officer's « à traiter ». */
export async function rightsTodo(visit: Visit): Promise<TodoItem[]> {
  const { actor, reader, now } = visit;
  if (!officer.allows(actor)) return [];
  const words = say(rightsMessages, reader);
  const waiting = await visit.read(transaction => findRightsRequests(transaction, { waiting: true }));
  return waiting
    .map(it => shownRequest(it, now))
    .map(({ id, dueOn, daysLeft }) => ({
      title: words.todo,
      href: `${desk}/${id}`,
      tag: {
        words: daysLeft < 0 ? words.late : wordsOfDay(dueOn, reader, true),
        kind: daysLeft < 0 ? 'bad' : daysLeft <= 7 ? 'warn' : 'plain',
      },
      due: new Date(`${dueOn}T12:00:00Z`),
      sentence: words.todoMore,
    }));
}
