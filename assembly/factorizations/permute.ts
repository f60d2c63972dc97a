/**
 * Permutes the rows of A (m × n, by columns) such that their largest entries fall from top to bottom.
 *
 *     address  size              in    out
 *     a        m × n, `stride`   A     A with its rows permuted
 *     rows     m of u32          —     which row of A stands in row i
 *     work     2m numbers        —     undefined
 *
 * With rows in this order and columns pivoted, the errors of Householder's QR are small relative to each
 * row: A. Cox, N. Higham, Stability of Householder QR factorization for weighted least squares problems,
 * Numerical Analysis 1997, Pitman Res. Notes Math. 380 (1998) 57–73, theorem 2.3.
 */
export function sortRows(
  m: usize,
  n: usize,
  a: usize,
  stride: usize,
  rows: usize,
  work: usize,
): void {
  const size = sizeof<real>();
  const sizes = work;
  const scratch = sizes + m * size;
  memory.fill(sizes, 0, m * size);
  for (let i: usize = 0; i < m; ++i) store<u32>(rows + (i << 2), i as u32);
  for (let j: usize = 0; j < n; ++j) {
    const column = a + j * stride;
    for (let i: usize = 0; i < m * size; i += size) {
      store<real>(sizes + i, max<real>(load<real>(sizes + i), abs<real>(load<real>(column + i))));
    }
  }
  mergeSort(m, sizes, rows, scratch);
  gatherRows(m, n, a, stride, rows, scratch);
}

/** Row i of A becomes what was row rows[i]. `work` holds m numbers. */
function gatherRows(m: usize, n: usize, a: usize, stride: usize, rows: usize, work: usize): void {
  const size = sizeof<real>();
  for (let j: usize = 0; j < n; ++j) {
    const column = a + j * stride;
    memory.copy(work, column, m * size);
    for (let i: usize = 0; i < m; ++i) {
      store<real>(
        column + i * size,
        load<real>(work + (load<u32>(rows + (i << 2)) as usize) * size),
      );
    }
  }
}

/** Row rows[i] of A becomes what was row i: undoes `gatherRows`. `work` holds m numbers. */
export function scatterRows(
  m: usize,
  n: usize,
  a: usize,
  stride: usize,
  rows: usize,
  work: usize,
): void {
  const size = sizeof<real>();
  for (let j: usize = 0; j < n; ++j) {
    const column = a + j * stride;
    memory.copy(work, column, m * size);
    for (let i: usize = 0; i < m; ++i) {
      store<real>(
        column + (load<u32>(rows + (i << 2)) as usize) * size,
        load<real>(work + i * size),
      );
    }
  }
}

/** Sorts the indices at `rows` by falling size; equal ones stay in order. */
function mergeSort(m: usize, sizes: usize, rows: usize, work: usize): void {
  for (let width: usize = 1; width < m; width *= 2) {
    for (let from: usize = 0; from < m; from += 2 * width) {
      const middle = min(from + width, m);
      mergeRuns(from, middle, min(middle + width, m), sizes, rows, work);
    }
    memory.copy(rows, work, m << 2);
  }
}

/** Merges the indices from … middle − 1 and middle … end − 1 to `to`. */
function mergeRuns(
  from: usize,
  middle: usize,
  end: usize,
  sizes: usize,
  rows: usize,
  to: usize,
): void {
  let left = from;
  let right = middle;
  for (let i = from; i < end; ++i) {
    const takeRight =
      left >= middle || (right < end && sizeAt(sizes, rows, right) > sizeAt(sizes, rows, left));
    const taken = takeRight ? right++ : left++;
    store<u32>(to + (i << 2), load<u32>(rows + (taken << 2)));
  }
}

function sizeAt(sizes: usize, rows: usize, i: usize): real {
  return load<real>(sizes + (load<u32>(rows + (i << 2)) as usize) * sizeof<real>());
}
