import { parse } from 'csv-parse/sync';
import type { Facts } from './verify.ts';

/*
 * The data of a certificate, read again without the code of the engine: graphs of OR-Library, and tables of communes with
 * `demande-v1` and `haversine-v1` (product/territory.md §6).
 */

/** A graph of OR-Library: the last of repeated edges counts; shortest paths by Dijkstra over a plain table. */
export function factsOfGraph(text: string): Facts {
  const [n, m, , ...numbers] = text.trim().split(/\s+/).map(Number);
  const edge = new Map<number, number>();
  for (let at = 0; at < 3 * m!; at += 3) {
    const [one, two] = [numbers[at]! - 1, numbers[at + 1]! - 1];
    edge.set(one * n! + two, numbers[at + 2]!).set(two * n! + one, numbers[at + 2]!);
  }
  const around: [number, number][][] = Array.from({ length: n! }, () => []);
  for (const [pair, cost] of edge) around[Math.floor(pair / n!)]!.push([pair % n!, cost]);
  const length = Array.from({ length: n! }, (_, from) => {
    const row = new Float64Array(n!).fill(Number.POSITIVE_INFINITY);
    const done = new Uint8Array(n!);
    row[from] = 0;
    for (;;) {
      let next = -1;
      for (let place = 0; place < n!; place++)
        if (!done[place] && row[place]! < Number.POSITIVE_INFINITY && (next < 0 || row[place]! < row[next]!))
          next = place;
      if (next < 0) return row;
      done[next] = 1;
      for (const [to, cost] of around[next]!) row[to] = Math.min(row[to]!, row[next]! + cost);
    }
  });
  const labels = Array.from({ length: n! }, (_, place) => String(place + 1));
  return { labels, persons: () => 1, time: (client, site) => length[client]![site]! };
}

/** Points of TSPLIB, distances rounded down. */
export function factsOfPoints(text: string): Facts {
  const lines = text.slice(text.indexOf('NODE_COORD_SECTION')).trim().split('\n').slice(1);
  const points = lines.filter(line => /^\s*\d/.test(line)).map(line => line.trim().split(/\s+/).map(Number));
  const length = ([, x = 0, y = 0]: number[], [, otherX = 0, otherY = 0]: number[]) =>
    Math.floor(Math.sqrt((x - otherX) ** 2 + (y - otherY) ** 2));
  const labels = points.map((_, place) => String(place + 1));
  return { labels, persons: () => 1, time: (client, site) => length(points[client]!, points[site]!) };
}

/** Weights that a certificate says of need; the usual ones, and no lean to fragile communes, when it says nothing. */
interface Need {
  age65Plus?: number;
  lowDiploma?: number;
  everybody?: number;
  equity?: number;
}

/** A table of communes, columns as in product/territory.md §9, and `indice` when fragile communes count more. */
export function factsOfCommunes(text: string, certificate?: unknown): Facts {
  const need = (certificate as { problem?: { demand?: Need } } | undefined)?.problem?.demand ?? {};
  const { age65Plus = 0.5, lowDiploma = 0.2, everybody = 6, equity = 0 } = need;
  const delimiter = /^[^\n]*;/.test(text) ? ';' : ',';
  const rows: Record<string, string>[] = parse(text, {
    columns: true,
    bom: true,
    skip_empty_lines: true,
    delimiter,
  });
  const number = (row: Record<string, string>, name: string) =>
    row[name] === '' ? Number.NaN : Number(row[name]!.replace(',', '.'));
  const rate = (row: Record<string, string>, name: string): number => {
    if (!Number.isNaN(number(row, name))) return number(row, name);
    for (const same of [
      (other: Record<string, string>) => other.epci_siren === row.epci_siren,
      (other: Record<string, string>) => other.insee!.slice(0, 2) === row.insee!.slice(0, 2),
      () => true,
    ]) {
      let [sum, persons] = [0, 0];
      for (const other of rows)
        if (same(other) && !Number.isNaN(number(other, name))) {
          sum += number(other, 'population') * number(other, name);
          persons += number(other, 'population');
        }
      if (persons > 0) return sum / persons;
    }
    return 0;
  };
  const weight = rows.map(row => {
    const population = number(row, 'population');
    if (population === 0) return 0;
    const share =
      age65Plus * rate(row, 'age_65_plus_pct') +
      lowDiploma * rate(row, 'low_or_no_diploma_15_plus_pct') +
      everybody;
    const persons = Math.max(1, Math.floor((population * share) / 100 + 0.5));
    const score = row.indice ? number(row, 'indice') : 50;
    return equity > 0 ? Math.floor(persons * (1 + (equity * (score - 50)) / 50) + 0.5) : persons;
  });
  const point = rows.map(row =>
    [number(row, 'lat'), number(row, 'lon')].map(angle => (angle * Math.PI) / 180),
  );
  const time = (one: number, two: number) => {
    const [[lat = 0, lon = 0], [otherLat = 0, otherLon = 0]] = [point[one]!, point[two]!];
    const h =
      Math.sin((otherLat - lat) / 2) ** 2 +
      Math.cos(lat) * Math.cos(otherLat) * Math.sin((otherLon - lon) / 2) ** 2;
    return Math.round(((2 * 6371 * Math.asin(Math.sqrt(h)) * 1.3) / 50) * 600);
  };
  // From a client to the south and to the north, until latitudes alone are too far: a country has too many pairs.
  const byLatitude = rows.map((_, place) => place).sort((one, two) => point[one]![0]! - point[two]![0]!);
  const rank = new Int32Array(rows.length);
  for (const [at, place] of byLatitude.entries()) rank[place] = at;
  const apart = (one: number, two: number | undefined) =>
    two === undefined ? Number.POSITIVE_INFINITY : Math.abs(point[two]![0]! - point[one]![0]!);
  const near = (client: number, see: (site: number) => number | undefined) => {
    let [south, north] = [rank[client]!, rank[client]! + 1];
    let most = Number.POSITIVE_INFINITY;
    for (;;) {
      const [below, above] = [apart(client, byLatitude[south]), apart(client, byLatitude[north])];
      const least = Math.min(below, above);
      // Less one tenth of minute: the last digit of a sine may differ.
      if (least === Number.POSITIVE_INFINITY) return;
      if (weight[client]! * (Math.floor(((6371 * least * 1.3) / 50) * 600) - 1) >= most) return;
      most = see(byLatitude[below <= above ? south-- : north++]!) ?? most;
    }
  };
  return {
    labels: rows.map(row => row.insee!),
    persons: client => weight[client]!,
    time,
    near,
  };
}

/** A table `from,to,minutes`, in tenths; a pair that it does not give is out of reach. */
export function timesOfMatrix(text: string, labels: readonly string[]): Facts['time'] {
  const numberOf = new Map(labels.map((label, index) => [label, index]));
  const times = new Float64Array(labels.length ** 2).fill(Number.POSITIVE_INFINITY);
  for (const place of labels.keys()) times[place * labels.length + place] = 0;
  const [header = '', ...lines] = text
    .replace(/^\uFEFF/, '')
    .trim()
    .split(/\r?\n/);
  const delimiter = header.includes(';') ? ';' : ',';
  const names = header.split(delimiter).map(name => name.trim().toLowerCase());
  const [from, to, minutes] = ['from', 'to', 'minutes'].map(name => names.indexOf(name));
  for (const line of lines) {
    const cells = line
      .replace(/(\d),(\d+)"/g, '$1.$2"')
      .replaceAll('"', '')
      .split(delimiter);
    // Where commas separate, one more cell is decimals.
    if (cells.length > names.length) cells.splice(minutes!, 2, `${cells[minutes!]}.${cells[minutes! + 1]}`);
    const typed = cells[minutes!]?.trim().replace(',', '.');
    const [one, two] = [numberOf.get(cells[from!]!.trim()), numberOf.get(cells[to!]!.trim())];
    if (one === undefined || two === undefined || !typed) continue;
    times[one * labels.length + two] = Math.round(Number(typed) * 10);
  }
  return (client, site) => times[client * labels.length + site]!;
}
