import { run } from "../../scripts/lib/run.mjs";

/** The text that workers run is made from src/: it must not be that of an hour ago. */
export default function setup(): void {
  run("node", ["scripts/build-worker.mjs"]);
}
