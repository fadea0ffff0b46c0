import { randomUUID } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { houses } from '../tests/houses.ts';
import { journalTrial } from '../tests/journal.ts';
import { runCommand } from './cli.ts';
import { localKey } from './core/journal/keys.ts';
import { writeVerifier } from './core/journal/note.ts';

const journal = journalTrial();
const me = randomUUID();
const organisation = randomUUID();
const path = (name: string) => join(journal.folder(), name);

beforeAll(async () => {
  await journal.fill(300);
  await journal.integrate();
  await journal.write({ person: me, details: { name: 'Éva\u2028Dupont' } });
  await journal.write({ person: randomUUID(), details: { name: 'Autre' } });
  await journal.write({
    actor: {
      kind: 'account',
      ref: me,
      account: {
        id: me,
        name: 'Éva',
        language: 'fr',
        strength: 2,
        provenAt: null,
        sharedComputer: false,
        session: '',
        membership: {
          id: me,
          organisation: {
            id: organisation,
            name: 'CCAS',
            kind: 'ccas_cias',
            isPilot: false,
            state: 'active',
          },
          roles: ['aidant'],
          permissions: [],
          habilitations: [],
        },
      },
    },
  });
  await journal.integrate();
  await writeFile(path('key.pub'), `${await publicKey()}\n`);
});
const publicKey = async () =>
  writeVerifier({ name: journal.key().name, publicKey: (await localKey(journal.key().file))! });

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

async function run(...words: string[]) {
  let out = '';
  let err = '';
  vi.stubEnv('DATABASE_URL', journal.base().ownerConnectionString);
  const [stdout, stderr] = [vi.spyOn(process.stdout, 'write'), vi.spyOn(process.stderr, 'write')];
  stdout.mockImplementation(chunk => {
    out += chunk;
    return true;
  });
  stderr.mockImplementation(chunk => {
    err += chunk;
    return true;
  });
  const code = await runCommand(['journal', ...words, '--data', journal.folder()], houses);
  stdout.mockRestore();
  stderr.mockRestore();
  return { code, out, err, json: () => JSON.parse(out) };
}

/** Without any database: what an outsider has. */
async function outside(...words: string[]) {
  vi.stubEnv('DATABASE_URL', 'postgres://nobody@127.0.0.1:1/none');
  const [out, err] = [vi.spyOn(process.stdout, 'write'), vi.spyOn(process.stderr, 'write')];
  let said = '';
  for (const spy of [out, err])
    spy.mockImplementation(chunk => {
      said += chunk;
      return true;
    });
  const code = await runCommand(['journal', ...words], houses);
  vi.restoreAllMocks();
  return { code, said };
}

const entryAt = async (index: number) =>
  (await journal.owner().query('SELECT entry_id FROM core.journal_leaf WHERE index = $1', [index])).rows[0]
    .entry_id as string;

/** The same file with some words changed. */
async function changed(name: string, from: string | RegExp, to: string): Promise<string> {
  const text = await readFile(path(name), 'utf8');
  expect(text.replace(from, to)).not.toBe(text);
  await writeFile(path(`changed-${name}`), text.replace(from, to));
  return path(`changed-${name}`);
}

describe('verify', () => {
  it('answers 0 for a sound journal, and says so in the journal', async () => {
    const { code, out } = await run('verify');
    expect([code, out]).toEqual([0, expect.stringMatching(/intact\u00a0: 3\d\d entrées/)]);
    const json = await run('verify', '--json');
    expect(json.json()).toMatchObject({ ok: true, first_bad: null, findings: [] });
    await journal.integrate();
    const { rows } = await journal
      .owner()
      .query(
        `SELECT facts FROM core.journal_entry WHERE event = 'journal.verified' ORDER BY id DESC LIMIT 1`,
      );
    expect(rows[0].facts).toMatchObject({ findings: 0, first: null });
  });

  it('answers 1 and the place for a changed one', async () => {
    const id = await entryAt(120);
    await journal.tamper(`UPDATE core.journal_entry SET facts = '{"count": 9}' WHERE id = '${id}'`);
    const [told, json] = [await run('verify'), await run('verify', '--json')];
    await journal.tamper(`UPDATE core.journal_entry SET facts = '{"count": 121}' WHERE id = '${id}'`);
    await journal.integrate();
    expect([told.code, told.out]).toEqual([1, expect.stringContaining(`Entrée n°\u00a0120 (${id})`)]);
    expect([json.code, json.json()]).toEqual([1, expect.objectContaining({ ok: false })]);
    expect(json.json().first_bad).toMatchObject({ index: 120, entry: id });
    expect((await run('verify')).code).toBe(0);
  });

  it('takes a checkpoint kept outside', async () => {
    await journal.integrate();
    await writeFile(path('kept.txt'), await journal.note());
    expect((await run('verify', '--against', path('kept.txt'))).code).toBe(0);
    await writeFile(path('forged.txt'), (await journal.note()).replace(/\n\d+\n/, '\n9999\n'));
    expect((await run('verify', '--against', path('forged.txt'))).code).toBe(1);
  });

  it.each([
    [['verify', '--against', '/nowhere/file']],
    [['verify', '--since', 'x']],
    [['verify', '--since', '999999']],
    [['verify', '--key', 'x+y']],
    [['verify', '--export', '/nowhere/file', '--key', 'x']],
    [['prove']],
    [['prove', 'x']],
    [['prove', randomUUID()]],
    [['check-proof']],
    [['check-proof', '/nowhere/file', '--key', 'x']],
    [['export']],
    [['export', '--person', 'x']],
    [['export', '--all', '--person', randomUUID()]],
    [['export', '--all', '--from', '2026-11-01']],
    [['export', '--person', me, '--from', '2026-02-30']],
  ])('answers 2 when it cannot: %j', async words => {
    const { code, err } = await run(...words);
    expect([code, err]).toEqual([2, expect.stringMatching(/\S/)]);
    expect(err).not.toMatch(/\n\s+at |Error/);
  });

  it('answers 2 when the database is away', async () => {
    expect((await outside('verify', '--data', journal.folder())).code).toBe(2);
  });
});

describe('a proof', () => {
  it('is checked by who has only the key', async () => {
    const id = await entryAt(42);
    expect((await run('prove', id, '--out', path('proof.json'))).code).toBe(0);
    for (const key of [path('key.pub'), await publicKey()]) {
      const { code, said } = await outside('check-proof', path('proof.json'), '--key', key);
      expect([code, said]).toEqual([0, expect.stringContaining(id)]);
    }
  });

  it('is false once changed, or under another key', async () => {
    expect((await run('prove', await entryAt(42), '--out', path('proof.json'))).code).toBe(0);
    for (const file of [
      await changed('proof.json', '"count":43', '"count":44'),
      await changed('proof.json', '"index":42', '"index":43'),
      await changed('proof.json', /"proof":\["(.)/, '"proof":["_'),
    ])
      expect((await outside('check-proof', file, '--key', path('key.pub'))).code).toBe(1);
    const stranger = writeVerifier({ name: journal.key().name, publicKey: Buffer.alloc(32, 7) });
    expect((await outside('check-proof', path('proof.json'), '--key', stranger)).code).toBe(1);
    await writeFile(path('noise'), 'bonjour\n');
    expect((await outside('check-proof', path('noise'), '--key', path('key.pub'))).code).toBe(2);
    expect((await outside('verify', '--export', path('proof.json'), '--key', path('key.pub'))).code).toBe(2);
  });
});

describe('an export', () => {
  it('of somebody holds their entries, with details and proofs', async () => {
    expect((await run('export', '--person', me, '--out', path('me.jsonl'))).code).toBe(0);
    const text = await readFile(path('me.jsonl'), 'utf8');
    expect(text.trim().split('\n')).toHaveLength(2);
    expect(text).toContain('Éva');
    expect(text).not.toContain('Autre');
    expect((await outside('check-proof', path('me.jsonl'), '--key', path('key.pub'))).code).toBe(0);
    expect(
      (await outside('check-proof', await changed('me.jsonl', 'Éva', 'Eva'), '--key', path('key.pub'))).code,
    ).toBe(1);
  });

  it('of an organisation holds no detail, and keeps to the days asked', async () => {
    const file = path('organisation.jsonl');
    for (const [days, lines] of [
      [[], 2],
      [['--from', '2026-11-23', '--to', '2026-11-23'], 2],
      [['--from', '2026-11-24'], 1],
      [['--to', '2026-11-22'], 1],
    ] as const) {
      expect((await run('export', '--organisation', organisation, ...days, '--out', file)).code).toBe(0);
      expect((await readFile(file, 'utf8')).trim().split('\n'), days.join(' ')).toHaveLength(lines);
    }
    expect(await readFile(file, 'utf8')).not.toContain('"detail"');
  });

  it('of everything is verified by who has only the key', async () => {
    await journal.integrate();
    const { code, out } = await run('export', '--all');
    expect(code).toBe(0);
    await writeFile(path('all.jsonl'), out);
    expect(out).not.toContain('Dupont');
    const verified = await outside(
      'verify',
      '--export',
      path('all.jsonl'),
      '--key',
      path('key.pub'),
      '--json',
    );
    expect([verified.code, JSON.parse(verified.said)]).toEqual([0, expect.objectContaining({ ok: true })]);
    const lines = out.trim().split('\n');
    const size = lines.length - 1;
    const without = async (name: string, kept: string[]) => {
      await writeFile(path(name), `${kept.join('\n')}\n`);
      return (await outside('verify', '--export', path(name), '--key', path('key.pub'), '--json')).said;
    };
    const first = (said: string) => JSON.parse(said).first_bad?.index;
    expect(first(await without('cut', lines.slice(0, -3)))).toBe(size - 3);
    expect(first(await without('hole', lines.toSpliced(51, 1)))).toBe(50);
    expect(first(await without('more', [...lines, lines.at(-1)!]))).toBe(size);
    const other = await changed('all.jsonl', '"count":77', '"count":78');
    expect((await outside('verify', '--export', other, '--key', path('key.pub'))).code).toBe(1);
  });
});

it('keys are shown, and changed: the old one names the new', async () => {
  const old = await publicKey();
  expect((await run('keys')).out).toContain(old);
  vi.stubEnv('AIRIAL_PUBLIC_URL', 'https://nouveau.exemple.fr');
  const { code, out, err } = await run('keys', '--rotate', '--json');
  expect([code, err]).toEqual([0, expect.stringContaining('la croient déjà')]);
  const rows = JSON.parse(out);
  expect(rows.at(-1)).toMatchObject({
    in_use: true,
    held_here: true,
    key: expect.stringMatching(/^nouveau\.exemple\.fr\/journal\+/),
  });
  expect(await journal.note()).toMatch(/^nouveau\.exemple\.fr/);
  await journal.integrate();
  expect((await run('verify')).code).toBe(0);
  expect((await run('verify', '--key', old)).code).toBe(0);
  const all = await run('export', '--all', '--out', path('after.jsonl'));
  expect(all.code).toBe(0);
  expect((await outside('verify', '--export', path('after.jsonl'), '--key', old)).code).toBe(0);
  await writeFile(path('key.pub'), `${old}\n`);
});
