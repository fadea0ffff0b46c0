import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  BadNote,
  openCheckpoint,
  openNote,
  readCheckpoint,
  readVerifier,
  type Signer,
  signerOf,
  signNote,
  writeCheckpoint,
  writeVerifier,
} from './note.ts';
import { sha256 } from './tree.ts';

function newSigner(name: string): Signer {
  const { privateKey } = generateKeyPairSync('ed25519');
  return signerOf(name, privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
}
const signer = newSigner('annuaire.exemple.fr/journal');
const other = newSigner('annuaire.exemple.fr/journal');
const root = sha256(Buffer.from('x'));

describe('a signed note', () => {
  it('is read as the Go checksum database writes it', () => {
    const key = readVerifier('PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW');
    const text =
      'If you think cryptography is the answer to your problem,\nthen you don’t know what your problem is.\n'.replace(
        '’',
        "'",
      );
    const signature =
      '— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n';
    expect(openNote(`${text}\n${signature}`, [key]).text).toBe(text);
    expect(() => openNote(`${text.replace('answer', 'remedy')}\n${signature}`, [key])).toThrow(BadNote);
    expect(writeVerifier(key)).toBe('PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW');
  });

  it('opens with its key, beside the signatures of witnesses', () => {
    const note = writeCheckpoint(12, root, signer);
    const witness = signNote(note.slice(0, note.indexOf('\n\n') + 1), newSigner('temoin')).split('\n\n')[1]!;
    for (const signed of [note, note + witness, note.replace('\n\n', `\n\n${witness}`)])
      expect(openCheckpoint(signed, [other, signer])).toEqual({ origin: signer.name, size: 12, root });
  });

  it.each([
    ['another size', (note: string) => note.replace('\n12\n', '\n13\n')],
    ['another origin', (note: string) => note.replace('annuaire', 'ennuaire')],
    ['one more line', (note: string) => note.replace('\n12\n', '\n12\nx\n')],
    ['no signature', (note: string) => note.slice(0, note.indexOf('—'))],
    ['no end of line', (note: string) => note.slice(0, -1)],
    ['a signature cut', (note: string) => note.replace(/.{8}\n$/, '\n')],
    ['nothing', () => ''],
    ['something else', () => 'bonjour\n\nau revoir\n'],
  ])('is refused with %s', (_, changed) => {
    expect(() => openCheckpoint(changed(writeCheckpoint(12, root, signer)), [signer])).toThrow(BadNote);
  });

  it('is refused when another key of the same name signed it', () => {
    expect(() => openCheckpoint(writeCheckpoint(12, root, other), [signer])).toThrow(BadNote);
  });

  it('is refused when a known key signed what is not a checkpoint of its journal', () => {
    for (const text of ['bonjour\n', `ailleurs/journal\n12\n${root.toString('base64')}\n`])
      expect(() => openCheckpoint(signNote(text, signer), [signer])).toThrow(BadNote);
  });
});

describe('a checkpoint', () => {
  it.each(['01', '-1', '1.5', '', 'x'])('has no size « %s »', size => {
    expect(readCheckpoint(`o\n${size}\n${root.toString('base64')}\n`)).toBeNull();
  });
  it('has a root of 32 bytes', () => {
    expect(readCheckpoint('o\n1\nYWJj\n')).toBeNull();
    expect(readCheckpoint('o\n1\n')).toBeNull();
  });
});

describe('a public key', () => {
  it('is written and read', () => {
    expect(readVerifier(`${writeVerifier(signer)}\n`)).toMatchObject({
      name: signer.name,
      publicKey: signer.publicKey,
    });
  });
  it.each(['', 'x', 'x+00000000+AQ==', writeVerifier(signer).replace('annuaire', 'x')])(
    'is not « %s »',
    line => {
      expect(() => readVerifier(line)).toThrow(BadNote);
    },
  );
});
