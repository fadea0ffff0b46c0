import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto';

/** Keys of different uses never open each other's. */
const keyFor = (secret: string, use: string) =>
  Buffer.from(hkdfSync('sha256', secret, 'airial', `keys ${use}`, 32));

/** Seals what the database must hold and not reveal: initial vector, tag, text. */
export function seal(secret: string, use: string, content: Uint8Array): Buffer {
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', keyFor(secret, use), iv);
  const text = Buffer.concat([cipher.update(content), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), text]);
}

/** Opens what was sealed for the same use; throws when it was touched. */
export function unseal(secret: string, use: string, sealed: Uint8Array): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', keyFor(secret, use), sealed.subarray(0, 12));
  decipher.setAuthTag(sealed.subarray(12, 28));
  return Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()]);
}

/** What is kept of a secret that nobody can guess: a link, a card number, a browser's thread. */
export function fingerprint(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

/** What is kept of a short code: without the installation's key it would be found again in an hour. */
export function keyedFingerprint(secret: string, use: string, code: string): Buffer {
  return createHmac('sha256', keyFor(secret, use)).update(code).digest();
}
