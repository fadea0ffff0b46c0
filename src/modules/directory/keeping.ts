import { type Actor, insist } from '../../core/access.ts';
import { act } from '../../core/act.ts';
import type { Database, Transaction } from '../../core/database.ts';
import { newId } from '../../core/identifier.ts';
import { dayInParis } from '../../core/typography.ts';
import type { ContentField, Origin, PlaceContent, StoredPlace } from './domain/content.ts';
import {
  changesBetween,
  type FieldChanges,
  type FieldConflict,
  rebase,
  splitChanges,
  withChanges,
} from './domain/keeping.ts';
import { directoryEvents } from './events.ts';
import { releaseEditors } from './holding.ts';
import { editorsMayKeepTheirPlaces, type KeptPage } from './policy.ts';
import { findHolder, findVersions, markVerified } from './store/keeping.ts';
import { lockPlaces } from './store/merges.ts';
import { decideItem, findWaitingChange, openItem, openItemOnce } from './store/moderation.ts';
import { contentOf, findPlaces, writeVersions } from './store/places.ts';

/** Who acts and when, for the acts of one page. */
export interface Acting {
  database: Database;
  actor: Actor;
  now: Date;
  /** Key of the form and of what it said. */
  key?: string;
  /** Quotable number of the request. */
  request?: string;
}

/** The page is not one that can be kept: unknown, closed, merged, or none of the actor's. */
export class NoSuchPage extends Error {
  override name = 'NoSuchPage';
}

/** Days during which what was published at once stays on the list of the coordination (directory.md §8). */
const listedDays = 7;

/** Who acts, as versions and decisions keep it: a reference, never a name. */
export const authorOf = ({ kind, ref }: Actor): string => `${kind}:${ref}`;

/** Whether the actor acts as the coordination: its word needs no other. */
export function isCoordination(actor: Actor): boolean {
  if (actor.kind === 'command' || actor.kind === 'job') return true;
  const membership = actor.account?.membership;
  return membership?.organisation.isPilot === true && membership.roles.includes('coordinateur');
}

/** What the policy of a page is asked about, as this actor may know it. */
export async function keptPage(reading: Transaction, placeId: string): Promise<KeptPage> {
  return { heldBy: await findHolder(reading, placeId) };
}

/** The published place, held until the transaction ends, for somebody who may correct it. */
export async function holdPage(
  transaction: Transaction,
  actor: Actor,
  placeId: string,
): Promise<StoredPlace> {
  await lockPlaces(transaction, [placeId]);
  insist(editorsMayKeepTheirPlaces, actor, await keptPage(transaction, placeId));
  const place = (await findPlaces(transaction, [placeId])).get(placeId);
  if (place?.status !== 'published') throw new NoSuchPage(placeId);
  return place;
}

export type Edited =
  | {
      outcome: 'saved';
      /** Published at once. */
      direct: ContentField[];
      /** Waits for the coordination. */
      waiting: ContentField[];
    }
  | { outcome: 'conflict'; conflicts: FieldConflict[]; content: PlaceContent; versionNo: number };

/**
 * Corrects a place from what somebody wrote on its version `base`. What says which place it is waits for the
 * coordination; the rest is published at once and listed. A field that another hand changed meanwhile is given
 * back with both values, and nothing is written.
 */
export async function editPlace(
  { database, actor, now, key, request }: Acting,
  placeId: string,
  edit: {
    base: number;
    write: (base: PlaceContent) => PlaceContent;
    reason?: string | null;
    /** « Tout est exact »: what is published after this edit was checked today. */
    verified?: boolean;
    /** Number of the version taken again. */
    restored?: number;
  },
): Promise<Edited> {
  return await act<Edited>(database, now, {
    event: directoryEvents.place_changed,
    actor,
    ...(key ? { key } : {}),
    ...(request ? { request } : {}),
    change: async transaction => {
      const place = await holdPage(transaction, actor, placeId);
      const object = { type: 'place', ref: placeId };
      const current = contentOf(place);
      const [from] =
        edit.base === place.versionNo ? [place] : await findVersions(transaction, placeId, edit.base);
      if (!from) throw new NoSuchPage(`${placeId} ${edit.base}`);
      const base = contentOf(from);
      const { content, conflicts } = rebase(base, current, edit.write(base));
      if (conflicts.length > 0) {
        const answer: Edited = { outcome: 'conflict', conflicts, content, versionNo: place.versionNo };
        return { answer, object, unchanged: true };
      }
      const changes = changesBetween(current, content);
      const { direct, critical } = isCoordination(actor)
        ? { direct: changes, critical: {} }
        : splitChanges(changes);
      await publish(transaction, { actor, now }, place, direct, edit.reason ?? null);
      await ask(transaction, { actor, now }, place, critical);
      if (edit.verified) await markVerified(transaction, placeId, checkedBy(actor, now), now);
      const fields = Object.keys(direct) as ContentField[];
      const waiting = Object.keys(critical) as ContentField[];
      return {
        answer: { outcome: 'saved', direct: fields, waiting },
        object,
        facts: { fields, waiting, ...(edit.restored ? { restored: edit.restored } : {}) },
        unchanged: fields.length === 0 && waiting.length === 0 && !edit.verified,
      };
    },
  });
}

/** Writes a version with these changes and lists it for the coordination; nothing when there is none. */
export async function publish(
  transaction: Transaction,
  { actor, now }: Pick<Acting, 'actor' | 'now'>,
  place: StoredPlace,
  changes: FieldChanges,
  reason: string | null,
  by: Origin['by'] = isCoordination(actor) ? 'moderator' : 'editor',
): Promise<void> {
  if (Object.keys(changes).length === 0) return;
  const origin: Origin = { by, record: null, at: now.toISOString() };
  const written = withChanges({ content: contentOf(place), provenance: place.provenance }, changes, origin);
  await writeVersions({ transaction, at: now, author: authorOf(actor), newId: () => newId(now) }, [
    { placeId: place.id, previous: place, ...written, reason },
  ]);
  if (isCoordination(actor)) return;
  await openItem(transaction, {
    id: newId(now),
    kind: 'edit',
    placeId: place.id,
    facts: { changes, version: place.versionNo + 1 },
    organisationId: actor.account?.membership?.organisation.id ?? null,
    at: now,
    listedUntil: new Date(now.getTime() + listedDays * 86_400_000),
  });
}

/** Asks the coordination for what an editor may not publish alone; a newer request takes the place of the older. */
async function ask(
  transaction: Transaction,
  { actor, now }: Pick<Acting, 'actor' | 'now'>,
  place: StoredPlace,
  changes: FieldChanges,
) {
  if (Object.keys(changes).length === 0) return;
  const waiting = await findWaitingChange(transaction, place.id);
  if (waiting)
    await decideItem(transaction, waiting.id, { state: 'withdrawn', by: authorOf(actor), at: now });
  await openItem(transaction, {
    id: newId(now),
    kind: 'change',
    placeId: place.id,
    facts: { changes: { ...waiting?.facts.changes, ...changes }, version: place.versionNo },
    organisationId: actor.account?.membership?.organisation.id ?? null,
    at: now,
  });
}

function checkedBy(actor: Actor, now: Date) {
  return {
    on: dayInParis(now),
    by: isCoordination(actor) ? ('coordination' as const) : ('editor' as const),
    organisation: actor.account?.membership?.organisation.name ?? null,
  };
}

/** « Tout est exact ». */
export async function verifyPlace(
  { database, actor, now, key, request }: Acting,
  placeId: string,
): Promise<void> {
  await act(database, now, {
    event: directoryEvents.place_verified,
    actor,
    ...(key ? { key } : {}),
    ...(request ? { request } : {}),
    change: async transaction => {
      await holdPage(transaction, actor, placeId);
      const checked = checkedBy(actor, now);
      await markVerified(transaction, placeId, checked, now);
      return { answer: null, object: { type: 'place', ref: placeId }, facts: { by: checked.by } };
    },
  });
}

/** « Revenir à cette version »: writes a new version that says what an old one said. */
export async function restoreVersion(acting: Acting, placeId: string, no: number): Promise<Edited> {
  const [[old], [current]] = await acting.database
    .transaction()
    .execute(async transaction => [
      await findVersions(transaction, placeId, no),
      await findVersions(transaction, placeId),
    ]);
  if (!old || !current) throw new NoSuchPage(`${placeId} ${no}`);
  return await editPlace(acting, placeId, {
    base: current.versionNo,
    write: () => contentOf(old),
    reason: `Retour à la version ${no}`,
    restored: no,
  });
}

/** « Le lieu a fermé »: the coordination decides, since nobody finds a closed page any more. */
export async function askClosure(
  { database, actor, now, key, request }: Acting,
  placeId: string,
): Promise<void> {
  await act(database, now, {
    event: directoryEvents.closure_asked,
    actor,
    ...(key ? { key } : {}),
    ...(request ? { request } : {}),
    change: async transaction => {
      await holdPage(transaction, actor, placeId);
      const opened = await openClosure(
        transaction,
        now,
        placeId,
        actor.account?.membership?.organisation.id ?? null,
      );
      return {
        answer: null,
        object: { type: 'place', ref: placeId },
        facts: { by: checkedBy(actor, now).by },
        unchanged: !opened,
      };
    },
  });
}

/** The one request to close a page; false when it waits already. */
export async function openClosure(
  transaction: Transaction,
  now: Date,
  placeId: string,
  organisationId: string | null,
): Promise<boolean> {
  return await openItemOnce(transaction, {
    id: newId(now),
    kind: 'closure',
    placeId,
    organisationId,
    at: now,
  });
}

/** « Rendre cette fiche »: the place goes back to the coordination. */
export async function releasePlace(
  { database, actor, now, key, request }: Acting,
  placeId: string,
): Promise<void> {
  await act(database, now, {
    event: directoryEvents.place_released,
    actor,
    ...(key ? { key } : {}),
    ...(request ? { request } : {}),
    change: async transaction => {
      await holdPage(transaction, actor, placeId);
      const holder = await findHolder(transaction, placeId);
      await releaseEditors(transaction, now, { placeId });
      return {
        answer: null,
        object: { type: 'place', ref: placeId },
        facts: { organisation: holder },
        unchanged: holder === null,
      };
    },
  });
}
