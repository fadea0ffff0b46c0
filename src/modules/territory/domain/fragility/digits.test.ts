import fc from 'fast-check';
import { expect, it } from 'vitest';
import { sortByDigits } from './digits.ts';
import { ranksOf } from './index-run.ts';

const numbers = fc.array(fc.double({ noNaN: true }), { maxLength: 200 });

it('sorts as comparisons do, equals in the order given', () => {
  fc.assert(
    fc.property(numbers, values => {
      const list = Float64Array.from([...values, ...values.slice(0, 3), 0, -0]);
      const order = Int32Array.from(list.keys());
      sortByDigits(order, list);
      const wanted = [...list.keys()].sort((a, b) =>
        list[a]! < list[b]! ? -1 : list[a]! > list[b]! ? 1 : a - b,
      );
      expect([...order]).toEqual(wanted);
    }),
  );
});

it('ranks the greatest first, equals with the best of them', () => {
  fc.assert(
    fc.property(numbers, values => {
      const ranks = ranksOf(Float64Array.from(values));
      expect([...ranks]).toEqual(values.map(value => 1 + values.filter(other => other > value).length));
    }),
  );
});
