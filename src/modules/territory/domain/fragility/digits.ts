/*
 * Sorting many numbers by their bits (radix sort on the order of doubles): comparing them one to one takes ten times longer.
 */

const digits = 256;
let keys: Uint32Array = new Uint32Array(0);
let others: Int32Array = new Int32Array(0);
let otherKeys: Uint32Array = new Uint32Array(0);
const counts = new Uint32Array(digits);

/** Sorts numbers of rows by their value; equals stay in the order given. No value is NaN. */
export function sortByDigits(order: Int32Array, values: Float64Array): void {
  const count = order.length;
  if (keys.length < 2 * count) {
    keys = new Uint32Array(2 * count);
    otherKeys = new Uint32Array(2 * count);
    others = new Int32Array(count);
  }
  // One double as two integers, low one first, whose order is that of the doubles; −0 is 0.
  const one = new Float64Array(1);
  const bits = new Uint32Array(one.buffer);
  for (let at = 0; at < count; at++) {
    one[0] = values[order[at]!]! + 0;
    const isNegative = bits[1]! >>> 31 === 1;
    keys[2 * at] = isNegative ? ~bits[0]! : bits[0]!;
    keys[2 * at + 1] = isNegative ? ~bits[1]! : bits[1]! | 0x8000_0000;
  }
  let [from, to, fromKeys, toKeys]: [Int32Array, Int32Array, Uint32Array, Uint32Array] = [
    order,
    others,
    keys,
    otherKeys,
  ];
  for (let pass = 0; pass < 8; pass++) {
    const [half, shift] = [pass >> 2, 8 * (pass & 3)];
    counts.fill(0);
    for (let at = 0; at < count; at++) counts[(fromKeys[2 * at + half]! >>> shift) & 0xff]!++;
    // All alike in this digit: nothing moves.
    if (count === 0 || counts[(fromKeys[half]! >>> shift) & 0xff] === count) continue;
    let start = 0;
    for (let digit = 0; digit < digits; digit++) {
      const here = counts[digit]!;
      counts[digit] = start;
      start += here;
    }
    for (let at = 0; at < count; at++) {
      const place = counts[(fromKeys[2 * at + half]! >>> shift) & 0xff]!++;
      to[place] = from[at]!;
      toKeys[2 * place] = fromKeys[2 * at]!;
      toKeys[2 * place + 1] = fromKeys[2 * at + 1]!;
    }
    [from, to] = [to, from];
    [fromKeys, toKeys] = [toKeys, fromKeys];
  }
  if (from !== order) order.set(from.subarray(0, count));
}
