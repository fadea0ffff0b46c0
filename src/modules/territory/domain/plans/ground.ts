/** What plans are measured on. Places are served and may serve, in the order of the instance. */
export interface Ground {
  places: readonly { code: string; name: string; epci: string }[];
  /** Persons who need help, by place. */
  persons: Float64Array;
  /** Tenths of minute; infinite when one cannot go. */
  time: (from: number, to: number) => number;
}

/** Where everybody goes: by place, its nearest open site and the next one, with their times in tenths of minute. */
export interface Served {
  first: Int32Array;
  firstTime: Float64Array;
  /** −1, and an infinite time, when only one is open. */
  second: Int32Array;
  secondTime: Float64Array;
}

/** Equal times go to the first site of the list, as in the engine. */
export function servedBy({ places, time }: Ground, open: Uint8Array): Served {
  const count = places.length;
  const first = new Int32Array(count).fill(-1);
  const second = new Int32Array(count).fill(-1);
  const firstTime = new Float64Array(count).fill(Number.POSITIVE_INFINITY);
  const secondTime = firstTime.slice();
  for (let site = 0; site < open.length; site++) {
    if (!open[site]) continue;
    for (let place = 0; place < count; place++) {
      const takes = time(place, site);
      if (takes < firstTime[place]!) {
        second[place] = first[place]!;
        secondTime[place] = firstTime[place]!;
        first[place] = site;
        firstTime[place] = takes;
      } else if (takes < secondTime[place]!) {
        second[place] = site;
        secondTime[place] = takes;
      }
    }
  }
  return { first, firstTime, second, secondTime };
}

/** Tenths of minute, as figures and sentences say them. */
export const minutes = (tenths: number): number => tenths / 10;

export const total = (numbers: Iterable<number>): number => {
  let sum = 0;
  for (const each of numbers) sum += each;
  return sum;
};
