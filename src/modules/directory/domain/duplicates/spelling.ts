/**
 * Number of typing slips between two words (one letter added, lost, changed, or two neighbours swapped),
 * or `limit + 1` as soon as it is certain to be more than `limit`. Lengths are those of folded words.
 */
export function slips(a: string, b: string, limit: number): number {
  if (a === b) return 0;
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  if (limit === 1) return oneSlip(a, b) ? 1 : 2;
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let endA = a.length;
  let endB = b.length;
  while (endA > start && endB > start && a[endA - 1] === b[endB - 1]) {
    endA--;
    endB--;
  }
  const left = a.slice(start, endA);
  const right = b.slice(start, endB);
  // What remains after the common ends bounds the cost of the table below.
  if (Math.max(left.length, right.length) > limit * 12) return limit + 1;
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let i = 1; i <= left.length; i++) {
    const current = [i];
    let smallest = i;
    for (let j = 1; j <= right.length; j++) {
      const same = left[i - 1] === right[j - 1] ? 0 : 1;
      let cost = Math.min(previous[j]! + 1, current[j - 1]! + 1, previous[j - 1]! + same);
      if (i > 1 && j > 1 && left[i - 1] === right[j - 2] && left[i - 2] === right[j - 1]) {
        cost = Math.min(cost, beforePrevious[j - 2]! + 1);
      }
      current.push(cost);
      if (cost < smallest) smallest = cost;
    }
    if (smallest > limit) return limit + 1;
    beforePrevious = previous;
    previous = current;
  }
  return Math.min(previous[right.length]!, limit + 1);
}

/** One slip exactly, for two different words of nearly one length; no allocation, it runs millions of times. */
function oneSlip(a: string, b: string): boolean {
  let start = 0;
  while (start < a.length && a.charCodeAt(start) === b.charCodeAt(start)) start++;
  let endA = a.length;
  let endB = b.length;
  while (endA > start && endB > start && a.charCodeAt(endA - 1) === b.charCodeAt(endB - 1)) {
    endA--;
    endB--;
  }
  if (endA - start <= 1 && endB - start <= 1) return true;
  return (
    endA - start === 2 &&
    endB - start === 2 &&
    a.charCodeAt(start) === b.charCodeAt(start + 1) &&
    a.charCodeAt(start + 1) === b.charCodeAt(start)
  );
}

/** The letters of a text as bits: two texts whose bits differ in more than twice N places are over N slips apart. */
export function lettersOf(text: string): number {
  let bits = 0;
  for (let index = 0; index < text.length; index++) bits |= 1 << (text.charCodeAt(index) & 31);
  return bits;
}

/** Number of letters that only one of two `lettersOf` has. */
export function lettersApart(a: number, b: number): number {
  let different = a ^ b;
  let count = 0;
  while (different !== 0) {
    different &= different - 1;
    count++;
  }
  return count;
}

/** The same word, one slip apart when long enough, or an initial for the whole word; digits never slip. */
export function wordsAgree(a: string, b: string): boolean {
  if (a === b) return true;
  if (a.length === 1 || b.length === 1) return a[0] === b[0] && !hasDigit(a) && !hasDigit(b);
  if (a.length < 5 || b.length < 5 || slips(a, b, 1) > 1) return false;
  return !hasDigit(a) && !hasDigit(b);
}

function hasDigit(word: string): boolean {
  return /\d/.test(word);
}

/** True when every word of `inner` has its own partner in `outer`, in any order. */
export function allFound(inner: readonly string[], outer: readonly string[]): boolean {
  if (inner.length > outer.length) return false;
  const free = [...outer];
  for (const word of inner) {
    let index = free.indexOf(word);
    if (index < 0) index = free.findIndex(other => wordsAgree(word, other));
    if (index < 0) return false;
    free.splice(index, 1);
  }
  return true;
}
