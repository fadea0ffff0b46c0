import type { PlaceFacts } from './demand.ts';
import { type Instance, instanceOf, instanceOfLists, sortedLists } from './instance.ts';
import { haversineTime, timeOfChord } from './travel.ts';

/*
 * Places that serve each other. A few have all their pairs; a country has, for each place, its nearest ones only, found
 * in a grid and certified to be the nearest: what lies outside the cells looked at is too far.
 */

/** Above so many places, pairs are too many to be listed all. */
const mostInFull = 2000;
const usualNeighbours = 64;
/** Places in a cell of the grid, on average. */
const inCell = 3;

/**
 * The instance of these places, each client and site, with `persons × haversine-v1` as costs.
 * @param neighbours sites listed for each client; by default all, or 64 when there are more than 2,000 places
 */
export function instanceOfPlaces(
  places: readonly Pick<PlaceFacts, 'lat' | 'lon'>[],
  persons: Float64Array,
  neighbours = places.length > mostInFull ? usualNeighbours : places.length,
): Instance {
  const count = places.length;
  const time = haversineTime(places);
  const costOf = (client: number, site: number) => persons[client]! * time(client, site);
  if (neighbours >= count) return instanceOf(count, count, costOf);
  const grid = new Grid(places, neighbours);
  const beyond = new Float64Array(count);
  const keys = new Float64Array(count * neighbours);
  const start = Int32Array.from({ length: count + 1 }, (_, client) => client * neighbours);
  for (let client = 0; client < count; client++) {
    const found = grid.nearest(client, neighbours + 1, time);
    for (let rank = 0; rank <= neighbours; rank++) {
      const site = found[rank]! % count;
      const cost = persons[client]! * Math.floor(found[rank]! / count);
      if (rank < neighbours) keys[start[client]! + rank] = cost * count + site;
      else beyond[client] = cost;
    }
  }
  return instanceOfLists(sortedLists(start, keys, count), count, beyond, costOf);
}

const radians = Math.PI / 180;

/** Cells of the same width in degrees; a ring of cells is left aside only when all its places are too far. */
class Grid {
  private readonly lat: Float64Array;
  private readonly lon: Float64Array;
  private readonly south: number;
  private readonly west: number;
  /** Extent in longitude: on the other side of the earth, two places get nearer again. */
  private readonly extent: number;
  private readonly high: number;
  private readonly wide: number;
  private readonly rows: number;
  private readonly columns: number;
  /** Places by cell, row after row: those of cell `c` are at `start[c] … start[c + 1] - 1`. */
  private readonly start: Int32Array;
  private readonly members: Int32Array;
  private readonly found: Float64Array;
  private readonly firstRing: number;

  constructor(places: readonly Pick<PlaceFacts, 'lat' | 'lon'>[], neighbours: number) {
    this.lat = Float64Array.from(places, place => place.lat);
    this.lon = Float64Array.from(places, place => place.lon);
    const [south, north] = boundsOf(this.lat);
    const [west, east] = boundsOf(this.lon);
    this.south = south;
    this.west = west;
    this.extent = east - west;
    const narrowing = Math.max(0.1, Math.cos(((south + north) / 2) * radians));
    const area = Math.max(1e-6, (north - south) * this.extent * narrowing);
    this.high = Math.sqrt((area * inCell) / places.length);
    this.wide = this.high / narrowing;
    this.rows = Math.floor((north - south) / this.high) + 1;
    this.columns = Math.floor(this.extent / this.wide) + 1;
    this.firstRing = Math.ceil(Math.sqrt(neighbours / inCell / Math.PI));
    this.start = new Int32Array(this.rows * this.columns + 1);
    this.members = new Int32Array(places.length);
    this.found = new Float64Array(places.length);
    for (let place = 0; place < places.length; place++) this.start[this.cellOf(place) + 1]!++;
    for (let cell = 1; cell < this.start.length; cell++) this.start[cell]! += this.start[cell - 1]!;
    const filled = this.start.slice();
    for (let place = 0; place < places.length; place++) this.members[filled[this.cellOf(place)]!++] = place;
  }

  /** The nearest places of this one, itself included: `time × places + place`, sorted, of which `count` are certain. */
  nearest(place: number, count: number, time: (from: number, to: number) => number): Float64Array {
    const { found, members, start, rows, columns } = this;
    const row = this.rowOf(place);
    const column = this.columnOf(place);
    for (let ring = this.firstRing; ; ring++) {
      let size = 0;
      const [left, right] = [Math.max(0, column - ring), Math.min(columns - 1, column + ring)];
      for (let line = Math.max(0, row - ring); line <= Math.min(rows - 1, row + ring); line++) {
        const end = start[line * columns + right + 1]!;
        for (let at = start[line * columns + left]!; at < end; at++)
          found[size++] = time(place, members[at]!) * members.length + members[at]!;
      }
      const isWhole = size === members.length;
      if (size < count) continue;
      const sorted = found.subarray(0, size).sort();
      // One tenth of minute apart: the last digit of a sine may differ.
      const last = Math.floor(sorted[count - 1]! / members.length) + 1;
      if (isWhole || this.outside(place, ring) > last) return sorted;
    }
  }

  private rowOf(place: number): number {
    return Math.floor((this.lat[place]! - this.south) / this.high);
  }

  private columnOf(place: number): number {
    return Math.floor((this.lon[place]! - this.west) / this.wide);
  }

  private cellOf(place: number): number {
    return this.rowOf(place) * this.columns + this.columnOf(place);
  }

  /** A time that every place outside these rings of cells reaches: they are as far in latitude, or in longitude. */
  private outside(place: number, ring: number): number {
    const lat = this.lat[place]!;
    const apart = ring * this.high;
    const least = Math.min(
      Math.cos(Math.min(90, Math.abs(lat - apart - this.high)) * radians),
      Math.cos(Math.min(90, Math.abs(lat + apart + this.high)) * radians),
    );
    const [near, far] = [ring * this.wide, this.extent].map(angle => Math.sin((angle * radians) / 2) ** 2);
    return Math.min(
      timeOfChord(Math.sin((apart * radians) / 2) ** 2),
      timeOfChord(Math.cos(lat * radians) * least * Math.min(near!, far!)),
    );
  }
}

function boundsOf(values: Float64Array): [least: number, most: number] {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    if (value < least) least = value;
    if (value > most) most = value;
  }
  return [least, most];
}
