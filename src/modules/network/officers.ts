import { insist } from '../../core/access.ts';
import { act } from '../../core/act.ts';
import { asSystem } from '../../core/acting-as.ts';
import type { Transaction } from '../../core/database.ts';
import { newId } from '../../core/identifier.ts';
import { notify } from '../../core/notify/notify.ts';
import { CannotDo, type Doer } from './doing.ts';
import { networkEvents } from './events.ts';
import { administratorsMayGrantTerritoryRoles } from './policy.ts';
import { findHoldersOf, findMemberships, insertMembership } from './store/members.ts';
import {
  endDeadProposals,
  findOfficerProposals,
  insertOfficerProposal,
  type OfficerProposal,
  settleOfficerProposal,
} from './store/officers.ts';
import { findOrganisation } from './store/organisations.ts';

/** A second administrator answers within seven days, in milliseconds. */
const answerWithin = 7 * 86_400_000;

/** Proposes a member of the pilot organisation as data protection officer: another administrator confirms. */
export async function proposeOfficer(
  { database, actor, now, key, request }: Doer,
  part: { organisation: string; account: string },
): Promise<void> {
  await act(database, now, {
    event: networkEvents.officer_proposed,
    actor,
    subject: { ...part, roles: ['dpo'] },
    key,
    request,
    change: async transaction => {
      const organisation = await findOrganisation(transaction, part.organisation);
      const held = (await findMemberships(transaction, part.account)).filter(
        role => role.organisation === part.organisation,
      );
      if (!organisation?.isPilot || held.length === 0) throw new CannotDo('unknown');
      if (held.some(({ role }) => role === 'dpo')) throw new CannotDo('already');
      if (held.some(({ role }) => role === 'administrateur')) throw new CannotDo('separation');
      const proposer = actor.account!.id;
      const others = (await findHoldersOf(transaction, 'administrateur')).filter(id => id !== proposer);
      if (others.length === 0) throw new CannotDo('secondAdministrator');
      await asSystem(transaction, 'network:officers', () => endDeadProposals(transaction, now, part.account));
      const id = newId(now);
      const expiresAt = new Date(now.getTime() + answerWithin);
      await insertOfficerProposal(transaction, now, { id, ...part, proposer, expiresAt });
      const proposal: Told = { id, ...part, proposer, name: await nameOf(transaction, part.account) };
      await tell(transaction, now, proposal, 'network.officer_proposed', [part.account, ...others], {
        until: expiresAt.toISOString(),
        proposer: actor.account!.name,
      });
      return {
        answer: null,
        object: { type: 'officer_proposal', ref: id },
        person: part.account,
        facts: { until: expiresAt.toISOString().slice(0, 10) },
      };
    },
  }).catch(error => {
    if ((error as { constraint?: string }).constraint === 'officer_proposal_waiting')
      throw new CannotDo('proposed');
    throw error;
  });
}

/** A second administrator says yes or no; two answers at once are one. */
export async function answerOfficerProposal(
  { database, actor, now, key, request }: Doer,
  id: string,
  yes: boolean,
): Promise<void> {
  await act(database, now, {
    event: yes ? networkEvents.officer_confirmed : networkEvents.officer_refused,
    actor,
    key,
    request,
    change: async transaction => {
      const [proposal] = await findOfficerProposals(transaction, now, id);
      if (!proposal) throw new CannotDo('answered');
      insist(administratorsMayGrantTerritoryRoles, actor, {
        organisation: proposal.organisation,
        account: proposal.account,
        roles: ['dpo'],
      });
      const by = actor.account!.id;
      if (proposal.proposer === by) throw new CannotDo('ownProposal');
      if (!proposal.stands) throw new CannotDo('proposerGone');
      const state = yes ? 'confirmee' : 'refusee';
      if (!(await settleOfficerProposal(transaction, now, { id, by, state }))) throw new CannotDo('answered');
      const { organisation, account } = proposal;
      if (yes)
        await insertMembership(transaction, now, { id: newId(now), organisation, account, role: 'dpo' });
      const template = yes ? 'network.officer_confirmed' : 'network.officer_refused';
      await tell(transaction, now, proposal, template, [account, proposal.proposer], {});
      return {
        answer: null,
        object: { type: 'officer_proposal', ref: id },
        person: account,
        also: yes
          ? [
              {
                event: networkEvents.territory_role_granted,
                object: { type: 'organisation', ref: organisation },
                person: account,
                facts: { role: 'dpo' },
              },
            ]
          : [],
      };
    },
  });
}

type Told = Pick<OfficerProposal, 'id' | 'account' | 'organisation' | 'proposer' | 'name'>;

async function tell(
  transaction: Transaction,
  now: Date,
  proposal: Told,
  template: string,
  accounts: readonly string[],
  values: Record<string, string>,
): Promise<void> {
  const causedBy = { kind: 'job', ref: 'network:officers' } as const;
  for (const account of new Set(accounts))
    await notify(transaction, now, {
      template,
      to: { account },
      occurrence: proposal.id,
      values: { name: proposal.name, ...values },
      causedBy,
      organisation: proposal.organisation,
    });
}

async function nameOf(transaction: Transaction, account: string): Promise<string> {
  const row = await transaction
    .selectFrom('network.account')
    .select('display_name as name')
    .where('id', '=', account)
    .executeTakeFirstOrThrow();
  return row.name;
}
