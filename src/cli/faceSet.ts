import { readdir } from "node:fs/promises";
import { basename, extname, join } from "node:path";
import type { Image } from "../image.ts";
import { readNpy } from "../io/npy.ts";
import { Matrix } from "../matrix.ts";
import { UsageError } from "./errors.ts";
import { parseInput, readInput } from "./files.ts";
import { readPictures } from "./pictures.ts";
import type { Progress } from "./progress.ts";

/** Faces to learn from. */
export interface FaceSet {
  readonly faces: readonly Image[] | Matrix;
  /** undefined where nothing says who it is. */
  readonly labels?: readonly string[];
  readonly count: number;
  readonly width: number;
  readonly height: number;
}

/**
 * Reads a folder of pictures, or of one folder for each person, or a .npy file.
 *
 * @throws {@link UsageError} if it is none of these, or sizes differ.
 */
export async function readFaceSet(path: string, progress: Progress): Promise<FaceSet> {
  if (extname(path).toLowerCase() === ".npy") return fromArray(path, await readInput(path));
  const people = await foldersIn(path);
  const sets = people.length > 0 ? people.map((name) => join(path, name)) : [path];
  const faces: Image[] = [];
  const labels: string[] = [];
  for (const folder of sets) {
    for (const { name, image } of await readPictures(folder, progress)) {
      const first = faces[0] ?? image;
      if (image.width !== first.width || image.height !== first.height) {
        throw new UsageError(
          `${join(folder, name)} has ${image.width} × ${image.height} pixels, expected ${first.width} × ${first.height} as the others`,
        );
      }
      faces.push(image);
      labels.push(people.length > 0 ? basename(folder) : labelIn(name));
    }
  }
  const { width, height } = faces[0];
  return { faces, labels, count: faces.length, width, height };
}

function fromArray(path: string, bytes: Uint8Array): FaceSet {
  const { shape, data } = parseInput(path, () => readNpy(bytes));
  if (shape.length !== 3) {
    throw new UsageError(`${path}: expected faces × height × width, got ${shape.join(" × ")}`);
  }
  const [count, height, width] = shape;
  return { faces: new Matrix(count, height * width, data), count, width, height };
}

async function foldersIn(path: string): Promise<string[]> {
  try {
    const entries = await readdir(path, { withFileTypes: true });
    const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
    return folders.sort();
  } catch {
    // The error of reading the pictures says it better.
    return [];
  }
}

/** What stands before the last - or _ of a name, or all of it but the ending. */
function labelIn(name: string): string {
  const stem = basename(name, extname(name));
  return /^(.+)[-_][^-_]*$/.exec(stem)?.[1] ?? stem;
}
