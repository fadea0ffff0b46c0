import { randomBytes, randomUUID } from 'node:crypto';

/** A UUID version 7 (RFC 9562): ordered by creation, made here because PostgreSQL only makes them from 18 on. */
export function newId(at: Date): string {
  const time = at.getTime().toString(16).padStart(12, '0');
  // Version and time take the place of what comes before the last 15 random figures of a version 4.
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`;
}

/** An address nobody can guess: 192 random bits, 32 characters. */
export function newSecret(): string {
  return randomBytes(24).toString('base64url');
}
