import { createPool, type Pool } from "wasm-svd";

let shared: Pool | undefined;

/** The threads of this page, shared by all panels; the first job starts them. */
export function pool(): Pool {
  shared ??= createPool();
  return shared;
}
