import type { Route, Visit } from '../../../../core/http/route.ts';
import { say } from '../../../../core/i18n.ts';
import { dayText } from '../../../../core/typography.ts';
import { formMessages } from '../../messages-forms.ts';
import { moderationMessages } from '../../messages-moderation.ts';
import { type DecidedLine, type QueueLine, QueuePage } from '../../pages/moderation-pages.tsx';
import { theCoordinationMayKeepTheDirectory } from '../../policy.ts';
import { fieldWords } from '../../saying.ts';
import { findQueue } from '../../store/duplicates.ts';
import {
  findDecidedItems,
  findImportNotes,
  findOpenItems,
  type ItemKind,
  type ModerationItem,
} from '../../store/moderation.ts';
import { findProposal } from '../../store/proposals.ts';
import { findOpenReports, findSettledReports, type Report } from '../../store/reports.ts';
import { proFrame } from './kept-place.tsx';

/** Lines shown of each part of the queue. */
const mostLines = 25;
const mostDecided = 15;

export const queueRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/pro/lieux/a-moderer',
    policy: theCoordinationMayKeepTheDirectory,
    reach: 'linked',
    handle: queue,
  },
];

const order: readonly ItemKind[] = ['proposal', 'claim', 'change', 'closure', 'stale', 'edit'];
const titles = {
  proposal: 'proposals',
  claim: 'claims',
  change: 'changes',
  closure: 'closures',
  stale: 'stales',
  edit: 'edits',
  import: 'notes',
} as const;

async function queue(visit: Visit): Promise<Response> {
  const { reader, now } = visit;
  const words = say(moderationMessages, reader);
  const age = (at: Date) => (now.getTime() - at.getTime()) / 86_400_000;
  const found = await visit.read(async transaction => {
    const items = await findOpenItems(transaction, now);
    const proposed = new Map<string, string>();
    for (const { proposalId } of items) {
      const proposal = proposalId ? await findProposal(transaction, proposalId) : null;
      if (proposal) proposed.set(proposal.id, proposal.content.name);
    }
    return {
      items,
      proposed,
      notes: await findImportNotes(transaction, 1000),
      decided: await findDecidedItems(transaction, mostDecided),
      settled: await findSettledReports(transaction, 5),
    };
  });
  const reports = await findOpenReports(visit.ground.database, visit.actor);
  const pairs = await findQueue(visit.ground.database);
  const nameOf = (item: ModerationItem) =>
    item.name ?? found.proposed.get(item.proposalId ?? '') ?? words.kind_proposal;
  const itemLine = (item: ModerationItem): QueueLine => ({
    href: `/pro/lieux/a-moderer/${item.id}`,
    title: nameOf(item),
    sentence: [
      words[`kind_${item.kind}`],
      fieldWords(Object.keys(item.facts.changes ?? {}), reader).join(', '),
    ]
      .filter(Boolean)
      .join('\u00a0: '),
    age: age(item.openedAt),
  });
  const section = (title: string, lines: readonly QueueLine[]) => ({
    title,
    lines: lines.slice(0, mostLines),
    more: Math.max(0, lines.length - mostLines),
  });
  const sections = [
    section(
      words.reports,
      reports.map(report => reportLine(report, visit, age)),
    ),
    ...order.map(kind =>
      section(words[titles[kind]], found.items.filter(item => item.kind === kind).map(itemLine)),
    ),
    section(
      words.duplicates,
      pairs.map(pair => ({
        href: `/pro/lieux/doublons/${pair.a.id}/${pair.b.id}`,
        title: `${pair.a.name} · ${pair.b.name}`,
        sentence: pair.reasons.join(', '),
        age: age(pair.found_at),
      })),
    ),
    section(
      words.notes,
      found.notes.map(note => ({
        href: `/pro/lieux/a-moderer/remarques/${note.recordId}`,
        title: note.name,
        sentence: note.review.map(({ message_fr }) => message_fr).join(' '),
        age: age(note.seenAt),
      })),
    ),
  ];
  const done =
    { fait: words.done, repris: words.doneBack }[visit.url.searchParams.get('suite') ?? ''] ?? null;
  const frame = proFrame(visit, words.queue);
  return await visit.page(
    frame,
    <QueuePage
      sections={sections}
      decided={decidedLines(visit, found.decided, found.settled, nameOf)}
      done={done}
      seal={visit.seal()}
      reader={reader}
    />,
  );
}

function reportLine(report: Report, { reader }: Visit, age: (at: Date) => number): QueueLine {
  const said = say(formMessages, reader) as unknown as Record<string, string>;
  return {
    href: `/pro/lieux/a-moderer/signalements/${report.reference}`,
    title: report.name,
    sentence: [report.wrong.map(code => said[`wrong_${code}`] ?? code).join(', '), report.details]
      .filter(Boolean)
      .join('. ')
      .slice(0, 200),
    age: age(report.receivedAt),
  };
}

function decidedLines(
  { reader, now }: Visit,
  items: readonly ModerationItem[],
  settled: readonly Report[],
  nameOf: (item: ModerationItem) => string,
): DecidedLine[] {
  const words = say(moderationMessages, reader);
  const day = (at: Date) => dayText(at, { language: reader.language, now });
  return [
    ...items
      .filter(({ kind }) => kind !== 'edit' && kind !== 'import' && kind !== 'stale')
      .map(item => ({
        sentence: `${words[`kind_${item.kind}`]}, ${nameOf(item)}. ${words.decidedOn(item.state === 'accepted' ? words.accepted : words.refused, day(item.decidedAt!))}`,
        action: `/pro/lieux/a-moderer/${item.id}/reprendre`,
        button: words.takeBack,
      })),
    ...settled.map(report => ({
      sentence: `${words.kind_report} ${report.reference}, ${report.name}. ${words.decidedOn(words.accepted, day(report.settledAt!))}`,
      action: `/pro/lieux/a-moderer/signalements/${report.reference}/rouvrir`,
      button: words.reopen,
    })),
  ];
}
