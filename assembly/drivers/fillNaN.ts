/** Fills n numbers with NaN: what there is to say about a matrix that is not finite. */
export function fillNaN(n: usize, x: usize): void {
  for (const end = x + n * sizeof<real>(); x < end; x += sizeof<real>()) store<real>(x, NaN);
}
