import type { Row } from "./measure.ts";
import { digits } from "./report.ts";

/** From this spread on, the times are not worth much. */
const BUSY = 0.2;

/** The times as a table, with what was left out and how well the results agree. */
export function Times({ rows }: { readonly rows: readonly Row[] }) {
  const spread = Math.max(...rows.map((row) => row.spread));
  return (
    <>
      {spread > BUSY && (
        <p class="note">
          This machine is busy with something else, and the times are not worth much: between the
          quartiles they differ by{" "}
          {spread > 1 ? "more than a factor of two" : `± ${Math.round(100 * spread)} %`}.
        </p>
      )}
      <div class="machine-table" tabIndex={0} role="region" aria-label="Times">
        <table class="numbers">
          <caption>Milliseconds of a thin SVD</caption>
          <thead>
            <tr>
              <th scope="col">n</th>
              <th scope="col">float64</th>
              <th scope="col">float32</th>
              <th scope="col">ml-matrix</th>
              <th scope="col">ratio</th>
              <th scope="col">values differ by</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.n}>
                <th scope="row">{row.n}</th>
                <td>{digits(row.times.float64)}</td>
                <td>{digits(row.times.float32)}</td>
                <td>
                  {row.skipped === undefined
                    ? digits(row.times["ml-matrix"])
                    : skipped(row.skipped)}
                </td>
                <td>{digits(row.ratios.float64)}</td>
                <td>{row.apart === undefined ? "–" : `${row.apart.toExponential(0)} σ₁`}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function skipped(milliseconds: number): string {
  return `skipped: about ${Math.round(milliseconds / 1000)} s`;
}
