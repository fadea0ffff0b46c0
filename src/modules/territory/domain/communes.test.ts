import { describe, expect, test } from 'vitest';
import { embeddedIndex } from '../embedded.ts';
import { buildCommuneIndex, departementOf, distanceKm } from './communes.ts';

const landes = embeddedIndex();

describe('the communes of the Landes', () => {
  test('present and old codes lead to the present commune', () => {
    expect(landes.byCode('40088')).toMatchObject({
      insee: '40088',
      name: 'Dax',
      viaOldCode: false,
      radiusKm: 15,
    });
    expect(landes.byCode('40107')).toMatchObject({
      insee: '40197',
      name: 'Morcenx-la-Nouvelle',
      viaOldCode: true,
    });
    expect(landes.byCode('99999')).toBeNull();
    for (const { insee } of landes.former.values()) expect(landes.byCode(insee)?.viaOldCode).toBe(true);
    expect(landes.former.size).toBe(7);
  });

  test('an unconfirmed former name is not a name, its code still leads', () => {
    expect(landes.byName('garrosse')).toEqual(['40197']);
    expect(landes.byName('arouille')).toEqual([]);
    expect(landes.byCode('40010')?.insee).toBe('40267');
  });

  test('a postal code is not a commune', () => {
    expect(landes.byPostalCode('40300')).toHaveLength(15);
    expect(landes.byPostalCode('40003')).toEqual([]);
  });

  test('an EPCI keeps its members of the Gers, inside but without point', () => {
    const members = landes.members('200030435');
    expect(members).toHaveLength(22);
    expect(members.filter(member => member.home)).toHaveLength(12);
    expect(landes.isElsewhere('32027')).toBe(false);
    expect(landes.byCode('32027')).toMatchObject({
      name: 'Barcelonne-du-Gers',
      lat: null,
      lon: null,
      radiusKm: 15,
    });
    expect(['33063', '33000', '2A004', '97411', '32013'].every(code => landes.isElsewhere(code))).toBe(true);
    expect(['40107', '40999', '32720'].some(code => landes.isElsewhere(code))).toBe(false);
    expect(landes.epciOf('32027')?.name).toBe("CC d'Aire-sur-l'Adour");
    expect(landes.epcis.every(epci => landes.members(epci.siren).length > 0)).toBe(true);
  });

  test('nearest starts with the commune itself and never gives one without a point', () => {
    const dax = landes.get('40088')!;
    const near = landes.nearest(dax.lat!, dax.lon!, 4);
    expect(near[0]).toMatchObject({ distanceKm: 0, commune: { insee: '40088' } });
    expect(near.map(each => each.distanceKm)).toEqual(
      near.map(each => each.distanceKm).toSorted((a, b) => a - b),
    );
    expect(landes.nearest(dax.lat!, dax.lon!, 1000)).toHaveLength(327);
  });

  test('the box holds the territory and not its mirror', () => {
    expect(landes.box.latMin).toBeGreaterThan(43);
    expect(landes.box.latMax).toBeLessThan(45);
    expect(landes.box.lonMin).toBeLessThan(-1.5);
    expect(landes.box.lonMax).toBeLessThan(0.3);
  });
});

test('the order of the rows changes nothing', () => {
  const rows = {
    departement: landes.departement,
    communes: landes.all,
    former: [...landes.former.values()],
    epcis: landes.epcis,
  };
  const turned = buildCommuneIndex({
    ...rows,
    communes: landes.all.toReversed(),
    epcis: landes.epcis.toReversed(),
  });
  expect(turned.all.map(each => each.insee)).toEqual(landes.all.map(each => each.insee));
  expect(turned.byPostalCode('40300')).toEqual(landes.byPostalCode('40300'));
});

test('a code that changed twice is followed to today, a circle ends', () => {
  const rows = { departement: { code: '40', name: 'Landes' }, communes: [landes.get('40088')!], epcis: [] };
  const chain = [
    { insee: '40901', name: 'A', presentInsee: '40902' },
    { insee: '40902', name: 'B', presentInsee: '40088' },
  ];
  expect(buildCommuneIndex({ ...rows, former: chain }).byCode('40901')?.insee).toBe('40088');
  const circle = [chain[0]!, { insee: '40902', name: 'B', presentInsee: '40901' }];
  expect(buildCommuneIndex({ ...rows, former: circle }).byCode('40901')).toBeNull();
});

test('great circles: a degree of latitude, and both ways alike', () => {
  expect(distanceKm({ lat: 43, lon: -1 }, { lat: 44, lon: -1 })).toBeCloseTo(111.19, 1);
  const [a, b] = [
    { lat: 43.7, lon: -1.05 },
    { lat: 43.89, lon: -0.5 },
  ];
  expect(distanceKm(a, b)).toBe(distanceKm(b, a));
  expect(distanceKm({ lat: 0, lon: 0 }, { lat: 0, lon: 180 })).toBeCloseTo(Math.PI * 6371, 6);
});

test('the département of a code', () => {
  expect(['40088', '2A004', '97105', '98818'].map(departementOf)).toEqual(['40', '2A', '971', '988']);
});
