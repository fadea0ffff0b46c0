import { act } from '../../core/act.ts';
import { actAs } from '../../core/acting-as.ts';
import type { Transaction } from '../../core/database.ts';
import { newId } from '../../core/identifier.ts';
import { dayInParis } from '../../core/typography.ts';
import { decideClaim } from './claiming.ts';
import { type ContentField, sameValue } from './domain/content.ts';
import type { FieldChanges } from './domain/keeping.ts';
import { directoryEvents } from './events.ts';
import { releaseEditors } from './holding.ts';
import { type Acting, authorOf, NoSuchPage, publish } from './keeping.ts';
import { decideProposal } from './proposing.ts';
import { findClaim, setClaim } from './store/claims.ts';
import { findHolder, markVerified } from './store/keeping.ts';
import { lockPlaces, setPlaceState } from './store/merges.ts';
import { decideItem, findItem, type ModerationItem, openItem, reopenItem } from './store/moderation.ts';
import { contentOf, findPlaces } from './store/places.ts';
import { settleProposal } from './store/proposals.ts';

export interface Decision {
  accept: boolean;
  /** Why not, in plain words: told to who asked. Needed for a refusal. */
  reason: string | null;
  /** Origin of the site, for links in messages. */
  origin: string;
}

/** A refusal has a reason in plain words. */
export class ReasonMissing extends Error {
  override name = 'ReasonMissing';
}

/** What is refused here is told to somebody: the others are put aside without a word. */
const needsReason: readonly ModerationItem['kind'][] = ['change', 'proposal', 'claim', 'closure'];

/** Decides one item of the queue, whatever its kind. Decided already: nothing changes. */
export async function decide(acting: Acting, itemId: string, decision: Decision): Promise<void> {
  const { database, actor, now, key, request } = acting;
  const item = await database.transaction().execute(async transaction => {
    await actAs(transaction, actor);
    return await findItem(transaction, itemId);
  });
  if (!item) throw new NoSuchPage(itemId);
  if (!decision.accept && !decision.reason && needsReason.includes(item.kind)) throw new ReasonMissing();
  if (item.state !== 'open') return;
  if (item.claimId) return await decideClaim(acting, { id: item.id, claimId: item.claimId }, decision);
  if (item.proposalId) {
    await decideProposal(acting, { id: item.id, proposalId: item.proposalId }, decision);
    return;
  }
  await act(database, now, {
    event:
      item.kind === 'closure' && decision.accept
        ? directoryEvents.place_closed
        : directoryEvents.change_decided,
    actor,
    ...(key ? { key } : {}),
    ...(request ? { request } : {}),
    change: async transaction => {
      const locked = await findItem(transaction, itemId);
      const object = { type: 'place', ref: item.placeId! };
      if (locked?.state !== 'open') return { answer: null, object, unchanged: true };
      if (decision.accept) await carryOut(transaction, acting, locked);
      await decideItem(transaction, itemId, {
        state: decision.accept ? 'accepted' : 'refused',
        by: authorOf(actor),
        at: now,
        reason: decision.reason ?? (decision.accept ? null : 'Mis de côté'),
      });
      const fields = Object.keys(locked.facts.changes ?? {});
      return {
        answer: null,
        object,
        facts: { item: itemId, kind: item.kind, accepted: decision.accept, fields },
      };
    },
  });
}

async function carryOut(transaction: Transaction, { actor, now }: Acting, item: ModerationItem) {
  const placeId = item.placeId!;
  await lockPlaces(transaction, [placeId]);
  const place = (await findPlaces(transaction, [placeId])).get(placeId);
  if (!place) throw new NoSuchPage(placeId);
  if (item.kind === 'change')
    await publish(
      transaction,
      { actor, now },
      place,
      onto(contentOf(place), item.facts.changes ?? {}),
      'Correction acceptée par la coordination',
      'editor',
    );
  if (item.kind === 'closure') await setPlaceState(transaction, placeId, { status: 'closed' }, now);
  if (item.kind === 'stale')
    await markVerified(
      transaction,
      placeId,
      { on: dayInParis(now), by: 'coordination', organisation: null },
      now,
    );
}

/** The wanted changes, told from what the place says today. */
function onto(current: ReturnType<typeof contentOf>, changes: FieldChanges): FieldChanges {
  const fields = Object.keys(changes) as ContentField[];
  return Object.fromEntries(
    fields
      .filter(field => !sameValue(current[field], changes[field]!.to))
      .map(field => [field, { from: current[field], to: changes[field]!.to }]),
  );
}

/** A remark of an import, looked at: kept out of the queue until that record says something else. */
export async function seeImportNote(
  { database, actor, now, key, request }: Acting,
  note: { recordId: string; content: string; placeId: string },
): Promise<void> {
  await act(database, now, {
    event: directoryEvents.change_decided,
    actor,
    ...(key ? { key } : {}),
    ...(request ? { request } : {}),
    change: async transaction => {
      const id = newId(now);
      await openItem(transaction, {
        id,
        kind: 'import',
        placeId: note.placeId,
        recordId: note.recordId,
        facts: { content: note.content },
        at: now,
      });
      await decideItem(transaction, id, { state: 'accepted', by: authorOf(actor), at: now });
      return {
        answer: null,
        object: { type: 'place', ref: note.placeId },
        facts: { item: id, kind: 'import', accepted: true, fields: [] },
      };
    },
  });
}

/** Takes a decision back: what it did is undone where nobody wrote since, and it waits again. */
export async function takeBack(
  { database, actor, now, key, request }: Acting,
  itemId: string,
): Promise<void> {
  await act(database, now, {
    event: directoryEvents.decision_taken_back,
    actor,
    ...(key ? { key } : {}),
    ...(request ? { request } : {}),
    change: async transaction => {
      const item = await findItem(transaction, itemId);
      if (!item) throw new NoSuchPage(itemId);
      const object = {
        type: item.placeId ? 'place' : 'proposal',
        ref: item.placeId ?? item.proposalId ?? item.id,
      };
      if (item.state !== 'accepted' && item.state !== 'refused')
        return { answer: null, object, unchanged: true };
      if (item.state === 'accepted') await undo(transaction, { actor, now }, item);
      if (item.claimId && item.state === 'refused')
        await setClaim(transaction, item.claimId, 'waiting', { at: now });
      if (item.proposalId) await settleProposal(transaction, item.proposalId, { at: null, placeId: null });
      await reopenItem(transaction, itemId);
      return { answer: null, object, facts: { item: itemId, kind: item.kind } };
    },
  });
}

async function undo(
  transaction: Transaction,
  { actor, now }: Pick<Acting, 'actor' | 'now'>,
  item: ModerationItem,
) {
  if (item.claimId) {
    const claim = await findClaim(transaction, item.claimId);
    if (!claim) return;
    if ((await findHolder(transaction, claim.placeId)) === claim.organisationId)
      await releaseEditors(transaction, now, { placeId: claim.placeId });
    await setClaim(transaction, claim.id, 'waiting', { at: now });
    return;
  }
  if (item.proposalId) {
    if (item.facts.made) await setPlaceState(transaction, item.facts.made, { status: 'hidden' }, now);
    return;
  }
  if (item.kind === 'closure') await setPlaceState(transaction, item.placeId!, { status: 'published' }, now);
  if (item.kind !== 'change') return;
  await lockPlaces(transaction, [item.placeId!]);
  const place = (await findPlaces(transaction, [item.placeId!])).get(item.placeId!)!;
  const current = contentOf(place);
  const changes = item.facts.changes ?? {};
  // What was written since stays: only what this decision gave goes.
  const given = (Object.keys(changes) as ContentField[]).filter(field =>
    sameValue(current[field], changes[field]!.to),
  );
  await publish(
    transaction,
    { actor, now },
    place,
    Object.fromEntries(given.map(field => [field, { from: current[field], to: changes[field]!.from }])),
    'Décision reprise par la coordination',
    'editor',
  );
}
