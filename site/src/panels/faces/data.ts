import type { Image } from "wasm-svd";
import { readNpy } from "wasm-svd/io";
import facesUrl from "../../../data/faces.npy?url";

/** How many of the 100 faces the eigenfaces are made of; the others are new to them. */
const KNOWN = 80;
const FACES = 100;

/** Pictures by what the eigenfaces know of them; site/data/README.md says where they come from. */
export interface FaceSets {
  readonly known: readonly Image[];
  readonly fresh: readonly Image[];
  /** Pieces of background. */
  readonly others: readonly Image[];
}

export async function loadFaces(signal?: AbortSignal): Promise<FaceSets> {
  const response = await fetch(facesUrl, signal ? { signal } : {});
  if (!response.ok) throw new Error(`The faces could not be loaded (${response.status}).`);
  const { shape, data } = readNpy(new Uint8Array(await response.arrayBuffer()));
  const [count, height, width] = shape;
  const images = Array.from({ length: count }, (_, i): Image => {
    const pixels = data.subarray(i * width * height, (i + 1) * width * height);
    return { width, height, channels: 1, data: Uint8Array.from(pixels) };
  });
  return {
    known: images.slice(0, KNOWN),
    fresh: images.slice(KNOWN, FACES),
    others: images.slice(FACES),
  };
}
