import { checkSeal, keyOfAct } from '../../../../core/forms.ts';
import type { Route, Visit } from '../../../../core/http/route.ts';
import { say } from '../../../../core/i18n.ts';
import { type ContentField, type PlaceContent, sameValue } from '../../domain/content.ts';
import { orderForMerge } from '../../domain/merging.ts';
import { openHouse } from '../../house.ts';
import { CannotMerge, judgeDistinct, mergePlaces, unmerge } from '../../merging.ts';
import { moderationMessages } from '../../messages-moderation.ts';
import { ComparePage, DuplicatesPage } from '../../pages/duplicate-pages.tsx';
import { theCoordinationMayKeepTheDirectory } from '../../policy.ts';
import { fieldWords, valueWords } from '../../saying.ts';
import { findQueue } from '../../store/duplicates.ts';
import { findLatestMerges } from '../../store/merges.ts';
import { contentOf, findPlaces } from '../../store/places.ts';
import { proFrame, typedText } from './kept-place.tsx';

const policy = theCoordinationMayKeepTheDirectory;
const sendsForm = { exempt: 'envoi du formulaire' } as const;
const root = '/pro/lieux/doublons';

export const duplicateRoutes: readonly Route[] = [
  { method: 'GET', path: root, policy, reach: 'linked', handle: visit => listPage(visit, null) },
  { method: 'POST', path: `${root}/annuler`, policy, reach: sendsForm, handle: undo },
  {
    method: 'GET',
    path: `${root}/:a/:b`,
    policy,
    reach: 'linked',
    handle: visit => comparePage(visit, null),
  },
  { method: 'POST', path: `${root}/:a/:b`, policy, reach: sendsForm, handle: decidePair },
];

/** Pairs shown at once. */
const mostPairs = 50;

async function listPage(visit: Visit, refusal: string | null): Promise<Response> {
  const { reader, ground } = visit;
  const words = say(moderationMessages, reader);
  const pairs = await findQueue(ground.database);
  const merges = await findLatestMerges(ground.database, 20);
  const done =
    { reunies: words.merged, distincts: words.distinctDone, annulee: words.undone }[
      visit.url.searchParams.get('fait') ?? ''
    ] ?? null;
  return await visit.page(
    proFrame(visit, words.duplicatesTitle),
    <DuplicatesPage
      pairs={pairs.slice(0, mostPairs).map(({ a, b, reasons }) => ({
        href: `${root}/${a.id}/${b.id}`,
        a: a.name,
        b: b.name,
        reasons: reasons.join(', '),
      }))}
      merges={merges.map(({ id, kept, merged }) => ({ id, sentence: words.mergedLine(kept, merged) }))}
      done={done}
      refusal={refusal}
      seal={visit.seal()}
      reader={reader}
    />,
    refusal ? { status: 422 } : {},
  );
}

/** Fields that a person compares; what only follows another is not asked. */
const compared: readonly ContentField[] = [
  'name',
  'secondName',
  'kinds',
  'street',
  'streetComplement',
  'postalCode',
  'phone',
  'emails',
  'urls',
  'hoursRaw',
  'services',
  'fees',
  'accessModes',
  'supportModes',
  'publics',
  'summary',
  'detail',
  'pivot',
  'parentStructure',
  'bookingUrl',
];

async function findBoth({ ground, params }: Visit) {
  const ids = [params.a ?? '', params.b ?? ''];
  if (!ids.every(id => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) || ids[0] === ids[1])
    return null;
  const places = await findPlaces(ground.database, ids);
  const [a, b] = ids.map(id => places.get(id));
  return a && b && a.status !== 'merged' && b.status !== 'merged' ? ([a, b] as const) : null;
}

async function comparePage(visit: Visit, refusal: string | null): Promise<Response> {
  const { reader, ground } = visit;
  const words = say(moderationMessages, reader);
  const both = await findBoth(visit);
  if (!both) return await visit.error(404);
  const [a, b] = both;
  const house = await openHouse(ground);
  const [best] = orderForMerge({ ...a, content: contentOf(a) }, { ...b, content: contentOf(b) });
  const pair = (await findQueue(ground.database)).find(
    queued => [queued.a.id, queued.b.id].includes(a.id) && [queued.a.id, queued.b.id].includes(b.id),
  );
  const value = (place: PlaceContent, field: ContentField) => valueWords(field, place[field], house, reader);
  return await visit.page(
    { ...proFrame(visit, words.compareTitle), error: refusal !== null },
    <ComparePage
      a={a}
      b={b}
      reasons={pair?.reasons ?? []}
      fields={compared.flatMap(field => {
        const [left, right] = [value(a, field), value(b, field)];
        if (left === '' && right === '') return [];
        return [
          {
            field,
            name: fieldWords([field], reader)[0] ?? field,
            a: left,
            b: right,
            same: sameValue(a[field], b[field]),
          },
        ];
      })}
      kept={best.id}
      refusal={refusal}
      seal={visit.seal()}
      reader={reader}
    />,
    refusal ? { status: 422 } : {},
  );
}

async function decidePair(visit: Visit): Promise<Response> {
  const { ground, actor, now } = visit;
  const words = say(moderationMessages, visit.reader);
  const typed = await visit.form();
  const both = await findBoth(visit);
  if (!both) return await visit.error(404);
  const [a, b] = both;
  const doer = { database: ground.database, actor, now: () => now };
  const seal = checkSeal(typed, new Date())?.key;
  try {
    if (typedText(typed, 'action') === 'distincts') {
      await judgeDistinct(doer, a.id, b.id);
      return visit.redirect(`${root}?fait=distincts`);
    }
    const keep = typedText(typed, 'garder') === b.id ? b.id : a.id;
    const from = fieldsFrom(compared.map(field => [field, typedText(typed, `champ_${field}`)] as const));
    await mergePlaces(doer, a.id, b.id, {
      reason: words.mergeReason,
      keep,
      from,
      ...(seal ? { key: keyOfAct(seal, [a.id, b.id, keep, from]) } : {}),
    });
    return visit.redirect(`${root}?fait=reunies`);
  } catch (error) {
    if (error instanceof CannotMerge) return await comparePage(visit, error.message);
    throw error;
  }
}

/** A street goes with its point and its postal code with its commune: half an address leads nowhere. */
function fieldsFrom(
  chosen: readonly (readonly [ContentField, string])[],
): Partial<Record<ContentField, string>> {
  const from: Partial<Record<ContentField, string>> = {};
  for (const [field, id] of chosen) {
    if (id === '') continue;
    from[field] = id;
    if (field === 'street') Object.assign(from, { lat: id, lon: id, geoQuality: id });
    if (field === 'postalCode')
      Object.assign(from, { communeInsee: id, communeInseeSource: id, communeLabel: id });
    if (field === 'phone') from.phoneShort = id;
  }
  return from;
}

async function undo(visit: Visit): Promise<Response> {
  const { ground, actor, now } = visit;
  const operation = typedText(await visit.form(), 'operation');
  try {
    await unmerge({ database: ground.database, actor, now: () => now }, operation);
    return visit.redirect(`${root}?fait=annulee`);
  } catch (error) {
    if (error instanceof CannotMerge) return await listPage(visit, error.message);
    throw error;
  }
}
