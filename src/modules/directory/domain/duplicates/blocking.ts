import { metresBetween, type Profile } from './profile.ts';

/** Up to this many places, a commune is one block and every pair in it is looked at. */
const SMALL_COMMUNE = 40;
/** A word shared by more places of a commune than this says nothing (« médiathèque » in Marseille). */
const COMMON_WORD = 60;
/** A phone, e-mail or pivot shared by more places than this is that of a switchboard or an owner. */
const COMMON_CONTACT = 30;
const NEAR_METRES = 300;
/** Degrees of latitude in a cell: a little more than 300 m, so that neighbours are in the 9 cells around. */
const CELL = 0.0028;

/**
 * Pairs of indexes worth comparing, each once and in order: same commune (by street, word or position when it
 * is large), less than 300 m, same phone, e-mail or pivot. Linear in the number of places but for dense cells.
 */
export function candidatePairs(profiles: readonly Profile[]): [number, number][] {
  const size = profiles.length;
  const seen = new Set<number>();
  const pairs: [number, number][] = [];
  const add = (i: number, j: number) => {
    const [low, high] = i < j ? [i, j] : [j, i];
    const key = low * size + high;
    if (low === high || seen.has(key)) return;
    seen.add(key);
    pairs.push([low, high]);
  };
  const addAll = (block: readonly number[]) => {
    for (let i = 0; i < block.length; i++)
      for (let j = i + 1; j < block.length; j++) add(block[i]!, block[j]!);
  };

  const blocks = new Blocks();
  const communes = new Blocks();
  profiles.forEach((profile, index) => communes.put(profile.commune, index));
  for (const members of communes.lists()) {
    if (members.length <= SMALL_COMMUNE) addAll(members);
    else
      for (const index of members)
        for (const key of keysInLargeCommune(profiles[index]!)) blocks.put(key, index);
  }
  for (const block of blocks.lists()) if (block.length <= COMMON_WORD) addAll(block);

  const contacts = new Blocks();
  profiles.forEach((profile, index) => {
    if (profile.phone) contacts.put(`phone ${profile.phone}`, index);
    for (const email of profile.emails) contacts.put(`email ${email}`, index);
    if (profile.pivot) contacts.put(`pivot ${profile.pivot}`, index);
  });
  for (const block of contacts.lists()) if (block.length <= COMMON_CONTACT) addAll(block);

  addNear(profiles, add);
  return pairs.sort(([a, b], [c, d]) => a - c || b - d);
}

/** Keys that two records of one place share at least one of, whatever single thing is misspelt or missing. */
function keysInLargeCommune({ commune, name, street }: Profile): string[] {
  const keys = new Set<string>();
  if (street && street.words.length > 0) {
    // The longest words of the street survive titles left out and cuts at the end.
    for (const word of [...street.words].sort((a, b) => b.length - a.length).slice(0, 2)) {
      keys.add(`${commune} street ${word} ${street.numbers[0] ?? ''}`);
      keys.add(`${commune} street ${word.slice(0, 5)} ${name.families.join('+')}`);
      if (name.core[0])
        for (const core of name.core) keys.add(`${commune} street ${word.slice(0, 5)} ${core.slice(0, 3)}`);
    }
  }
  for (const reading of name.readings) {
    keys.add(`${commune} name ${reading.bare}`);
    keys.add(`${commune} words ${[...reading.core].sort().join(' ')} ${reading.families.join('+')}`);
    for (const word of reading.core) if (word.length >= 4) keys.add(`${commune} word ${word}`);
  }
  return [...keys];
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
