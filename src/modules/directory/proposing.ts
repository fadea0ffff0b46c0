import { randomInt } from 'node:crypto';
import { act } from '../../core/act.ts';
import { newId, newSecret } from '../../core/identifier.ts';
import { notify } from '../../core/notify/notify.ts';
import type { PlaceContent } from './domain/content.ts';
import { directoryEvents } from './events.ts';
import { type Acting, authorOf, NoSuchPage } from './keeping.ts';
import { decideItem, openItem } from './store/moderation.ts';
import { writeVersions } from './store/places.ts';
import {
  findProposal,
  findProposalOfLink,
  insertProposal,
  markConfirmed,
  settleProposal,
} from './store/proposals.ts';

/** Days during which the link of a proposal can be confirmed. */
const confirmationDays = 7;

/** Letters and figures that cannot be taken for one another when said aloud or written by hand. */
const signs = 'ABCDEFGHJKLMNPQRTUVWXY346789';

/** What a person quotes on the telephone: « K7HM-2QXR ». */
export function newReference(): string {
  const four = () => Array.from({ length: 4 }, () => signs[randomInt(signs.length)]).join('');
  return `${four()}-${four()}`;
}

/** Keeps a proposed place and sends the link that confirms it; the reference is for the person. */
export async function proposePlace(
  { database, actor, now, key, request }: Acting,
  {
    content,
    email,
    origin,
    language,
  }: { content: PlaceContent; email: string; origin: string; language: 'fr' | 'en' },
): Promise<string> {
  return await act<string>(database, now, {
    event: directoryEvents.place_proposed,
    actor,
    ...(key ? { key } : {}),
    ...(request ? { request } : {}),
    change: async transaction => {
      const [id, reference, secret] = [newId(now), newReference(), newSecret()];
      const expiresAt = new Date(now.getTime() + confirmationDays * 86_400_000);
      await insertProposal(transaction, { id, reference, content, email, secret, expiresAt, at: now });
      await notify(transaction, now, {
        template: 'directory.proposal_link',
        to: { email, language },
        occurrence: id,
        values: { place: content.name, link: `${origin}/lieux/proposer/confirmer/${secret}`, reference },
        causedBy: actor,
      });
      return { answer: reference, object: { type: 'proposal', ref: id }, facts: { reference } };
    },
  });
}

/** What the link of the message does when its button is pressed; null when the link is wrong or too old. */
export async function confirmProposal(
  { database, actor, now, key, request }: Acting,
  secret: string,
): Promise<string | null> {
  return await act<string | null>(database, now, {
    event: directoryEvents.proposal_confirmed,
    actor,
    ...(key ? { key } : {}),
    ...(request ? { request } : {}),
    change: async transaction => {
      const proposal = await findProposalOfLink(transaction, secret);
      const object = { type: 'proposal', ref: proposal?.id ?? 'none' };
      if (!proposal || (proposal.expiresAt <= now && !proposal.confirmedAt))
        return { answer: null, object, unchanged: true };
      if (proposal.confirmedAt) return { answer: proposal.reference, object, unchanged: true };
      await markConfirmed(transaction, proposal.id, now);
      await openItem(transaction, { id: newId(now), kind: 'proposal', proposalId: proposal.id, at: now });
      return { answer: proposal.reference, object, facts: { reference: proposal.reference } };
    },
  });
}

/** Publishes a proposed place, or refuses it with a reason; its author is told. */
export async function decideProposal(
  { database, actor, now, key, request }: Acting,
  item: { id: string; proposalId: string },
  decision: { accept: boolean; reason: string | null; origin: string },
): Promise<{ slug: string | null }> {
  return await act<{ slug: string | null }>(database, now, {
    event: decision.accept ? directoryEvents.place_published : directoryEvents.proposal_refused,
    actor,
    ...(key ? { key } : {}),
    ...(request ? { request } : {}),
    change: async transaction => {
      const proposal = await findProposal(transaction, item.proposalId);
      if (!proposal) throw new NoSuchPage(item.proposalId);
      const facts = { reference: proposal.reference, item: item.id };
      const object = { type: 'proposal', ref: proposal.id };
      if (proposal.settledAt) return { answer: { slug: null }, object, facts, unchanged: true };
      let slug: string | null = null;
      let placeId: string | null = null;
      if (decision.accept) {
        placeId = newId(now);
        [slug = null] = await writeVersions(
          { transaction, at: now, author: authorOf(actor), newId: () => newId(now) },
          [
            {
              placeId,
              previous: null,
              content: proposal.content,
              provenance: { '*': { by: 'editor', record: null, at: proposal.receivedAt.toISOString() } },
              reason: `Proposition ${proposal.reference}`,
            },
          ],
        );
      }
      await settleProposal(transaction, proposal.id, { at: now, placeId });
      await decideItem(transaction, item.id, {
        state: decision.accept ? 'accepted' : 'refused',
        by: authorOf(actor),
        at: now,
        reason: decision.reason,
        ...(placeId ? { facts: { made: placeId } } : {}),
      });
      if (proposal.contactEmail)
        await notify(transaction, now, {
          template: decision.accept ? 'directory.proposal_published' : 'directory.proposal_refused',
          to: { email: proposal.contactEmail },
          occurrence: `${proposal.id} ${now.toISOString()}`,
          values: {
            place: proposal.content.name,
            link: slug ? `${decision.origin}/lieux/${slug}` : '',
            reason: decision.reason ?? '',
            reference: proposal.reference,
          },
          causedBy: actor,
        });
      return { answer: { slug }, object, facts };
    },
  });
}
