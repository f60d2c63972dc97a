import { join } from "node:path";
import { svds } from "../../decompositions/svds.ts";
import { NonFiniteError } from "../../errors.ts";
import { readCsvBlocks } from "../../io/csvBlocks.ts";
import { FormatError } from "../../io/formatError.ts";
import { readNpyBlocks } from "../../io/npyBlocks.ts";
import { npyWriter } from "../../io/npyWriter.ts";
import { dtypeOf } from "../../real.ts";
import { leftVectors } from "../../streaming/leftVectors.ts";
import type { RowBlockSource, StreamProgress } from "../../streaming/rowBlocks.ts";
import type { TruncatedSVDResult } from "../../truncatedSvd.ts";
import type { Arguments } from "../command.ts";
import { UsageError } from "../errors.ts";
import { makeFolder } from "../files.ts";
import { compact, integer } from "../format.ts";
import { interruptible } from "../interrupt.ts";
import { csvOptions, formatOf } from "../matrixFile.ts";
import type { Progress } from "../progress.ts";

export interface StreamRequest {
  readonly k?: number;
  readonly tolerance?: number;
  readonly seed?: number;
}

/** What a decomposition of a file by blocks gives: U is in a file already. */
export interface Streamed {
  readonly result: TruncatedSVDResult;
  readonly rows: number;
}

/**
 * Decomposes a matrix that stays in its file: some blocks of rows are in memory at a time. U is written as U.npy, block by
 * block, and gets its name when it is complete.
 */
export async function decomposeStreamed(
  path: string,
  folder: string,
  request: StreamRequest,
  options: Arguments["options"],
  progress: Progress,
): Promise<Streamed> {
  const blocks = blocksOf(path, options);
  return await namingFile(path, () =>
    interruptible(async (signal) => {
      const telling = (how: (state: StreamProgress) => string) => ({
        signal,
        onProgress: (state: StreamProgress) => progress.update(() => how(state)),
      });
      const stream = { ...telling(told), vectors: "right" as const };
      const result = await svds(blocks, { k: 6, ...request, ...stream });
      const { s, Vt } = result.compact();
      await makeFolder(folder);
      const columns = s.length;
      const file = await npyWriter(join(folder, "U.npy"), { columns, dtype: dtypeOf(s) });
      try {
        const writing = telling(({ rows }) => `U.npy: ${integer(rows)} rows`);
        for await (const block of leftVectors(blocks, { s, Vt }, writing)) await file.append(block);
        await file.close();
      } catch (error) {
        await file.abort();
        throw error;
      }
      return { result, rows: file.rows };
    }),
  );
}

function blocksOf(path: string, options: Arguments["options"]): RowBlockSource {
  return formatOf(path) === "npy" ? readNpyBlocks(path) : readCsvBlocks(path, csvOptions(options));
}

function told({ pass, rows, residual }: StreamProgress): string {
  const known = Number.isNaN(residual) ? "" : `, residual ${compact(residual)} of σ₁`;
  return `pass ${pass + 1}: ${integer(rows)} rows${known}`;
}

async function namingFile<R>(path: string, body: () => Promise<R>): Promise<R> {
  try {
    return await body();
  } catch (cause) {
    if (cause instanceof FormatError) {
      throw new UsageError(`cannot read ${path}: ${cause.message}`, { cause });
    }
    if (cause instanceof NonFiniteError) {
      const place = `row ${cause.row + 1}, column ${cause.column + 1}`;
      throw new UsageError(`${path}: expected finite numbers, got none in ${place}`, { cause });
    }
    if (cause instanceof RangeError) throw new UsageError(`${path}: ${cause.message}`, { cause });
    throw cause;
  }
}
