import { Delaunay } from 'd3-delaunay';
import { buffered, clippedTo, convexHull, type PlaneShape, type Position, wholeUnits } from './drawing.ts';

/** A commune placed in the plane of the drawing. */
export interface PlacedCommune {
  insee: string;
  at: Position;
}

/** Ring around all the communes at a distance (units): where approximate limits stop. */
export function surround(communes: readonly PlacedCommune[], distance: number): Position[] {
  return buffered(convexHull(communes.map(commune => commune.at)), distance);
}

/**
 * Approximate limits when the real ones are not loaded: what is nearer to this commune's point than to any other,
 * inside the surround. One shape per commune, in the order given; two communes on one point share one cell.
 */
export function voronoiCells(communes: readonly PlacedCommune[], around: readonly Position[]): PlaneShape[] {
  const xs = around.map(([x]) => x);
  const ys = around.map(([, y]) => y);
  const far = 2 * Math.max(Math.max(...xs) - Math.min(...xs), Math.max(...ys) - Math.min(...ys));
  const voronoi = Delaunay.from(communes.map(({ at }) => [at[0], at[1]])).voronoi([
    Math.min(...xs) - far,
    Math.min(...ys) - far,
    Math.max(...xs) + far,
    Math.max(...ys) + far,
  ]);
  return communes.map(({ insee }, at) => {
    const cell = voronoi.cellPolygon(at) as Position[] | null;
    const ring = cell ? wholeUnits(clippedTo(cell.slice(0, -1), around)) : [];
    return { insee, rings: ring.length > 0 ? [ring] : [] };
  });
}
