import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { Eigenfaces } from "../../src/applications/faces.ts";
import type { Image } from "../../src/image.ts";
import { readNpy } from "../../src/io/npy.ts";
import { random } from "../support/random.ts";
import { rocAuc } from "../support/rocAuc.ts";

// What they are, fixtures/faces/make.py says.
const file = new URL("../fixtures/faces/lfw_subset.npy", import.meta.url);
const { data: pixels } = readNpy(readFileSync(file));
const images = Array.from({ length: 200 }, (_, i): Image => {
  const data = Uint8Array.from(pixels.subarray(625 * i, 625 * (i + 1)));
  return { width: 25, height: 25, channels: 1, data };
});
const faces = images.slice(0, 100);
const others = images.slice(100);

/** Halves of the faces: first and last, even and odd, and six at random. */
const halves = Array.from({ length: 8 }, (_, split) => {
  const { uniform } = random(split);
  const keys = faces.map((_, i) => [i, (i % 2) * 100 + i][split] ?? uniform());
  const order = keys.map((_, i) => i).sort((a, b) => keys[a] - keys[b]);
  return { split, train: pick(order.slice(0, 50)), test: pick(order.slice(50)) };
});

function pick(places: readonly number[]): Image[] {
  return places.map((i) => faces[i]);
}

/** The AUC of each distance: faces that were not learnt from against what is no face. */
function aucs(model: Eigenfaces, heldOut: readonly Image[]) {
  const [near, far] = [heldOut, others].map((list) =>
    list.map((x) => model.distanceToFaceSpace(x)),
  );
  const of = (key: "distance" | "residual" | "mahalanobis") =>
    rocAuc(
      near.map((d) => d[key]),
      far.map((d) => d[key]),
    );
  return { both: of("distance"), residual: of("residual"), mahalanobis: of("mahalanobis") };
}

describe("telling faces from pieces of background", () => {
  const results = halves.map(({ train, test }) => aucs(new Eigenfaces().fit(train), test));

  it.each(halves)("ranks more than 90 % of the pairs right, half $split", ({ split }) => {
    expect(results[split].both).toBeGreaterThan(0.9);
  });

  it("ranks 96 % of them right on average, the residual alone 75 %", () => {
    const mean = (key: "both" | "residual") =>
      results.reduce((sum, result) => sum + result[key], 0) / results.length;
    expect(mean("both")).toBeGreaterThan(0.95);
    expect(mean("residual")).toBeLessThan(0.85);
  });

  it.each([8, 15, 40])("hardly depends on the number of eigenfaces: %i", (components) => {
    for (const { train, test } of halves) {
      expect(aucs(new Eigenfaces({ components }).fit(train), test).both).toBeGreaterThan(0.92);
    }
  });

  it("accepts new faces about as often as it says, and few others", () => {
    const models = halves.map(({ train }) => new Eigenfaces().fit(train));
    const part = (list: boolean[]) => list.filter(Boolean).length / list.length;
    const accepted = part(halves.flatMap(({ test }, h) => test.map((x) => models[h].isFace(x))));
    const mistaken = part(models.flatMap((model) => others.map((x) => model.isFace(x))));
    // Each of two distances accepts 95 %.
    expect(accepted).toBeGreaterThan(0.85);
    expect(accepted).toBeLessThan(0.98);
    expect(mistaken).toBeLessThan(0.15);
  });
});

describe("recognizing a face again", () => {
  const model = new Eigenfaces().fit(faces);
  const { normal } = random(1);
  const changed = (change: (x: number, i: number, j: number) => number) =>
    faces.map((face) => ({
      ...face,
      data: Uint8Array.from(face.data, (x, at) =>
        Math.min(255, Math.max(0, Math.round(change(x, Math.floor(at / 25), at % 25)))),
      ),
    }));
  const variations = [
    { what: "darker, with less contrast", least: 1, pictures: changed((x) => 0.6 * x + 20) },
    { what: "with noise of σ = 60", least: 0.9, pictures: changed((x) => x + 60 * normal()) },
    {
      what: "one pixel further right",
      least: 0.85,
      pictures: faces.map((face) => ({
        ...face,
        data: face.data.map((_, at) => face.data[at % 25 === 0 ? at : at - 1]),
      })),
    },
    {
      what: "with the mouth hidden",
      least: 0.95,
      pictures: changed((x, i, j) => (i >= 17 && j >= 8 && j < 20 ? 90 : x)),
    },
  ];

  it.each(variations)("$what", ({ least, pictures }) => {
    for (const metric of ["euclidean", "cosine", "mahalanobis"] as const) {
      const right = pictures.filter((x, i) => model.identify(x, { metric }).label === i).length;
      expect(right / 100).toBeGreaterThanOrEqual(least);
    }
  });
});

describe("the model", () => {
  const labels = faces.map((_, i) => `person ${i % 50}`);
  const model = new Eigenfaces({ components: 20 }).fit(faces, labels);
  const white = new Eigenfaces({ components: 20, whiten: true }).fit(faces, labels);

  it("has orthonormal eigenfaces, and coordinates of mean 0 and the variances that it says", () => {
    const gram = model.components.multiply(model.components.transpose());
    gram.data.forEach((x, at) => expect(x).toBeCloseTo(at % 21 === 0 ? 1 : 0, 12));
    const y = model.project(faces);
    expect([y.rows, y.columns]).toEqual([100, 20]);
    const w = white.project(faces);
    for (let c = 0; c < 20; ++c) {
      const sum = (list: Float64Array) => list.reduce((a, b) => a + b, 0);
      expect(sum(y.column(c))).toBeCloseTo(0, 8);
      expect(sum(y.column(c).map((x) => x * x))).toBeCloseTo(model.singularValues[c] ** 2, 6);
      expect(sum(w.column(c).map((x) => x * x)) / 99).toBeCloseTo(1, 10);
    }
    expect(Math.hypot(...model.explainedVarianceRatio)).toBeLessThan(1);
  });

  it("rebuilds its own faces, the better the more eigenfaces there are", () => {
    const error = (components: number) => {
      const rebuilt = new Eigenfaces({ components }).fit(faces).reconstruct(faces[3]);
      return Math.hypot(...Array.from(rebuilt.data, (x, i) => x - faces[3].data[i]));
    };
    const errors = [5, 20, 50, 99].map(error);
    expect([...errors].sort((a, b) => b - a)).toEqual(errors);
    expect(errors[3]).toBe(0);
  });

  it("measures the same whitened and not, where that must not matter", () => {
    const [a, b] = [model, white].map((one) => one.identify(others[0], { metric: "mahalanobis" }));
    expect(b.index).toBe(a.index);
    expect(b.distance).toBeCloseTo(a.distance, 10);
  });

  it("verifies faces and labels by a threshold", () => {
    const { distance } = model.verify(faces[1], faces[2], 0);
    expect(model.verify(faces[1], faces[2], distance).same).toBe(true);
    expect(model.verify(faces[1], faces[2], 0.99 * distance).same).toBe(false);
    expect(model.verify(faces[1], "person 1", 1e-6)).toMatchObject({ same: true });
    const [first, second] = [2, 52].map((i) => model.verify(faces[1], faces[i], 0).distance);
    const nearest = model.verify(faces[1], "person 2", 0).distance;
    expect(nearest).toBeCloseTo(Math.min(first, second), 12);
    expect(() => model.verify(faces[1], "nobody", 1)).toThrow('no face has the label "nobody"');
    expect(() => model.verify(faces[1], faces[2], -1)).toThrow(RangeError);
  });

  it.each([model, white])("is the same after JSON, to the last bit", (one) => {
    const saved = JSON.stringify(one);
    const back = Eigenfaces.fromJSON(JSON.parse(saved) as ReturnType<Eigenfaces["toJSON"]>);
    expect(JSON.stringify(back)).toBe(saved);
    expect(back.identify(others[5])).toEqual(one.identify(others[5]));
    expect(back.distanceToFaceSpace(others[5])).toEqual(one.distanceToFaceSpace(others[5]));
    expect(back.project(others).data).toEqual(one.project(others).data);
    expect(back.eigenface(2)).toEqual(one.eigenface(2));
    expect(back.meanFace()).toEqual(one.meanFace());
  });

  it("takes a matrix as it takes pictures, and colours by their brightness", () => {
    const rows = faces.map((face) => Array.from(face.data));
    const same = new Eigenfaces({ components: 20 }).fit(rows, labels);
    expect(same.toJSON()).toEqual(model.toJSON());
    expect(same.identify(rows[7])).toEqual(model.identify(faces[7]));
    const colour = {
      ...faces[7],
      channels: 3 as const,
      data: Uint8Array.from({ length: 1875 }, (_, i) => faces[7].data[Math.floor(i / 3)]),
    };
    expect(model.project(colour).data).toEqual(model.project(faces[7]).data);
  });

  it("refuses what it cannot do", () => {
    expect(() => new Eigenfaces().meanFace()).toThrow("Eigenfaces.meanFace: call fit first");
    expect(() => new Eigenfaces().fit(faces.slice(0, 2))).toThrow(
      "expected at least 3 faces, got 2",
    );
    expect(() => new Eigenfaces().fit(faces, ["a"])).toThrow(
      "expected 100 labels, one for each face, got 1",
    );
    expect(() => new Eigenfaces({ components: 100 }).fit(faces)).toThrow(
      "100 such faces have 99 components, got 100",
    );
    expect(() => new Eigenfaces().fit([faces[0], faces[0], faces[0]])).toThrow(
      "expected faces that differ",
    );
    expect(() => new Eigenfaces({ components: 0 })).toThrow(RangeError);
    expect(() => new Eigenfaces({ percentile: 0 })).toThrow(RangeError);
    expect(() =>
      new Eigenfaces().fit([
        [1, 2, 3],
        [3, 1, 2],
        [1, 1, 2],
      ]),
    ).toThrow("expected { size }");
    expect(() =>
      new Eigenfaces().fit([
        [1, NaN, 3, 4],
        [3, 1, 2, 4],
        [1, 1, 2, 3],
      ]),
    ).toThrow("NaN at row 0, column 1");
    expect(() => model.identify({ ...faces[0], width: 5, height: 125 })).toThrow(
      "expected faces of 25 × 25 pixels, got 5 × 125",
    );
    expect(() => model.identify([1, 2, 3])).toThrow(
      "expected faces of 25 × 25 = 625 pixels, got 3",
    );
    expect(() => model.identify(faces[0], { metric: "cityblock" as "cosine" })).toThrow(TypeError);
    expect(() => model.eigenface(20)).toThrow("expected an integer from 0 to 19, got 20");
    expect(() => Eigenfaces.fromJSON({} as never)).toThrow(TypeError);
    expect(() => Eigenfaces.fromJSON({ ...model.toJSON(), mean: [1] })).toThrow(RangeError);
  });

  it("takes a face without contrast for none", () => {
    const flat = { ...faces[0], data: new Uint8Array(625).fill(99) };
    expect(Number.isFinite(model.distanceToFaceSpace(flat).distance)).toBe(true);
    expect(model.reconstruct(flat).data).toEqual(flat.data);
  });
});
