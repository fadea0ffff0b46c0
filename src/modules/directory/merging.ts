import { createHash } from 'node:crypto';
import type { Actor } from '../../core/access.ts';
import { act } from '../../core/act.ts';
import type { Database, Transaction } from '../../core/database.ts';
import { newId } from '../../core/identifier.ts';
import {
  type ContentField,
  originOf,
  type PlaceContent,
  type Provenance,
  type StoredPlace,
  sameValue,
} from './domain/content.ts';
import type { Candidate, PairVerdict } from './domain/duplicates/candidate.ts';
import { identityKey } from './domain/duplicates/identity.ts';
import { type MergeSide, mergeContents, orderForMerge, undoContent } from './domain/merging.ts';
import { directoryEvents } from './events.ts';
import { grantEditor, releaseEditors } from './holding.ts';
import { candidateOf, decidePair, type PairDraft } from './store/duplicates.ts';
import { findHolder } from './store/keeping.ts';
import {
  findMerge,
  findMergeOf,
  findMergesInto,
  findSourceNames,
  forgetHashes,
  insertMerge,
  lockPlaces,
  type MergeOperation,
  markUndone,
  moveBelongings,
  type Snapshot,
  setPlaceState,
  takeSnapshot,
} from './store/merges.ts';
import { contentOf, findPlaceId, findPlaces, writeVersions } from './store/places.ts';

export interface Doer {
  database: Database;
  actor: Actor;
  now: () => Date;
}

/** The act makes no sense for these places; the sentence says why. Nothing was changed. */
export class CannotMerge extends Error {
  override name = 'CannotMerge';
}

/** What identifies both places when a pair is judged: another identity makes another pair. */
export function pairIdentity(a: Candidate, b: Candidate): string {
  const keys = [a, b].sort((x, y) => (x.id < y.id ? -1 : 1)).map(identityKey);
  return createHash('sha256').update(keys.join('\n')).digest('hex').slice(0, 32);
}

export function pairDraft(verdict: PairVerdict, a: Candidate, b: Candidate): PairDraft {
  const [low, high] = a.id < b.id ? [a.id, b.id] : [b.id, a.id];
  const { score, reasons, features } = verdict;
  return { a: low, b: high, score, reasons, features, identity: pairIdentity(a, b) };
}

/** A pair that a person named, whatever the rules would say of it. */
async function draftOf(transaction: Transaction, a: StoredPlace, b: StoredPlace): Promise<PairDraft> {
  const sources = await findSourceNames(transaction, [a.id, b.id]);
  const sourcesOf = (id: string) => sources.get(id) ?? [];
  const [first, second] = [candidateOf(a, sourcesOf(a.id)), candidateOf(b, sourcesOf(b.id))];
  return pairDraft(
    { a: a.id, b: b.id, verdict: 'review', score: 1, reasons: ['Décidé par une personne'], features: {} },
    first,
    second,
  );
}

async function bothPlaces(
  transaction: Transaction,
  references: readonly [string, string],
): Promise<[StoredPlace, StoredPlace]> {
  const ids: string[] = [];
  for (const reference of references) {
    const id = await findPlaceId(transaction, reference);
    if (!id)
      throw new CannotMerge(`Aucun lieu ne porte l’identifiant ou l’adresse «\u00a0${reference}\u00a0».`);
    ids.push(id);
  }
  if (ids[0] === ids[1]) throw new CannotMerge('C’est deux fois le même lieu.');
  await lockPlaces(transaction, ids);
  const places = await findPlaces(transaction, ids);
  return ids.map(id => places.get(id)!) as [StoredPlace, StoredPlace];
}

export interface Merged {
  operation: string;
  kept: { id: string; slug: string };
  merged: { id: string; slug: string };
}

/** Makes two places one. The better one stays unless `keep` names it; both addresses go on leading to it. */
export async function mergePlaces(
  { database, actor, now }: Doer,
  a: string,
  b: string,
  {
    reason,
    keep,
    found,
    from = {},
    key,
  }: {
    reason: string;
    keep?: string;
    found?: PairDraft;
    /** Whose value each field takes, by identifier of a place: what a person chose wins over the rules. */
    from?: Partial<Record<ContentField, string>>;
    key?: string;
  },
): Promise<Merged> {
  const at = now();
  return await act(database, at, {
    event: directoryEvents.place_merged,
    actor,
    ...(key ? { key } : {}),
    change: async transaction => {
      const both = await bothPlaces(transaction, [a, b]);
      const gone = both.find(place => place.status === 'merged');
      if (gone) throw new CannotMerge(`«\u00a0${gone.slug}\u00a0» est déjà réuni avec un autre lieu.`);
      const sides = both.map(place => ({ ...place, content: contentOf(place), place }));
      const [first, second] = sides as [(typeof sides)[0], (typeof sides)[0]];
      const best = keep ? (first.id === keep ? first : second) : orderForMerge(first, second)[0];
      const [kept, merged] = best.id === first.id ? [first, second] : [second, first];
      const before = {
        kept: await takeSnapshot(transaction, kept.place),
        merged: await takeSnapshot(transaction, merged.place),
      };
      const pair = found ?? (await draftOf(transaction, first.place, second.place));
      const operation = newId(at);
      const drafted = chooseFields(mergeContents(kept, merged), [kept, merged], from);
      await writeVersions(
        {
          transaction,
          at,
          author: `${actor.kind}:${actor.ref}`,
          newId: () => newId(at),
        },
        [{ placeId: kept.id, previous: kept.place, ...drafted, reason: `Réunion avec ${merged.place.slug}` }],
      );
      await moveBelongings(transaction, merged.id, kept.id);
      await keepTogether(transaction, at, before);
      await setPlaceState(transaction, merged.id, { status: 'merged', mergedInto: kept.id }, at);
      if ((merged.place.verifiedOn ?? '') > (kept.place.verifiedOn ?? '')) {
        await setPlaceState(
          transaction,
          kept.id,
          {
            verifiedOn: merged.place.verifiedOn,
            verifiedByKind: merged.place.verifiedByKind,
            verifiedFor: merged.place.verifiedFor ?? null,
          },
          at,
        );
      }
      const now = await findPlaces(transaction, [kept.id, merged.id]);
      const after = {
        kept: await takeSnapshot(transaction, now.get(kept.id)!),
        merged: await takeSnapshot(transaction, now.get(merged.id)!),
      };
      const by = `${actor.kind}:${actor.ref}`;
      await insertMerge(transaction, {
        id: operation,
        kept: kept.id,
        merged: merged.id,
        before,
        after,
        actor: by,
        reason,
        at,
      });
      await decidePair(transaction, pair, { decision: 'merged', by, at });
      return {
        answer: {
          operation,
          kept: { id: kept.id, slug: after.kept.slug },
          merged: { id: merged.id, slug: merged.place.slug },
        },
        object: { type: 'place', ref: kept.id },
        facts: { merged: merged.id, operation, automatic: found !== undefined },
      };
    },
  });
}

interface Both {
  kept: Snapshot;
  merged: Snapshot;
}

/** Who kept the page that goes keeps the one that stays, unless somebody does. */
async function keepTogether(transaction: Transaction, now: Date, { kept, merged }: Both) {
  if (!merged.holder) return;
  await releaseEditors(transaction, now, { placeId: merged.id });
  if (kept.holder) return;
  await grantEditor(transaction, now, {
    placeId: kept.id,
    organisationId: merged.holder,
    claimId: null,
    grantedBy: null,
  });
}

/** Each page goes back to who kept it, where nobody was chosen since. */
async function keepApart(transaction: Transaction, now: Date, { kept, merged }: Both) {
  if (!merged.holder) return;
  const present = await findHolder(transaction, kept.id);
  if (!kept.holder && present === merged.holder) await releaseEditors(transaction, now, { placeId: kept.id });
  await grantEditor(transaction, now, {
    placeId: merged.id,
    organisationId: merged.holder,
    claimId: null,
    grantedBy: null,
  });
}

/** The fields somebody chose, each with where it comes from. */
function chooseFields(
  { content, provenance }: { content: PlaceContent; provenance: Provenance },
  sides: readonly MergeSide[],
  from: Partial<Record<ContentField, string>>,
) {
  const chosen = { content: { ...content }, provenance: { ...provenance } };
  for (const [field, id] of Object.entries(from) as [ContentField, string][]) {
    const side = sides.find(candidate => candidate.id === id);
    if (!side || sameValue(content[field], side.content[field])) continue;
    Object.assign(chosen.content, { [field]: side.content[field] });
    chosen.provenance[field] = originOf(side.provenance, field);
  }
  return chosen;
}

export interface Unmerged {
  operation: string;
  kept: { id: string; slug: string };
  restored: { id: string; slug: string };
  /** Fields of the survivor that were written after the merge, and stay. */
  keptEdits: string[];
}

/** Takes one merge back: both places are as they were, what was written on the survivor since stays on it. */
export async function unmerge({ database, actor, now }: Doer, operationId: string): Promise<Unmerged> {
  const at = now();
  return await act(database, at, {
    event: directoryEvents.place_unmerged,
    actor,
    change: async transaction => {
      const named = /^[0-9a-f-]{36}$/.test(operationId) ? await findMerge(transaction, operationId) : null;
      if (!named) throw new CannotMerge(`Aucune fusion ne porte le numéro «\u00a0${operationId}\u00a0».`);
      await lockPlaces(transaction, [named.kept, named.merged]);
      const operation = (await findMerge(transaction, operationId))!;
      if (operation.undoneAt) throw new CannotMerge('Cette fusion est déjà annulée.');
      const places = await findPlaces(transaction, [operation.kept, operation.merged]);
      const [kept, merged] = [places.get(operation.kept)!, places.get(operation.merged)!];
      await refuseWhenAbsorbed(transaction, kept);
      const { content, provenance, changed, keptEdits } = await undone(transaction, operation, kept);
      const by = `${actor.kind}:${actor.ref}`;
      let slug = kept.slug;
      if (changed.length > 0) {
        [slug = slug] = await writeVersions(
          {
            transaction,
            at,
            author: by,
            newId: () => newId(at),
          },
          [
            {
              placeId: kept.id,
              previous: kept,
              content,
              provenance,
              reason: `Fusion avec ${merged.slug} annulée`,
            },
          ],
        );
      }
      const { before } = operation;
      await moveBelongings(transaction, kept.id, merged.id, before.merged);
      await forgetHashes(transaction, before.merged.records);
      await keepApart(transaction, at, before);
      const { status, mergedInto } = before.merged;
      await setPlaceState(transaction, merged.id, { status, mergedInto }, at);
      if (kept.verifiedOn === operation.after.kept.verifiedOn && kept.verifiedOn !== before.kept.verifiedOn) {
        const { verifiedOn, verifiedByKind, verifiedFor = null } = before.kept;
        await setPlaceState(transaction, kept.id, { verifiedOn, verifiedByKind, verifiedFor }, at);
      }
      await markUndone(transaction, operation.id, at);
      const asBefore = await findPlaces(transaction, [kept.id, merged.id]);
      // A person said that these are two places: the rules do not bring them together again by themselves.
      await decidePair(
        transaction,
        await draftOf(transaction, asBefore.get(kept.id)!, asBefore.get(merged.id)!),
        { decision: 'distinct', by, at },
      );
      return {
        answer: {
          operation: operation.id,
          kept: { id: kept.id, slug },
          restored: { id: merged.id, slug: merged.slug },
          keptEdits,
        },
        object: { type: 'place', ref: merged.id },
        facts: { kept: kept.id, operation: operation.id, edits: keptEdits },
      };
    },
  });
}

async function refuseWhenAbsorbed(transaction: Transaction, kept: StoredPlace) {
  if (kept.status !== 'merged') return;
  const over = await findMergeOf(transaction, kept.id);
  throw new CannotMerge(
    `Ce lieu a été réuni à un autre depuis. Annulez d’abord cette fusion-là\u00a0: ./airial directory unmerge ${over?.id ?? ''}`,
  );
}

async function undone(transaction: Transaction, operation: MergeOperation, kept: StoredPlace) {
  const all = await findMergesInto(transaction, operation.kept);
  const earlier = all
    .slice(
      0,
      all.findIndex(({ id }) => id === operation.id),
    )
    .map(({ before, after, undoneAt }) => ({
      before: before.kept.content,
      after: after.kept.content,
      undone: undoneAt !== null,
    }));
  const { before, after } = operation;
  return undoContent(
    { content: contentOf(kept), provenance: kept.provenance },
    {
      before: before.kept.content,
      after: after.kept.content,
      undone: false,
      provenanceBefore: before.kept.provenance,
    },
    earlier,
  );
}

/** Says that two places are not the same: never proposed again unless one changes its identity. */
export async function judgeDistinct(
  { database, actor, now }: Doer,
  a: string,
  b: string,
): Promise<{ a: string; b: string; changed: boolean }> {
  const at = now();
  return await act(database, at, {
    event: directoryEvents.place_distinguished,
    actor,
    change: async transaction => {
      const both = await bothPlaces(transaction, [a, b]);
      const gone = both.find(place => place.status === 'merged');
      if (gone)
        throw new CannotMerge(
          `«\u00a0${gone.slug}\u00a0» est réuni avec un autre lieu. Annulez d’abord cette fusion.`,
        );
      const pair = await draftOf(transaction, ...both);
      const { before } = await decidePair(transaction, pair, {
        decision: 'distinct',
        by: `${actor.kind}:${actor.ref}`,
        at,
      });
      return {
        answer: { a: pair.a, b: pair.b, changed: before !== 'distinct' },
        object: { type: 'place', ref: pair.a },
        facts: { other: pair.b },
        unchanged: before === 'distinct',
      };
    },
  });
}
