// Somebody's page. Bundled and opened by bundler.test.ts.
import { svd } from "wasm-svd";

const page = Array.from(svd([[3, 0], [4, 5]]).s); // prettier-ignore
const worker = new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
worker.onmessage = ({ data }) => {
  document.body.textContent = JSON.stringify({ page, worker: data });
};
