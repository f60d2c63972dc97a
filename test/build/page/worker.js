// Somebody's worker, where the same module is bundled a second time.
import { svd } from "wasm-svd";

postMessage(Array.from(svd([[3, 0], [4, 5]]).s)); // prettier-ignore
