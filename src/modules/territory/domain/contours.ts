import { feature } from 'topojson-client';
import { distanceKm, type Point } from './communes.ts';

/** The limits of one commune: rings of [longitude, latitude], degrees; first position repeated at the end. */
export interface AreaContour {
  insee: string;
  rings: readonly (readonly (readonly [lon: number, lat: number])[])[];
}

/** The file of limits cannot be used; the sentence says why. */
export class UnreadableContours extends Error {
  override name = 'UnreadableContours';
}

type Topology = Parameters<typeof feature>[0];
type GeometryCollection = Extract<Topology['objects'][string], { type: 'GeometryCollection' }>;
type Geometry = { type?: string; coordinates?: unknown } | null | undefined;
type Feature = { properties?: Record<string, unknown> | null; geometry?: Geometry };

/**
 * Limits from a parsed TopoJSON (one object, or the one named `communes`) or GeoJSON of communes, whose properties hold
 * the code as `insee` or `code`. Throws {@link UnreadableContours}.
 */
export function readContours(document: unknown): AreaContour[] {
  const features = featuresOf(document);
  if (features.length === 0)
    throw new UnreadableContours('Ce fichier de limites ne contient aucune commune.');
  return features.map(({ properties, geometry }) => {
    const insee = properties?.insee ?? properties?.code;
    if (typeof insee !== 'string' || insee === '') {
      throw new UnreadableContours('Ce fichier de limites contient une forme sans code de commune.');
    }
    return { insee, rings: ringsOf(geometry, insee) };
  });
}

function featuresOf(document: unknown): Feature[] {
  const type = (document as { type?: unknown } | null)?.type;
  if (type === 'FeatureCollection') {
    const { features } = document as { features?: unknown };
    if (Array.isArray(features)) return features;
  }
  if (type === 'Topology') {
    try {
      const topology = document as Topology;
      const object = topology.objects.communes ?? Object.values(topology.objects)[0];
      if (object?.type === 'GeometryCollection') {
        return feature(topology, object satisfies GeometryCollection).features as Feature[];
      }
    } catch (error) {
      throw new UnreadableContours('Ce fichier TopoJSON est incomplet ou abîmé.', { cause: error });
    }
  }
  throw new UnreadableContours('Ce fichier n’est ni un TopoJSON ni un GeoJSON de communes.');
}

function ringsOf(geometry: Geometry, insee: string): AreaContour['rings'] {
  const polygons =
    geometry?.type === 'Polygon'
      ? [geometry.coordinates]
      : geometry?.type === 'MultiPolygon'
        ? geometry.coordinates
        : null;
  const rings = Array.isArray(polygons) ? polygons.flat(1) : [];
  const wrong = rings.length === 0 || rings.some(ring => !Array.isArray(ring) || !ring.every(isPosition));
  if (wrong) throw new UnreadableContours(`Les limites de la commune ${insee} ne sont pas lisibles.`);
  return rings as AreaContour['rings'];
}

function isPosition(value: unknown): boolean {
  if (!Array.isArray(value)) return false;
  const [lon, lat] = value;
  return typeof lon === 'number' && typeof lat === 'number' && Math.abs(lon) <= 180 && Math.abs(lat) <= 90;
}

/** Distance from a point to the farthest vertex of the limits, km. */
export function radiusKm(contour: AreaContour, point: Point): number {
  let farthest = 0;
  for (const ring of contour.rings) {
    for (const [lon, lat] of ring) farthest = Math.max(farthest, distanceKm(point, { lat, lon }));
  }
  return farthest;
}
