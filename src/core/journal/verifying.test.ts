import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { journalTrial, now, system, trialEvent } from '../../../tests/journal.ts';
import { act } from '../act.ts';
import { signerOf, writeCheckpoint } from './note.ts';
import { sha256 } from './tree.ts';
import { CannotVerify } from './verifying.ts';
import { eraseMeaning } from './writing.ts';

const journal = journalTrial();
const size = 700;
const me = randomUUID();

beforeAll(async () => {
  await journal.write({ person: me, details: { name: 'Éva', order: [1, 0.5] } });
  await journal.fill(300);
  await journal.integrate();
  // One hour later: the checkpoint of 301 entries is kept.
  await journal.owner().query(`UPDATE core.journal_head SET at = at - interval '1 hour'`);
  await journal.fill(size - 301);
  await journal.integrate();
});

/** Every trial starts from the sound journal, whatever the one before did: their order is drawn by lot. */
const tables = [
  'journal_entry',
  'journal_leaf',
  'journal_node',
  'journal_checkpoint',
  'journal_head',
  'journal_key',
  'journal_detail',
  'journal_pending',
];
beforeAll(async () => {
  await journal
    .owner()
    .query(tables.map(table => `CREATE TABLE public.${table} AS SELECT * FROM core.${table}`).join(';'));
});
beforeEach(() =>
  journal.tamper(
    ...tables.map(
      table => `DELETE FROM core.${table}; INSERT INTO core.${table} SELECT * FROM public.${table}`,
    ),
  ),
);

/** The only leaves that verification may name first. */
const first = async (against?: string) => {
  const { findings } = await journal.verify(against ? { against } : {});
  return findings[0] ?? null;
};

describe('a sound journal', () => {
  it('is verified whole', async () => {
    expect(await journal.verify()).toMatchObject({
      size,
      checked: size,
      details: 1,
      checkpoints: 2,
      waiting: 0,
      retired: 0,
      findings: [],
      warnings: [],
    });
  });

  it.each([0, 1, 255, 256, 300, 301, 512, 699, 700])('is verified from %i on', async since => {
    expect(await journal.verify({ since })).toMatchObject({ size, checked: size - since, findings: [] });
  });

  it('has not as many entries as asked', async () => {
    await expect(journal.verify({ since: 701 })).rejects.toBeInstanceOf(CannotVerify);
  });

  it('agrees with the checkpoint somebody kept', async () => {
    const { rows } = await journal.owner().query('SELECT note FROM core.journal_checkpoint');
    expect(await journal.verify({ against: rows[0].note })).toMatchObject({ checkpoints: 3, findings: [] });
    await expect(journal.verify({ against: rows[0].note, since: 302 })).rejects.toBeInstanceOf(CannotVerify);
  });

  it('says so when it only has its own word for its key', async () => {
    const { findings, warnings } = await journal.verify({ anchor: null });
    expect(findings).toEqual([]);
    expect(warnings).toHaveLength(1);
  });
});

describe('what is changed in the database is named by its place', () => {
  const entry = (index: number) => `(SELECT entry_id FROM core.journal_leaf WHERE index = ${index})`;

  it.each([
    ['a fact', `UPDATE core.journal_entry SET facts = '{"count": 8}' WHERE id = ${entry(7)}`, 7],
    ['who did it', `UPDATE core.journal_entry SET actor_ref = 'x' WHERE id = ${entry(0)}`, 0],
    [
      'an instant, by a microsecond',
      `UPDATE core.journal_entry SET at = at + interval '1 microsecond' WHERE id = ${entry(450)}`,
      450,
    ],
    [
      'a number, beyond what a program reads',
      `UPDATE core.journal_entry SET facts = '{"count": 9.00000000000000000001}' WHERE id = ${entry(9)}`,
      9,
    ],
    ['a commitment', `UPDATE core.journal_entry SET commitment = sha256('x') WHERE id = ${entry(699)}`, 699],
    ['an entry deleted', `DELETE FROM core.journal_entry WHERE id = ${entry(511)}`, 511],
    ['the last entry deleted', `DELETE FROM core.journal_entry WHERE id = ${entry(699)}`, 699],
    [
      'a bit of a leaf',
      `UPDATE core.journal_leaf SET hash = set_bit(hash, 77, 1 - get_bit(hash, 77)) WHERE index = 256`,
      256,
    ],
    [
      'a bit of the last leaf',
      `UPDATE core.journal_leaf SET hash = set_bit(hash, 3, 1 - get_bit(hash, 3)) WHERE index = 699`,
      699,
    ],
    ['a leaf deleted', `DELETE FROM core.journal_leaf WHERE index = 33`, 33],
    [
      'an entry and its leaf deleted',
      `DELETE FROM core.journal_entry WHERE id = ${entry(600)}; DELETE FROM core.journal_leaf WHERE index = 600`,
      600,
    ],
    [
      'the last ones deleted, leaves and all',
      `DELETE FROM core.journal_entry WHERE id IN (SELECT entry_id FROM core.journal_leaf WHERE index >= 690); DELETE FROM core.journal_leaf WHERE index >= 690`,
      690,
    ],
    [
      'two leaves exchanged',
      `UPDATE core.journal_leaf SET index = -1 WHERE index = 20`,
      20,
      `UPDATE core.journal_leaf SET index = 20 WHERE index = 620; UPDATE core.journal_leaf SET index = 620 WHERE index = -1`,
    ],
    [
      'two neighbours exchanged, near the end',
      `UPDATE core.journal_leaf SET index = -1 WHERE index = 697`,
      697,
      `UPDATE core.journal_leaf SET index = 697 WHERE index = 698; UPDATE core.journal_leaf SET index = 698 WHERE index = -1`,
    ],
    [
      'what two entries say exchanged',
      `UPDATE core.journal_entry SET facts = '{"count": 101}' WHERE id = ${entry(100)}; UPDATE core.journal_entry SET facts = '{"count": 100}' WHERE id = ${entry(101)}`,
      100,
    ],
    ['a detail', `UPDATE core.journal_detail SET payload = '{"name": "Eva", "order": [1, 0.5]}'`, 0],
    ['the salt of a detail', `UPDATE core.journal_detail SET salt = sha256('x')`, 0],
  ] as const)('%s', async (_, statement, index, then?: string) => {
    await journal
      .owner()
      .query('ALTER TABLE core.journal_leaf DROP CONSTRAINT IF EXISTS journal_leaf_index_check');
    await journal.tamper(statement, ...(then ? [then] : []));
    expect(await first()).toMatchObject({ index });
  });

  it.each([
    [
      'an entry slipped in',
      `INSERT INTO core.journal_entry SELECT gen_random_uuid(), at, actor_ref, actor_role, organisation_ref, event, subject_ref, object_type, object_ref, mandate_ref, facts, commitment, request_ref FROM core.journal_entry LIMIT 1`,
      /n’est pas passée/,
    ],
    [
      'an entry twice, at another instant',
      `INSERT INTO core.journal_entry SELECT id, at + interval '1 day', actor_ref, actor_role, organisation_ref, event, subject_ref, object_type, object_ref, mandate_ref, facts, commitment, request_ref FROM core.journal_entry LIMIT 1`,
      /n’est pas passée/,
    ],
    [
      'a detail of nothing',
      `INSERT INTO core.journal_detail VALUES (gen_random_uuid(), now(), 'x', sha256(''), '{}')`,
      /n’appartient à aucune/,
    ],
    [
      'an entry put back to wait',
      `INSERT INTO core.journal_pending SELECT entry_id, at FROM core.journal_leaf LIMIT 1`,
      /déjà/,
    ],
    ['a node', `UPDATE core.journal_node SET hash = sha256('x') WHERE index = 1`, /256 à 511/],
    ['a node deleted', `DELETE FROM core.journal_node WHERE index = 1`, /256 à 511/],
    ['a node too many', `INSERT INTO core.journal_node VALUES (1, 2, sha256('x'))`, /3 .* au lieu de 2/],
    ['the last checkpoint deleted', `DELETE FROM core.journal_head`, /supprimé/],
    [
      'the signature of a checkpoint',
      `UPDATE core.journal_checkpoint SET note = overlay(note placing CASE substr(note, length(note) - 20, 1) WHEN 'A' THEN 'B' ELSE 'A' END from length(note) - 20)`,
      /signature/,
    ],
    [
      'the size of a checkpoint',
      `UPDATE core.journal_checkpoint SET note = replace(note, E'\\n301\\n', E'\\n300\\n')`,
      /signature/,
    ],
    ['what stands beside a checkpoint', `UPDATE core.journal_checkpoint SET root = sha256('x')`, /à côté/],
    ['the keys', `UPDATE core.journal_key SET public_key = sha256('x')`, /jamais signé/],
  ] as const)('%s', async (_, statement, reason) => {
    await journal.tamper(statement);
    const found = (await journal.verify()).findings;
    expect(found.map(finding => finding.reason).join('\n')).toMatch(reason);
  });

  it('an entry deleted, and the tree made again after it: the signed checkpoint does not agree', async () => {
    await journal.tamper(
      `DELETE FROM core.journal_entry WHERE id = ${entry(400)}`,
      'INSERT INTO core.journal_pending SELECT entry_id, at FROM core.journal_leaf WHERE index > 400',
      'DELETE FROM core.journal_leaf WHERE index >= 400; DELETE FROM core.journal_node WHERE index = 1',
      'CREATE TABLE public.kept_head AS SELECT * FROM core.journal_head',
      'DELETE FROM core.journal_head',
    );
    await journal.integrate();
    await journal.tamper(
      'DELETE FROM core.journal_head; INSERT INTO core.journal_head SELECT * FROM public.kept_head; DROP TABLE public.kept_head',
    );
    expect(await first()).toMatchObject({ index: 699, reason: expect.stringContaining('supprimées') });
  });

  it('a forked checkpoint, signed by the true key', async () => {
    const signer = signerOf(journal.key().name, await readFile(journal.key().file, 'utf8'));
    const root = sha256(Buffer.from('another journal'));
    const note = writeCheckpoint(650, root, signer);
    expect((await first(note))?.reason).toMatch(/autre journal/);
    await journal
      .owner()
      .query('INSERT INTO core.journal_checkpoint VALUES ($1, $2, now(), $3)', [650, root, note]);
    expect(await first()).toMatchObject({ index: 301, reason: expect.stringMatching(/650.*autre journal/) });
  });

  it('a checkpoint that somebody kept of a journal that was longer', async () => {
    const signer = signerOf(journal.key().name, await readFile(journal.key().file, 'utf8'));
    expect(await first(writeCheckpoint(800, sha256(Buffer.from('x')), signer))).toMatchObject({ index: 700 });
  });

  it('a checkpoint that another key signed', async () => {
    const { privateKey } = generateKeyPairSync('ed25519');
    const stranger = signerOf(
      journal.key().name,
      privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    );
    const { root } = await journal.verify();
    expect((await first(writeCheckpoint(size, Buffer.from(root, 'base64'), stranger)))?.reason).toMatch(
      /Aucune clé/,
    );
    expect((await first('bonjour'))?.reason).toMatch(/pas écrite/);
  });
});

describe('what is not a tampering', () => {
  it('an entry that waits for its place', async () => {
    await journal.write();
    expect(await journal.verify()).toMatchObject({ waiting: 1, findings: [] });
    await journal.integrate();
    expect(await journal.verify()).toMatchObject({ waiting: 0, size: size + 1, findings: [] });
  });

  it('the erasing of a person’s details and pseudonym', async () => {
    await act(journal.base().db, now, {
      event: trialEvent,
      actor: system,
      change: async transaction => ({
        answer: await eraseMeaning(transaction, me),
        object: { type: 'trial', ref: 'x' },
      }),
    });
    await journal.integrate();
    expect(await journal.verify()).toMatchObject({ details: 0, findings: [] });
  });
});
