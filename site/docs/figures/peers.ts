/** Who is drawn, in this order, and how: `held` are drawn paler or with dashes, as they are held back by something. */
export interface Peer {
  readonly name: string;
  readonly colour: "first" | "second" | "third" | "fourth";
  readonly held?: boolean;
}

export const PEERS: readonly Peer[] = [
  { name: "wasm-svd relaxed", colour: "first" },
  { name: "wasm-svd plain", colour: "first", held: true },
  { name: "numpy", colour: "second" },
  { name: "numpy held to SSE", colour: "second", held: true },
  { name: "Eigen in WebAssembly", colour: "third" },
  { name: "ml-matrix", colour: "fourth" },
];

/** Milliseconds as people read them: three digits, or whole numbers from 100 on. */
export function milliseconds(value: number): string {
  return value >= 100 ? Math.round(value).toLocaleString("en-US") : value.toPrecision(3);
}
