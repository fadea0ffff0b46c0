import { checkSeal, keyOfAct } from '../../../core/forms.ts';
import type { Route, Visit } from '../../../core/http/route.ts';
import { say } from '../../../core/i18n.ts';
import { dayText } from '../../../core/typography.ts';
import { CannotDo } from '../doing.ts';
import { networkMessages } from '../messages-network.ts';
import { officerMessages } from '../messages-officer.ts';
import { answerOfficerProposal } from '../officers.ts';
import { text } from '../pages/form-parts.tsx';
import { OfficerPage } from '../pages/officer-page.tsx';
import { administratorsMayGrantTerritoryRoles } from '../policy.ts';
import { findHoldersOf } from '../store/members.ts';
import { findOfficerProposals } from '../store/officers.ts';
import { doerOf } from './account.tsx';
import { cannot, networkFrame } from './organisations.tsx';

const path = '/pro/reseau/delegue';

export const officerRoutes: readonly Route[] = [
  {
    method: 'GET',
    path,
    policy: administratorsMayGrantTerritoryRoles,
    reach: { exempt: 'liée depuis « à traiter » et depuis la fiche d’un membre de la structure pilote' },
    handle: visit => page(visit, null),
  },
  {
    method: 'POST',
    path: `${path}/:id`,
    policy: administratorsMayGrantTerritoryRoles,
    reach: { exempt: 'envoi du formulaire' },
    fresh: true,
    handle: answer,
  },
];

async function page(
  visit: Visit,
  error: { id: string; message: string } | null,
  status = 200,
): Promise<Response> {
  const { reader, now, actor, url } = visit;
  const me = actor.account!.id;
  const { proposals, administrators } = await visit.read(async transaction => ({
    proposals: await findOfficerProposals(transaction, now),
    administrators: await findHoldersOf(transaction, 'administrateur'),
  }));
  const said = url.searchParams.get('fait');
  return await visit.page(
    { ...networkFrame(visit, say(officerMessages, reader).title), error: error !== null },
    <OfficerPage
      proposals={proposals.map(it => ({
        id: it.id,
        name: it.name,
        proposerName: it.proposerName,
        until: dayText(it.expiresAt, { language: reader.language, now }),
        kept: it.stands ? (it.proposer === me ? 'own' : it.account === me ? 'yourself' : null) : 'gone',
      }))}
      alone={!administrators.some(id => id !== me)}
      done={said === 'oui' ? 'confirmed' : said === 'non' ? 'refused' : null}
      error={error}
      seal={visit.seal()}
      reader={reader}
    />,
    { status },
  );
}

async function answer(visit: Visit): Promise<Response> {
  const { params, reader } = visit;
  const id = params.id ?? '';
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) return await visit.error(404);
  const typed = await visit.form();
  const said = text(typed, 'reponse');
  if (said !== 'oui' && said !== 'non')
    return await page(visit, { id, message: say(officerMessages, reader).wrong }, 422);
  const key = checkSeal(typed, new Date())?.key;
  try {
    await answerOfficerProposal(doerOf(visit, key && keyOfAct(key, [id, said])), id, said === 'oui');
  } catch (error) {
    const code = error instanceof CannotDo ? error : refusedByTheDatabase(error);
    if (!code) throw error;
    return await page(visit, { id, message: cannot(say(networkMessages, reader), code) }, 422);
  }
  return visit.redirect(`${path}?fait=${said}`);
}

/** What the database refuses by itself: the proposer gone meanwhile, two roles that do not go together. */
function refusedByTheDatabase(error: unknown): CannotDo | null {
  const { constraint = '' } = error as { constraint?: string };
  if (constraint === 'officer_proposal_two') return new CannotDo('proposerGone');
  if (constraint === 'officer_proposal_settled') return new CannotDo('answered');
  if (constraint === 'membership_separation') return new CannotDo('separation');
  return /^membership_.*_excl$/.test(constraint) ? new CannotDo('already') : null;
}
