import { main } from "../../src/cli/main.ts";

export interface Outcome {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the program in this process. `now` is its clock; it stands still by default. */
export async function run(argv: readonly string[], now = () => 0): Promise<Outcome> {
  const written = { stdout: "", stderr: "" };
  const status = await main(argv, {
    stdout: { write: (text) => (written.stdout += text) },
    stderr: { write: (text) => (written.stderr += text) },
    now,
  });
  return { status, ...written };
}
