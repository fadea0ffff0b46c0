/**
 * Least squares with a constant: coefficients, the constant first. A column that says nothing more than the others gets 0.
 * @param rows observations one after the other, of `width` numbers each
 * @param chosen numbers of the observations to learn from, some perhaps several times; all of them by default
 */
export function leastSquares(
  rows: Float64Array,
  targets: Float64Array,
  width: number,
  chosen: Int32Array = Int32Array.from(targets.keys()),
): Float64Array {
  const size = width + 1;
  // Normal equations, the right-hand side in the last column.
  const equations = Array.from({ length: size }, () => new Float64Array(size + 1));
  for (let i = 0; i < size; i++) {
    const equation = equations[i]!;
    for (let each = 0; each < chosen.length; each++) {
      const start = chosen[each]! * width - 1;
      const left = i === 0 ? 1 : rows[start + i]!;
      equation[0]! += left;
      for (let j = 1; j < size; j++) equation[j]! += left * rows[start + j]!;
      equation[size]! += left * targets[chosen[each]!]!;
    }
  }
  return solve(equations, size);
}

/** Gauss and Jordan, on a symmetric system whose pivots are taken on the diagonal. */
function solve(equations: Float64Array[], size: number): Float64Array {
  const scale = Float64Array.from({ length: size }, (_, index) => equations[index]![index]!);
  const used = new Uint8Array(size);
  for (let pivot = 0; pivot < size; pivot++) {
    const row = equations[pivot]!;
    if (row[pivot]! <= 1e-10 * scale[pivot]!) continue;
    used[pivot] = 1;
    for (let other = 0; other < size; other++) {
      if (other === pivot) continue;
      const factor = equations[other]![pivot]! / row[pivot]!;
      if (factor === 0) continue;
      for (let column = pivot; column <= size; column++) equations[other]![column]! -= factor * row[column]!;
    }
  }
  return Float64Array.from({ length: size }, (_, index) =>
    used[index] ? equations[index]![size]! / equations[index]![index]! : 0,
  );
}

/** What a regression says of the observation that begins at `start`. */
export function predicted(coefficients: Float64Array, rows: Float64Array, start: number): number {
  let sum = coefficients[0]!;
  for (let column = 1; column < coefficients.length; column++)
    sum += coefficients[column]! * rows[start + column - 1]!;
  return sum;
}

/** Share of the variance that a regression explains; 0 when there is none to explain. */
export function explainedShare(rows: Float64Array, targets: Float64Array, width: number): number {
  if (targets.length === 0) return 0;
  const coefficients = leastSquares(rows, targets, width);
  let mean = 0;
  for (const target of targets) mean += target / targets.length;
  let [all, left] = [0, 0];
  for (const [index, target] of targets.entries()) {
    all += (target - mean) ** 2;
    left += (target - predicted(coefficients, rows, index * width)) ** 2;
  }
  return all > 0 ? 1 - left / all : 0;
}
