// Three species of iris by four measurements: what varies most, and the mistake of not taking off the mean.
//
//     node examples/pca.mjs
import { readFile } from "node:fs/promises";
import { PCA, svd } from "wasm-svd";

const text = await readFile(new URL("iris.csv", import.meta.url), "utf8");
const [header, ...lines] = text.trim().split("\n");
const names = header.split(",").slice(0, 4);
const flowers = lines.map((line) => line.split(",").slice(0, 4).map(Number));
const species = lines.map((line) => line.split(",")[4]);

const pca = new PCA({ components: 2 });
const scores = pca.fitTransform(flowers);

pca.explainedVarianceRatio.forEach((ratio, i) => {
  const loadings = names.map((name, j) => `${pca.components.get(i, j).toFixed(2)} ${name}`);
  console.log(`component ${i + 1}: ${percent(ratio)} of the variance = ${loadings.join(", ")}`);
});

console.log("\nThe species on the first component, mean ± deviation in cm:");
for (const kind of new Set(species)) {
  const places = Array.from(scores.column(0)).filter((_, i) => species[i] === kind);
  const mean = places.reduce((sum, z) => sum + z, 0) / places.length;
  const square = places.reduce((sum, z) => sum + (z - mean) ** 2, 0) / (places.length - 1);
  console.log(
    `  ${kind.padEnd(10)} ${mean.toFixed(2).padStart(5)} ± ${Math.sqrt(square).toFixed(2)}`,
  );
}

const part = new PCA({ components: "mle" }).fit(flowers);
console.log(`\nmost probable number of components: ${part.nComponents}`);

// Without the mean taken off, the first singular vector is the mean flower, and "explains" nearly all.
const raw = svd(flowers);
const direction = raw.Vt.row(0);
const length = Math.hypot(...pca.mean);
const cosine = direction.reduce((sum, x, j) => sum + (x * pca.mean[j]) / length, 0);
console.log("\nThe mistake, singular vectors of the table as it is:");
console.log(`  first value: ${percent(raw.energy(1))} of the sum of squares`);
console.log(`  angle of its vector to the mean flower: ${degrees(cosine)}`);
const first = pca.components.row(0);
const between = direction.reduce((sum, x, j) => sum + x * first[j], 0);
console.log(`  angle to the first component: ${degrees(between)}`);

/** @param {number} x */
function percent(x) {
  return `${(100 * x).toFixed(1)} %`;
}

/** @param {number} cosine */
function degrees(cosine) {
  return `${((Math.acos(Math.min(1, Math.abs(cosine))) * 180) / Math.PI).toFixed(1)}°`;
}
