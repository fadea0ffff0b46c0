import { distanceKm, fold } from '../../../territory/index.ts';
import { cleanLine, warn } from './text.ts';
import type { CommuneFacts, FieldIssue, GeoQuality, ParsingContext } from './types.ts';

const ALLOWED_OUTSIDE_KM = 20;

export interface PositionReading {
  lat: number | null;
  lon: number | null;
  quality: GeoQuality;
  issues: FieldIssue[];
}

/**
 * `latitude` and `longitude`: WGS84, both or none. Decimal commas and swapped pairs are repaired; a point
 * that cannot be (0,0), alone, or more than 20 km outside its commune) is dropped.
 * `declared`: quality told by the source (`address`, `commune`…); else guessed from the street.
 */
export function readPosition(
  raw: { lat?: string; lon?: string; declared?: string },
  street: string | null,
  commune: CommuneFacts | null,
  box: ParsingContext['box'],
): PositionReading {
  const [rawLat, rawLon] = [cleanLine(raw.lat ?? ''), cleanLine(raw.lon ?? '')];
  const issues: FieldIssue[] = [];
  const drop = (code: string, message: string): PositionReading => ({
    lat: null,
    lon: null,
    quality: 'unknown',
    issues: [...issues, warn('latitude', code, message, `${rawLat} ${rawLon}`.trim(), null)],
  });
  if (rawLat === '' && rawLon === '') return { lat: null, lon: null, quality: 'unknown', issues };
  if (rawLat === '' || rawLon === '') {
    return drop(
      'coordonnees_incompletes',
      'Il manque la latitude ou la longitude. Le point n’est pas repris.',
    );
  }
  let [lat, lon] = [toNumber(rawLat), toNumber(rawLon)];
  if (lat === null || lon === null) {
    return drop(
      'coordonnees_illisibles',
      'La latitude et la longitude doivent être des nombres, comme 43,89.',
    );
  }
  if (lat === 0 && lon === 0) {
    return drop('coordonnees_nulles', 'Le point 0, 0 est dans l’océan. Il n’est pas repris.');
  }
  if (rawLat.includes(',') || rawLon.includes(',')) {
    const stored = `${lat} ${lon}`;
    const message = 'Les coordonnées ont une virgule. Elle a été remplacée par un point.';
    issues.push(warn('latitude', 'coordonnees_virgule', message, `${rawLat} ${rawLon}`, stored));
  }
  const inBox = (la: number, lo: number) =>
    la >= box.latMin && la <= box.latMax && lo >= box.lonMin && lo <= box.lonMax;
  if (!inBox(lat, lon) && inBox(lon, lat)) {
    [lat, lon] = [lon, lat];
    const message = 'La latitude et la longitude étaient inversées. Elles ont été remises dans l’ordre.';
    issues.push(warn('latitude', 'coordonnees_inversees', message, `${rawLat} ${rawLon}`, `${lat} ${lon}`));
  }
  if (Math.abs(lat) > 90 || Math.abs(lon) > 180) {
    return drop('coordonnees_impossibles', 'Ce point n’existe pas sur la Terre. Il n’est pas repris.');
  }
  const centre = commune === null || commune.lat === null || commune.lon === null ? null : commune;
  const away =
    centre === null ? null : distanceKm({ lat, lon }, { lat: centre.lat ?? 0, lon: centre.lon ?? 0 });
  if (centre !== null && away !== null && away > centre.radiusKm + ALLOWED_OUTSIDE_KM) {
    const message = `Ce point est à ${Math.round(away)} km du centre de ${centre.name}. Il n’est pas repris.`;
    return drop('coordonnees_trop_loin', message);
  }
  return { lat, lon, quality: qualityOf(raw.declared, street, away), issues };
}

function toNumber(text: string): number | null {
  const plain = text.replace(',', '.');
  if (!/^[+-]?\d{1,3}(\.\d{1,20})?$/.test(plain)) return null;
  // Five decimals are about one metre: more is noise that would come back different in exports.
  const rounded = Math.round(Number(plain) * 1e7) / 1e7;
  return Object.is(rounded, -0) ? 0 : rounded;
}

function qualityOf(declared: string | undefined, street: string | null, away: number | null): GeoQuality {
  if (declared === 'address' || declared === 'street' || declared === 'commune') return declared;
  if (away !== null && away < 0.03) return 'commune';
  if (street === null) return 'unknown';
  return /^\d/.test(fold(street)) ? 'address' : 'street';
}
