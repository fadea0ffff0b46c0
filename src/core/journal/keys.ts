import { generateKeyPairSync, sign } from 'node:crypto';
import { link, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Config } from '../config.ts';
import { flushFolder } from '../storage.ts';
import { isSignedBy, publicBytes, type Signer, signerOf, type Verifier } from './note.ts';
import type { Client } from './reading.ts';

/** A public key as the database keeps it; a new key and the one before sign the same words. */
export interface JournalKey extends Verifier {
  number: number;
  signedByNew: Buffer | null;
  signedByOld: Buffer | null;
}

/** File of the private key: a setting, or in the data folder. */
export function keyFile(config: Pick<Config, 'journalKey'>, folder: string): string {
  return config.journalKey ?? join(folder, 'journal.key');
}

/** Name of the journal, which a new key takes: that of the public address. */
export function journalName({ publicUrl }: Pick<Config, 'publicUrl'>): string {
  return `${publicUrl ? new URL(publicUrl).host : 'localhost'}/journal`;
}

/** What two keys sign when one follows the other. */
function succession(before: Verifier, after: Verifier): Buffer {
  return Buffer.from(
    `airial journal key succession\n${before.name}\n${before.publicKey.toString('base64')}\n${after.name}\n${after.publicKey.toString('base64')}\n`,
  );
}

/** Does the key say that it follows the other? */
function followsKey(after: JournalKey, before: JournalKey): boolean {
  return after.signedByNew !== null && isSignedBy(after, succession(before, after), after.signedByNew);
}

/** Did the earlier key name this one as its successor? */
function wasNamedBy(after: JournalKey, before: JournalKey): boolean {
  return after.signedByOld !== null && isSignedBy(before, succession(before, after), after.signedByOld);
}

/** Keys of the journal, oldest first; the last one is in use. */
export async function listKeys(client: Client): Promise<JournalKey[]> {
  const { rows } = await client.query<JournalKey>(
    `SELECT number, name, public_key AS "publicKey", signed_by_new AS "signedByNew", signed_by_old AS "signedByOld"
     FROM core.journal_key ORDER BY number`,
  );
  return rows;
}

/** The private key of the file; null when there is none. */
async function readPrivateKey(file: string): Promise<string | null> {
  return await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
}

function newPrivateKey(): string {
  return generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

/** Writes a private key durably, for its owner only. */
async function writePrivateKey(file: string, pem: string) {
  await rm(file, { force: true });
  const handle = await open(file, 'wx', 0o600);
  await handle.writeFile(pem);
  await handle.sync();
  await handle.close();
  await flushFolder(dirname(file));
}

/**
 * The key that signs today, if this machine holds it. On a journal without any, one is made; call it in a transaction
 * that holds the lock of the integrator. Null when the key in use is another: it is never replaced unasked.
 */
export async function currentSigner(client: Client, file: string, name: string): Promise<Signer | null> {
  const current = (await listKeys(client)).at(-1);
  if (!current) {
    let pem = await readPrivateKey(file);
    if (!pem) {
      const draft = `${file}.${process.pid}`;
      await writePrivateKey(draft, newPrivateKey());
      // Another process may have been as fast: its key is the one, then.
      await link(draft, file).catch(error => {
        if (error.code !== 'EEXIST') throw error;
      });
      await rm(draft, { force: true });
      pem = (await readPrivateKey(file))!;
    }
    const signer = signerOf(name, pem);
    await addKey(client, 1, signer, null, null);
    return signer;
  }
  // A rotation may have been cut between the database and the file.
  for (const candidate of [file, `${file}.next`]) {
    const pem = await readPrivateKey(candidate);
    if (!pem) continue;
    const signer = signerOf(current.name, pem);
    if (!signer.publicKey.equals(current.publicKey)) continue;
    if (candidate !== file) await rename(candidate, file);
    return signer;
  }
  return null;
}

/**
 * Replaces the key in use: the new one signs the old, and the old one signs the new when this machine holds it.
 * Call it in a transaction that holds the lock of the integrator; `settle` once it is committed.
 */
export async function rotateKey(
  client: Client,
  file: string,
  name: string,
): Promise<{ number: number; signer: Signer; signedByOld: boolean; settle(): Promise<void> }> {
  const old = await currentSigner(client, file, name);
  const before = (await listKeys(client)).at(-1)!;
  const pem = newPrivateKey();
  const next = signerOf(name, pem);
  const words = succession(before, next);
  await writePrivateKey(`${file}.next`, pem);
  await addKey(
    client,
    before.number + 1,
    next,
    sign(null, words, next.privateKey),
    old && sign(null, words, old.privateKey),
  );
  return {
    number: before.number + 1,
    signer: next,
    signedByOld: old !== null,
    settle: () => rename(`${file}.next`, file),
  };
}

async function addKey(
  client: Client,
  number: number,
  { name, publicKey }: Verifier,
  signedByNew: Buffer | null,
  signedByOld: Buffer | null,
) {
  await client.query('INSERT INTO core.journal_key VALUES ($1, $2, $3, clock_timestamp(), $4, $5)', [
    number,
    name,
    publicKey,
    signedByNew,
    signedByOld,
  ]);
}

/** The public half of the key this machine holds; null when it holds none. */
export async function localKey(file: string): Promise<Buffer | null> {
  const pem = await readPrivateKey(file);
  return pem === null ? null : publicBytes(signerOf('', pem).privateKey);
}

/**
 * The keys to believe, from one of them: those before it that it and its predecessors say they follow, those after it
 * that it and its successors named. `unnamed`: numbers
 * of those that replaced a lost one.
 */
export function trustedKeys(
  keys: readonly JournalKey[],
  anchor: Buffer,
): { trusted: JournalKey[]; unnamed: number[] } {
  const at = keys.findIndex(key => key.publicKey.equals(anchor));
  if (at < 0) return { trusted: [], unnamed: [] };
  let first = at;
  while (first > 0 && followsKey(keys[first]!, keys[first - 1]!)) first--;
  let last = at;
  while (last < keys.length - 1 && wasNamedBy(keys[last + 1]!, keys[last]!)) last++;
  const trusted = keys.slice(first, last + 1);
  const unnamed = trusted.slice(1).filter((key, index) => !wasNamedBy(key, trusted[index]!));
  return { trusted, unnamed: unnamed.map(key => key.number) };
}
