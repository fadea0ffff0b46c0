import { checkSeal, keyOfAct } from '../../../../core/forms.ts';
import { paperAnswer } from '../../../../core/http/answer.ts';
import type { Route, Visit } from '../../../../core/http/route.ts';
import { say } from '../../../../core/i18n.ts';
import { printLetters } from '../../../../core/notify/documents/letter.ts';
import { territoryFacts } from '../../../../core/territory-settings.ts';
import { dayText, phoneText } from '../../../../core/typography.ts';
import { Actions, Button } from '../../../../core/ui/actions.tsx';
import { Seal } from '../../../../core/ui/seal.tsx';
import { trigramSimilarity } from '../../../territory/index.ts';
import { makeClaimLetter } from '../../claiming.ts';
import type { ContentField, PlaceContent } from '../../domain/content.ts';
import { holderName } from '../../holding.ts';
import { type House, openHouse } from '../../house.ts';
import { NoSuchPage } from '../../keeping.ts';
import { formMessages } from '../../messages-forms.ts';
import { moderationMessages } from '../../messages-moderation.ts';
import { decide, ReasonMissing, seeImportNote, takeBack } from '../../moderating.ts';
import { ItemPage, ReportToSettlePage } from '../../pages/moderation-pages.tsx';
import { PlacePreview } from '../../pages/place-preview.tsx';
import { theCoordinationMayDecideClaims, theCoordinationMayKeepTheDirectory } from '../../policy.ts';
import { reopenReport, settleReport } from '../../reporting.ts';
import { fieldWords, valueWords } from '../../saying.ts';
import { type Claim, findClaim } from '../../store/claims.ts';
import { findHolder } from '../../store/keeping.ts';
import { findImportNotes, type ModerationItem, readItem } from '../../store/moderation.ts';
import { findPlaces } from '../../store/places.ts';
import { findProposal } from '../../store/proposals.ts';
import { readReport } from '../../store/reports.ts';
import { actingOf, proFrame, typedText } from './kept-place.tsx';

const policy = theCoordinationMayKeepTheDirectory;
const sendsForm = { exempt: 'envoi du formulaire' } as const;
const whenWaiting = { exempt: 'liée depuis la liste quand quelque chose attend' } as const;
const queue = '/pro/lieux/a-moderer';

export const decidingRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: `${queue}/signalements/:reference`,
    policy,
    reach: whenWaiting,
    handle: visit => reportPage(visit, '', {}),
  },
  { method: 'POST', path: `${queue}/signalements/:reference`, policy, reach: sendsForm, handle: settle },
  {
    method: 'POST',
    path: `${queue}/signalements/:reference/rouvrir`,
    policy,
    reach: sendsForm,
    handle: reopen,
  },
  { method: 'GET', path: `${queue}/remarques/:record`, policy, reach: 'linked', handle: notePage },
  { method: 'POST', path: `${queue}/remarques/:record`, policy, reach: sendsForm, handle: seeNote },
  {
    method: 'GET',
    path: `${queue}/:item`,
    policy,
    reach: whenWaiting,
    handle: visit => itemPage(visit, '', {}),
  },
  { method: 'POST', path: `${queue}/:item`, policy, reach: sendsForm, handle: receive },
  { method: 'POST', path: `${queue}/:item/reprendre`, policy, reach: sendsForm, handle: takeItBack },
  {
    method: 'POST',
    path: `${queue}/:item/lettre`,
    policy: theCoordinationMayDecideClaims,
    reach: sendsForm,
    handle: letter,
  },
];

type Errors = Record<string, string>;
type Words = ReturnType<typeof say<typeof moderationMessages.fr>>;

const frameOf = (visit: Visit, title: string) => {
  const frame = proFrame(visit, title);
  const words = say(moderationMessages, visit.reader);
  return {
    ...frame,
    crumbs: [...frame.crumbs.slice(0, 2), { label: words.queue, href: queue }, { label: title }],
  };
};

/** What the page of one item shows besides its buttons. */
interface Shown {
  lead: string | null;
  facts: { term: string; text: string }[];
  changes: (readonly [string, string, string])[];
  links: { href: string; label: string }[];
  preview: PlaceContent | null;
}

async function itemPage(visit: Visit, typedReason: string, errors: Errors): Promise<Response> {
  const { reader, now } = visit;
  const words = say(moderationMessages, reader);
  const house = await openHouse(visit.ground);
  const found = await visit.read(async transaction => {
    const item = await readItem(transaction, visit.params.item ?? '');
    if (item?.state !== 'open') return null;
    const claim = item.claimId ? await findClaim(transaction, item.claimId) : null;
    const proposal = item.proposalId ? await findProposal(transaction, item.proposalId) : null;
    const place = item.placeId
      ? (await findPlaces(transaction, [item.placeId])).get(item.placeId)
      : undefined;
    const holder = item.placeId ? await findHolder(transaction, item.placeId) : null;
    return {
      item,
      claim,
      proposal,
      phone: place?.phone ? phoneText(place.phone) : (place?.phoneShort ?? null),
      structure: claim ? await holderName(transaction, claim.organisationId) : null,
      holder: holder && ((await holderName(transaction, holder)) ?? words.unknownOrganisation),
    };
  });
  if (!found) return await visit.error(404);
  const { item, claim, proposal } = found;
  const shown: Shown = {
    lead: leadOf(item, words),
    facts: claim
      ? claimFacts(claim, found, words)
      : item.kind === 'stale'
        ? [{ term: words.said, text: found.phone ?? words.noPhone }]
        : [],
    changes: changesOf(item, house, visit),
    links: item.slug
      ? [
          { href: `/lieux/${item.slug}`, label: words.seePage },
          { href: `/pro/lieux/${item.slug}`, label: words.correctPage },
          { href: `/pro/lieux/${item.slug}/versions`, label: words.history },
        ]
      : [],
    preview: proposal?.content ?? null,
  };
  const title = `${words[`kind_${item.kind}`]}\u00a0: ${item.name ?? proposal?.content.name ?? ''}`;
  const withReason = ['change', 'proposal', 'claim', 'closure'].includes(item.kind);
  const action = `${queue}/${item.id}`;
  return await visit.page(
    { ...frameOf(visit, title), error: Object.keys(errors).length > 0 },
    <ItemPage
      title={title}
      lead={shown.lead}
      facts={shown.facts}
      changes={shown.changes}
      links={shown.links}
      action={action}
      accept={words[`accept_${item.kind}`]}
      refuse={item.kind === 'edit' ? null : { label: withReason ? words.refuse : words.putAside, withReason }}
      typedReason={typedReason}
      errors={errors}
      seal={visit.seal()}
      reader={reader}
    >
      {shown.preview ? (
        <>
          <PlacePreview
            place={shown.preview}
            commune={house.communes.get(shown.preview.communeInsee)?.name ?? shown.preview.communeLabel}
            now={now}
            reader={reader}
            plain
          />
          <Similar house={house} place={shown.preview} words={words} />
        </>
      ) : null}
      {claim && (claim.state === 'waiting' || claim.state === 'code') ? (
        <form method="post" action={`${action}/lettre`} class="noprint">
          <Seal seal={visit.seal()} />
          <Actions>
            <Button kind="alt">{words.makeLetter}</Button>
          </Actions>
        </form>
      ) : null}
    </ItemPage>,
    Object.keys(errors).length > 0 ? { status: 422 } : {},
  );
}

function leadOf(item: ModerationItem, words: Words): string | null {
  if (item.kind === 'closure') return words.closureLead;
  if (item.kind === 'stale') return words.staleLead;
  return item.kind === 'edit' ? words.editLead : null;
}

function claimFacts(
  claim: Claim,
  found: { phone: string | null; structure: string | null; holder: string | null },
  words: Words,
) {
  return [
    { term: words.organisation, text: found.structure ?? words.unknownOrganisation },
    { term: words.proof, text: words[`proof_${claim.proof}`] },
    ...(claim.statement ? [{ term: words.statement, text: claim.statement }] : []),
    { term: words.holder, text: found.holder ?? words.nobody },
    { term: words.said, text: found.phone ?? words.noPhone },
  ];
}

function changesOf(
  item: ModerationItem,
  house: House,
  { reader }: Visit,
): (readonly [string, string, string])[] {
  return Object.entries(item.facts.changes ?? {}).flatMap(([field, change]) => {
    const [name] = fieldWords([field], reader);
    if (!name || !change) return [];
    const value = (of: unknown) => valueWords(field as ContentField, of, house, reader) || '–';
    return [[name, value(change.from), value(change.to)] as const];
  });
}

/** Published places of the same commune with nearly the same name: perhaps the one proposed. */
function Similar({ house, place, words }: { house: House; place: PlaceContent; words: Words }) {
  const alike = house.catalogue
    .all()
    .filter(listed => listed.place.communeInsee === place.communeInsee)
    .filter(listed => trigramSimilarity(listed.place.name.toLowerCase(), place.name.toLowerCase()) > 0.3)
    .slice(0, 5);
  if (alike.length === 0) return <p class="mute">{words.noSimilar}</p>;
  return (
    <>
      <h2>{words.similar}</h2>
      <ul>
        {alike.map(listed => (
          <li>
            <a href={`/lieux/${listed.place.slug}`}>{listed.place.name}</a>
          </li>
        ))}
      </ul>
    </>
  );
}

async function receive(visit: Visit): Promise<Response> {
  const words = say(moderationMessages, visit.reader);
  const typed = await visit.form();
  const item = visit.params.item ?? '';
  const accept = typedText(typed, 'decision') === 'accepter';
  const reason = typedText(typed, 'motif').slice(0, 1000) || null;
  const key = checkSeal(typed, new Date())?.key;
  try {
    await decide(actingOf(visit, key && keyOfAct(key, [item, accept, reason])), item, {
      accept,
      reason,
      origin: visit.origin,
    });
  } catch (error) {
    if (error instanceof ReasonMissing) return await itemPage(visit, '', { motif: words.reasonEmpty });
    if (error instanceof NoSuchPage) return await visit.error(404);
    throw error;
  }
  return visit.redirect(`${queue}?suite=fait`);
}

async function takeItBack(visit: Visit): Promise<Response> {
  const item = visit.params.item ?? '';
  const key = checkSeal(await visit.form(), new Date())?.key;
  try {
    await takeBack(actingOf(visit, key && keyOfAct(key, [item, 'reprendre'])), item);
  } catch (error) {
    if (error instanceof NoSuchPage) return await visit.error(404);
    throw error;
  }
  return visit.redirect(`${queue}?suite=repris`);
}

/** The letter with its code, for the place whatever language the moderator reads; kept nowhere. */
async function letter(visit: Visit): Promise<Response> {
  const { now, ground } = visit;
  const item = await visit.read(transaction => readItem(transaction, visit.params.item ?? ''));
  if (!item?.claimId) return await visit.error(404);
  try {
    const { place, organisation, code, until } = await makeClaimLetter(actingOf(visit), item.claimId);
    const words = say(moderationMessages, { language: 'fr', falc: false });
    const town = [place.postalCode, place.communeLabel].filter(Boolean).join(' ');
    const pdf = await printLetters(
      [
        {
          address: [place.name, place.street ?? '', town].filter(line => line !== ''),
          sender: null,
          subject: words.letterSubject,
          text: words.letterText({
            structure: organisation ?? words.unknownOrganisation,
            place: place.name,
            code,
            day: dayText(until, { language: 'fr', now }),
          }),
          link: null,
          language: 'fr',
          large: false,
        },
      ],
      { territory: territoryFacts(ground), at: now },
    );
    return paperAnswer(pdf, 'lettre-avec-code');
  } catch (error) {
    if (error instanceof NoSuchPage) return await visit.error(404);
    throw error;
  }
}

async function reportPage(visit: Visit, typed: string, errors: Errors): Promise<Response> {
  const { reader } = visit;
  const words = say(moderationMessages, reader);
  const said = say(formMessages, reader) as unknown as Record<string, string>;
  const report = await visit.read(transaction => readReport(transaction, visit.params.reference ?? ''));
  if (!report || report.settledAt) return await visit.error(404);
  const channel = report.contactEmail ? words.byMail : report.contactPhone ? words.bySms : null;
  return await visit.page(
    { ...frameOf(visit, words.kind_report), error: Object.keys(errors).length > 0 },
    <ReportToSettlePage
      facts={[
        { term: words.reference, text: report.reference },
        { term: words.said, text: report.name },
        { term: words.wrong, text: report.wrong.map(code => said[`wrong_${code}`] ?? code).join(', ') },
        ...(report.details ? [{ term: words.details, text: report.details }] : []),
        { term: words.answersTo, text: channel ?? words.byNobody },
      ]}
      links={[
        { href: `/lieux/${report.slug}`, label: words.seePage },
        { href: `/pro/lieux/${report.slug}`, label: words.correctPage },
      ]}
      action={visit.url.pathname}
      typed={typed}
      errors={errors}
      seal={visit.seal()}
      reader={reader}
    />,
    Object.keys(errors).length > 0 ? { status: 422 } : {},
  );
}

async function settle(visit: Visit): Promise<Response> {
  const words = say(moderationMessages, visit.reader);
  const answer = typedText(await visit.form(), 'reponse').slice(0, 2000);
  if (!answer) return await reportPage(visit, '', { reponse: words.answerEmpty });
  const { ground, actor, now } = visit;
  const reference = visit.params.reference ?? '';
  const report = await visit.read(transaction => readReport(transaction, reference));
  if (!report) return await visit.error(404);
  // Settled meanwhile by somebody else: their answer left, this one would be a second.
  if (!report.settledAt)
    await settleReport({ database: ground.database, actor, now: () => now }, reference, answer);
  return visit.redirect(`${queue}?suite=fait`);
}

async function reopen(visit: Visit): Promise<Response> {
  const { ground, actor, now } = visit;
  const reference = visit.params.reference ?? '';
  if (!(await visit.read(transaction => readReport(transaction, reference)))) return await visit.error(404);
  await reopenReport({ database: ground.database, actor, now: () => now }, reference);
  return visit.redirect(`${queue}?suite=repris`);
}

/** Remarks of imports looked for by their record. */
async function findNote(visit: Visit) {
  const notes = await visit.read(transaction => findImportNotes(transaction, 10_000));
  return notes.find(({ recordId }) => recordId === visit.params.record) ?? null;
}

async function notePage(visit: Visit): Promise<Response> {
  const { reader } = visit;
  const words = say(moderationMessages, reader);
  const note = await findNote(visit);
  if (!note) return await visit.error(404);
  const title = `${words.kind_import}\u00a0: ${note.name}`;
  return await visit.page(
    frameOf(visit, title),
    <ItemPage
      title={title}
      lead={note.source}
      facts={note.review.map(({ field, message_fr, proposed }) => ({
        term: field,
        text: [message_fr, proposed].filter(Boolean).join(' '),
      }))}
      changes={[]}
      links={[
        { href: `/lieux/${note.slug}`, label: words.seePage },
        { href: `/pro/lieux/${note.slug}`, label: words.correctPage },
      ]}
      action={visit.url.pathname}
      accept={words.accept_import}
      refuse={null}
      typedReason=""
      errors={{}}
      seal={visit.seal()}
      reader={reader}
    />,
  );
}

async function seeNote(visit: Visit): Promise<Response> {
  const note = await findNote(visit);
  const key = checkSeal(await visit.form(), new Date())?.key;
  if (note) await seeImportNote(actingOf(visit, key && keyOfAct(key, [note.recordId, note.content])), note);
  return visit.redirect(`${queue}?suite=fait`);
}
