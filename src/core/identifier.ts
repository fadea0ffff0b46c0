import { randomBytes } from 'node:crypto';

/** A UUID version 7 (RFC 9562): ordered by creation, made here because PostgreSQL only makes them from 18 on. */
export function newId(at: Date): string {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(at.getTime(), 0, 6);
  bytes[6] = (bytes[6]! & 0x0f) | 0x70;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** An address nobody can guess: 192 random bits, 32 characters. */
export function newSecret(): string {
  return randomBytes(24).toString('base64url');
}
