import type { Child } from 'hono/jsx';
import type { MapGeometry } from '../../territory/index.ts';
import { escapeXml } from './xml.ts';

export interface CommuneCount {
  insee: string;
  name: string;
  x: number;
  y: number;
  count: number;
  open: number;
  href: string;
}

interface MapDrawing {
  geometry: MapGeometry;
  counts: readonly CommuneCount[];
  label: string;
  sheet: string;
  /** « Sabres : 2 lieux » */
  titleOf: (count: CommuneCount) => string;
}

/** Radius of the disc of a commune, in map units: the surface says how many places. */
const discRadius = (count: number) => Math.round((4 + 2.6 * Math.sqrt(count)) * 10) / 10;

/**
 * The whole territory as an SVG document: each commune a link with its title, a disc with the number of places.
 * The links are out of the keyboard's way: the list below says the same.
 */
export function territorySvg({ geometry, counts, label, sheet, titleOf }: MapDrawing): string {
  const byCode = new Map(counts.map(count => [count.insee, count]));
  const cells = geometry.cells.map(cell => {
    const count = byCode.get(cell.insee);
    const path = `<path class="mesh c" d="${cell.path}"/>`;
    return count
      ? `<a href="${escapeXml(count.href)}" target="_top" tabindex="-1">${`<title>${escapeXml(titleOf(count))}</title>`}${path}</a>`
      : path;
  });
  const discs = counts
    .filter(count => count.count > 0)
    .map(({ x, y, count, open }) => {
      const radius = discRadius(count);
      const text =
        count > 1 ? `<text class="in" x="${x}" y="${Math.round((y + 4.5) * 10) / 10}">${count}</text>` : '';
      return `<circle class="${open > 0 ? 'dot o' : 'dot'}" cx="${x}" cy="${y}" r="${radius}"/>${text}`;
    });
  return [
    `<?xml version="1.0" encoding="UTF-8"?><?xml-stylesheet href="${sheet}" type="text/css"?>`,
    `<svg xmlns="http://www.w3.org/2000/svg" class="map" viewBox="0 0 ${geometry.width} ${geometry.height}" role="group" aria-label="${escapeXml(label)}">`,
    cells.join(''),
    `<path class="mesh" d="${geometry.mesh}"/><path class="land" fill="none" fill-opacity="0" d="${geometry.outline}"/>`,
    `<g pointer-events="none">${discs.join('')}</g>`,
    '</svg>',
  ].join('\n');
}

/** The map in its page; who cannot see it is told that the list says the same. */
export function MapObject({
  href,
  label,
  width,
  height,
  caption,
}: {
  href: string;
  label: string;
  width: number;
  height: number;
  caption: Child;
}) {
  return (
    <figure>
      <object
        class="map"
        type="image/svg+xml"
        data={href}
        width={width}
        height={height}
        aria-label={label}
        tabindex={-1}
      >
        {label}
      </object>
      <figcaption>{caption}</figcaption>
    </figure>
  );
}
