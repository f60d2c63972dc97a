// Tells whether something was built already. Uses nothing but Node itself.
import { readFileSync } from "node:fs";
import { digest, filesBelow, writeAtomically } from "./files.mjs";

/**
 * What a build step made, and from what. The stamp holds digests of both, not
 * dates: a fresh clone has new dates, and two builds at the same time may
 * overwrite each other's output, which then does not match either stamp.
 */
export class Stamp {
  #file;
  #inputs;
  #outputs;

  /**
   * @param {{ file: string, inputs: string[], ignored?: string[], outputs: string[] }} step
   * The stamp's own file; files or folders that the step reads, but for some files in these, and writes.
   */
  constructor({ file, inputs, ignored = [], outputs }) {
    this.#file = file;
    this.#outputs = outputs;
    // Now, not when the step is done: what is edited meanwhile counts as newer.
    this.#inputs = digest(inputs.flatMap(filesBelow).filter((name) => !ignored.includes(name)));
  }

  /** Whether the outputs are there and were made from the inputs as they are. */
  get valid() {
    try {
      return readFileSync(this.#file, "utf8") === this.#text();
    } catch {
      return false;
    }
  }

  /** Records that the outputs, as they are now, come from the inputs. */
  write() {
    writeAtomically(this.#file, this.#text());
  }

  #text() {
    const outputs = digest(this.#outputs.flatMap(filesBelow));
    return JSON.stringify({ inputs: this.#inputs, outputs }) + "\n";
  }
}
