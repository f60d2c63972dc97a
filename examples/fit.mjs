// Least squares: the data of Longley, on which programs lost digits; ridge regression, errors in both variables, and an
// integral equation that noise would drown.
import { readFileSync } from "node:fs";
import {
  lstsq,
  linearRegression,
  multiply,
  regularize,
  ridgePath,
  totalLeastSquares,
} from "wasm-svd";
import { readCsv } from "wasm-svd/io";
import { table } from "wasm-svd/plot";

const {
  columns = [],
  shape,
  data,
} = readCsv(readFileSync(new URL("longley.csv", import.meta.url)));
const rows = Array.from({ length: shape[0] }, (_, i) =>
  Array.from(data.subarray(i * shape[1], (i + 1) * shape[1])),
);
const employed = rows.map((row) => row[0]);
const causes = rows.map((row) => row.slice(1));

const fit = linearRegression(causes, employed);
console.log(
  `Longley, 1967: people in work, by six numbers of each year (condition ${fit.condition.toFixed(0)})`,
);
console.log(
  table([
    { heading: "", cells: ["constant", ...columns.slice(1)], align: "left" },
    { heading: "coefficient", cells: Array.from(fit.parameters, (x) => x.toPrecision(14)) },
    { heading: "± error", cells: Array.from(fit.standardErrors, (x) => x.toPrecision(5)) },
  ]),
);

// Of columns without means and of length 1, λ says the same for each.
const means = causes[0].map((_, j) => causes.reduce((sum, row) => sum + row[j] / causes.length, 0));
const lengths = means.map((mean, j) => Math.hypot(...causes.map((row) => row[j] - mean)));
const scaled = causes.map((row) => row.map((x, j) => (x - means[j]) / lengths[j]));
const path = ridgePath(scaled, employed, undefined, { intercept: true });
const best = path.best.leaveOneOut;
const error = (/** @type {number} */ i) => Math.sqrt(path.leaveOneOut[i]).toFixed(0);
console.log(
  `ridge regression: left out one by one, years are off by ${error(0)} thousand people without a ridge,\n` +
    `by ${error(best)} with λ = ${path.lambdas[best].toPrecision(2)}, which amounts to ${path.degreesOfFreedom[best].toFixed(1)} parameters\n`,
);

// A line through population and gross national product, each relative to its mean, with errors in both.
const relative = causes.map((row) => row.map((x, j) => x / means[j] - 1));
const population = relative.map((row) => [row[4]]);
const product = relative.map((row) => row[1]);
const upright = lstsq(population, product).x[0];
const both = totalLeastSquares(population, product).x[0];
console.log(
  `one percent more people, ${upright.toFixed(3)} % more product; with errors in both, ${both.toFixed(3)} %\n`,
);

// A blurred image of one dimension (C. Shaw, 1972): the right side in five digits.
const n = 40;
const angles = Array.from({ length: n }, (_, i) => ((i + 0.5) / n - 0.5) * Math.PI);
const blur = angles.map((s) =>
  angles.map((t) => {
    const u = Math.PI * (Math.sin(s) + Math.sin(t));
    const sinc = Math.abs(u) < 1e-12 ? 1 : Math.sin(u) / u;
    return (Math.PI / n) * ((Math.cos(s) + Math.cos(t)) * sinc) ** 2;
  }),
);
const image = angles.map((t) => 2 * Math.exp(-6 * (t - 0.8) ** 2) + Math.exp(-2 * (t + 0.5) ** 2));
const seen = Array.from(
  multiply(
    blur,
    image.map((x) => [x]),
  ).data,
  (x) => Number(x.toPrecision(5)),
);
const off = (/** @type {ArrayLike<number>} */ x) =>
  Math.hypot(...image.map((value, i) => value - x[i])) / Math.hypot(...image);
const percent = (/** @type {number} */ part) =>
  part < 10 ? `${(100 * part).toFixed(1)} %` : `${part.toExponential(0)} times its length`;
console.log(
  `a blurred signal, rounded to five digits: without regularization it is off by ${percent(off(lstsq(blur, seen).x))}`,
);
for (const choose of /** @type {const} */ (["l-curve", "gcv"])) {
  const { x, parameter, residualNorm, solutionNorm } = regularize(blur, seen, { choose });
  console.log(
    `${choose.padEnd(8)} λ = ${parameter.toExponential(1)}  residual ${residualNorm.toExponential(1)}  ` +
      `length ${solutionNorm.toFixed(2)}  off by ${percent(off(x))}`,
  );
}
const { curve } = regularize(blur, seen);
const shown = Array.from(curve.parameters.keys()).filter((i) => i % 20 === 0);
console.log("\nthe L-curve");
console.log(
  table([
    { heading: "λ", cells: shown.map((i) => curve.parameters[i].toExponential(1)) },
    { heading: "residual", cells: shown.map((i) => curve.residualNorms[i].toExponential(2)) },
    { heading: "length of x", cells: shown.map((i) => curve.solutionNorms[i].toPrecision(4)) },
    { heading: "curvature", cells: shown.map((i) => curve.curvature[i].toFixed(2)) },
  ]),
);
