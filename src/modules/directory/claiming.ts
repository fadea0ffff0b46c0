import { createHmac, randomInt, timingSafeEqual } from 'node:crypto';
import { Refused } from '../../core/access.ts';
import { act } from '../../core/act.ts';
import { asSystem } from '../../core/acting-as.ts';
import type { Transaction } from '../../core/database.ts';
import { newId } from '../../core/identifier.ts';
import { notify } from '../../core/notify/notify.ts';
import { directoryEvents } from './events.ts';
import { grantEditor, holderName, keepersOf } from './holding.ts';
import { type Acting, authorOf, NoSuchPage } from './keeping.ts';
import { organisationsMayClaim } from './policy.ts';
import {
  type Claim,
  type ClaimProof,
  countTry,
  findLiveClaim,
  insertClaim,
  lockClaim,
  setClaim,
} from './store/claims.ts';
import { findHolder, isKept } from './store/keeping.ts';
import { lockPlaces } from './store/merges.ts';
import { decideItem, openItem } from './store/moderation.ts';
import { findPlaces } from './store/places.ts';

/** A code sent to the address of the place, in hours; a letter takes days, in days. */
const codeHours = 24;
const letterDays = 30;

/** Wrong tries after which a code is dead. */
const mostTries = 5;

/** Which organisation and account a claim is made for: those of the session, never of a form. */
function claimant({ actor }: Pick<Acting, 'actor'>) {
  const membership = actor.account?.membership;
  if (!actor.account || !membership) throw new Refused(organisationsMayClaim);
  return { accountId: actor.account.id, organisation: membership.organisation };
}

/** Six figures, the first one may be 0. */
const newCode = () => String(randomInt(1_000_000)).padStart(6, '0');

/** Keyed: six figures alone would be guessed from their hash in a second. */
const hashOfCode = (secret: string, claim: string, code: string) =>
  createHmac('sha256', `${secret} claim`).update(`${claim} ${code}`).digest();

export interface ClaimMade {
  claim: string;
  /** Where the code went, masked; null when the coordination decides. */
  sentTo: string | null;
}

/** « m…@bougue.fr » */
export const masked = (email: string) => email.replace(/^(.)[^@]*/u, '$1…');

/**
 * « C’est mon lieu ». With `email`, six figures leave for the address already published for the place; otherwise
 * the coordination is asked. A request that still goes on is taken up again with its new proof.
 */
export async function claimPlace(
  acting: Acting & { secret: string },
  placeId: string,
  { proof, statement }: { proof: ClaimProof; statement: string | null },
): Promise<ClaimMade> {
  const { database, actor, now, key, request, secret } = acting;
  const { accountId, organisation } = claimant(acting);
  return await act<ClaimMade>(database, now, {
    event: directoryEvents.claim_made,
    actor,
    ...(key ? { key } : {}),
    ...(request ? { request } : {}),
    change: async transaction => {
      await lockPlaces(transaction, [placeId]);
      const place = (await findPlaces(transaction, [placeId])).get(placeId);
      if (place?.status !== 'published') throw new NoSuchPage(placeId);
      const email = proof === 'email' ? (place.emails[0] ?? null) : null;
      if (proof === 'email' && email === null) throw new NoSuchPage(placeId);
      const live = await findLiveClaim(transaction, placeId, organisation.id);
      const id = live?.id ?? newId(now);
      const code = newCode();
      const sealed = email && {
        hash: hashOfCode(secret, id, code),
        expiresAt: new Date(now.getTime() + codeHours * 3_600_000),
      };
      if (live)
        await setClaim(transaction, id, email ? 'code' : 'waiting', {
          at: now,
          proof,
          ...(sealed ? { code: sealed } : {}),
        });
      else
        await insertClaim(transaction, {
          id,
          placeId,
          organisationId: organisation.id,
          accountId,
          proof,
          statement,
          at: now,
          ...(sealed ? { code: sealed } : {}),
        });
      if (email)
        await notify(transaction, now, {
          template: 'directory.claim_code',
          to: { email },
          occurrence: `${id} ${now.toISOString()}`,
          values: { code, place: place.name, structure: organisation.name },
          causedBy: actor,
          organisation: organisation.id,
        });
      else {
        if (live?.state !== 'waiting') await askTheCoordination(transaction, now, { id, placeId });
        await tellTheHolder(transaction, acting, { id, placeId, organisation });
      }
      return {
        answer: { claim: id, sentTo: email && masked(email) },
        object: { type: 'place', ref: placeId },
        facts: { claim: id, proof },
      };
    },
  });
}

/** A claim on a page that another organisation keeps: those who keep it are told, once (product/network.md §5). */
async function tellTheHolder(
  transaction: Transaction,
  { actor, now }: Pick<Acting, 'actor' | 'now'>,
  { id, placeId, organisation }: { id: string; placeId: string; organisation: { id: string; name: string } },
) {
  // Who keeps a page is not for who claims it to read.
  await asSystem(transaction, 'directory:claim', async () => {
    const holder = await findHolder(transaction, placeId);
    if (!holder || holder === organisation.id) return;
    const place = (await findPlaces(transaction, [placeId])).get(placeId)!;
    for (const account of await keepersOf(transaction, holder))
      await notify(transaction, now, {
        template: 'directory.claim_contested',
        to: { account },
        occurrence: id,
        values: { place: place.name, structure: organisation.name },
        causedBy: actor,
        organisation: holder,
      });
  });
}

async function askTheCoordination(
  transaction: Transaction,
  now: Date,
  { id, placeId }: Pick<Claim, 'id' | 'placeId'>,
) {
  await openItem(transaction, { id: newId(now), kind: 'claim', placeId, claimId: id, at: now });
}

export type CodeTried =
  /** The page is theirs, or waits because another organisation keeps it. */
  { outcome: 'granted' | 'waiting' } | { outcome: 'wrong'; left: number } | { outcome: 'dead' };

/** The six figures of the message or of the letter. Five wrong tries and the code is dead; a wrong try is kept. */
export async function tryCode(
  { database, actor, now, request, secret }: Acting & { secret: string },
  claimId: string,
  typed: string,
): Promise<CodeTried> {
  const { organisation } = claimant({ actor });
  const digits = typed.replace(/\D/g, '');
  const common = { actor, ...(request ? { request } : {}) };
  const right = await act<CodeTried | null>(database, now, {
    ...common,
    event: directoryEvents.claim_code_refused,
    change: async transaction => {
      const claim = await ownClaim(transaction, claimId, organisation.id);
      const object = { type: 'claim', ref: claimId };
      if (
        claim.state !== 'code' ||
        !claim.codeExpiresAt ||
        claim.codeExpiresAt <= now ||
        claim.tries >= mostTries
      )
        return { answer: { outcome: 'dead' }, object, unchanged: true };
      if (timingSafeEqual(hashOfCode(secret, claimId, digits), claim.codeHash!))
        return { answer: null, object, unchanged: true };
      await countTry(transaction, claimId);
      const left = mostTries - claim.tries - 1;
      return { answer: { outcome: 'wrong', left }, object, facts: { claim: claimId, left } };
    },
  });
  if (right) return right;
  return await act<CodeTried>(database, now, {
    ...common,
    event: directoryEvents.claim_proved,
    change: async transaction => {
      const claim = await ownClaim(transaction, claimId, organisation.id);
      const object = { type: 'place', ref: claim.placeId };
      // Between the two steps another press of the same code may have done it.
      if (claim.state !== 'code') {
        const outcome = claim.state === 'granted' ? ('granted' as const) : ('dead' as const);
        return { answer: { outcome }, object, unchanged: true };
      }
      const waits = await isKept(transaction, claim.placeId);
      if (waits) {
        await setClaim(transaction, claimId, 'waiting', { at: now });
        await askTheCoordination(transaction, now, claim);
        await tellTheHolder(transaction, { actor, now }, { ...claim, organisation });
      } else {
        await setClaim(transaction, claimId, 'granted', { at: now });
        await grantEditor(transaction, now, {
          placeId: claim.placeId,
          organisationId: organisation.id,
          claimId,
          grantedBy: null,
        });
      }
      return {
        answer: { outcome: waits ? 'waiting' : 'granted' },
        object,
        facts: { claim: claimId, proof: claim.proof, waits },
      };
    },
  });
}

async function ownClaim(transaction: Transaction, id: string, organisation: string): Promise<Claim> {
  const claim = await lockClaim(transaction, id);
  if (!claim || claim.organisationId !== organisation) throw new NoSuchPage(id);
  return claim;
}

/** The organisation no longer asks. */
export async function withdrawClaim(
  { database, actor, now, key, request }: Acting,
  claimId: string,
): Promise<void> {
  const { organisation } = claimant({ actor });
  await act(database, now, {
    event: directoryEvents.claim_withdrawn,
    actor,
    ...(key ? { key } : {}),
    ...(request ? { request } : {}),
    change: async transaction => {
      const claim = await ownClaim(transaction, claimId, organisation.id);
      const goesOn = claim.state === 'code' || claim.state === 'waiting';
      if (goesOn) await setClaim(transaction, claimId, 'withdrawn', { at: now });
      return {
        answer: null,
        object: { type: 'place', ref: claim.placeId },
        facts: { claim: claimId },
        unchanged: !goesOn,
      };
    },
  });
}

/** The coordination says who keeps a page; a refusal has a reason, told to who asked. */
export async function decideClaim(
  { database, actor, now, key, request }: Acting,
  item: { id: string; claimId: string },
  decision: { accept: boolean; reason: string | null; origin: string },
): Promise<void> {
  await act(database, now, {
    event: decision.accept ? directoryEvents.claim_granted : directoryEvents.claim_refused,
    actor,
    ...(key ? { key } : {}),
    ...(request ? { request } : {}),
    change: async transaction => {
      const claim = await lockClaim(transaction, item.claimId);
      if (!claim) throw new NoSuchPage(item.claimId);
      const object = { type: 'place', ref: claim.placeId };
      if (claim.state !== 'waiting' && claim.state !== 'code')
        return { answer: null, object, unchanged: true };
      const by = actor.account?.id ?? null;
      await setClaim(transaction, claim.id, decision.accept ? 'granted' : 'refused', {
        at: now,
        by,
        reason: decision.reason,
        ...(decision.accept && claim.proof === 'email' ? { proof: 'decision' as const } : {}),
      });
      if (decision.accept)
        await grantEditor(transaction, now, {
          placeId: claim.placeId,
          organisationId: claim.organisationId,
          claimId: claim.id,
          grantedBy: by,
        });
      await decideItem(transaction, item.id, {
        state: decision.accept ? 'accepted' : 'refused',
        by: authorOf(actor),
        at: now,
        reason: decision.reason,
      });
      const place = (await findPlaces(transaction, [claim.placeId])).get(claim.placeId)!;
      await notify(transaction, now, {
        template: decision.accept ? 'directory.claim_granted' : 'directory.claim_refused',
        to: { account: claim.accountId },
        occurrence: `${claim.id} ${now.toISOString()}`,
        values: {
          place: place.name,
          link: `${decision.origin}/${decision.accept ? 'pro/' : ''}lieux/${place.slug}`,
          reason: decision.reason ?? '',
        },
        causedBy: actor,
      });
      return { answer: null, object, facts: { claim: claim.id, item: item.id } };
    },
  });
}

export interface ClaimLetter {
  code: string;
  place: { name: string; street: string | null; postalCode: string | null; communeLabel: string };
  organisation: string | null;
  until: Date;
}

/** A code to print and post to the address of the place. Asked again, the code before is dead. */
export async function makeClaimLetter(
  { database, actor, now, request, secret }: Acting & { secret: string },
  claimId: string,
): Promise<ClaimLetter> {
  const code = newCode();
  const until = new Date(now.getTime() + letterDays * 86_400_000);
  // No key: the answer holds the code, and keys keep answers.
  return await act<ClaimLetter>(database, now, {
    event: directoryEvents.claim_letter_made,
    actor,
    ...(request ? { request } : {}),
    change: async transaction => {
      const claim = await lockClaim(transaction, claimId);
      if (!claim || (claim.state !== 'waiting' && claim.state !== 'code')) throw new NoSuchPage(claimId);
      await setClaim(transaction, claimId, 'code', {
        at: now,
        proof: 'letter',
        code: { hash: hashOfCode(secret, claimId, code), expiresAt: until },
      });
      const place = (await findPlaces(transaction, [claim.placeId])).get(claim.placeId)!;
      const organisation = await holderName(transaction, claim.organisationId);
      return {
        answer: { code, place, organisation, until },
        object: { type: 'place', ref: claim.placeId },
        facts: { claim: claimId },
      };
    },
  });
}
