import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { projectRoot } from '../../../core/config.ts';
import { embeddedIndex } from '../embedded.ts';
import { readContours } from './contours.ts';
import { localMap, type MapArea, mapAreas, mapGeometry } from './map.ts';

const areas = mapAreas(embeddedIndex());
const cells = mapGeometry(areas, null);

/** Absolute positions of a path made of `M` and relative `l` steps. */
function positions(path: string): [number, number][][] {
  return path
    .split('M')
    .slice(1)
    .map(line => {
      const [start, steps] = line.replace('z', '').split('l');
      let [x, y] = start!.split(',').map(Number) as [number, number];
      const numbers = (steps ?? '').match(/-?\d+/g)?.map(Number) ?? [];
      const all: [number, number][] = [[x, y]];
      for (let at = 0; at < numbers.length; at += 2) {
        x += numbers[at]!;
        y += numbers[at + 1]!;
        all.push([x, y]);
      }
      return all;
    });
}

/** Surface of closed rings, square units. */
function surface(path: string): number {
  return Math.abs(
    positions(path).reduce((sum, ring) => {
      const area = ring.reduce((part, [x, y], at) => {
        const [nx, ny] = ring[(at + 1) % ring.length]!;
        return part + (x * ny - nx * y) / 2;
      }, 0);
      return sum + area;
    }, 0),
  );
}

function inside(path: string, x: number, y: number): boolean {
  let odd = false;
  for (const ring of positions(path)) {
    ring.forEach(([ax, ay], at) => {
      const [bx, by] = ring[(at + 1) % ring.length]!;
      if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) odd = !odd;
    });
  }
  return odd;
}

describe('without limits: cells around the points', () => {
  test('327 cells, each around its own point, none empty', () => {
    expect(cells.cells).toHaveLength(327);
    expect(cells.approximate).toBe(true);
    const byInsee = new Map(cells.cells.map(cell => [cell.insee, cell.path]));
    const out = areas.filter(area => !inside(byInsee.get(area.insee)!, ...cells.project(area.lat, area.lon)));
    // A point less than a unit from a border may fall on the other side of the rounded one.
    expect(out.length).toBeLessThanOrEqual(1);
  });

  test('the cells fill the outline exactly: no gap, no overlap', () => {
    const sum = cells.cells.reduce((total, cell) => total + surface(cell.path), 0);
    expect(sum).toBeCloseTo(surface(cells.outline), 6);
    expect(positions(cells.outline)).toHaveLength(1);
  });

  test('each border is drawn once', () => {
    const seen = new Set<string>();
    for (const line of positions(cells.mesh)) {
      for (let at = 1; at < line.length; at++) {
        const key = [line[at - 1]!.join(), line[at]!.join()].sort().join(' ');
        expect(seen.has(key)).toBe(false);
        seen.add(key);
      }
    }
    expect(seen.size).toBe(cells.borders.length);
    expect(cells.epciMesh.length).toBeLessThan(cells.mesh.length / 3);
  });

  test('everything is inside the view box, 600 wide', () => {
    const all = positions(cells.outline).flat();
    expect(cells.width).toBe(600);
    expect(Math.min(...all.map(([x]) => x))).toBeGreaterThanOrEqual(0);
    expect(Math.max(...all.map(([x]) => x))).toBeLessThanOrEqual(600);
    expect(Math.max(...all.map(([, y]) => y))).toBeLessThanOrEqual(cells.height);
  });

  test('two communes on one point do not break the drawing', () => {
    const twins = [...areas.slice(0, 20), { ...areas[0]!, insee: '40999' }];
    expect(mapGeometry(twins, null).cells).toHaveLength(21);
  });
});

describe('the local map', () => {
  const sabres = areas.find(area => area.name === 'Sabres')!;

  test('weighs little: 25 km around any commune under 2.5 kB compressed', () => {
    for (const area of areas) {
      const { land, mesh } = localMap(cells, area, 25);
      expect(gzipSync(land + mesh).length).toBeLessThan(2500);
    }
  });

  test('holds the point in its middle and only lines that touch its window', () => {
    const map = localMap(cells, sabres, 25);
    const [x, y] = cells.project(sabres.lat, sabres.lon);
    expect(map.x + map.size / 2).toBeCloseTo(x, -0.5);
    expect(map.y + map.size / 2).toBeCloseTo(y, -0.5);
    expect(map.size / cells.unitsPerKm).toBeCloseTo(50, 0);
    expect(map.viewBox).toBe(`${map.x} ${map.y} ${map.size} ${map.size}`);
    expect(map.mesh.length).toBeLessThan(cells.mesh.length / 3);
    for (const [px, py] of positions(map.land).flat()) {
      expect(px).toBeGreaterThanOrEqual(map.x - 3);
      expect(py).toBeLessThanOrEqual(map.y + map.size + 3);
    }
  });
});

/** Two squares side by side and one above, as TopoJSON with a shared arc. */
const squares: MapArea[] = [
  { insee: '40001', name: 'Ouest', lat: 43.5, lon: -0.5, epci: 'A' },
  { insee: '40002', name: 'Est', lat: 43.5, lon: 0.5, epci: 'B' },
];
const topology = {
  type: 'Topology',
  arcs: [
    [
      [0, 43],
      [0, 44],
    ],
    [
      [0, 44],
      [-1, 44],
      [-1, 43],
      [0, 43],
    ],
    [
      [0, 43],
      [1, 43],
      [1, 44],
      [0, 44],
    ],
  ],
  objects: {
    communes: {
      type: 'GeometryCollection',
      geometries: [
        { type: 'Polygon', arcs: [[0, 1]], properties: { insee: '40001' } },
        { type: 'Polygon', arcs: [[2, -1]], properties: { insee: '40002' } },
      ],
    },
  },
};

describe('with limits', () => {
  test('the shared border is drawn once, the outline goes around both', () => {
    const map = mapGeometry(squares, readContours(topology));
    expect(map.approximate).toBe(false);
    expect(map.cells.map(cell => positions(cell.path).length)).toEqual([1, 1]);
    expect(positions(map.mesh)).toHaveLength(1);
    expect(positions(map.mesh)[0]).toHaveLength(2);
    expect(map.epciMesh).toBe(map.mesh);
    expect(surface(map.outline)).toBeCloseTo(surface(map.cells[0]!.path) + surface(map.cells[1]!.path), 6);
  });

  test('two parts of one commune have no border between them; unknown codes are left out', () => {
    const parts = readContours(topology).map(contour => ({ ...contour, insee: '40001' }));
    const map = mapGeometry([squares[0]!], [...parts, { ...parts[0]!, insee: '33063' }]);
    expect(map.mesh).toBe('');
    expect(positions(map.outline)).toHaveLength(1);
  });

  test('cells again when one commune has no limits', () => {
    const three = [...squares, { insee: '40003', name: 'Nord', lat: 44.5, lon: 0, epci: 'A' }];
    expect(mapGeometry(three, readContours(topology)).approximate).toBe(true);
  });

  const contoursFile = join(projectRoot, '../shared/data/landes/contours.topojson');
  test.skipIf(!existsSync(contoursFile))(
    '327 real limits of the Landes (contours.topojson of the hand-book)',
    () => {
      const map = mapGeometry(areas, readContours(JSON.parse(readFileSync(contoursFile, 'utf8'))));
      expect(map.approximate).toBe(false);
      expect(map.cells.filter(cell => cell.path !== '')).toHaveLength(327);
      expect(surface(map.outline)).toBeCloseTo(
        map.cells.reduce((sum, cell) => sum + surface(cell.path), 0),
        -1,
      );
      for (const area of areas) {
        const { land, mesh } = localMap(map, area, 25);
        expect(gzipSync(land + mesh).length).toBeLessThan(2500);
      }
    },
  );
});
