// One thread of build-wasm.mjs: compiles one target of asconfig.json and sends its files back.
import { parentPort, workerData } from "node:worker_threads";
import asc from "assemblyscript/asc";

/** @type {Map<string, string | Uint8Array>} */
const files = new Map();
let messages = "";
const print = { write: (/** @type {string} */ text) => void (messages += text) };

const { error } = await asc.main(["--target", workerData, "--bindings", "raw"], {
  stdout: print,
  stderr: print,
  writeFile: (name, content) => void files.set(name, content),
});
parentPort?.postMessage({ files, messages, failed: error !== null });
