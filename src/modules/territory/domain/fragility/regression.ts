/**
 * Least squares with a constant: coefficients, the constant first. `rows` are observations, of `width` numbers each; a
 * column that says nothing more than the others gets 0.
 */
export function leastSquares(
  rows: readonly Float64Array[],
  targets: ArrayLike<number>,
  width: number,
): Float64Array {
  const size = width + 1;
  // Normal equations, the right-hand side in the last column.
  const equations = Array.from({ length: size }, () => new Float64Array(size + 1));
  for (const [index, row] of rows.entries()) {
    for (let i = 0; i < size; i++) {
      const left = i === 0 ? 1 : row[i - 1]!;
      const equation = equations[i]!;
      equation[0]! += left;
      for (let j = 1; j < size; j++) equation[j]! += left * row[j - 1]!;
      equation[size]! += left * targets[index]!;
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

/** What a regression says of one observation. */
export function predicted(coefficients: Float64Array, row: Float64Array): number {
  let sum = coefficients[0]!;
  for (let column = 0; column < row.length; column++) sum += coefficients[column + 1]! * row[column]!;
  return sum;
}

/** Share of the variance that a regression explains; 0 when there is none to explain. */
export function explainedShare(rows: readonly Float64Array[], targets: ArrayLike<number>): number {
  if (rows.length === 0) return 0;
  const coefficients = leastSquares(rows, targets, rows[0]!.length);
  let mean = 0;
  for (let index = 0; index < rows.length; index++) mean += targets[index]! / rows.length;
  let [all, left] = [0, 0];
  for (const [index, row] of rows.entries()) {
    all += (targets[index]! - mean) ** 2;
    left += (targets[index]! - predicted(coefficients, row)) ** 2;
  }
  return all > 0 ? 1 - left / all : 0;
}
