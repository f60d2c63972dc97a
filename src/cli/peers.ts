import { codeOf, JobError } from "./errors.ts";

/**
 * Loads a part of the library that needs packages which not everybody
 * installs, or says which ones to install.
 *
 * @param what - What needs them, such as "pictures".
 */
export async function withPeers<M>(
  what: string,
  packages: readonly string[],
  load: () => Promise<M>,
): Promise<M> {
  try {
    return await load();
  } catch (error) {
    const missing = codeOf(error) === "ERR_MODULE_NOT_FOUND" && error instanceof Error;
    if (!missing || !packages.some((name) => error.message.includes(`'${name}'`))) throw error;
    throw new JobError(`${what} need more packages: npm install ${packages.join(" ")}`, {
      cause: error,
    });
  }
}
