/** What a JPEG file says about its picture before the picture starts. */
export interface JpegHeader {
  /** 1 grey, 3 colour, 4 inks; 0 if no frame was found. */
  readonly components: number;
  /** How the camera was held, 1 … 8 as Exif numbers it; 1 is upright. */
  readonly orientation: number;
}

const SOS = 0xda;
const APP1 = 0xe1;
const ORIENTATION_TAG = 0x0112;

/** SOF0 … SOF15, without DHT (C4), JPG (C8) and DAC (CC), which lie between them. */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
}

/**
 * Walks over the segments of a JPEG file up to the first scan: two bytes of
 * marker, two of length, both big-endian (ITU-T T.81, annex B).
 *
 * A damaged header gives the defaults; the decoder is the one to complain.
 */
export function parseJpegHeader(bytes: Uint8Array): JpegHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let components = 0;
  let orientation = 1;
  for (let at = 2; at + 4 <= bytes.length && bytes[at] === 0xff;) {
    const marker = bytes[at + 1];
    if (marker === SOS) break;
    const length = view.getUint16(at + 2);
    const start = at + 4;
    const end = Math.min(at + 2 + length, bytes.length);
    if (isFrame(marker) && start + 5 < end) components = bytes[start + 5];
    if (marker === APP1) orientation = exifOrientation(view, start, end) ?? orientation;
    at += 2 + length;
  }
  return { components, orientation };
}

/**
 * Reads the orientation from an Exif segment: "Exif\0\0", then a TIFF file whose
 * offsets count from its own start (Exif 2.32 §4.6.4 A, tag 274).
 */
function exifOrientation(view: DataView, start: number, end: number): number | undefined {
  const tiff = start + 6;
  const holds = (at: number, size: number) => at >= start && at + size <= end;
  if (!holds(tiff, 8) || view.getUint32(start) !== 0x45786966) return undefined;
  const littleEndian = view.getUint16(tiff) === 0x4949;
  const directory = tiff + view.getUint32(tiff + 4, littleEndian);
  if (!holds(directory, 2)) return undefined;
  const entries = view.getUint16(directory, littleEndian);
  for (let i = 0; i < entries; ++i) {
    const entry = directory + 2 + 12 * i;
    if (!holds(entry, 12)) return undefined;
    if (view.getUint16(entry, littleEndian) !== ORIENTATION_TAG) continue;
    const value = view.getUint16(entry + 8, littleEndian);
    return value >= 1 && value <= 8 ? value : undefined;
  }
  return undefined;
}
