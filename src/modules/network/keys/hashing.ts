import { availableParallelism } from 'node:os';
import { hash, parseOptions, verify } from '@node-rs/argon2';
import { Lanes } from './lanes.ts';

/** argon2id (the default of the library), as product/network.md §3.5 says; 64 MiB each. */
const cost = { memoryCost: 65_536, timeCost: 3, parallelism: 1 };

/** One hash a core: 64 MiB each, whatever the number of people at the door. */
const lanes = new Lanes(Math.max(2, Math.min(4, availableParallelism())), 40);

/** Hash of a password or of the words of a card. `from`: who asks, so that one network cannot take all the lanes. */
export function hashSecret(typed: string, from: string): Promise<string> {
  return lanes.run(from, () => hash(typed, cost));
}

let dummy: Promise<string> | null = null;

/**
 * True when it is the right one. Without a hash (nobody has this address, or no password) the same work is done for
 * nothing, so that time tells nothing.
 */
export async function checkSecret(known: string | null, typed: string, from: string): Promise<boolean> {
  dummy ??= hash('personne', cost);
  const against = known ?? (await dummy);
  const right = await lanes.run(from, () => verify(against, typed));
  return right && known !== null;
}

/** True when it was hashed with less than is asked today. */
export function wantsRehash(known: string): boolean {
  const { memoryCost, timeCost, parallelism } = parseOptions(known);
  return memoryCost < cost.memoryCost || timeCost < cost.timeCost || parallelism !== cost.parallelism;
}
