import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { actor, cleanRow, csvOf, now, trial } from '../../../tests/importing.ts';
import { openedOrganisation } from '../../../tests/signed-in.ts';
import { actAs, readAs } from '../../core/acting-as.ts';
import type { Transaction } from '../../core/database.ts';
import { newId } from '../../core/identifier.ts';
import { dedup } from './deduplicating.ts';
import type { StoredPlace } from './domain/content.ts';
import { grantEditor } from './holding.ts';
import { CannotMerge, judgeDistinct, mergePlaces, unmerge } from './merging.ts';
import { CannotSettle, settleReport } from './reporting.ts';
import { findQueue } from './store/duplicates.ts';
import { findHolder, markVerified } from './store/keeping.ts';
import { contentOf, findPlaces, findPublishedPlaces, writeVersions } from './store/places.ts';
import { findOpenReports } from './store/reports.ts';

const loaded = trial();
const doer = () => ({ database: loaded.test().db, actor, now });
const db = () => loaded.test().db;

let made = 0;
/** Two places of two sources, each with something the other lacks. */
async function twoPlaces(): Promise<[StoredPlace, StoredPlace]> {
  const mark = ++made;
  const both = [
    cleanRow(`a-${mark}`, { telephone: '+33558000001', date_maj: '2026-01-01' }),
    cleanRow(`b-${mark}`, {
      courriels: 'contact@exemple.fr',
      presentation_resume: 'Un lieu.',
      date_maj: '2026-02-01',
    }),
  ];
  const ids: string[] = [];
  for (const [index, row] of both.entries()) {
    await loaded.load(await loaded.write(`${row.id}.csv`, csvOf([row])), { source: `${index}-${mark}` });
    const record = await db()
      .selectFrom('directory.source_record')
      .select('place_id')
      .where('external_id', '=', row.id!)
      .executeTakeFirstOrThrow();
    ids.push(record.place_id);
  }
  const places = await findPlaces(db(), ids);
  return [places.get(ids[0]!)!, places.get(ids[1]!)!];
}

const reread = async (place: StoredPlace) => (await findPlaces(db(), [place.id])).get(place.id)!;

async function recordsOf(place: StoredPlace): Promise<string[]> {
  const rows = await db()
    .selectFrom('directory.source_record')
    .select('external_id')
    .where('place_id', '=', place.id)
    .orderBy('external_id')
    .execute();
  return rows.map(row => row.external_id);
}

async function journalOf(event: string, place: StoredPlace) {
  return await db()
    .selectFrom('core.journal_entry')
    .selectAll()
    .where('event', '=', event)
    .where('object_ref', '=', place.id)
    .execute();
}

/** Everything that pages and exports show of the directory. */
async function whole() {
  const places = await findPublishedPlaces(db());
  return JSON.stringify(
    places.map(place => ({
      ...contentOf(place),
      id: place.id,
      slug: place.slug,
      verifiedOn: place.verifiedOn,
      createdAt: place.createdAt,
    })),
  );
}

describe('a merge', () => {
  it('keeps the newest, completes it with the other, moves what hangs on it, and is in the journal', async () => {
    const [a, b] = await twoPlaces();
    await db()
      .insertInto('directory.stop')
      .values({
        id: newId(now()),
        place_id: a.id,
        label: 'Mairie',
        commune_insee: '40088',
        address: null,
        lat: null,
        lon: null,
        recurrence: 'We[1] 14:00-16:30',
      })
      .execute();
    await db()
      .insertInto('directory.hours_exception')
      .values({
        id: newId(now()),
        place_id: a.id,
        kind: 'closed',
        from_day: '2026-12-24',
        to_day: '2026-12-31',
        hours: null,
        reason: 'conges',
        replacement_place_id: null,
      })
      .execute();
    const { operation, kept, merged } = await mergePlaces(doer(), a.slug, b.id, { reason: 'essai' });
    expect([kept.id, merged.id]).toEqual([b.id, a.id]);
    expect(await reread(b)).toMatchObject({
      name: b.name,
      phone: '+33558000001',
      emails: ['contact@exemple.fr'],
      versionNo: 2,
      status: 'published',
    });
    expect(await reread(a)).toMatchObject({ status: 'merged', slug: a.slug });
    expect(await recordsOf(b)).toHaveLength(2);
    const stops = await db()
      .selectFrom('directory.stop')
      .select('place_id')
      .where('label', '=', 'Mairie')
      .execute();
    const closures = await db().selectFrom('directory.hours_exception').select('place_id').execute();
    expect([...stops, ...closures].map(row => row.place_id)).toEqual([b.id, b.id]);
    expect(await journalOf('directory.place_merged', b)).toMatchObject([
      { facts: { merged: a.id, operation } },
    ]);
    await expect(mergePlaces(doer(), a.id, b.id, { reason: 'encore' })).rejects.toThrow(CannotMerge);

    await unmerge(doer(), operation);
    expect(await journalOf('directory.place_unmerged', a)).toMatchObject([
      { facts: { kept: b.id, operation } },
    ]);
    expect(contentOf(await reread(a))).toEqual(contentOf(a));
    expect(contentOf(await reread(b))).toEqual(contentOf(b));
    expect([await recordsOf(a), await recordsOf(b)]).toEqual([
      [expect.stringMatching(/^a-/)],
      [expect.stringMatching(/^b-/)],
    ]);
    const back = await db()
      .selectFrom('directory.stop')
      .select('place_id')
      .where('label', '=', 'Mairie')
      .executeTakeFirstOrThrow();
    expect(back.place_id).toBe(a.id);
    await expect(unmerge(doer(), operation)).rejects.toThrow('déjà annulée');
  });

  it('taken back after an edit leaves the edit on the survivor, and says so', async () => {
    const [a, b] = await twoPlaces();
    const { operation } = await mergePlaces(doer(), a.id, b.id, { reason: 'essai' });
    const survivor = await reread(b);
    await db()
      .transaction()
      .execute(transaction =>
        writeVersions({ transaction, at: now(), author: 'essai', newId: () => newId(now()) }, [
          {
            placeId: b.id,
            previous: survivor,
            content: { ...contentOf(survivor), street: '1 place Neuve' },
            provenance: {
              ...survivor.provenance,
              street: { by: 'editor', record: null, at: now().toISOString() },
            },
            reason: null,
          },
        ]),
      );
    expect((await unmerge(doer(), operation)).keptEdits).toEqual(['street']);
    expect(await reread(b)).toMatchObject({ street: '1 place Neuve', phone: null });
    expect(contentOf(await reread(a))).toEqual(contentOf(a));
  });

  it('of three places into one is taken back in any order', async () => {
    for (const order of [
      [0, 1],
      [1, 0],
    ]) {
      const [a, b] = await twoPlaces();
      const [c] = await twoPlaces();
      const first = await mergePlaces(doer(), a.id, b.id, { reason: 'essai', keep: b.id });
      const second = await mergePlaces(doer(), b.id, c.id, { reason: 'essai', keep: b.id });
      const operations = [first.operation, second.operation];
      for (const index of order) await unmerge(doer(), operations[index]!);
      for (const place of [a, b, c]) expect(contentOf(await reread(place))).toEqual(contentOf(place));
    }
  });

  it('whose survivor was itself merged must wait for that one to be taken back', async () => {
    const [a, b] = await twoPlaces();
    const [c] = await twoPlaces();
    const first = await mergePlaces(doer(), a.id, b.id, { reason: 'essai', keep: b.id });
    const second = await mergePlaces(doer(), b.id, c.id, { reason: 'essai', keep: c.id });
    await expect(unmerge(doer(), first.operation)).rejects.toThrow(second.operation);
    await unmerge(doer(), second.operation);
    await unmerge(doer(), first.operation);
    for (const place of [a, b, c]) expect(contentOf(await reread(place))).toEqual(contentOf(place));
  });
});

describe('a merge of kept pages', () => {
  it('gives the page that stays to who kept the other, and back', async () => {
    const [a, b] = await twoPlaces();
    const organisation = await openedOrganisation(loaded.test(), now(), 'Mairie de Dax');
    const reading = <Answer>(work: (transaction: Transaction) => Promise<Answer>) =>
      readAs(db(), actor, work);
    await db()
      .transaction()
      .execute(async transaction => {
        await actAs(transaction, actor);
        await grantEditor(transaction, now(), {
          placeId: a.id,
          organisationId: organisation,
          claimId: null,
          grantedBy: null,
        });
        const checked = { on: '2026-01-02', by: 'editor', organisation: 'Mairie de Dax' } as const;
        await markVerified(transaction, a.id, checked, now());
      });
    const holders = () =>
      reading(async transaction => [
        await findHolder(transaction, a.id),
        await findHolder(transaction, b.id),
      ]);
    const { operation } = await mergePlaces(doer(), a.slug, b.id, { reason: 'essai', keep: b.id });
    expect(await holders()).toEqual([null, organisation]);
    expect(await reread(b)).toMatchObject({ verifiedOn: '2026-01-02', verifiedFor: 'Mairie de Dax' });
    await unmerge(doer(), operation);
    expect(await holders()).toEqual([organisation, null]);
    expect(await reread(b)).toMatchObject({ verifiedOn: null, verifiedFor: null });
  });
});

describe('duplicates of a file', () => {
  const twins = (count: number) =>
    Array.from({ length: count }, (_, index) => [
      cleanRow(`t-${index}`, {
        nom: `Médiathèque Jean Lartigau ${index}`,
        typologie: 'BIB',
        adresse: `${index + 1} rue du Moulin`,
        telephone: `+3355800${String(index).padStart(4, '0')}`,
      }),
      cleanRow(`u-${index}`, {
        nom: `MEDIATHEQUE JEAN LARTIGAU ${index}`,
        typologie: 'BIB',
        adresse: `${index + 1} R DU MOULIN`,
        courriels: `lieu${index}@exemple.fr`,
      }),
    ]).flat();

  it('a hundred merges taken back leave the directory byte for byte as it was', {
    timeout: 120_000,
  }, async () => {
    const rows = twins(100);
    await loaded.load(await loaded.write('t.csv', csvOf(rows.filter(row => row.id!.startsWith('t')))), {
      source: 'jumeaux-t',
    });
    await loaded.load(await loaded.write('u.csv', csvOf(rows.filter(row => row.id!.startsWith('u')))), {
      source: 'jumeaux-u',
    });
    const before = await whole();
    const { merged } = await dedup(doer());
    expect(merged.length).toBeGreaterThanOrEqual(100);
    expect(await whole()).not.toBe(before);
    for (const { operation } of merged) await unmerge(doer(), operation);
    expect(await whole()).toBe(before);

    // Each was told apart by a person: a new search neither merges nor proposes them.
    const again = await dedup(doer());
    expect(again.merged).toEqual([]);
    const told = new Set(
      merged.flatMap(({ kept, merged: gone }) => [`${kept.slug} ${gone.slug}`, `${gone.slug} ${kept.slug}`]),
    );
    expect((await findQueue(db())).filter(({ a, b }) => told.has(`${a.slug} ${b.slug}`))).toEqual([]);
  });

  it('a pair told apart comes back only when one of the two changes its identity', async () => {
    const [a, b] = [
      cleanRow('w-1', {
        nom: 'France services de Nulle-Part',
        typologie: 'RFS',
        adresse: '12 rue du Lavoir',
      }),
      cleanRow('x-1', {
        nom: 'France services de Nulle Part',
        typologie: 'RFS',
        adresse: '12 rue du Lavoir',
      }),
    ];
    await loaded.load(await loaded.write('w.csv', csvOf([a!])), { source: 'w' });
    await loaded.load(await loaded.write('x.csv', csvOf([b!])), { source: 'x' });
    const ids = await db()
      .selectFrom('directory.source_record')
      .select(['external_id', 'place_id'])
      .where('external_id', 'in', ['w-1', 'x-1'])
      .orderBy('external_id')
      .execute();
    const [first, second] = ids.map(row => row.place_id) as [string, string];
    expect(await judgeDistinct(doer(), first, second)).toMatchObject({ changed: true });
    expect(await judgeDistinct(doer(), second, first)).toMatchObject({ changed: false });
    const isMerged = async () =>
      [...(await findPlaces(db(), [first, second])).values()].some(place => place.status === 'merged');
    await dedup(doer());
    expect(await isMerged()).toBe(false);

    await loaded.load(await loaded.write('x2.csv', csvOf([{ ...b, telephone: '+33558123456' }])), {
      source: 'x',
    });
    await dedup(doer());
    expect(await isMerged()).toBe(true);
  });
});

describe('a report', () => {
  it('is settled once, and leaves the list', async () => {
    const [a] = await twoPlaces();
    await db()
      .transaction()
      .execute(async transaction => {
        await sql`SELECT set_config('airial.actor', 'visitor:anonymous', true)`.execute(transaction);
        await transaction
          .insertInto('directory.report')
          .values({
            id: newId(now()),
            reference: 'ABCD-2345',
            place_id: a.id,
            wrong: ['telephone'],
            details: null,
            received_at: now(),
            settled_at: null,
            answer: null,
          })
          .execute();
      });
    expect(await findOpenReports(db(), actor)).toMatchObject([
      { reference: 'ABCD-2345', slug: a.slug, wrong: ['telephone'] },
    ]);
    expect(await findOpenReports(db(), { kind: 'visitor', ref: 'anonymous' })).toEqual([]);
    await settleReport(doer(), 'abcd-2345', ' Corrigé, merci. ');
    expect(await findOpenReports(db(), actor)).toEqual([]);
    await expect(settleReport(doer(), 'ABCD-2345', 'Encore')).rejects.toThrow('déjà réglé. Réponse donnée');
    await expect(settleReport(doer(), 'ZZZZ-9999', 'Rien')).rejects.toThrow(CannotSettle);
    expect(await journalOf('directory.report_settled', a)).toHaveLength(1);
  });
});
