/**
 * The inverse of a symmetric positive definite matrix, by Gauss and Jordan's elimination, which needs no
 * change of rows on one.
 */
export function invertSymmetric(matrix: readonly (readonly number[])[]): number[][] {
  const size = matrix.length;
  const rows = matrix.map((row, i) => [...row, ...matrix.map((_, j) => (i === j ? 1 : 0))]);
  for (let at = 0; at < size; at += 1) {
    const row = rows[at] ?? [];
    const pivot = row[at] ?? 0;
    for (let j = 0; j < 2 * size; j += 1) row[j] = (row[j] ?? 0) / pivot;
    for (const [i, other] of rows.entries()) {
      const factor = other[at] ?? 0;
      if (i === at || factor === 0) continue;
      for (let j = 0; j < 2 * size; j += 1) other[j] = (other[j] ?? 0) - factor * (row[j] ?? 0);
    }
  }
  return rows.map((row) => row.slice(size));
}
