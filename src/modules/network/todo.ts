import { readAs } from '../../core/acting-as.ts';
import type { Visit } from '../../core/http/route.ts';
import { say } from '../../core/i18n.ts';
import type { TodoItem } from '../../core/module.ts';
import { dayText } from '../../core/typography.ts';
import { deskMessages } from './messages-desk.ts';
import { officerMessages } from './messages-officer.ts';
import {
  administratorsMayGrantTerritoryRoles,
  leadsMayKeepTheOrganisation,
  theCoordinationMayOpenOrganisations,
} from './policy.ts';
import { theOfficerMayReadTheJournal } from './policy-journal.ts';
import { findInsistent } from './refusals.ts';
import { findManyCards } from './store/cards.ts';
import { findLeadless } from './store/leadless.ts';
import { findOfficerProposals } from './store/officers.ts';
import { findRequests } from './store/requests.ts';

/** Three working days to answer a structure (product/directory.md §8), in milliseconds. */
const answerWithin = 3 * 86_400_000;

/** More cards than this in a day by one helper are looked at, for a week. */
const cardsOfADay = 10;
const lookedAtFor = 7 * 86_400_000;

/** What waits for the coordination, the officer, the administrators: requests to join, acts refused again and again, a proposal. */
export async function networkTodo(visit: Visit): Promise<TodoItem[]> {
  return [
    ...(await joining(visit)),
    ...(await leadless(visit)),
    ...(await manyCards(visit)),
    ...(await insisting(visit)),
    ...(await officers(visit)),
  ];
}

async function joining(visit: Visit): Promise<TodoItem[]> {
  const { actor, reader, now } = visit;
  if (!theCoordinationMayOpenOrganisations.allows(actor)) return [];
  const words = say(deskMessages, reader);
  const waiting = await visit.read(findRequests);
  return waiting.map(({ name, receivedAt }) => {
    const due = new Date(receivedAt.getTime() + answerWithin);
    const isLate = due < now;
    return {
      title: words.joins(name),
      href: '/pro/reseau/demandes',
      tag: {
        words: isLate ? words.late : dayText(due, { language: reader.language, now }),
        kind: isLate ? 'bad' : 'plain',
      },
      due,
      sentence: words.joinsMore,
    };
  });
}

/** Allowed, and looked at: many cards in a day by one helper (product/network.md §3.10). */
async function manyCards(visit: Visit): Promise<TodoItem[]> {
  const { actor, reader, now, ground } = visit;
  const own = actor.account?.membership?.organisation.id;
  const coordinates = theCoordinationMayOpenOrganisations.allows(actor);
  if (!own || !(coordinates || leadsMayKeepTheOrganisation.allows(actor, own))) return [];
  const words = say(deskMessages, reader);
  const since = new Date(now.getTime() - lookedAtFor);
  // How many only: whose cards they are is not read.
  const many = await readAs(ground.database, { kind: 'job', ref: 'network:cards' }, transaction =>
    findManyCards(transaction, { since, most: cardsOfADay, organisation: coordinates ? null : own }),
  );
  return many.map(({ organisation, name, day, cards }) => ({
    title: words.manyCards(name, cards),
    href: `/pro/reseau/structures/${organisation}`,
    tag: { words: dayText(day, { language: reader.language, now }), kind: 'warn' },
    due: day,
    sentence: words.manyCardsMore,
  }));
}

async function insisting(visit: Visit): Promise<TodoItem[]> {
  const { actor, reader, now } = visit;
  if (!theOfficerMayReadTheJournal.allows(actor)) return [];
  const words = say(deskMessages, reader);
  const insistent = await visit.read(transaction => findInsistent(transaction, now));
  return insistent.map(({ times }) => ({
    title: words.insists,
    href: '/pro/dpo/journal',
    tag: { words: words.today, kind: 'warn' },
    due: now,
    sentence: words.insistsMore(times),
  }));
}

/** A second administrator is waited for. */
async function officers(visit: Visit): Promise<TodoItem[]> {
  const { actor, reader, now } = visit;
  if (!administratorsMayGrantTerritoryRoles.allows(actor)) return [];
  const words = say(officerMessages, reader);
  const waiting = await visit.read(transaction => findOfficerProposals(transaction, now));
  return waiting
    .filter(({ stands, proposer, account }) => stands && ![proposer, account].includes(actor.ref))
    .map(({ name, expiresAt }) => ({
      title: words.todo(name),
      href: '/pro/reseau/delegue',
      tag: { words: dayText(expiresAt, { language: reader.language, now }), kind: 'warn' },
      due: expiresAt,
      sentence: words.todoMore,
    }));
}

/** Nobody can invite there any more, nor change roles: the coordination alone can give it a référent. */
async function leadless(visit: Visit): Promise<TodoItem[]> {
  const { actor, reader, now } = visit;
  if (!theCoordinationMayOpenOrganisations.allows(actor)) return [];
  const words = say(deskMessages, reader);
  const found = await visit.read(transaction => findLeadless(transaction));
  return found.map(({ id, name, since }) => ({
    title: words.leadless(name),
    href: `/pro/reseau/structures/${id}`,
    tag: { words: words.late, kind: 'bad' },
    due: since ?? now,
    sentence: words.leadlessMore,
  }));
}
