import { beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../tests/database.ts';
import { asOwner, openedOrganisation, type Someone, someone } from '../../../tests/signed-in.ts';
import { readAs } from '../../core/acting-as.ts';
import { templateOf } from '../../core/notify/template.ts';
import './index.ts';
import { recordExpiries, tellOfEndings } from './jobs-terms.ts';

const start = new Date('2026-03-03T09:00:00Z');
const machine = { kind: 'command', ref: 'essai' } as const;
const at = (day: string) => new Date(`${day}T05:10:00Z`);
let base: TestDatabase;
let helper: Someone;
let lead: Someone;
let id: string;

beforeAll(async () => {
  base = await testDatabase();
  const sabres = await openedOrganisation(base, start, 'CCAS de Sabres');
  lead = await someone(base, start, {
    name: 'Maylis',
    in: { organisation: sabres, roles: ['referent_structure'] },
  });
  helper = await someone(base, start, {
    name: 'Hugo Aidant',
    phone: '+33600000001',
    in: { organisation: sabres, roles: ['aidant'], entitled: ['carte'] },
  });
  ({ id } = await readAs(base.db, machine, transaction =>
    transaction.selectFrom('network.habilitation').select('id').executeTakeFirstOrThrow(),
  ));
});

const messages = async () =>
  await asOwner(base, async client => {
    const { rows } = await client.query(
      `SELECT recipient_account AS account, template, occurrence, array_agg(channel ORDER BY channel) AS channels
       FROM core.message GROUP BY 1, 2, 3 ORDER BY 3, 2`,
    );
    return rows as { account: string; template: string; occurrence: string; channels: string[] }[];
  });

const entries = async () =>
  (
    await readAs(base.db, machine, transaction =>
      transaction
        .selectFrom('core.journal_entry')
        .select(['event', 'facts'])
        .where('event', 'like', 'network.habilitation_%')
        .orderBy('at')
        .execute(),
    )
  ).map(({ event, facts }) => [event, facts]);

// One life, told in order.
describe('the end of habilitations', { shuffle: false }, () => {
  it('tells the holder and the référent once each, by two channels, even when the job runs twice', async () => {
    expect(await tellOfEndings(base.db, at('2026-12-02'))).toBe(0);
    expect(await tellOfEndings(base.db, at('2026-12-03'))).toBe(1);
    expect(await tellOfEndings(base.db, at('2026-12-03'))).toBe(0);
    expect(await messages()).toEqual([
      {
        account: helper.account,
        template: 'network.habilitation_ending',
        occurrence: `${id} 90`,
        channels: ['email', 'sms'],
      },
      {
        account: lead.account,
        template: 'network.member_habilitation_ending',
        occurrence: `${id} 90`,
        channels: ['email', 'onscreen', 'sms'],
      },
    ]);
  });

  it('sends only the nearest notice after weeks off, across the year end', async () => {
    // Off from before the 30 days (1 February) until five days before the end.
    expect(await tellOfEndings(base.db, at('2027-02-26'))).toBe(1);
    expect(await tellOfEndings(base.db, at('2027-02-27'))).toBe(0);
    const sent = (await messages()).map(({ occurrence }) => occurrence.split(' ')[1]);
    expect(sent).toEqual(['7', '7', '90', '90']);
  });

  it('cancels what is still to send once the habilitation is withdrawn', async () => {
    const due = (when: Date) =>
      readAs(base.db, machine, transaction =>
        templateOf('network.habilitation_ending').stillDue!(
          transaction,
          { account: helper.account, occurrence: `${id} 7`, values: {} },
          when,
        ),
      );
    expect(await due(at('2027-02-27'))).toBe(true);
    expect(await due(at('2027-03-04'))).toBe(false);
  });

  it('writes the end once, after the end only', async () => {
    expect(await recordExpiries(base.db, new Date('2027-03-03T08:59:59Z'))).toBe(0);
    expect(await recordExpiries(base.db, at('2027-03-10'))).toBe(1);
    expect(await recordExpiries(base.db, at('2027-03-11'))).toBe(0);
    expect(await tellOfEndings(base.db, at('2027-03-11'))).toBe(0);
    expect(await entries()).toEqual([
      ['network.habilitation_ending', { kind: 'carte', days: 90, until: '2027-03-03' }],
      ['network.habilitation_ending', { kind: 'carte', days: 7, until: '2027-03-03' }],
      ['network.habilitation_expired', { kind: 'carte', until: '2027-03-03' }],
    ]);
  });

  it('tells nothing of one that a newer one takes over', async () => {
    const other = await openedOrganisation(base, start, 'Médiathèque de Luxey');
    const renewed = await someone(base, start, {
      in: { organisation: other, roles: ['aidant'], entitled: ['mandat'] },
    });
    await asOwner(base, client =>
      client.query(
        `INSERT INTO network.habilitation (id, membership_id, kind, source, valid_from, valid_until)
       SELECT gen_random_uuid(), m.id, 'mandat', 'formation', '2027-03-03T09:00:00Z', '2028-03-03T09:00:00Z'
       FROM network.membership m WHERE m.account_id = $1`,
        [renewed.account],
      ),
    );
    expect(await tellOfEndings(base.db, at('2027-02-26'))).toBe(0);
  });
});
