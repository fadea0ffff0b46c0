import { geoMercatorRaw } from 'd3-geo';
import { type PlacedCommune, surround, voronoiCells } from './cells.ts';
import type { CommuneIndex } from './communes.ts';
import type { AreaContour } from './contours.ts';
import {
  type Border,
  bordersOf,
  chained,
  clippedTo,
  type PlaneShape,
  type Position,
  pathOf,
  wholeUnits,
} from './drawing.ts';

/** A commune to draw. */
export interface MapArea {
  insee: string;
  name: string;
  lat: number;
  lon: number;
  epci: string | null;
}

/** Everything needed to draw the territory; view box `0 0 width height`, y downwards. */
export interface MapGeometry {
  width: number;
  height: number;
  /** Units of the view box for one kilometre at the middle of the territory. */
  unitsPerKm: number;
  /** Place of a point, one decimal. */
  project(lat: number, lon: number): [x: number, y: number];
  /** One per commune, sorted by name: to be filled, never stroked (the mesh draws borders once). */
  cells: { insee: string; name: string; path: string }[];
  /** Borders between communes, each once. */
  mesh: string;
  /** Borders between intercommunalités, each once. */
  epciMesh: string;
  /** Around the whole territory. */
  outline: string;
  /** True when limits are guessed from points: the page says « limites approchées ». */
  approximate: boolean;
  /** The same borders and outline as positions, for cropping. */
  borders: readonly Border[];
  outlineRings: readonly (readonly Position[])[];
}

const WIDTH = 600;
const MARGIN = 3;
const SURROUND_KM = 8;

/** The communes of the département that have a point, by name. */
export function mapAreas(index: CommuneIndex): MapArea[] {
  return index.all
    .flatMap(({ insee, name, lat, lon, epci, home }) =>
      home && lat !== null && lon !== null ? [{ insee, name, lat, lon, epci }] : [],
    )
    .sort((a, b) => a.name.localeCompare(b.name, 'fr'));
}

/**
 * Draws communes: their limits when given (limits of unknown codes are left out, parts of one code are joined),
 * cells around their points otherwise or when some commune has none. At least three areas.
 */
export function mapGeometry(areas: readonly MapArea[], contours: readonly AreaContour[] | null): MapGeometry {
  const known = new Set(areas.map(area => area.insee));
  const limits = (contours ?? []).filter(contour => known.has(contour.insee));
  const approximate = new Set(limits.map(contour => contour.insee)).size < known.size;
  const plane = approximate ? planeAroundPoints(areas) : planeAroundLimits(areas, limits);
  const shapes = approximate ? cellsIn(plane, areas) : limitsIn(plane, limits);
  const borders = bordersOf(shapes);
  const inner = borders.filter(border => border.owners.length === 2);
  const outlineRings = chained(borders.filter(border => border.owners.length === 1));
  const epciOf = new Map(areas.map(area => [area.insee, area.epci]));
  const rings = new Map<string, (readonly Position[])[]>();
  for (const shape of shapes) rings.set(shape.insee, [...(rings.get(shape.insee) ?? []), ...shape.rings]);
  return {
    width: WIDTH,
    height: plane.height,
    unitsPerKm: plane.unitsPerKm,
    project: (lat, lon) => {
      const [x, y] = plane.place(lat, lon);
      return [Math.round(x * 10) / 10, Math.round(y * 10) / 10];
    },
    cells: areas.map(({ insee, name }) => ({ insee, name, path: pathOf(rings.get(insee) ?? [], true) })),
    mesh: pathOf(chained(inner), false),
    epciMesh: pathOf(chained(inner.filter(({ owners: [a, b] }) => epciOf.get(a!) !== epciOf.get(b!))), false),
    outline: pathOf(outlineRings.map(withoutReturn), true),
    approximate,
    borders: inner,
    outlineRings: outlineRings.map(withoutReturn),
  };
}

/** A square window on the map, with only the lines that fall in it. */
export interface LocalMap {
  /** Value of the `viewBox` attribute. */
  viewBox: string;
  x: number;
  y: number;
  size: number;
  /** The ground of the territory in the window, to be filled. */
  land: string;
  /** Borders between communes in the window. */
  mesh: string;
}

/** The map around a point, to a distance on each side. The window may pass over the edge of the territory. */
export function localMap(
  geometry: MapGeometry,
  centre: { lat: number; lon: number },
  radiusKm: number,
): LocalMap {
  const [cx, cy] = geometry.project(centre.lat, centre.lon);
  const half = Math.round(radiusKm * geometry.unitsPerKm);
  const [x, y] = [Math.round(cx) - half, Math.round(cy) - half];
  const size = 2 * half;
  // A little more than the window, so that the stroke of the cut stays out of sight.
  const [left, top, right, bottom] = [x - 3, y - 3, x + size + 3, y + size + 3];
  const window: Position[] = [
    [left, top],
    [right, top],
    [right, bottom],
    [left, bottom],
  ];
  const inside = geometry.borders.filter(
    ({ from, to }) =>
      Math.max(from[0], to[0]) >= left &&
      Math.min(from[0], to[0]) <= right &&
      Math.max(from[1], to[1]) >= top &&
      Math.min(from[1], to[1]) <= bottom,
  );
  // Where borders are many, a coarser grid keeps the page light; both sides of a border move alike.
  const step = inside.length > MANY_STRETCHES ? 2 : 1;
  const coarse = (ring: readonly Position[]) =>
    wholeUnits(ring.map(([px, py]): Position => [px / step, py / step])).map(
      ([px, py]): Position => [px * step, py * step],
    );
  const land = geometry.outlineRings.map(ring => coarse(clippedTo(ring, window)));
  return {
    viewBox: `${x} ${y} ${size} ${size}`,
    x,
    y,
    size,
    land: pathOf(land, true),
    mesh: pathOf(chained(onGrid(inside, step)), false),
  };
}

const MANY_STRETCHES = 600;

/** Stretches moved to a grid: those that shrank to a point are dropped, those that fell together are kept once. */
function onGrid(borders: readonly Border[], step: number): { from: Position; to: Position }[] {
  if (step === 1) return [...borders];
  const snap = ([x, y]: Position): Position => [Math.round(x / step) * step, Math.round(y / step) * step];
  const kept = new Map<string, { from: Position; to: Position }>();
  for (const border of borders) {
    const [from, to] = [snap(border.from), snap(border.to)];
    const key = [from.join(), to.join()].sort().join(' ');
    if (from.join() !== to.join()) kept.set(key, { from, to });
  }
  return [...kept.values()];
}

interface Plane {
  height: number;
  unitsPerKm: number;
  place(lat: number, lon: number): Position;
}

const radians = Math.PI / 180;

/** Mercator plane of radius 1, y downwards. */
function mercator(lat: number, lon: number): Position {
  const [x, y] = geoMercatorRaw(lon * radians, lat * radians);
  return [x, -y];
}

/** Kilometres of one unit of the plane of radius 1 at a latitude. */
function kmPerRawUnit(lat: number): number {
  return 6371 * Math.cos(lat * radians);
}

function planeAroundPoints(areas: readonly MapArea[]): Plane {
  const raw = areas.map(area => mercator(area.lat, area.lon));
  const scale = kmPerRawUnit(middleLatitude(areas));
  return planeOf(raw, SURROUND_KM / scale, scale);
}

function planeAroundLimits(areas: readonly MapArea[], limits: readonly AreaContour[]): Plane {
  const raw = limits.flatMap(({ rings }) =>
    rings.flatMap(ring => ring.map(([lon, lat]) => mercator(lat, lon))),
  );
  return planeOf(raw, 0, kmPerRawUnit(middleLatitude(areas)));
}

function planeOf(raw: readonly Position[], margin: number, kmPerRaw: number): Plane {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of raw) {
    left = Math.min(left, x - margin);
    top = Math.min(top, y - margin);
    right = Math.max(right, x + margin);
    bottom = Math.max(bottom, y + margin);
  }
  const scale = (WIDTH - 2 * MARGIN) / (right - left);
  return {
    height: Math.ceil((bottom - top) * scale + 2 * MARGIN),
    unitsPerKm: scale / kmPerRaw,
    place: (lat, lon) => {
      const [x, y] = mercator(lat, lon);
      return [MARGIN + (x - left) * scale, MARGIN + (y - top) * scale];
    },
  };
}

function middleLatitude(areas: readonly MapArea[]): number {
  return areas.reduce((sum, area) => sum + area.lat, 0) / areas.length;
}

function cellsIn(plane: Plane, areas: readonly MapArea[]): PlaneShape[] {
  const placed: PlacedCommune[] = areas.map(({ insee, lat, lon }) => ({ insee, at: plane.place(lat, lon) }));
  return voronoiCells(placed, surround(placed, SURROUND_KM * plane.unitsPerKm));
}

function limitsIn(plane: Plane, limits: readonly AreaContour[]): PlaneShape[] {
  return limits.map(({ insee, rings }) => ({
    insee,
    rings: rings
      .map(ring => wholeUnits(ring.map(([lon, lat]) => plane.place(lat, lon))))
      .filter(ring => ring.length > 0),
  }));
}

function withoutReturn(line: readonly Position[]): readonly Position[] {
  const [first, last] = [line[0]!, line.at(-1)!];
  return first[0] === last[0] && first[1] === last[1] ? line.slice(0, -1) : line;
}
