import type { RefusedPolicy } from '../../core/access.ts';
import type { Visit } from '../../core/http/route.ts';
import { say } from '../../core/i18n.ts';
import type { TodoItem } from '../../core/module.ts';
import { dayText } from '../../core/typography.ts';
import { termMessages } from './messages-terms.ts';
import { theCoordinationMayEntitle } from './policy.ts';
import { findEnded, findEndings } from './store/terms.ts';
import { type HabilitationKind, habilitationKinds } from './vocabulary.ts';

const day = 86_400_000;
/** Days during which an end is told on the desk: before for who can renew, after for who lost it. */
const told = 30;

const isKind = (code: string): code is HabilitationKind => Object.hasOwn(habilitationKinds, code);

const endDay = (visit: Visit, until: Date) =>
  dayText(until, { language: visit.reader.language, now: visit.now, short: true });

/** « Votre habilitation … a pris fin le 3 mars » : what stands where the button stood (product/network.md §3.9). */
export async function whyRefused(visit: Visit, { habilitation }: RefusedPolicy): Promise<string[]> {
  const { actor, now } = visit;
  const membership = actor.account?.membership;
  if (!membership || !habilitation || !isKind(habilitation)) return [];
  const part = { account: actor.account!.id, organisation: membership.organisation.id };
  const ended = await visit.read(transaction => findEnded(transaction, part, { since: new Date(0), now }));
  const last = ended.find(({ kind }) => kind === habilitation);
  return last && !membership.habilitations.includes(habilitation) ? [endSentence(visit, last)] : [];
}

function endSentence(
  visit: Visit,
  { kind, at, withdrawn }: { kind: HabilitationKind; at: Date; withdrawn: boolean },
): string {
  const words = say(termMessages, visit.reader);
  const name = habilitationKinds[kind][visit.reader.language];
  return (withdrawn ? words.withdrawn : words.ended)(name, endDay(visit, at));
}

/** On the desk: one's own habilitations that end or ended, and those of the members for who looks after them. */
export async function endingTodo(visit: Visit): Promise<TodoItem[]> {
  const { actor, now, reader } = visit;
  const membership = actor.account?.membership;
  if (!membership || actor.account!.strength !== 2) return [];
  const words = say(termMessages, reader);
  const part = { account: actor.account!.id, organisation: membership.organisation.id };
  const coordinates = theCoordinationMayEntitle.allows(actor);
  const leads = membership.roles.includes('referent_structure');
  const { ended, soon } = await visit.read(async transaction => ({
    ended: await findEnded(transaction, part, { since: new Date(now.getTime() - told * day), now }),
    soon: await findEndings(transaction, now, new Date(now.getTime() + told * day)),
  }));
  const isMine = (it: { account: string; organisation: string }) =>
    it.account === part.account && it.organisation === part.organisation;
  const sheet = `/pro/reseau/structures/${part.organisation}/membres/${part.account}`;
  const items: TodoItem[] = [
    ...ended
      .filter(({ kind }) => !membership.habilitations.includes(kind))
      .map(it => ({
        title: words.endedShort(habilitationKinds[it.kind][reader.language]),
        href: sheet,
        tag: { words: words.on(endDay(visit, it.at)), kind: 'bad' as const },
        due: it.at,
        sentence: endSentence(visit, it),
      })),
    ...soon.filter(isMine).map(({ kind, until }) => ({
      title: words.mine(habilitationKinds[kind][reader.language]),
      href: sheet,
      tag: { words: words.on(endDay(visit, until)), kind: 'warn' as const },
      due: until,
      sentence: words.mineMore,
    })),
  ];
  const theirs = soon.filter(
    it => !isMine(it) && (coordinates || (leads && it.organisation === part.organisation)),
  );
  const first = theirs[0];
  if (first)
    items.push({
      title: words.theirs(theirs.length),
      href: `/pro/reseau/personnes?fin=${told}`,
      tag: { words: words.on(endDay(visit, first.until)), kind: 'warn' },
      due: first.until,
      sentence: words.theirsMore,
    });
  return items;
}
