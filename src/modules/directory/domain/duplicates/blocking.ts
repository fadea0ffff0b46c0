import { metresBetween, type Profile } from './profile.ts';

/** Up to this many places, a commune is one block and every pair in it is looked at. */
const SMALL_COMMUNE = 40;
/** A street or word shared by more places of a commune than this is split again, then left out. */
const LARGE_BLOCK = 40;
/** A phone, e-mail or pivot shared by more places than this is that of a switchboard or an owner. */
const COMMON_CONTACT = 30;
const NEAR_METRES = 300;
/** Degrees of latitude in a cell: a little more than 300 m, so that neighbours are in the 9 cells around. */
const CELL = 0.0028;

/**
 * Pairs of indexes worth comparing, each once, as the sorted numbers `low × size + high`: same commune (by street, word or position when it
 * is large), less than 300 m, same phone, e-mail or pivot. Linear in the number of places but for dense cells.
 */
export function candidatePairs(profiles: readonly Profile[]): Float64Array {
  const size = profiles.length;
  // A pair as one number: 20,000 places squared stay far below the integers a number holds exactly.
  const keys = new Set<number>();
  const add = (i: number, j: number) => {
    if (i !== j) keys.add(i < j ? i * size + j : j * size + i);
  };
  const addAll = (block: readonly number[]) => {
    for (let i = 0; i < block.length; i++)
      for (let j = i + 1; j < block.length; j++) add(block[i]!, block[j]!);
  };

  const blocks = new Blocks();
  const communes = new Blocks();
  profiles.forEach((profile, index) => {
    communes.put(profile.commune, index);
  });
  for (const members of communes.lists()) {
    if (members.length <= SMALL_COMMUNE) addAll(members);
    else
      for (const index of members)
        for (const key of keysInLargeCommune(profiles[index]!)) blocks.put(key, index);
  }
  for (const block of blocks.lists()) {
    if (block.length <= LARGE_BLOCK) addAll(block);
    else {
      const finer = new Blocks();
      for (const index of block) for (const key of finerKeys(profiles[index]!)) finer.put(key, index);
      for (const part of finer.lists()) if (part.length <= LARGE_BLOCK) addAll(part);
    }
  }

  const contacts = new Blocks();
  profiles.forEach((profile, index) => {
    if (profile.phone) contacts.put(`phone ${profile.phone}`, index);
    for (const email of profile.emails) contacts.put(`email ${email}`, index);
    if (profile.pivot) contacts.put(`pivot ${profile.pivot}`, index);
  });
  for (const block of contacts.lists()) if (block.length <= COMMON_CONTACT) addAll(block);

  addNear(profiles, add);
  return Float64Array.from(keys).sort();
}

/** Keys that two records of one place share at least one of, whatever single thing is misspelt or missing. */
function keysInLargeCommune({ commune, name, street }: Profile): string[] {
  const keys: string[] = [];
  if (street && street.words.length > 0) {
    // The longest words of the street survive titles left out, their beginning survives cuts at the end.
    const words = [...street.words].sort((x, y) => y.length - x.length);
    for (const word of words.slice(0, 2)) keys.push(`${commune} street ${word.slice(0, 5)}`);
  }
  for (const reading of name.readings) {
    keys.push(`${commune} name ${reading.bare}`);
    if (reading.core.length === 0) keys.push(`${commune} families ${reading.families.join(' ')}`);
    for (const word of reading.core) if (word.length >= 4) keys.push(`${commune} word ${word}`);
  }
  return [...new Set(keys)];
}

/** What splits a block that is too large: a street by its numbers, and any block by the names in it. */
function finerKeys({ name, street }: Profile): string[] {
  const keys = name.core.map(word => `word ${word.slice(0, 4)}`);
  if (street?.numbers[0] !== undefined) keys.push(`number ${street.numbers[0]}`);
  if (name.core.length === 0) keys.push(`families ${name.families.join(' ')} ${street?.words[0] ?? ''}`);
  return keys;
}

function addNear(profiles: readonly Profile[], add: (i: number, j: number) => void): void {
  const cells = new Map<string, number[]>();
  const cellOf = (lat: number, lon: number): [number, number] => [
    Math.floor(lat / CELL),
    // Cells keep their width in metres: a degree of longitude shrinks with latitude.
    Math.floor((lon * Math.cos((Math.floor(lat) * Math.PI) / 180) * 0.98) / CELL),
  ];
  profiles.forEach((profile, index) => {
    if (!profile.position) return;
    const [row, column] = cellOf(profile.position.lat, profile.position.lon);
    for (let r = row - 1; r <= row + 1; r++) {
      for (let c = column - 1; c <= column + 1; c++) {
        for (const other of cells.get(`${r} ${c}`) ?? []) {
          const metres = metresBetween(profile, profiles[other]!);
          if (metres !== null && metres < NEAR_METRES) add(other, index);
        }
      }
    }
    const key = `${row} ${column}`;
    const list = cells.get(key);
    if (list) list.push(index);
    else cells.set(key, [index]);
  });
}

class Blocks {
  #lists = new Map<string, number[]>();

  put(key: string, index: number): void {
    const list = this.#lists.get(key);
    if (list) list.push(index);
    else this.#lists.set(key, [index]);
  }

  lists(): Iterable<number[]> {
    return this.#lists.values();
  }
}
