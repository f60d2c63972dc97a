import { readdir } from "node:fs/promises";
import { extname, join } from "node:path";
import type { Image } from "../image.ts";
import { codeOf, UsageError } from "./errors.ts";
import { parseInput, readInput } from "./files.ts";
import { withPeers } from "./peers.ts";
import type { Progress } from "./progress.ts";

/** What reading pictures and drawing needs. */
export const PEERS = ["d3-scale", "fast-png", "jpeg-js"];

const ENDINGS = [".png", ".jpg", ".jpeg"];

/**
 * Reads a picture that the user named.
 *
 * @throws {@link UsageError} if there is none.
 */
export async function readPicture(path: string): Promise<Image> {
  const bytes = await readInput(path);
  const { readImage } = await withPeers("pictures", PEERS, () => import("../io/images/index.ts"));
  return parseInput(path, () => readImage(bytes));
}

export interface NamedPicture {
  readonly name: string;
  readonly image: Image;
}

/**
 * Reads all pictures of a folder, in the order of their names, in which numbers count as such.
 *
 * @throws {@link UsageError} if there is no such folder, or no picture in it.
 */
export async function readPictures(folder: string, progress: Progress): Promise<NamedPicture[]> {
  const names = (await namesIn(folder))
    .filter((name) => ENDINGS.includes(extname(name).toLowerCase()))
    .sort(new Intl.Collator("en", { numeric: true }).compare);
  if (names.length === 0)
    throw new UsageError(`${folder}: expected .png or .jpg pictures, got none`);
  progress.step(`reading ${names.length} pictures`, 5 * names.length);
  const pictures: NamedPicture[] = [];
  for (const name of names) {
    pictures.push({ name, image: await readPicture(join(folder, name)) });
  }
  return pictures;
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    const code = codeOf(error) ?? "";
    const reason = code === "ENOTDIR" ? "it is no folder" : "there is no such folder";
    throw new UsageError(`cannot read ${folder}: ${reason}`);
  }
}

/** Writes a picture as the bytes of a PNG file. */
export async function pngOf(image: Image): Promise<Uint8Array> {
  const { writePng } = await withPeers("pictures", PEERS, () => import("../io/images/index.ts"));
  return writePng(image);
}
