import { describe, expect, test } from 'vitest';
import { distanceKm } from './communes.ts';
import { radiusKm, readContours, UnreadableContours } from './contours.ts';

const square = {
  type: 'FeatureCollection',
  features: [
    {
      type: 'Feature',
      properties: { code: '40088', nom: 'Dax' },
      geometry: {
        type: 'MultiPolygon',
        coordinates: [
          [
            [
              [-1, 43],
              [-1, 44],
              [0, 44],
              [-1, 43],
            ],
          ],
          [
            [
              [1, 43],
              [1, 44],
              [2, 44],
              [1, 43],
            ],
          ],
        ],
      },
    },
  ],
};

test('GeoJSON of the national API: all rings of all parts', () => {
  expect(readContours(square)).toEqual([
    {
      insee: '40088',
      rings: [
        [
          [-1, 43],
          [-1, 44],
          [0, 44],
          [-1, 43],
        ],
        [
          [1, 43],
          [1, 44],
          [2, 44],
          [1, 43],
        ],
      ],
    },
  ]);
});

test('the radius is that of the farthest vertex', () => {
  const [contour] = readContours(square);
  expect(radiusKm(contour!, { lat: 43, lon: -1 })).toBeCloseTo(
    distanceKm({ lat: 43, lon: -1 }, { lat: 44, lon: 2 }),
    6,
  );
});

describe('what is not limits is refused with a sentence', () => {
  test.each([
    ['nothing', null],
    ['text', 'bonjour'],
    ['another object', { type: 'Feature' }],
    ['no commune', { type: 'FeatureCollection', features: [] }],
    [
      'no code',
      { type: 'FeatureCollection', features: [{ properties: {}, geometry: square.features[0]!.geometry }] },
    ],
    [
      'no geometry',
      { type: 'FeatureCollection', features: [{ properties: { insee: '40088' }, geometry: null }] },
    ],
    [
      'words in place of numbers',
      {
        type: 'FeatureCollection',
        features: [
          { properties: { insee: '40088' }, geometry: { type: 'Polygon', coordinates: [[['a', 'b']]] } },
        ],
      },
    ],
    [
      'broken arcs',
      {
        type: 'Topology',
        arcs: [],
        objects: {
          communes: {
            type: 'GeometryCollection',
            geometries: [{ type: 'Polygon', arcs: [[7]], properties: { insee: '40088' } }],
          },
        },
      },
    ],
    ['no objects', { type: 'Topology', arcs: [] }],
  ])('%s', (_, document) => {
    expect(() => readContours(document)).toThrow(UnreadableContours);
  });
});
