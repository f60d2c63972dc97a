import type { Costs } from "./checkpoint.ts";

/** What an m × n decomposition costs by phase, roughly: flops, all taken as equally fast. */
export function costsOf(
  m: number,
  n: number,
  vectors: "thin" | "full" | "none",
  method: string,
): Costs {
  const rows = Math.max(m, n);
  const k = Math.min(m, n);
  // assembly/drivers/svd.ts factors so tall matrices first.
  const tall = rows >= 2.5 * k;
  const square = k * k;
  const factor = tall || method === "jacobi" ? { factor: 2 * rows * square } : {};
  const values = {
    reduce: tall ? (8 / 3) * k * square : 4 * rows * square - (4 / 3) * k * square,
    values: 60 * square,
  };
  if (vectors === "none" && method !== "jacobi") return { ...factor, ...values };
  const left = { "left vectors": (tall ? 3 : 2) * rows * square };
  const right = { "right vectors": 2 * k * square };
  const completion =
    vectors === "full" && method !== "jacobi" ? { completion: 2 * rows * (rows - k) * k } : {};
  if (method === "qr") {
    return { ...factor, ...values, ...left, ...right, vectors: 8 * k * square, ...completion };
  }
  const inner = { vectors: k * square, ...(tall ? { ...right, ...left } : { ...left, ...right }) };
  const sweeps = method === "jacobi" ? { sweeps: 8 * k * square } : {};
  return { ...factor, ...values, ...inner, ...sweeps, ...completion };
}
