import type { Child } from 'hono/jsx';
import { say } from '../../../core/i18n.ts';
import { lines } from '../../../core/ui/easy.tsx';
import { MapFrame } from '../../../core/ui/figures.tsx';
import type { Reader } from '../../../core/ui/site.ts';
import type { LocalMap } from '../../territory/index.ts';
import { directoryMessages } from '../messages.ts';

export interface Marker {
  number: number;
  x: number;
  y: number;
  open: boolean;
}

export interface TownName {
  name: string;
  x: number;
  y: number;
}

interface NearMapProps {
  map: LocalMap;
  /** Units of the map for one kilometre. */
  unitsPerKm: number;
  centre: { name: string; x: number; y: number };
  radiusKm: number;
  markers: readonly Marker[];
  towns: readonly TownName[];
  approximate: boolean;
  reader: Reader;
}

/** Width of the window in which markers and letters keep their size, as in the reference page. */
const window = 264;
const markerRadius = 10.5;

/** Small map of the places of a page: the numbers of the list, the circle of the search. */
export function NearMap({
  map,
  unitsPerKm,
  centre,
  radiusKm,
  markers,
  towns,
  approximate,
  reader,
}: NearMapProps): Child {
  const words = say(directoryMessages, reader);
  const scale = window / map.size;
  const place = (value: number, from: number) => Math.round((value - from) * scale * 10) / 10;
  const at = (point: { x: number; y: number }) => ({ x: place(point.x, map.x), y: place(point.y, map.y) });
  const placed = pushedApart(markers.map(marker => ({ ...marker, ...at(marker) })));
  const middle = at(centre);
  const caption = lines(
    words.mapCaption(radiusKm, centre.name) + (approximate ? ` ${words.approximate}` : ''),
    reader,
  );
  return (
    <MapFrame
      viewBox={`0 0 ${window} ${window}`}
      label={words.mapOf(markers.length, centre.name)}
      near
      caption={caption}
    >
      <rect width={window} height={window} class="f-d" />
      <g transform={`scale(${Math.round(scale * 1000) / 1000})translate(${-map.x} ${-map.y})`}>
        <path class="mesh c" d={map.land} />
        <path class="mesh" d={map.mesh} vector-effect="non-scaling-stroke" />
      </g>
      <circle
        class="ring"
        fill-opacity=".5"
        cx={middle.x}
        cy={middle.y}
        r={Math.round(radiusKm * unitsPerKm * scale)}
      />
      {clearNames(
        towns.map(town => ({ ...town, ...at(town) })),
        placed,
      ).map(town => (
        <text class="town" x={town.x} y={town.y} text-anchor="middle">
          {town.name}
        </text>
      ))}
      {placed.map(marker => (
        <>
          <circle class={marker.open ? 'dot o' : 'dot'} cx={marker.x} cy={marker.y} r={markerRadius} />
          <text class="in" x={marker.x} y={Math.round((marker.y + 4) * 10) / 10}>
            {marker.number}
          </text>
        </>
      ))}
    </MapFrame>
  );
}

/** Markers at one address would hide each other: they are moved just enough to be read, always the same way. */
function pushedApart(markers: Marker[]): Marker[] {
  const least = 2 * markerRadius + 2;
  const placed: Marker[] = [];
  for (const marker of markers) {
    let { x, y } = marker;
    for (
      let turn = 0;
      turn < 40 && placed.some(other => Math.hypot(other.x - x, other.y - y) < least);
      turn++
    ) {
      // A spiral: each try goes a little further, the golden angle keeps tries apart.
      const far = least * 0.5 * Math.sqrt(turn + 1);
      x = marker.x + far * Math.cos(turn * 2.399963);
      y = marker.y + far * Math.sin(turn * 2.399963);
    }
    const inside = (value: number) =>
      Math.round(Math.min(window - markerRadius - 1, Math.max(markerRadius + 1, value)) * 10) / 10;
    placed.push({ ...marker, x: inside(x), y: inside(y) });
  }
  return placed;
}

/** Half the width of one letter of a town's name, and half the height of its line, in map units. */
const letter = { halfWidth: 2.7, halfHeight: 6 };

/** Names of towns that no marker and no other name covers: above the town, below it, or left out. */
function clearNames(towns: readonly TownName[], markers: readonly Marker[]): TownName[] {
  const kept: TownName[] = [];
  const halfWidth = (name: string) => name.length * letter.halfWidth;
  for (const town of towns) {
    const x = Math.round(Math.min(window - halfWidth(town.name), Math.max(halfWidth(town.name), town.x)));
    const y = [-16, 22, -28, 34, 4]
      .map(shift => Math.round(town.y + shift))
      .find(
        candidate =>
          candidate > 12 &&
          candidate < window - 4 &&
          markers.every(
            marker =>
              Math.abs(marker.x - x) > halfWidth(town.name) + markerRadius ||
              Math.abs(marker.y - (candidate - 4)) > markerRadius + letter.halfHeight,
          ) &&
          kept.every(
            other =>
              Math.abs(other.x - x) > halfWidth(town.name) + halfWidth(other.name) ||
              Math.abs(other.y - candidate) > 2 * letter.halfHeight,
          ),
      );
    if (y !== undefined) kept.push({ name: town.name, x, y });
  }
  return kept;
}

interface TerritoryMapProps {
  width: number;
  height: number;
  outline: string;
  epciMesh: string;
  point: { x: number; y: number };
  name: string;
  caption: Child;
  reader: Reader;
}

/** The département with one point: where a place is. */
export function TerritoryMap({
  width,
  height,
  outline,
  epciMesh,
  point,
  name,
  caption,
  reader,
}: TerritoryMapProps): Child {
  const words = say(directoryMessages, reader);
  const onTheRight = point.x > width * 0.6;
  return (
    <MapFrame viewBox={`0 0 ${width} ${height}`} label={words.mapPlace(name)} caption={caption}>
      <path class="land" d={outline} />
      <path class="mesh" d={epciMesh} />
      <circle class="dot o" cx={point.x} cy={point.y} r="15" />
      <text
        class="big-l"
        x={point.x + (onTheRight ? -24 : 24)}
        y={point.y + 9}
        text-anchor={onTheRight ? 'end' : undefined}
      >
        {name}
      </text>
    </MapFrame>
  );
}
