import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { sha256 } from './tree.ts';

/*
 * Signed notes and checkpoints as C2SP writes them (signed-note, tlog-checkpoint), with Ed25519:
 * anybody may check ours with tools that are not ours.
 */

const ed25519 = 1;
/** What stands before the 32 bytes of an Ed25519 key in DER. */
const publicPrefix = Buffer.from('302a300506032b6570032100', 'hex');

/** A key one verifies with. */
export interface Verifier {
  /** Origin of the journal: `<host>/journal`. */
  name: string;
  publicKey: Buffer;
}

export interface Signer extends Verifier {
  privateKey: KeyObject;
}

/** State of the journal at one moment. */
export interface Checkpoint {
  origin: string;
  size: number;
  root: Buffer;
}

/** What a note says is not written as it must be, or no known key signed it. */
export class BadNote extends Error {}

/** The 32 bytes of the public half. */
export function publicBytes(key: KeyObject): Buffer {
  return createPublicKey(key).export({ type: 'spki', format: 'der' }).subarray(publicPrefix.length);
}

export function signerOf(name: string, pem: string): Signer {
  const privateKey = createPrivateKey(pem);
  return { name, privateKey, publicKey: publicBytes(privateKey) };
}

export function isSignedBy({ publicKey }: Verifier, text: string | Buffer, signature: Uint8Array): boolean {
  const key = createPublicKey({
    key: Buffer.concat([publicPrefix, publicKey]),
    type: 'spki',
    format: 'der',
  });
  return signature.length === 64 && verify(null, Buffer.from(text as string), key, signature);
}

/** Key number of a signed note: four bytes of a hash of its name and of itself. */
function keyNumber({ name, publicKey }: Verifier): Buffer {
  return sha256(Buffer.concat([Buffer.from(`${name}\n`), Buffer.from([ed25519]), publicKey])).subarray(0, 4);
}

/** The public key on one line, as tools of signed notes take it. */
export function writeVerifier(key: Verifier): string {
  const bytes = Buffer.concat([Buffer.from([ed25519]), key.publicKey]).toString('base64');
  return `${key.name}+${keyNumber(key).toString('hex')}+${bytes}`;
}

/** Throws {@link BadNote} when it is not such a line. */
export function readVerifier(line: string): Verifier {
  const [, name, number, encoded] = /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+=*)$/.exec(line.trim()) ?? [];
  const bytes = Buffer.from(encoded ?? '', 'base64');
  const key = { name: name ?? '', publicKey: bytes.subarray(1) };
  if (bytes.length !== 33 || bytes[0] !== ed25519 || keyNumber(key).toString('hex') !== number)
    throw new BadNote('Ce n’est pas une clé publique de journal.');
  return key;
}

/** Signs a text that ends with a line feed. */
export function signNote(text: string, signer: Signer): string {
  const signature = sign(null, Buffer.from(text), signer.privateKey);
  return `${text}\n— ${signer.name} ${Buffer.concat([keyNumber(signer), signature]).toString('base64')}\n`;
}

/** The text of a note that at least one of these keys signed; throws {@link BadNote}. Other signatures are left aside. */
export function openNote(note: string, keys: readonly Verifier[]): { text: string; key: Verifier } {
  const end = note.lastIndexOf('\n\n');
  const lines = end < 0 ? [] : note.slice(end + 2).split('\n');
  if (lines.pop() !== '' || lines.length === 0) throw new BadNote('La note n’est pas écrite comme il faut.');
  const text = note.slice(0, end + 1);
  for (const line of lines) {
    const [, name, encoded] = /^— ([^\s+]+) ([A-Za-z0-9+/]+=*)$/.exec(line) ?? [];
    if (!name) throw new BadNote('La note n’est pas écrite comme il faut.');
    const bytes = Buffer.from(encoded!, 'base64');
    const key = keys.find(one => one.name === name && keyNumber(one).equals(bytes.subarray(0, 4)));
    if (!key) continue;
    if (!isSignedBy(key, text, bytes.subarray(4))) throw new BadNote('La signature est fausse.');
    return { text, key };
  }
  throw new BadNote('Aucune clé connue n’a signé.');
}

export function writeCheckpoint(size: number, root: Buffer, signer: Signer): string {
  return signNote(`${signer.name}\n${size}\n${root.toString('base64')}\n`, signer);
}

/** Reads a checkpoint without checking who signed it; null when it is not one. */
export function readCheckpoint(text: string): Checkpoint | null {
  const [origin, size, encoded] = text.split('\n');
  if (!origin || !/^(0|[1-9]\d{0,14})$/.test(size ?? '')) return null;
  const root = Buffer.from(encoded ?? '', 'base64');
  return root.length === 32 && root.toString('base64') === encoded
    ? { origin, size: Number(size), root }
    : null;
}

/** A checkpoint that one of these keys signed, under its own origin; throws {@link BadNote}. */
export function openCheckpoint(note: string, keys: readonly Verifier[]): Checkpoint {
  const { text, key } = openNote(note, keys);
  const checkpoint = readCheckpoint(text);
  if (!checkpoint || checkpoint.origin !== key.name)
    throw new BadNote('La note n’est pas un point de contrôle de ce journal.');
  return checkpoint;
}
