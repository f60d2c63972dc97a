import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, it } from "vitest";
import { openSafetensors } from "../../src/io/safetensors/open.ts";
import { writeSafetensors } from "../../src/io/safetensors/write.ts";
import { safetensorsWriter } from "../../src/io/safetensors/writer.ts";
import { temporaryFolder } from "../cli/folder.ts";

const a = { shape: [2, 2], data: Float32Array.of(1, 2, 3, 4) };
const b = { shape: [1], data: Float64Array.of(0.1) };

it("opens a file by its path or URL", async () => {
  const path = join(temporaryFolder(), "a.safetensors");
  writeFileSync(path, writeSafetensors({ a, b }));
  for (const place of [path, pathToFileURL(path)]) {
    const file = await openSafetensors(place);
    expect(await file.tensor("a")).toEqual(a);
    expect(await file.tensor("b")).toEqual(b);
  }
  await expect(openSafetensors(`${path}.not`)).rejects.toThrow("ENOENT");
});

it("writes tensor by tensor, in any order, the same bytes", async () => {
  const folder = temporaryFolder();
  const path = join(folder, "a.safetensors");
  const plan = { a: { dtype: "F32", shape: [2, 2] }, b: { dtype: "F64", shape: [1] } };
  const writer = await safetensorsWriter(path, plan, { metadata: { format: "pt" } });
  await writer.write("a", a);
  await expect(writer.close()).rejects.toThrow('SafetensorsWriter.close: tensor "b" is missing');
  expect(readdirSync(folder)).toHaveLength(1);
  expect(readdirSync(folder)).not.toContain("a.safetensors");
  await writer.write("b", b);
  await writer.close();
  const whole = writeSafetensors({ a, b }, { metadata: { format: "pt" } });
  expect(new Uint8Array(readFileSync(path))).toEqual(whole);
  await expect(writer.write("a", a)).rejects.toThrow("the file is closed");
});

it("copies bytes of types that it does not read", async () => {
  const path = join(temporaryFolder(), "a.safetensors");
  const writer = await safetensorsWriter(path, { w: { dtype: "F8_E5M2", shape: [3] } });
  await expect(writer.write("w", Float32Array.of(1, 2, 3))).rejects.toThrow(
    "numbers are not written as F8_E5M2, only bytes are",
  );
  await writer.writeBytes("w", Uint8Array.of(1, 2, 3));
  await writer.close();
  expect(await (await openSafetensors(path)).bytes("w")).toEqual(Uint8Array.of(1, 2, 3));
});

it("refuses what is not planned, and leaves nothing after abort", async () => {
  const folder = temporaryFolder();
  const path = join(folder, "a.safetensors");
  const writer = await safetensorsWriter(path, { a: { dtype: "BF16", shape: [2, 2] } });
  await expect(writer.write("b", b)).rejects.toThrow('tensor "b": it is not among those planned');
  await expect(writer.write("a", b)).rejects.toThrow("expected the shape 2 × 2, got 1");
  await expect(writer.writeBytes("a", new Uint8Array(3))).rejects.toThrow(
    "expected 8 bytes, got 3",
  );
  await writer.abort();
  await writer.abort();
  expect(readdirSync(folder)).toEqual([]);
  await expect(safetensorsWriter(path, { a: { dtype: "F7", shape: [2] } })).rejects.toThrow(
    'tensor "a": type F7 is not known',
  );
});
