import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../tests/database.ts';
import { importText, prepareTerritory } from '../../../tests/directory-site.ts';
import { openOrganisations } from '../../../tests/signed-in.ts';
import type { Actor, Membership } from '../../core/access.ts';
import { Refused } from '../../core/access.ts';
import { actAs, readAs } from '../../core/acting-as.ts';
import { newId } from '../../core/identifier.ts';
import { applyRetention } from '../../core/retention/engine.ts';
import type { Role } from '../../core/roles.ts';
import { claimPlace, decideClaim, tryCode } from './claiming.ts';
import type { PlaceContent } from './domain/content.ts';
import { editPlace, releasePlace, restoreVersion, verifyPlace } from './keeping.ts';
import { decide, ReasonMissing, takeBack } from './moderating.ts';
import { announceException, cancelPassage, openStop } from './occasions.ts';
import { confirmProposal, proposePlace } from './proposing.ts';
import { answerReminder, remindPlaces } from './reminding.ts';
import { settleReport } from './reporting.ts';
import { directoryRetention } from './retention.ts';
import { findHolder, findVersions } from './store/keeping.ts';
import { findOpenItems } from './store/moderation.ts';
import { findPlaces, findPublishedPlaces } from './store/places.ts';
import { recordReport } from './store/reports.ts';
import './index.ts';

const now = new Date('2026-11-24T10:00:00Z');
const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
const town = newId(now);
const neighbour = newId(now);
const pilot = newId(now);

/** Somebody signed in for an organisation, second factor shown. */
function member(organisation: string, roles: Role[], isPilot = false): Actor {
  const membership: Membership = {
    id: newId(now),
    organisation: { id: organisation, name: 'Mairie de Bougue', kind: 'commune', isPilot, state: 'active' },
    roles,
    permissions: [],
    habilitations: [],
  };
  const id = newId(now);
  const account = {
    id,
    name: 'Claude Lafitte',
    language: 'fr' as const,
    membership,
    strength: 2 as const,
    provenAt: now,
    sharedComputer: false,
    session: '00',
  };
  return { kind: 'account', ref: id, account };
}

const keeper = member(town, ['referent_structure']);
const helper = member(town, ['aidant']);
const other = member(neighbour, ['referent_structure']);
const coordination = member(pilot, ['coordinateur'], true);
const machine: Actor = { kind: 'command', ref: 'essai' };
const anybody: Actor = { kind: 'visitor', ref: 'anonymous' };

let test: TestDatabase;
let place: string;
const db = () => test.db;
const as = (actor: Actor, at = now) => ({ database: db(), actor, now: at, secret: 'essai' });

const file = `id,pivot,nom,commune,code_postal,code_insee,adresse,telephone,courriels,horaires,date_maj
m1,,Médiathèque de Bougue,Bougue,40090,40051,place de la Mairie,0500000000,contact@bougue.example,Mo-Fr 09:00-12:00,2026-05-01
m2,,Bus du numérique,Sabres,40630,40246,place Gambetta,,,,2026-05-01
`;

beforeAll(async () => {
  test = await testDatabase();
  await prepareTerritory(db());
  await openOrganisations(test, now, [
    { id: town, name: 'Mairie de Bougue' },
    { id: neighbour, name: 'Mairie de Sabres' },
    { id: pilot, name: 'Département', isPilot: true },
  ]);
  await importText(db(), 'lieux.csv', file, { at: new Date('2026-05-20T08:00:00Z') });
  place = (await findPublishedPlaces(db())).find(found => found.name.startsWith('Médiathèque'))!.id;
});

beforeEach(async () => {
  await db()
    .transaction()
    .execute(async transaction => {
      await actAs(transaction, machine);
      await transaction
        .updateTable('directory.place_editor')
        .set({ until_at: later(100_000) })
        .where('until_at', 'is', null)
        .execute();
    });
});

async function give(organisation = town) {
  const { grantEditor } = await import('./holding.ts');
  await db()
    .transaction()
    .execute(async transaction => {
      await actAs(transaction, machine);
      await grantEditor(transaction, now, {
        placeId: place,
        organisationId: organisation,
        claimId: null,
        grantedBy: null,
      });
    });
}

const stored = async () => (await findPlaces(db(), [place])).get(place)!;
const queue = () => readAs(db(), machine, transaction => findOpenItems(transaction, now));
const write = (over: Partial<PlaceContent>) => (base: PlaceContent) => ({ ...base, ...over });

describe('who may correct a page', () => {
  it('refuses the neighbour, the helper of the organisation and the visitor, and writes nothing', async () => {
    await give();
    const before = (await stored()).versionNo;
    for (const actor of [other, helper, anybody])
      await expect(
        editPlace(as(actor), place, { base: before, write: write({ phone: null }) }),
      ).rejects.toBeInstanceOf(Refused);
    expect((await stored()).versionNo).toBe(before);
  });
  it('lets the organisation that keeps it, and ends with it', async () => {
    await give();
    const edited = await editPlace(as(keeper), place, {
      base: (await stored()).versionNo,
      write: write({ phone: '+33500000001' }),
    });
    expect(edited).toMatchObject({ outcome: 'saved', direct: ['phone'], waiting: [] });
    await releasePlace(as(keeper), place);
    await expect(verifyPlace(as(keeper), place)).rejects.toBeInstanceOf(Refused);
  });
});

describe('a correction', () => {
  it('publishes the telephone at once, keeps the name for the coordination, and lists the first', async () => {
    await give();
    const before = await stored();
    const edited = await editPlace(as(keeper), place, {
      base: before.versionNo,
      write: write({ phone: '+33500000002', name: 'Bibliothèque de Bougue' }),
    });
    expect(edited).toEqual({ outcome: 'saved', direct: ['phone'], waiting: ['name'] });
    expect(await stored()).toMatchObject({
      phone: '+33500000002',
      name: before.name,
      versionNo: before.versionNo + 1,
    });
    const items = (await queue()).filter(item => item.placeId === place);
    expect(items.map(item => item.kind)).toEqual(expect.arrayContaining(['edit', 'change']));
    const change = items.find(item => item.kind === 'change')!;
    await decide(as(coordination), change.id, { accept: true, reason: null, origin: '' });
    expect((await stored()).name).toBe('Bibliothèque de Bougue');
    await takeBack(as(coordination), change.id);
    expect(await stored()).toMatchObject({ name: before.name, phone: '+33500000002' });
    await expect(
      decide(as(coordination), change.id, { accept: false, reason: null, origin: '' }),
    ).rejects.toBeInstanceOf(ReasonMissing);
    await decide(as(coordination), change.id, {
      accept: false,
      reason: 'Le nom est celui du panneau.',
      origin: '',
    });
    expect((await queue()).some(item => item.id === change.id)).toBe(false);
  });
  it('shows both values when two people write the same field, and writes neither over the other', async () => {
    await give();
    const base = (await stored()).versionNo;
    await editPlace(as(keeper), place, { base, write: write({ phone: '+33500000003' }) });
    const second = await editPlace(as(coordination), place, {
      base,
      write: write({ phone: '+33500000004', summary: 'Venez.' }),
    });
    expect(second).toMatchObject({
      outcome: 'conflict',
      conflicts: [{ field: 'phone', theirs: '+33500000003', mine: '+33500000004' }],
    });
    expect(await stored()).toMatchObject({ phone: '+33500000003', summary: null });
    const third = await editPlace(as(coordination), place, {
      base: base + 1,
      write: write({ phone: '+33500000004' }),
    });
    expect(third).toMatchObject({ outcome: 'saved', direct: ['phone'] });
  });
  it('goes back to an old version by writing a new one', async () => {
    await give();
    const before = await stored();
    await editPlace(as(keeper), place, {
      base: before.versionNo,
      write: write({ summary: 'Un mot de trop.' }),
    });
    await restoreVersion(as(keeper), place, before.versionNo);
    expect(await stored()).toMatchObject({ summary: before.summary, versionNo: before.versionNo + 2 });
    const [last] = await findVersions(db(), place);
    expect(last).toMatchObject({
      reason: `Retour à la version ${before.versionNo}`,
      author: `account:${keeper.ref}`,
    });
  });
});

describe('a claim', () => {
  const codeOf = async (actor: Actor, proof: 'email' | 'decision' = 'email') => {
    const { claim, sentTo } = await claimPlace(as(actor), place, { proof, statement: null });
    return { claim, sentTo };
  };
  it('waits for the coordination when there is another way than the published address', async () => {
    const { claim, sentTo } = await codeOf(keeper, 'decision');
    expect(sentTo).toBeNull();
    const item = (await queue()).find(waiting => waiting.claimId === claim)!;
    await expect(
      decideClaim(as(keeper), { id: item.id, claimId: claim }, { accept: true, reason: null, origin: '' }),
    ).rejects.toBeInstanceOf(Refused);
    await decide(as(coordination), item.id, { accept: true, reason: null, origin: '' });
    expect(await readAs(db(), machine, transaction => findHolder(transaction, place))).toBe(town);
    await takeBack(as(coordination), item.id);
    expect(await readAs(db(), machine, transaction => findHolder(transaction, place))).toBeNull();
    await decide(as(coordination), item.id, {
      accept: false,
      reason: 'Pas de réponse au téléphone.',
      origin: '',
    });
  });
  it('masks the address, counts wrong codes and kills the code at the fifth', async () => {
    const { claim, sentTo } = await codeOf(keeper);
    expect(sentTo).toBe('c…@bougue.example');
    for (const left of [4, 3, 2, 1, 0])
      expect(await tryCode(as(keeper), claim, 'abc')).toEqual({ outcome: 'wrong', left });
    expect(await tryCode(as(keeper), claim, '000000')).toEqual({ outcome: 'dead' });
  });
  it('hides the claim of another organisation', async () => {
    const { claim } = await codeOf(keeper);
    await expect(tryCode(as(other), claim, '123456')).rejects.toThrow(claim);
    await expect(tryCode(as(anybody), claim, '123456')).rejects.toBeInstanceOf(Refused);
  });
});

describe('days that differ, and stops', () => {
  it('announces a closure that ends by itself, and cancels a passage', async () => {
    await give();
    await announceException(as(keeper), place, {
      kind: 'closed',
      from: '2026-12-21',
      to: '2026-12-24',
      hours: null,
      reason: 'conges',
    });
    await openStop(as(keeper), place, {
      label: 'Bus',
      communeInsee: '40051',
      address: 'la halle',
      recurrence: 'We 14:00-16:30',
      booking: 'none',
    });
    const { id } = await db()
      .selectFrom('directory.stop')
      .select('id')
      .where('place_id', '=', place)
      .executeTakeFirstOrThrow();
    const passage = {
      stop: id,
      start: new Date('2026-11-25T13:00:00Z'),
      end: new Date('2026-11-25T15:30:00Z'),
    };
    await cancelPassage(as(keeper), place, { ...passage, cancelled: true });
    await cancelPassage(as(keeper), place, { ...passage, cancelled: false });
    await cancelPassage(as(keeper), place, { ...passage, cancelled: true });
    expect(await db().selectFrom('directory.stop_date').select('cancelled').execute()).toEqual([
      { cancelled: true },
    ]);
    await expect(cancelPassage(as(other), place, { ...passage, cancelled: false })).rejects.toBeInstanceOf(
      Refused,
    );
  });
});

describe('the second wall', () => {
  it('shows nothing of claims, editors, reminders, proposals and the queue to a stranger', async () => {
    await give();
    await claimPlace(as(other), place, { proof: 'decision', statement: 'Nous y tenons la permanence.' });
    await proposePlace(as(anybody), {
      content: { name: 'Essai' } as PlaceContent,
      email: 'a@exemple.fr',
      origin: '',
      language: 'fr',
    });
    const counts = (actor: Actor) =>
      readAs(db(), actor, async transaction => {
        const tables = [
          'claim',
          'place_editor',
          'reminder',
          'proposal',
          'moderation_item',
          'report',
          'import_request',
        ] as const;
        const counted = [];
        for (const table of tables)
          counted.push((await transaction.selectFrom(`directory.${table}`).selectAll().execute()).length);
        return counted.reduce((sum, n) => sum + n, 0);
      });
    expect(await counts(anybody)).toBe(0);
    expect(await counts(member(newId(now), ['referent_structure']))).toBe(0);
    expect(await counts(coordination)).toBeGreaterThan(2);
    expect(await counts(other)).toBe(1);
  });
  it('refuses a member who gives a page to their organisation without a code', async () => {
    await expect(
      db()
        .transaction()
        .execute(async transaction => {
          await actAs(transaction, other);
          await transaction
            .insertInto('directory.place_editor')
            .values({
              id: newId(now),
              place_id: place,
              organisation_id: neighbour,
              claim_id: null,
              granted_by: null,
              from_at: now,
              until_at: null,
            })
            .execute();
        }),
    ).rejects.toThrow(/row-level security/);
  });
  it('confirms nothing with a wrong link', async () => {
    expect(await confirmProposal(as(anybody), 'faux')).toBeNull();
    expect(await answerReminder(as(anybody), 'faux', 'exact')).toBeNull();
  });
});

describe('reminders', () => {
  it('asks once at six months, and not again the same day', async () => {
    const sixMonths = new Date('2026-12-02T08:00:00Z');
    const asked = await remindPlaces({ database: db(), now: sixMonths, origin: 'https://essai' });
    expect(asked).toBeGreaterThan(0);
    expect(await remindPlaces({ database: db(), now: sixMonths, origin: 'https://essai' })).toBe(0);
  });
});

describe('what ends', () => {
  const contactOf = async () =>
    await readAs(db(), machine, transaction =>
      transaction
        .selectFrom('directory.report')
        .select(['contact_email', 'settled_at'])
        .executeTakeFirstOrThrow(),
    );
  const forget = (at: Date) =>
    applyRetention(db(), directoryRetention, { kind: 'job', ref: 'core:retention' }, at);
  it('erases where the answer went thirty days after it, and not before', async () => {
    await db()
      .transaction()
      .execute(async transaction => {
        await actAs(transaction, anybody);
        await recordReport(transaction, {
          id: newId(now),
          reference: 'ABCD-2345',
          placeId: place,
          wrong: ['hours'],
          details: null,
          receivedAt: now,
          contact: { email: 'voisine@exemple.fr' },
        });
      });
    await settleReport({ database: db(), actor: coordination, now: () => now }, 'ABCD-2345', 'Corrigé.');
    await forget(new Date('2026-12-24T09:50:00Z'));
    expect((await contactOf()).contact_email).toBe('voisine@exemple.fr');
    await forget(new Date('2026-12-25T10:50:00Z'));
    expect(await contactOf()).toMatchObject({ contact_email: null, settled_at: now });
  });
});
