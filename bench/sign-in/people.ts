import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import type pg from 'pg';
import type { Ground } from '../../src/core/ground.ts';
import { newId } from '../../src/core/identifier.ts';
import { plainWords } from '../../src/modules/network/cards.ts';
import { cardNumber } from '../../src/modules/network/domain/card.ts';
import { totpKeyBytes } from '../../src/modules/network/domain/totp.ts';
import { cardWords } from '../../src/modules/network/domain/words.ts';
import { hashSecret } from '../../src/modules/network/keys/hashing.ts';
import { fingerprint, seal } from '../../src/modules/network/keys/sealing.ts';

export const password = 'fougère tracteur bleu marmite';
export const words = cardWords([3, 500, 1200, 2000]);

export interface Person {
  id: string;
  email: string;
}
export interface People {
  /** A helper with application and passkey. */
  helper: Person & { totp: Buffer; passkey: { id: Buffer; key: KeyObject } };
  /** Somebody without a second factor, who has a card. */
  resident: Person & { card: string };
  neighbour: Person;
  crowd: Person[];
}

/** Everybody has the same password: hashing 1,000 would take minutes and measure nothing. */
export async function populate(owner: pg.Client, { secret, now }: Ground): Promise<People> {
  const hash = await hashSecret(password, 'bench');
  const add = async (name: string): Promise<Person> => {
    const id = newId(now());
    const email = `${name}-${id.slice(-6)}@landes.example`;
    await owner.query(
      `INSERT INTO network.account (id, display_name, email, email_verified_at, state, created_at)
       VALUES ($1, $2, $3, $4, 'invite', $4)`,
      [id, name, email, now()],
    );
    await owner.query(
      'INSERT INTO network.credential_password (account_id, hash, set_at) VALUES ($1, $2, $3)',
      [id, hash, now()],
    );
    await owner.query(`UPDATE network.account SET state = 'actif' WHERE id = $1`, [id]);
    return { id, email };
  };
  const organisation = newId(now());
  await owner.query(
    `INSERT INTO network.organisation (id, name, kind, commune_insee, is_pilot, state, dpa_version, dpa_accepted_at, dpa_retention_months, created_at)
     VALUES ($1, 'CCAS de Dax', 'ccas_cias', '40088', false, 'active', '1', $2, 12, $2)`,
    [organisation, now()],
  );
  const helper = await add('aidante');
  await owner.query(
    `INSERT INTO network.membership (id, account_id, organisation_id, role, from_at) VALUES ($1, $2, $3, 'aidant', $4)`,
    [newId(now()), helper.id, organisation, now()],
  );
  const totp = randomBytes(totpKeyBytes);
  await owner.query(
    'INSERT INTO network.credential_totp (account_id, sealed_secret, last_step, set_at) VALUES ($1, $2, 0, $3)',
    [helper.id, seal(secret, `totp ${helper.id}`, totp), now()],
  );
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const passkey = { id: randomBytes(32), key: privateKey };
  await owner.query(
    `INSERT INTO network.credential_passkey (id, account_id, public_key, counter, transports, label, created_at)
     VALUES ($1, $2, $3, 0, '{internal}', 'Essai', $4)`,
    [passkey.id.toString('base64url'), helper.id, coseOf(publicKey), now()],
  );
  const resident = await add('habitante');
  const card = cardNumber(randomBytes(17));
  await owner.query(
    `INSERT INTO network.credential_card (id, account_id, number_sha256, words_hash, issued_at, organisation_id, identity_check)
     VALUES ($1, $2, $3, $4, $5, $6, 'piece_identite')`,
    [
      newId(now()),
      resident.id,
      fingerprint(card),
      await hashSecret(plainWords(words), 'bench'),
      now(),
      organisation,
    ],
  );
  const neighbour = await add('voisine');
  const crowd: Person[] = [];
  for (let index = 0; index < 1000; index++) crowd.push(await add(`foule${index}`));
  return {
    helper: { ...helper, totp, passkey },
    resident: { ...resident, card },
    neighbour,
    crowd,
  };
}

/** A P-256 key as authenticators give it (RFC 9053, EC2): {1: 2, 3: -7, -1: 1, -2: x, -3: y}. */
function coseOf(key: KeyObject): Buffer {
  const { x, y } = key.export({ format: 'jwk' });
  const bytes = (text: string | undefined) => Buffer.from(text!, 'base64url');
  return Buffer.concat([
    Buffer.from([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20]),
    bytes(x),
    Buffer.from([0x22, 0x58, 0x20]),
    bytes(y),
  ]);
}

/** What an authenticator answers to a question of a page of this origin. */
export function signed(
  origin: string,
  question: { get: { challenge: string } },
  { id, key }: People['helper']['passkey'],
  counter: number,
): string {
  const client = Buffer.from(
    JSON.stringify({ type: 'webauthn.get', challenge: question.get.challenge, origin, crossOrigin: false }),
  );
  const digest = (content: Uint8Array | string) => createHash('sha256').update(content).digest();
  const data = Buffer.alloc(37);
  digest(new URL(origin).hostname).copy(data);
  // User present and verified.
  data[32] = 0x05;
  data.writeUInt32BE(counter, 33);
  const encoded = id.toString('base64url');
  return JSON.stringify({
    id: encoded,
    rawId: encoded,
    type: 'public-key',
    clientExtensionResults: {},
    response: {
      clientDataJSON: client.toString('base64url'),
      authenticatorData: data.toString('base64url'),
      signature: sign('sha256', Buffer.concat([data, digest(client)]), key).toString('base64url'),
    },
  });
}
