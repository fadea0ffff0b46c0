import { UnreadableGraph } from './orlib.ts';

/**
 * Reads a `.tsp` file of TSPLIB with plane coordinates (EUC_2D). Distances are rounded down, as published p-median results
 * on these files do.
 */
export function readTsplib(text: string): { vertices: number; distances: Float64Array } {
  const lines = text.split('\n').map(line => line.trim());
  const header = (name: string) =>
    lines
      .find(line => line.toUpperCase().startsWith(name))
      ?.split(':')
      .at(-1)
      ?.trim();
  const kind = header('EDGE_WEIGHT_TYPE');
  if (kind !== 'EUC_2D')
    throw new UnreadableGraph(1, `seules les distances EUC_2D se lisent, pas «\u00a0${kind ?? '?'}\u00a0»`);
  const begins = lines.indexOf('NODE_COORD_SECTION');
  if (begins < 0) throw new UnreadableGraph(lines.length, 'NODE_COORD_SECTION manque');
  const points: [number, number][] = [];
  for (let at = begins + 1; at < lines.length && lines[at] !== 'EOF' && lines[at] !== ''; at++) {
    const [, x, y, ...rest] = lines[at]!.split(/\s+/).map(Number);
    if (x === undefined || y === undefined || rest.length > 0 || !Number.isFinite(x) || !Number.isFinite(y))
      throw new UnreadableGraph(at + 1, `«\u00a0${lines[at]}\u00a0» n’est pas un numéro et deux coordonnées`);
    points.push([x, y]);
  }
  const vertices = points.length;
  const said = Number(header('DIMENSION'));
  if (vertices !== said)
    throw new UnreadableGraph(begins + 1 + vertices, `${said} points annoncés, ${vertices} lus`);
  const distances = new Float64Array(vertices * vertices);
  for (const [one, [x, y]] of points.entries())
    for (const [two, [otherX, otherY]] of points.entries())
      distances[one * vertices + two] = Math.floor(Math.hypot(x - otherX, y - otherY));
  return { vertices, distances };
}
