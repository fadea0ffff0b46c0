import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { failureText } from '../../../core/failures.ts';
import { type Encoding, EncodingGuess } from '../../../core/reading/encoding.ts';
import { LostFile, UnreadableFile } from './unreadable.ts';

/** Opens the same bytes again from the start, in pieces of any size. */
export type ByteSource = () => AsyncIterable<Uint8Array>;

/** Largest file read, in bytes. */
const LARGEST_FILE = 50 * 1024 * 1024;
const HEAD = 64 * 1024;

/** The bytes of a file on disk, 64 kB at a time; LostFile when it goes away, or its disk fails. */
export function bytesOfFile(path: string): ByteSource {
  return async function* () {
    try {
      yield* createReadStream(path, { highWaterMark: HEAD });
    } catch (error) {
      throw new LostFile(failureText(Object.assign(error as Error, { path })), { cause: error });
    }
  };
}

export interface Inspection {
  bytes: number;
  /** SHA-256 of the bytes, hexadecimal. */
  sha256: string;
  encoding: Encoding;
  shape: 'csv' | 'json';
  /** Line feeds of the file: rows are at most that many in a CSV file. */
  lineFeeds: number;
  /** First 64 kB, decoded, without byte order mark. */
  head: string;
}

/**
 * Passes over the bytes once without keeping them: size, hash, encoding, and whether this is a table at all.
 * Throws UnreadableFile for an empty, too large or binary file, a workbook, a PDF or a web page.
 */
export async function inspect(open: ByteSource): Promise<Inspection> {
  const hash = createHash('sha256');
  const guess = new EncodingGuess();
  let bytes = 0;
  let lineFeeds = 0;
  let first: Uint8Array = new Uint8Array(0);
  for await (const piece of open()) {
    bytes += piece.length;
    if (bytes > LARGEST_FILE) {
      throw new UnreadableFile(
        'fichier_trop_lourd',
        'Ce fichier dépasse 50 Mo. Coupez-le en plusieurs fichiers.',
      );
    }
    hash.update(piece);
    if (first.length < HEAD) {
      first = new Uint8Array(Buffer.concat([first, piece.subarray(0, HEAD - first.length)]));
      refuseOtherKinds(first);
    }
    if (piece.includes(0)) refuseBinary();
    guess.push(piece);
    for (const byte of piece) if (byte === 10) lineFeeds++;
  }
  const encoding = guess.answer();
  const head = new TextDecoder(encoding).decode(first, { stream: true });
  if (head.trim() === '') {
    throw new UnreadableFile('fichier_vide', 'Ce fichier est vide. Rien n’a été changé.');
  }
  const start = head.trimStart();
  if (start.startsWith('<')) {
    throw new UnreadableFile(
      'fichier_page_web',
      'Ce fichier est une page web, pas un tableau. Téléchargez le fichier lui-même.',
    );
  }
  const shape = start.startsWith('[') || start.startsWith('{') ? 'json' : 'csv';
  return { bytes, sha256: hash.digest('hex'), encoding, shape, lineFeeds, head };
}

function refuseBinary(): never {
  throw new UnreadableFile(
    'fichier_binaire',
    'Ce fichier n’est pas un texte. Enregistrez-le au format CSV en UTF-8, puis recommencez.',
  );
}

function refuseOtherKinds(first: Uint8Array) {
  const start = Buffer.from(first.subarray(0, 8)).toString('latin1');
  if (start.startsWith('PK\u0003\u0004') || start.startsWith('\u00d0\u00cf\u0011\u00e0')) {
    throw new UnreadableFile(
      'fichier_classeur',
      'Ce fichier est un classeur de tableur. Enregistrez-le au format CSV en UTF-8, puis recommencez.',
    );
  }
  if (start.startsWith('%PDF')) {
    throw new UnreadableFile('fichier_pdf', 'Ce fichier est un PDF. Il faut un fichier CSV ou JSON.');
  }
  if (start.startsWith('\u00ff\u00fe') || start.startsWith('\u00fe\u00ff')) {
    throw new UnreadableFile(
      'fichier_utf16',
      'Ce fichier est en UTF-16. Enregistrez-le en UTF-8, puis recommencez.',
    );
  }
}
