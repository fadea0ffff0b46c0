import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import type pg from 'pg';
import { plainWords } from '../src/modules/network/cards.ts';
import { cardNumber } from '../src/modules/network/domain/card.ts';
import { hashSecret } from '../src/modules/network/keys/hashing.ts';
import { fingerprint, keyedFingerprint, seal } from '../src/modules/network/keys/sealing.ts';

/** The secret of the ground of the tests. */
const secret = 'essai';

export const words = ['abaisser', 'abandon', 'abdiquer', 'abeille'];

/** Gives an account a password. */
export async function givePassword(client: pg.ClientBase, account: string, password: string): Promise<void> {
  await client.query(
    'INSERT INTO network.credential_password (account_id, hash, set_at) VALUES ($1, $2, now())',
    [account, await hashSecret(password, 'essai')],
  );
}

/** Gives an account an application, whose key is given back, and one recovery code. */
export async function giveFactors(client: pg.ClientBase, account: string, code: string): Promise<Buffer> {
  const key = randomBytes(20);
  await client.query(
    'INSERT INTO network.credential_totp (account_id, sealed_secret, last_step, set_at) VALUES ($1, $2, 0, now())',
    [account, seal(secret, `totp ${account}`, key)],
  );
  await client.query(
    `INSERT INTO network.credential_recovery (account_id, code_hash, made_at) VALUES ($1, $2, '2026-11-01')`,
    [account, keyedFingerprint(secret, `recovery ${account}`, code)],
  );
  return key;
}

/** Gives an account a card, whose number is given back; its words are {@link words}. */
export async function giveCard(client: pg.ClientBase, account: string): Promise<string> {
  const number = cardNumber(randomBytes(17));
  await client.query(
    `INSERT INTO network.credential_card (id, account_id, number_sha256, words_hash, issued_at, identity_check)
     VALUES (gen_random_uuid(), $1, $2, $3, '2026-11-01', 'piece_identite')`,
    [account, fingerprint(number), await hashSecret(plainWords(words), 'essai')],
  );
  return number;
}

/** A passkey of this account, and what signs with it, as an authenticator does. */
export async function givePasskey(
  client: pg.ClientBase,
  account: string,
): Promise<(challenge: string, origin: string) => string> {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const id = randomBytes(16).toString('base64url');
  await client.query(
    `INSERT INTO network.credential_passkey (id, account_id, public_key, counter, transports, label, created_at)
     VALUES ($1, $2, $3, 0, '{internal}', 'Essai', '2026-11-01')`,
    [id, account, coseOf(publicKey)],
  );
  let counter = 0;
  return (challenge, origin) => {
    const clientData = Buffer.from(JSON.stringify({ type: 'webauthn.get', challenge, origin }));
    const count = Buffer.alloc(4);
    count.writeUInt32BE(++counter);
    const party = createHash('sha256').update(new URL(origin).hostname).digest();
    // Present and verified.
    const data = Buffer.concat([party, Buffer.from([0x05]), count]);
    const signed = Buffer.concat([data, createHash('sha256').update(clientData).digest()]);
    return JSON.stringify({
      id,
      rawId: id,
      type: 'public-key',
      clientExtensionResults: {},
      response: {
        clientDataJSON: clientData.toString('base64url'),
        authenticatorData: data.toString('base64url'),
        signature: sign('sha256', signed, privateKey).toString('base64url'),
      },
    });
  };
}

/** ES256 key as CBOR (RFC 9053). */
function coseOf(key: KeyObject): Buffer {
  const { x, y } = key.export({ format: 'jwk' }) as { x: string; y: string };
  return Buffer.concat([
    Buffer.from('a5010203262001215820', 'hex'),
    Buffer.from(x, 'base64url'),
    Buffer.from('225820', 'hex'),
    Buffer.from(y, 'base64url'),
  ]);
}
